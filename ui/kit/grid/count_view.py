"""How many there are of each thing on each day: things down, days across.

Free, short and none are three shapes; color only repeats them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLabel,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.kit.wareki import weekday
from ui.kit.grid.counts import FREE, LOOKS, NONE, SHORT, Count, CountRow, look
from ui.kit.grid.day_table import DayModel, DayTable, Measures
from ui.kit.grid.model import Index
from ui.kit.grid.paint import hatch
from ui.kit.grid.tiles import DayHead, RowHead
from ui.kit.paint import draw_text, frame
from ui.kit.theme import SMALL_RADIUS, Role, Theme

#: px at 100 %
DAY, ROW = 32, 44


class _Counts(DayModel):
    def __init__(self) -> None:
        super().__init__()
        self.dates: Sequence[date] = ()
        self.rows: Sequence[CountRow] = ()

    def show_counts(self, days: Sequence[date], rows: Sequence[CountRow]) -> None:
        self.beginResetModel()
        self.dates, self.rows = days, rows
        self.days = [_head(day, first=not place) for place, day in enumerate(days)]
        self.heads = [RowHead(row.title, row.note) for row in rows]
        self.endResetModel()

    def count(self, index: Index) -> Count:
        return self.rows[index.row()].counts[index.column()]

    def sentence(self, index: Index) -> str:
        """プロジェクター 12月1日(火) 残り1(全部で2)."""
        day, count = self.dates[index.column()], self.count(index)
        when = f"{day.month}月{day.day}日({weekday(day)})"
        late = f"・延滞{count.late}" if count.late else ""
        left = f"残り{count.free}(全部で{count.total}{late})"
        return f"{self.rows[index.row()].title} {when} {left}"


def _head(day: date, *, first: bool) -> DayHead:
    above = f"{day.month}月" if first or day.day == 1 else ""
    return DayHead(str(day.day), weekday(day), weekday(day) in "土日", above=above)


class _Cell(QStyledItemDelegate):
    def __init__(self, t: Theme, view: CountGrid) -> None:
        super().__init__(view)
        self.t, self._counts = t, view.counts

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        paint_count(painter, self.t, option.rect, self._counts.count(index))


def paint_count(q: QPainter, t: Theme, place: QRect, count: Count) -> None:
    """Sign over number: 40 days of it must be read at a glance."""
    shown, gap = look(count), t.px(2)
    box = place.adjusted(gap, gap, -gap, -gap)
    q.save()
    if shown is not FREE:
        ground = t.color(f"{shown.role}_soft")
        edge = t.color(shown.role) if shown is not NONE else None
        dash = Qt.PenStyle.DashLine if shown is SHORT else Qt.PenStyle.SolidLine
        frame(q, t, box, edge, ground, radius=SMALL_RADIUS, style=dash)
    if shown is NONE:
        hatch(q, t, box, "hatch", 8)
        plate = QRect(0, 0, t.px(26), t.px(34))
        plate.moveCenter(box.center())
        q.fillRect(plate, t.color("off_soft"))
    x, wide = place.x(), place.width()
    middle = place.y() + place.height() / 2
    above = middle - t.box("small") + t.px(2)
    draw_text(q, t, x, above, wide, shown.sign, "small", shown.role, "c")
    number = str(count.free)
    role: Role = "smallb" if t.width("smallb", number) < wide - t.px(8) else "caption"
    ink = "text2" if shown is FREE else shown.role
    draw_text(q, t, x, middle - t.px(2), wide, number, role, ink, "c")
    q.restore()


class CountGrid(DayTable):
    #: (id of the thing, day)
    opened = Signal(object, object)

    def __init__(self, t: Theme, says: str, empty: str) -> None:
        self.counts = _Counts()
        names = (t.pick(120, 96), t.pick(184, 136))
        super().__init__(t, says, self.counts, Measures(DAY, (ROW, ROW), names))
        self.empty = empty
        self.setItemDelegate(_Cell(t, self))

    def show_counts(self, days: Sequence[date], rows: Sequence[CountRow]) -> None:
        """Show these; the focus stays on its cell."""
        here = self.currentIndex()
        self.counts.show_counts(days, rows)
        self.arrange(here)

    def open_cell(self, row: int, column: int) -> None:
        self.opened.emit(self.counts.rows[row].id, self.counts.dates[column])


class CountLegend(QLabel):
    """What the shapes mean, drawn by what draws the grid."""

    SAMPLES = (Count(2, 2), Count(1, 2), Count(0, 2), Count(1, 2, 1))

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        words = "、".join(each.words for each in LOOKS)
        self.setAccessibleName(f"記号の説明 {words}、数は残り")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        t = self.t
        width = sum(t.width("small", each.words) + t.px(60) for each in LOOKS)
        return QSize(width, t.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        q, t, x = QPainter(self), self.t, 0
        for sample in self.SAMPLES:
            words = look(sample).words
            paint_count(q, t, QRect(x, 0, t.px(DAY), self.height()), sample)
            y = (self.height() - t.box("small")) / 2
            draw_text(q, t, x + t.px(DAY + 6), y, 0, words, "small", "text2")
            x += t.width("small", words) + t.px(60)
