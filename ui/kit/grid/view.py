"""The grid itself: a `QTableView` that draws time to scale.

Only painting and geometry are ours; model, focus, scrolling and what a screen reader
meets (a table with a cell per booking) are Qt's.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui.kit.grid.day import GridBlock, GridDay, GridFree, GridRange, span
from ui.kit.grid.headers import Axis, RoomNames, Span
from ui.kit.grid.model import GridModel, Index, Stop
from ui.kit.grid.paint import hatch, paint_block, paint_choice, paint_free
from ui.kit.paint import draw_text, ring
from ui.kit.theme import SMALL_RADIUS, Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
UPRIGHT = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class DayGrid(QTableView):
    """Arrow keys walk, Shift or the mouse draws over free slots, Enter books or opens."""

    booked = Signal(object)
    opened = Signal(object)
    #: somebody wants to wait for what is taken (key of the booking)
    waited = Signal(object)
    focused_text = Signal(str)

    def __init__(self, t: Theme, says: str = "部屋ごとの予約表") -> None:
        super().__init__()
        self.t, self.grid = t, GridModel()
        self._anchor = QModelIndex()
        self._choice: GridRange | None = None
        self._label, self._refused = "", False
        self._pressed = False
        self.setAccessibleName(says)
        self.setModel(self.grid)
        self.setHorizontalHeader(Axis(t, self.grid))
        self.setVerticalHeader(RoomNames(t, self.grid))
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setAutoScroll(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # what pages ask

    def show_day(self, day: GridDay) -> None:
        """Show a day; the focus stays on the block or slot it was on."""
        here, row = self.grid.stop(self.currentIndex()), self.currentIndex().row()
        before = self.grid.day
        self.grid.show_day(day)
        self._spread()
        if (before.slots, before.now, before.closed) != (day.slots, day.now, day.closed):
            self.viewport().update()
            self.horizontalHeader().viewport().update()
        if here is not None and row < len(day.rooms):
            self._stand(row, here)
        elif self.hasFocus():
            self.focus_first()

    def choose(
        self, choice: GridRange | None, label: str = "", *, refused: bool = False
    ) -> None:
        """Fill the slots a panel is about, with its words; None takes the fill away."""
        for each in (self._choice, choice):
            if each is not None:
                self.viewport().update(self._range_rect(each))
        self._choice, self._label, self._refused = choice, label, refused

    def choice(self) -> GridRange | None:
        return self._choice

    def focus_first(self) -> None:
        """Stand on the first free slot, else on the first block."""
        cells = [(r, s) for r in range(self.grid.rowCount()) for s in self.grid.stops(r)]
        free = [cell for cell in cells if cell[1].is_free()]
        if free or cells:
            self._stand(*(free or cells)[0])

    def stand_on(self, block_id: object) -> None:
        """Put the focus of the keys on a block, if it is on this day."""
        for row in range(self.grid.rowCount()):
            for stop in self.grid.stops(row):
                if isinstance(stop.what, GridBlock) and stop.what.id == block_id:
                    self._stand(row, stop)

    def stand_in(self, row_id: object) -> None:
        """Put the focus of the keys into a row: on its first free slot, if it has one."""
        for row, room in enumerate(self.grid.day.rooms):
            stops = self.grid.stops(row)
            if room.id == row_id and stops:
                free = (i for i, stop in enumerate(stops) if stop.is_free())
                self._go(row, next(free, 0), extend=False)

    def row_id(self) -> object:
        """The row that the focus of the keys is in; None while it is in none."""
        row = self.currentIndex().row()
        return self.grid.day.rooms[row].id if row >= 0 else None

    # geometry

    def across(self) -> Span:
        day = self.grid.day
        return Span(self.t, day.opens, day.closes, self.viewport().width())

    def cell(self, row: int, start: int, end: int) -> QRect:
        across, gap = self.across(), self.t.px(4)
        left, right = across.at(start) + 1, across.at(end)
        top, high = self.rowViewportPosition(row), self.rowHeight(row)
        return QRect(left, top + gap, right - left, high - 2 * gap + 1)

    def place(self, row: int, stop: Stop) -> QRect:
        """Where a stop is drawn: its cell, or its lane of it."""
        cell = self.cell(row, stop.start, stop.end)
        high = cell.height() // stop.lanes
        return QRect(cell.x(), cell.y() + stop.lane * high, cell.width(), high)

    def visualRect(self, index: Index) -> QRect:
        stop = self.grid.stop(index)
        return self.place(index.row(), stop) if stop else QRect()

    def indexAt(self, pos: QPoint) -> QModelIndex:
        row = self.rowAt(pos.y())
        if row < 0:
            return QModelIndex()
        for column, stop in reversed(list(enumerate(self.grid.stops(row)))):
            if self.place(row, stop).contains(pos):
                return self.grid.index(row, column)
        return QModelIndex()

    def minimumSizeHint(self) -> QSize:
        t = self.t
        rows = min(4, self.grid.rowCount())
        return QSize(t.px(400), t.px(Axis.HEIGHT) + rows * t.px(t.pick(56, 36)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Rooms share the height alike; below the least height they scroll."""
        rows, t = self.grid.rowCount(), self.t
        if rows:
            least = t.px(t.pick(56, 38))
            high = max(least, (self.viewport().height() - 1) // rows)
            for i in range(rows):
                self.setRowHeight(i, high)
            self.updateGeometries()

    def _range_rect(self, choice: GridRange) -> QRect:
        rooms = [room.id for room in self.grid.day.rooms]
        if choice.room_id not in rooms:
            return QRect()
        return self.cell(rooms.index(choice.room_id), choice.start, choice.end)

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        row, column = self.currentIndex().row(), self.currentIndex().column()
        if row < 0 and key in (*SIDEWAYS, *UPRIGHT, *ENTER):
            self.focus_first()
        elif key in SIDEWAYS:
            self._go(row, column + SIDEWAYS[key], extend=shift)
        elif key in UPRIGHT:
            self._go_upright(UPRIGHT[key])
        elif key in ENDS:
            self._go(row, ENDS[key] % len(self.grid.stops(row)), extend=False)
        elif key in ENTER:
            self._act()
        elif key == Qt.Key.Key_K and (taken := self._taken()) is not None:
            self.waited.emit(taken.id)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = True
            self._go(index.row(), index.column(), extend=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        held = event.buttons() & Qt.MouseButton.LeftButton
        if held and index.isValid() and index.row() == self._anchor.row():
            self._go(index.row(), index.column(), extend=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed:
            self._pressed = False
            self._act()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # Qt's own would want to edit the cell

    def _go(self, row: int, column: int, *, extend: bool) -> None:
        stops = self.grid.stops(row)
        if not 0 <= column < len(stops):
            return
        if extend and not self._reaches(row, column):
            return
        index = self.grid.index(row, column)
        if not extend:
            self._anchor = index
        self._select(index)

    def _go_upright(self, by: int) -> None:
        """To the stop of the next room that lies nearest in time."""
        here, row = self.grid.stop(self.currentIndex()), self.currentIndex().row()
        while here is not None and 0 <= (row := row + by) < self.grid.rowCount():
            if self.grid.stops(row):
                self._stand(row, here)
                return

    def _stand(self, row: int, near: Stop) -> None:
        """Stand on that stop, or on the one of the row that is nearest to it."""
        stops = self.grid.stops(row)
        if not stops:
            return
        middle = near.start + near.end
        place = min(
            range(len(stops)),
            key=lambda i: (
                not stops[i].same_as(near),
                abs(stops[i].start + stops[i].end - middle),
            ),
        )
        self._go(row, place, extend=False)

    def _reaches(self, row: int, column: int) -> bool:
        """Whether all from the anchor to that cell is free."""
        if self._anchor.row() != row:
            return False
        first, last = sorted((self._anchor.column(), column))
        return all(stop.is_free() for stop in self.grid.stops(row)[first : last + 1])

    def _select(self, index: QModelIndex) -> None:
        selection = self.selectionModel()
        dirty = self._selected_rect().united(self.visualRect(self.currentIndex()))
        flags = selection.SelectionFlag
        selection.setCurrentIndex(index, flags.ClearAndSelect)
        self.scrollTo(index)
        dirty = dirty.united(self._selected_rect()).united(self.visualRect(index))
        self.viewport().update(dirty.adjusted(-2, -2, 2, 2))
        self.focused_text.emit(self.grid.sentence(index))

    def selected_range(self) -> GridRange | None:
        """The free slots drawn over; None when the focus is not on a free slot."""
        index = self.currentIndex()
        stop = self.grid.stop(index)
        if stop is None or not stop.is_free():
            return None
        columns = sorted((self._anchor.column(), index.column()))
        stops = self.grid.stops(index.row())[columns[0] : columns[1] + 1]
        slots = [s.what.slot for s in stops if isinstance(s.what, GridFree)]
        room = self.grid.day.rooms[index.row()].id
        return GridRange(room, slots[0], slots[-1], stops[0].start, stops[-1].end)

    def _selected_rect(self) -> QRect:
        drawn = self.selected_range()
        return self._range_rect(drawn) if drawn else QRect()

    def _taken(self) -> GridBlock | None:
        stop = self.grid.stop(self.currentIndex())
        what = stop.what if stop is not None else None
        return what if isinstance(what, GridBlock) else None

    def _act(self) -> None:
        stop = self.grid.stop(self.currentIndex())
        if stop is None:
            return
        if isinstance(stop.what, GridBlock):
            self.opened.emit(stop.what.id)
        elif (drawn := self.selected_range()) is not None:
            self.booked.emit(drawn)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid():  # else Qt would choose the first cell
            self.focus_first()
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q, dirty = self.t, QPainter(self.viewport()), event.rect()
        q.fillRect(dirty, t.color("surface"))
        self._lines(q)
        day = self.grid.day
        if day.closed:
            self._closed(q, day.closed)
        if day.now is not None:
            self._now(q, day.now)
        for row in range(self.grid.rowCount()):
            for stop in self.grid.stops(row):
                place = self.place(row, stop)
                if place.intersects(dirty):
                    self._stop(q, place, stop)
        if self._choice is not None:
            place, when = (
                self._range_rect(self._choice),
                span(self._choice.start, self._choice.end),
            )
            paint_choice(q, t, place, when, self._label, refused=self._refused)
        self._focus(q)

    def _now(self, q: QPainter, now: int) -> None:
        t, x = self.t, self.across().at(now) - self.t.px(1)
        rows = [row for row, room in enumerate(self.grid.day.rooms) if room.today]
        spans = [(self.rowViewportPosition(row), self.rowHeight(row)) for row in rows]
        for top, high in spans or [(0, self.viewport().height())]:
            q.fillRect(x, top, t.px(2), high, t.color("now"))

    def _stop(self, q: QPainter, place: QRect, stop: Stop) -> None:
        if isinstance(stop.what, GridBlock):
            paint_block(q, self.t, place, stop.what)
        elif not self._is_chosen(stop.what):
            paint_free(q, self.t, place, stop.what)

    def _is_chosen(self, free: GridFree) -> bool:
        choice = self._choice
        if choice is None or choice.room_id != free.room_id:
            return False
        return choice.first <= free.slot <= choice.last

    def _lines(self, q: QPainter) -> None:
        t, day, across = self.t, self.grid.day, self.across()
        rows = self.grid.rowCount()
        bottom = self.rowViewportPosition(rows - 1) + self.rowHeight(rows - 1)
        hours = range(-(-day.opens // 60) * 60, day.closes + 1, 60)
        edges = {minute for slot in day.slots for minute in (slot.start, slot.end)}
        for minute in edges.union(hours):
            q.fillRect(across.at(minute), 0, 1, bottom, t.color("line"))
        for row in range(rows):
            y = self.rowViewportPosition(row)
            q.fillRect(0, y, self.viewport().width(), 1, t.color("line"))

    def _closed(self, q: QPainter, words: str) -> None:
        t, whole = self.t, self.viewport().rect()
        hatch(q, t, whole, "hatch", 12)
        width = min(t.width("lead", words) + t.px(48), whole.width())
        plate = QRect(0, 0, width, t.px(64))
        plate.moveCenter(whole.center())
        q.fillRect(plate, t.color("surface"))
        top, pad = plate.center().y() - t.box("lead") / 2, t.px(8)
        inner = plate.width() - 2 * pad
        draw_text(q, t, plate.x() + pad, top, inner, words, "lead", "text2", "c")

    def _focus(self, q: QPainter) -> None:
        """The ring around what is selected; while another widget has the focus, none."""
        if not self.hasFocus() or not self.currentIndex().isValid():
            return
        drawn = self._selected_rect()
        place = drawn if not drawn.isNull() else self.visualRect(self.currentIndex())
        grown = place.adjusted(-1, -1, 1, 1)
        ring(q, self.t, grown, SMALL_RADIUS)
