"""The grid itself: a `QTableView` that draws time to scale.

Only painting and geometry are ours; model, focus, scrolling and what a screen reader
meets (a table with a cell per booking) are Qt's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
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

from ui.kit.grid.day import GridDay, GridRange
from ui.kit.grid.hand import Hand
from ui.kit.grid.headers import Axis, RoomNames
from ui.kit.grid.keys import CONTROL, ENDS, ENTER, SHIFT, SIDEWAYS, UPRIGHT
from ui.kit.grid.model import GridModel, Index
from ui.kit.grid.picking import Picking
from ui.kit.grid.picture import Picture
from ui.kit.grid.places import Places
from ui.kit.grid.walk import Walk
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
        self.picking = Picking(self.grid)
        self.walk = Walk(self, self.grid, self.picking)
        self.hand = Hand(self, self.grid, self.places)
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
        here, row = self.walk.stop, self.walk.row
        before = self.grid.day
        self.grid.show_day(day)
        self.picking.show_day()
        self.hand.show_day()
        self._spread()
        if (before.slots, before.now, before.closed) != (day.slots, day.now, day.closed):
            self.viewport().update()
            self.horizontalHeader().viewport().update()
        if here is not None and row < len(day.rooms):
            self.walk.stand(row, here)
        elif self.hasFocus():
            self.walk.begin()

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

    def tell(self, words: str) -> None:
        self.focused_text.emit(words)

    def announce(self, words: str) -> None:
        """To the status line, and to whoever listens instead of looking."""
        self.tell(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

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
        walk, extend = self.walk, bool(held & SHIFT)
        if self.hand.holds:
            self.hand.key(key, longer=extend)
        elif walk.row < 0 and key in (*SIDEWAYS, *UPRIGHT, *ENTER):
            walk.begin()
        elif key in SIDEWAYS:
            walk.sideways(SIDEWAYS[key], extend=extend)
        elif key in UPRIGHT:
            walk.upright(UPRIGHT[key], extend=extend)
        elif key in ENDS:
            stops = self.grid.stops(walk.row)
            walk.go(walk.row, ENDS[key] % len(stops), extend=False)
        elif key in ENTER:
            self._act()
        elif key == Qt.Key.Key_K and (taken := walk.block) is not None:
            self.waited.emit(taken.id)
        elif key == Qt.Key.Key_Space:
            self._pick_or_grab(pick=bool(held & CONTROL))
        elif not (key == Qt.Key.Key_Escape and walk.unpick()):
            event.ignore()

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index, held = self.indexAt(at), event.modifiers()
        if not index.isValid() or event.button() != LEFT:
            return
        if held & SHIFT:
            self.walk.go(index.row(), index.column(), extend=True)
            return
        if not held & CONTROL:
            self.picking.clear()
        self.walk.go(index.row(), index.column(), extend=False)
        if held & CONTROL:
            self.walk.pick()
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
            self.walk.go(index.row(), index.column(), extend=True)

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
            self.walk.pick()
        elif self.movable:
            self.hand.grab()

    def _act(self) -> None:
        stop, chosen = self.walk.stop, self.picking.chosen()
        if chosen and (self.picking.several() or (stop and stop.is_free())):
            self.booked.emit(chosen)
        elif (block := self.walk.block) is not None:
            self.opened.emit(block.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid():  # else Qt would choose the first cell
            self.walk.begin()
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
        if self.hand.holds:
            picture.ghost(q, self.hand.moving)
        elif self.hasFocus() and (stop := self.walk.stop) is not None:
            picture.name(q, self.walk.row, stop)

    def _focus(self, q: QPainter) -> None:
        """The ring around what is drawn; while another widget has the focus, none."""
        row = self.walk.row_id
        if not self.hasFocus() or row is None:
            return
        drawn = [each for each in self.picking.drawn() if each.room_id == row]
        place = self.visualRect(self.currentIndex())
        for each in drawn:
            place = self.places.range(each)
        ring(q, self.t, place.adjusted(-1, -1, 1, 1), SMALL_RADIUS)
