"""The grid itself: a `QTableView` that draws time to scale.

Only painting and geometry are ours; model, focus, scrolling and what a screen reader
meets (a table with a cell per booking) are Qt's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui.kit.grid.day import GridBlock, GridDay, GridRange
from ui.kit.grid.hand import Hand
from ui.kit.grid.headers import Axis, RoomNames
from ui.kit.grid.keys import CONTROL, ENDS, ENTER, SHIFT, SIDEWAYS, UPRIGHT
from ui.kit.grid.model import GridModel, Index, Stop
from ui.kit.grid.picking import Picking
from ui.kit.grid.picture import Picture
from ui.kit.grid.places import Places
from ui.kit.paint import ring
from ui.kit.theme import SMALL_RADIUS, Theme

LEFT = Qt.MouseButton.LeftButton


class DayGrid(QTableView):
    """Arrow keys walk, Shift or the mouse draws over free slots and rooms, Ctrl picks
    more of them, Enter books or opens. Where it is `movable`, Space or the mouse takes
    hold of a block."""

    #: (GridRange, …): what shall be booked together
    booked = Signal(object)
    opened = Signal(object)
    #: somebody wants to wait for what is taken (key of the booking)
    waited = Signal(object)
    focused_text = Signal(str)

    def __init__(
        self, t: Theme, says: str = "部屋ごとの予約表", *, movable: bool = False
    ) -> None:
        super().__init__()
        self.t, self.grid, self.movable = t, GridModel(), movable
        self.places = Places(t, self, self.grid)
        self.picking, self.hand = (
            Picking(self.grid),
            Hand(self, self.grid, self.places),
        )
        self._choice: tuple[GridRange, ...] = ()
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
        self.setMouseTracking(movable)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # what pages ask

    def show_day(self, day: GridDay) -> None:
        """Show a day; the focus stays on the block or slot it was on."""
        here, row = self.grid.stop(self.currentIndex()), self.currentIndex().row()
        before = self.grid.day
        self.grid.show_day(day)
        self.picking.show_day()
        self.hand.show_day()
        self._spread()
        if (before.slots, before.now, before.closed) != (day.slots, day.now, day.closed):
            self.viewport().update()
            self.horizontalHeader().viewport().update()
        if here is not None and row < len(day.rooms):
            self._stand(row, here)
        elif self.hasFocus():
            self.focus_first()

    def choose(
        self, chosen: Sequence[GridRange], label: str = "", *, refused: bool = False
    ) -> None:
        """Fill the slots a panel is about, with its words, and mark the others that
        were chosen with them; none takes the fill away."""
        for each in (*self._choice, *chosen):
            self.viewport().update(self.places.range(each))
        self._choice, self._label, self._refused = tuple(chosen), label, refused

    def choice(self) -> Sequence[GridRange]:
        return self._choice

    def selection(self) -> tuple[GridRange, ...]:
        """All free slots that are chosen; none while the cursor is on a block alone."""
        return self.picking.chosen()

    def announce(self, words: str) -> None:
        """To the status line, and to whoever listens instead of looking."""
        self.focused_text.emit(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

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
                if stop.is_block(block_id):
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

    def cell(self, row: int, start: int, end: int) -> QRect:
        return self.places.cell(row, start, end)

    def visualRect(self, index: Index) -> QRect:
        stop = self.grid.stop(index)
        return self.places.stop(index.row(), stop) if stop else QRect()

    def indexAt(self, pos: QPoint) -> QModelIndex:
        row = self.rowAt(pos.y())
        if row < 0:
            return QModelIndex()
        for column, stop in reversed(list(enumerate(self.grid.stops(row)))):
            if self.places.stop(row, stop).contains(pos):
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

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        row, column = self.currentIndex().row(), self.currentIndex().column()
        extend = bool(held & SHIFT)
        if self.hand.holds:
            self.hand.key(key, longer=extend)
        elif row < 0 and key in (*SIDEWAYS, *UPRIGHT, *ENTER):
            self.focus_first()
        elif key in SIDEWAYS:
            self._go(row, column + SIDEWAYS[key], extend=extend)
        elif key in UPRIGHT:
            self._go_upright(UPRIGHT[key], extend=extend)
        elif key in ENDS:
            self._go(row, ENDS[key] % len(self.grid.stops(row)), extend=False)
        elif key in ENTER:
            self._act()
        elif key == Qt.Key.Key_K and (taken := self._taken()) is not None:
            self.waited.emit(taken.id)
        elif key == Qt.Key.Key_Space:
            self._pick_or_grab(pick=bool(held & CONTROL))
        elif not (key == Qt.Key.Key_Escape and self._unpick()):
            event.ignore()

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index, held = self.indexAt(at), event.modifiers()
        if not index.isValid() or event.button() != LEFT:
            return
        if held & SHIFT:
            self._go(index.row(), index.column(), extend=True)
            return
        if not held & CONTROL:
            self.picking.clear()
        self._go(index.row(), index.column(), extend=False)
        if held & CONTROL:
            self._pick()
            return
        self._pressed = True
        self.hand.press(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not event.buttons() & LEFT:
            self.hand.show_grip(at)
        elif not self._pressed or (self.movable and self.hand.drag(event)):
            return
        elif index.isValid():
            self._go(index.row(), index.column(), extend=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, False
        if self.hand.holds:
            self.hand.drop()
        elif pressed and not self.hand.dragged:
            self._act()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # Qt's own would want to edit the cell

    # the cursor and what is chosen

    def _pick_or_grab(self, *, pick: bool) -> None:
        if pick:
            self._pick()
        elif self.movable:
            self.hand.grab()

    def _pick(self) -> None:
        """What is drawn is kept while the cursor goes elsewhere; or it is given back."""
        self.picking.toggle()
        self._select(self.currentIndex())

    def _unpick(self) -> bool:
        """Choose only the slot of the cursor; False when no more was chosen."""
        if not self.picking.several():
            return False
        self.picking.clear()
        here = self.currentIndex()
        self._go(here.row(), here.column(), extend=False)
        return True

    def _go(self, row: int, column: int, *, extend: bool) -> None:
        if not 0 <= column < len(self.grid.stops(row)):
            return
        if not extend:
            self.picking.start(row, column)
        elif not self.picking.reach(row, column):
            return
        self._select(self.grid.index(row, column))

    def _go_upright(self, by: int, *, extend: bool) -> None:
        """To the stop of the next room that lies nearest in time."""
        here, row = self.grid.stop(self.currentIndex()), self.currentIndex().row()
        while here is not None and 0 <= (row := row + by) < self.grid.rowCount():
            if self.grid.stops(row):
                self._go(row, _nearest(self.grid.stops(row), here), extend=extend)
                return

    def _stand(self, row: int, near: Stop) -> None:
        """Stand on that stop, or on the one of the row that is nearest to it."""
        stops = self.grid.stops(row)
        if not stops:
            return
        column = _nearest(stops, near)
        if stops[column].same_as(near) and self.picking.stands(row):
            self._select(self.grid.index(row, column))
        else:
            self._go(row, column, extend=False)

    def _select(self, index: QModelIndex) -> None:
        model = self.selectionModel()
        flags = model.SelectionFlag
        model.setCurrentIndex(index, flags.NoUpdate)
        model.select(self._cells(index), flags.ClearAndSelect)
        self.scrollTo(index)
        self.viewport().update()  # a name in full lies beside its cell
        words = self.grid.sentence(index)
        if self.picking.several():
            count = len(self.picking.chosen())
            self.announce(f"{count}か所を選択  {words}")
        else:
            self.focused_text.emit(words)

    def _cells(self, index: QModelIndex) -> QItemSelection:
        """The cursor, and all that is chosen."""
        found = QItemSelection(index, index)
        rows = {room.id: row for row, room in enumerate(self.grid.day.rooms)}
        for each in self.picking.chosen():
            row = rows[each.room_id]
            for column, stop in enumerate(self.grid.stops(row)):
                cell = self.grid.index(row, column)
                within = each.start <= stop.start and stop.end <= each.end
                if within and cell != index:
                    found.select(cell, cell)
        return found

    def _taken(self) -> GridBlock | None:
        stop = self.grid.stop(self.currentIndex())
        what = stop.what if stop is not None else None
        return what if isinstance(what, GridBlock) else None

    def _act(self) -> None:
        stop, chosen = self.grid.stop(self.currentIndex()), self.picking.chosen()
        if chosen and (self.picking.several() or (stop and stop.is_free())):
            self.booked.emit(chosen)
        elif stop is not None and isinstance(stop.what, GridBlock):
            self.opened.emit(stop.what.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid():  # else Qt would choose the first cell
            self.focus_first()
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hand.leave()
        self.viewport().update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        q, dirty = QPainter(self.viewport()), event.rect()
        whole = self.viewport().rect()
        picture = Picture(self.t, self.grid, self.places, whole)
        picture.ground(q, dirty)
        picture.stops(q, dirty, self._choice[:1])
        for each in self._choice[:1]:
            picture.choice(q, each, self._label, refused=self._refused)
        picked = self.picking.chosen() if self.picking.several() else ()
        for each in {*self._choice, *picked} - {*self._choice[:1]}:
            picture.picked(q, each)
        self._focus(q)
        here = self.currentIndex()
        if self.hand.holds:
            picture.ghost(q, self.hand.moving)
        elif self.hasFocus() and (stop := self.grid.stop(here)) is not None:
            picture.name(q, here.row(), stop)

    def _focus(self, q: QPainter) -> None:
        """The ring around what is drawn; while another widget has the focus, none."""
        if not self.hasFocus() or not self.currentIndex().isValid():
            return
        row = self.grid.day.rooms[self.currentIndex().row()].id
        drawn = [each for each in self.picking.drawn() if each.room_id == row]
        place = self.visualRect(self.currentIndex())
        for each in drawn:
            place = self.places.range(each)
        ring(q, self.t, place.adjusted(-1, -1, 1, 1), SMALL_RADIUS)


def _nearest(stops: Sequence[Stop], near: Stop) -> int:
    """The same one, or the one that lies nearest in time."""
    middle = near.start + near.end
    return min(
        range(len(stops)),
        key=lambda i: (
            not stops[i].same_as(near),
            abs(stops[i].start + stops[i].end - middle),
        ),
    )
