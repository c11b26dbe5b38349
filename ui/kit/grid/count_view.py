"""How many there are of each thing on each day: things down, days across.

Free, short and none are three shapes; color only repeats them. A real table to keyboard
and screen reader, each cell a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.kit.wareki import weekday
from ui.kit.grid.counts import (
    FREE,
    LOOKS,
    NONE,
    SHORT,
    Count,
    CountRow,
    look,
)
from ui.kit.grid.model import ROOT, Index
from ui.kit.grid.paint import hatch
from ui.kit.paint import draw_text, frame, ring
from ui.kit.theme import SMALL_RADIUS, Role, Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Data = Qt.ItemDataRole
#: px at 100 %: a day is never narrower, a row never lower.
DAY, ROW = 32, 44


class _Counts(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.days: Sequence[date] = ()
        self.rows: Sequence[CountRow] = ()

    def show_counts(self, days: Sequence[date], rows: Sequence[CountRow]) -> None:
        self.beginResetModel()
        self.days, self.rows = days, rows
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.days)

    def count(self, index: Index) -> Count:
        return self.rows[index.row()].counts[index.column()]

    def sentence(self, index: Index) -> str:
        """プロジェクター 12月1日(火) 残り1(全部で2)."""
        if not index.isValid():
            return ""
        day, count = self.days[index.column()], self.count(index)
        when = f"{day.month}月{day.day}日({weekday(day)})"
        late = f"・延滞{count.late}" if count.late else ""
        left = f"残り{count.free}(全部で{count.total}{late})"
        return f"{self.rows[index.row()].title} {when} {left}"

    def data(self, index: Index, role: int = Data.DisplayRole) -> Any:
        texts = (Data.DisplayRole, Data.AccessibleTextRole, Data.ToolTipRole)
        return self.sentence(index) or None if role in texts else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Data.DisplayRole
    ) -> Any:
        if role != Data.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.rows[section].title
        day = self.days[section]
        return f"{day.month}月{day.day}日({weekday(day)})"


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


class _Days(QHeaderView):
    HEIGHT = 64

    def __init__(self, t: Theme, counts: _Counts) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.t, self._counts = t, counts
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, self.t.px(self.HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q = self.t, QPainter(self.viewport())
        q.fillRect(event.rect(), t.color("surface"))
        for place, day in enumerate(self._counts.days):
            x, wide = self.sectionViewportPosition(place), self.sectionSize(place)
            if place == 0 or day.day == 1:
                if place:
                    q.fillRect(x, 0, 1, self.height(), t.color("line"))
                month = f"{day.month}月"
                draw_text(q, t, x + t.px(8), t.px(2), 0, month, "smallb")
            self._day(q, x, wide, day)
        q.fillRect(0, self.height() - 1, self.width(), 1, t.color("line"))

    def _day(self, q: QPainter, x: int, wide: int, day: date) -> None:
        t, off = self.t, weekday(day) in "土日"
        role: Role = "smallb" if off else "small"
        ink = "text" if off else "text2"
        y, line = t.px(2) + t.box("small"), t.box("small")
        draw_text(q, t, x, y, wide, str(day.day), role, ink, "c")
        draw_text(q, t, x, y + line, wide, weekday(day), role, ink, "c")


class _Names(QHeaderView):
    def __init__(self, t: Theme, counts: _Counts) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.t, self._counts = t, counts
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        t, pad = self.t, self.t.px(28)
        widest = max(
            (
                max(t.width("bodyb", row.title), t.width("small", row.note))
                for row in self._counts.rows
            ),
            default=0,
        )
        least, most = t.px(t.pick(120, 96)), t.px(t.pick(184, 136))
        return QSize(min(most, max(least, widest + pad)), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q, pad = self.t, QPainter(self.viewport()), self.t.px(16)
        q.fillRect(event.rect(), t.color("surface"))
        width = self.width() - pad - t.px(8)
        for place, row in enumerate(self._counts.rows):
            y, high = self.sectionViewportPosition(place), self.sectionSize(place)
            under_it = t.box("small") - t.px(4) if row.note else 0
            top = y + (high - t.box("bodyb") - under_it) / 2
            draw_text(q, t, pad, top, width, row.title, "bodyb")
            under = top + t.box("bodyb") - t.px(4)
            draw_text(q, t, pad, under, width, row.note, "small", "text2")
            q.fillRect(0, y + high - 1, self.width(), 1, t.color("line"))


class CountGrid(QTableView):
    """Arrow keys walk over things and days; Enter or a click opens a cell."""

    #: (id of the thing, day)
    opened = Signal(object, object)
    focused_text = Signal(str)

    def __init__(self, t: Theme, says: str, empty: str) -> None:
        super().__init__()
        self.t, self.empty, self.counts = t, empty, _Counts()
        self.setAccessibleName(says)
        self.setModel(self.counts)
        self.setHorizontalHeader(_Days(t, self.counts))
        self.setVerticalHeader(_Names(t, self.counts))
        self.setItemDelegate(_Cell(t, self))
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_counts(self, days: Sequence[date], rows: Sequence[CountRow]) -> None:
        """Show these; the focus stays on its cell."""
        here = self.currentIndex()
        self.counts.show_counts(days, rows)
        self._spread()
        if rows and days:
            row = min(max(here.row(), 0), len(rows) - 1)
            column = min(max(here.column(), 0), len(days) - 1)
            self.setCurrentIndex(self.counts.index(row, column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        days, t = len(self.counts.days), self.t
        if days:
            wide = max(t.px(DAY), (self.viewport().width() - 1) // days)
            for place in range(days):
                self.setColumnWidth(place, wide)
        for place in range(len(self.counts.rows)):
            self.setRowHeight(place, t.px(ROW))
        self.updateGeometries()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers():
            self._open(self.currentIndex())
        elif event.text().isalnum():
            event.ignore()  # what is typed over a grid is for its page
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._open(self.indexAt(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused_text.emit(self.counts.sentence(self.currentIndex()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        q, t = QPainter(self.viewport()), self.t
        for place in range(len(self.counts.rows)):
            bottom = self.rowViewportPosition(place) + self.rowHeight(place) - 1
            q.fillRect(0, bottom, self.viewport().width(), 1, t.color("line"))
        if not self.counts.rows:
            width = self.viewport().width()
            draw_text(q, t, 0, t.px(24), width, self.empty, "body", "text2", "c")
        elif self.hasFocus() and self.currentIndex().isValid():
            ring(q, t, self.visualRect(self.currentIndex()), SMALL_RADIUS)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            thing = self.counts.rows[index.row()].id
            self.opened.emit(thing, self.counts.days[index.column()])

    def _moved(self, current: QModelIndex, before: QModelIndex) -> None:
        if self.hasFocus():
            self.focused_text.emit(self.counts.sentence(current))
        self.viewport().update()


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
