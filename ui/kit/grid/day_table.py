"""Days across: what grids of tiles and of counts have in common.

A real table to keyboard and screen reader: one cell per day, each a sentence.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
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
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.kit.grid.keys import ENDS, ENTER, SIDEWAYS, UPRIGHT
from ui.kit.grid.model import ROOT, Index
from ui.kit.grid.tiles import DayHead, RowHead
from ui.kit.paint import draw_text, frame, ring
from ui.kit.theme import SMALL_RADIUS, Role, Theme

Data = Qt.ItemDataRole
Flag = Qt.ItemFlag


class DayModel(QAbstractTableModel):
    """Days by rows; a cell without a sentence is none."""

    def __init__(self) -> None:
        super().__init__()
        self.days: Sequence[DayHead] = ()
        self.heads: Sequence[RowHead] = ()

    @abstractmethod
    def sentence(self, index: Index) -> str:
        """All that a cell says; "" where there is no such day."""

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.days)

    def data(self, index: Index, role: int = Data.DisplayRole) -> Any:
        texts = (Data.DisplayRole, Data.AccessibleTextRole, Data.ToolTipRole)
        if role not in texts or not index.isValid():
            return None
        return self.sentence(index) or None

    def flags(self, index: Index) -> Qt.ItemFlag:
        known = index.isValid() and self.sentence(index)
        return Flag.ItemIsEnabled | Flag.ItemIsSelectable if known else Flag.NoItemFlags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Data.DisplayRole
    ) -> Any:
        if role != Data.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return " ".join(filter(None, self.heads[section]))
        day = self.days[section]
        return " ".join(filter(None, (day.above, f"{day.title}日", day.note)))


class _Days(QHeaderView):
    """Number and weekday of each day, above them the month where one begins."""

    def __init__(self, t: Theme, days: DayModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.t, self._model = t, days
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        above = any(day.above for day in self._model.days)
        return QSize(0, self.t.px(66 if above else 46))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q = self.t, QPainter(self.viewport())
        q.fillRect(event.rect(), t.color("surface"))
        high = t.box("small")
        under = self.height() - t.px(46)
        for place, day in enumerate(self._model.days):
            x, wide = self.sectionViewportPosition(place), self.sectionSize(place)
            if day.above:
                q.fillRect(x, 0, 1 if place else 0, self.height(), t.color("line"))
                draw_text(q, t, x + t.px(8), t.px(2), 0, day.above, "smallb")
            lone = (self.height() - under - high) // 2
            self._day(
                q, QRect(x, under + (t.px(2) if day.note else lone), wide, high), day
            )
        q.fillRect(0, self.height() - 1, self.width(), 1, t.color("line_ui"))

    def _day(self, q: QPainter, line: QRect, day: DayHead) -> None:
        t = self.t
        role: Role = "smallb" if day.strong or day.today else "small"
        ink = "text" if day.strong else "text2"
        if day.today:
            frame(q, t, line.adjusted(1, 0, -1, 0), None, t.color("now"), radius=3)
        on = "on_now" if day.today else ink
        draw_text(q, t, line.x(), line.y(), line.width(), day.title, role, on, "c")
        under = line.y() + line.height()
        draw_text(q, t, line.x(), under, line.width(), day.note, role, ink, "c")


class _Rows(QHeaderView):
    """Title and note of each row; `least` and `most` are px at 100 %."""

    def __init__(self, t: Theme, rows: DayModel, least: int, most: int) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.t, self._model, self._least, self._most = t, rows, least, most
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        t = self.t
        widths = (
            max(t.width("bodyb", row.title), t.width("small", row.note))
            for row in self._model.heads
        )
        wanted = t.px(t.pick(24, 12)) + max(widths, default=0)
        return QSize(min(t.px(self._most), max(t.px(self._least), wanted)), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q = self.t, QPainter(self.viewport())
        q.fillRect(event.rect(), t.color("surface"))
        pad = t.px(t.pick(16, 8))
        width = self.width() - pad - t.px(4)
        for place, row in enumerate(self._model.heads):
            y, high = self.sectionViewportPosition(place), self.sectionSize(place)
            both = t.box("bodyb") + t.box("small") - t.px(4)
            two = bool(row.note) and both <= high
            top = y + (high - (both if two else t.box("bodyb"))) / 2
            draw_text(q, t, pad, top, width, row.title, "bodyb")
            if two:
                under = top + t.box("bodyb") - t.px(4)
                draw_text(q, t, pad, under, width, row.note, "small", "text2")
            q.fillRect(0, y + high - 1, self.width(), 1, t.color("line"))


class Measures:
    """px at 100 %: the least width of a day, the least and the most height of a row, the
    least and the most width of the names."""

    def __init__(self, day: int, row: tuple[int, int], names: tuple[int, int]) -> None:
        self.day, self.row, self.names = day, row, names


class DayTable(QTableView):
    """Arrow keys walk over rows and days; Enter or a click opens a day."""

    focused_text = Signal(str)

    def __init__(self, t: Theme, says: str, model: DayModel, measures: Measures) -> None:
        super().__init__()
        self.t, self._days, self._measures = t, model, measures
        self.empty = ""
        self.setAccessibleName(says)
        self.setModel(model)
        self.setHorizontalHeader(_Days(t, model))
        self.setVerticalHeader(_Rows(t, model, *measures.names))
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._moved)

    @abstractmethod
    def open_cell(self, row: int, column: int) -> None:
        """Enter, or a click, on a day that there is."""

    def stand(self, row: int, column: int) -> None:
        """On that day, or on the one nearest to it that the row has."""
        known = [
            i
            for i in range(self._days.columnCount())
            if self._days.sentence(self._days.index(row, i))
        ]
        if known:
            near = min(known, key=lambda i: abs(i - column))
            self.setCurrentIndex(self._days.index(row, near))

    def arrange(self, here: QModelIndex) -> None:
        """Other days are shown: the focus stays where it was, as far as it can."""
        self._spread()
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        rows, columns = self._days.rowCount(), self._days.columnCount()
        if rows and columns and not self.currentIndex().isValid():
            self.stand(min(max(here.row(), 0), rows - 1), max(here.column(), 0))

    def minimumSizeHint(self) -> QSize:
        t, head = self.t, self.horizontalHeader().sizeHint().height()
        return QSize(t.px(400), head + 3 * t.px(self._measures.row[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Days share the width, rows the height; below the least they scroll."""
        t, days, rows = self.t, self._days.columnCount(), self._days.rowCount()
        if not days or not rows:
            return
        room = max(t.px(self._measures.day) * days, self.viewport().width())
        wide, more = divmod(room, days)
        for place in range(days):
            self.setColumnWidth(place, wide + (place < more))
        least, most = (t.px(high) for high in self._measures.row)
        high = min(most, max(least, (self.viewport().height() - 1) // rows))
        for place in range(rows):
            self.setRowHeight(place, high)
        self.updateGeometries()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = Qt.Key(event.key()), self.currentIndex()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not here.isValid():
            event.ignore()
        elif key in SIDEWAYS:
            self.stand(here.row(), here.column() + SIDEWAYS[key])
        elif key in UPRIGHT:
            if 0 <= (row := here.row() + UPRIGHT[key]) < self._days.rowCount():
                self.stand(row, here.column())
        elif key in ENDS:
            self.stand(here.row(), ENDS[key] % self._days.columnCount())
        elif key in ENTER:
            self._open(here)
        else:
            event.ignore()  # what is typed over a grid is for its page

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused_text.emit(self.currentIndex().data() or "")
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        q, t, rows = QPainter(self.viewport()), self.t, self._days.rowCount()
        for place in range(rows):
            bottom = self.rowViewportPosition(place) + self.rowHeight(place) - 1
            q.fillRect(0, bottom, self.viewport().width(), 1, t.color("line"))
        if not rows:
            width = self.viewport().width()
            draw_text(q, t, 0, t.px(24), width, self.empty, "body", "text2", "c")
        elif self.hasFocus() and self.currentIndex().isValid():
            ring(q, t, self.visualRect(self.currentIndex()), SMALL_RADIUS)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self._days.sentence(index):
            self.open_cell(index.row(), index.column())

    def _moved(self, current: QModelIndex, before: QModelIndex) -> None:
        if self.hasFocus():
            self.focused_text.emit(current.data() or "")
        self.viewport().update(self.visualRect(before))
        self.viewport().update(self.visualRect(current))
