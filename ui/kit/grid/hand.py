"""The hand that takes hold of a block, by keys or by the mouse, and lets it go."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.grid.day import GridBlock
from ui.kit.grid.keys import ENTER, SIDEWAYS, UPRIGHT
from ui.kit.grid.model import GridModel, Stop
from ui.kit.grid.moving import MOVABLE, Grip, Moving
from ui.kit.grid.places import Places

#: What a screen reader is told when a block is taken hold of.
HELD = "動かします。矢印キーで移し、Shift と矢印で延ばし、Enter で決め、Esc でやめます。"


class Table(Protocol):
    """The grid, as the hand knows it."""

    def currentIndex(self) -> QModelIndex: ...

    def indexAt(self, pos: QPoint) -> QModelIndex: ...

    def rowAt(self, y: int) -> int: ...

    def viewport(self) -> QWidget: ...

    def announce(self, words: str) -> None: ...


class Hand(QObject):
    #: (id of a block): it was taken hold of
    took = Signal(object)
    #: (GridMove): a block is held there; `tell` answers what that would come to
    held = Signal(object)
    #: (GridMove): it was let go there
    dropped = Signal(object)

    def __init__(self, table: Table, grid: GridModel, places: Places) -> None:
        super().__init__()
        self._table, self._grid, self._places = table, grid, places
        self.moving = Moving(grid)
        self._pressed = QPoint()
        #: since the button went down
        self.dragged = False
        self._grip = Grip.WHOLE

    @property
    def holds(self) -> bool:
        return self.moving.block is not None

    def tell(self, label: str, *, refused: bool = False) -> None:
        """What letting go would come to."""
        self.moving.label, self.moving.refused = label, refused
        self._table.viewport().update()
        self._table.announce(label)

    def grab(self) -> None:
        """Take hold of the block that the cursor is on, if it can be moved."""
        here = self._table.currentIndex()
        if (block := _movable(self._grid.stop(here))) is not None:
            self.moving.grab(here.row(), block)
            self.tell(HELD)
            self.took.emit(block.id)

    def show_day(self) -> None:
        """The day was read anew: what has changed meanwhile is let go."""
        if self.holds and self.moving.block not in self._grid.day.blocks:
            self.leave()

    def leave(self) -> None:
        """Let go; it stays where it was."""
        if self.holds:
            self.moving.leave()
            self._table.viewport().update()
            self._table.announce(self._grid.sentence(self._table.currentIndex()))

    def drop(self) -> None:
        """Let go where it is held."""
        moved, ghost = self.moving.moved, self.moving.ghost
        self.leave()
        if moved:
            self.dropped.emit(ghost)

    def key(self, key: Qt.Key, *, longer: bool) -> None:
        """Everything but these keys waits until the block is let go."""
        moving, moved = self.moving, False
        if key in SIDEWAYS:
            moved = (moving.lengthen if longer else moving.step)(SIDEWAYS[key])
        elif key in UPRIGHT:
            moved = moving.upright(UPRIGHT[key])
        elif key in ENTER:
            self.drop()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        if moved:
            self._moved()

    def press(self, at: QPoint) -> None:
        self._pressed, self.dragged = at, False
        index = self._table.indexAt(at)
        if (stop := self._grid.stop(index)) is not None:
            self._grip = self._places.grip(index.row(), stop, at)

    def drag(self, event: QMouseEvent) -> bool:
        """The mouse is moved with its button down; False when there is no block."""
        here = self._table.currentIndex()
        if _movable(self._grid.stop(here)) is None:
            return False
        at, pressed = event.position().toPoint(), self._pressed
        if not self.dragged:
            if (at - pressed).manhattanLength() < QApplication.startDragDistance():
                return True
            self.dragged = True
            self.grab()
        across = self._places.across()
        minutes = across.minute(at.x()) - across.minute(pressed.x())
        row = self._table.rowAt(at.y())
        if self.moving.drag(self._grip, row if row >= 0 else self.moving.row, minutes):
            self._moved()
        return True

    def show_grip(self, at: QPoint) -> None:
        """What could be taken hold of, as a cursor."""
        index = self._table.indexAt(at)
        stop, shape = self._grid.stop(index), Qt.CursorShape.ArrowCursor
        if stop is not None and _movable(stop) is not None:
            grip = self._places.grip(index.row(), stop, at)
            shape = Qt.CursorShape.OpenHandCursor
            if grip is not Grip.WHOLE:
                shape = Qt.CursorShape.SizeHorCursor
        self._table.viewport().setCursor(shape)

    def _moved(self) -> None:
        self._table.viewport().update()
        self.held.emit(self.moving.ghost)


def _movable(stop: Stop | None) -> GridBlock | None:
    """A block that can be taken hold of: from the room that it is in."""
    if stop is None or not isinstance(stop.what, GridBlock):
        return None
    return stop.what if stop.what.state in MOVABLE else None
