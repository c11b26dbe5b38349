"""A block that is moved or made longer: its ghost keeps to the slots of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from ui.kit.grid.day import GridBlock, GridMove, GridSlot, State
from ui.kit.grid.model import GridModel

#: What can be taken hold of, as far as its state tells.
MOVABLE: Sequence[State] = ("hold", "applied", "permit", "wait", "inuse")

#: What is used is only made longer, by so many minutes and not by slots.
USED: State = "inuse"
STEP = 30


class Grip(Enum):
    """What of a block is held."""

    WHOLE = 0
    START = 1
    END = 2


class Moving:
    """Held from `grab` until `leave`; `label` says what letting go would come to."""

    def __init__(self, grid: GridModel) -> None:
        self._grid = grid
        self.block: GridBlock | None = None
        self.ghost: GridMove | None = None
        self.row = self._home = 0
        self.label, self.refused = "", False

    def grab(self, row: int, block: GridBlock) -> None:
        self.block, self.row, self._home = block, row, row
        self._put(row, block.start, block.end)

    def leave(self) -> None:
        self.block = self.ghost = None

    @property
    def moved(self) -> bool:
        """Whether it would be elsewhere than it is."""
        block, ghost = self.block, self.ghost
        if block is None or ghost is None:
            return False
        now = (block.room_id, block.start, block.end)
        return (ghost.room_id, ghost.start, ghost.end) != now

    def drag(self, grip: Grip, row: int, minutes: int) -> bool:
        """As far as the mouse has gone; True when the ghost has gone with it."""
        block = self.block
        if block is None:
            return False
        start, end = block.start, block.end
        if grip is Grip.START:
            return self._put(self.row, min(start + minutes, end - 1), end)
        if grip is Grip.END:
            return self._put(self.row, start, max(end + minutes, start + 1))
        return self._put(row, start + minutes, end + minutes)

    def step(self, by: int) -> bool:
        """To the slots before or after."""
        return self._shift(by, by)

    def lengthen(self, by: int) -> bool:
        """A slot more at the end, or less."""
        return self._shift(0, by)

    def upright(self, by: int) -> bool:
        """The same time in the next row that has slots."""
        ghost, row = self.ghost, self.row + by
        while ghost is not None and 0 <= row < self._grid.rowCount():
            if self._put(row, ghost.start, ghost.end):
                return True
            row += by
        return False

    def _shift(self, first: int, last: int) -> bool:
        if self.ghost is None:
            return False
        if self.block is not None and self.block.state == USED:
            end = self.ghost.end + STEP * last
            return not first and self._put(self.row, self.ghost.start, end)
        slots = self._slots(self.row)
        one, other = _nearest(slots, self.ghost.start, self.ghost.end)
        one, other = one + first, other + last
        if not 0 <= one <= other < len(slots):
            return False
        return self._put(self.row, slots[one].start, slots[other].end)

    def _put(self, row: int, start: int, end: int) -> bool:
        """Stand on the slots of a row nearest to a time; True where that is new."""
        slots = self._slots(row)
        if self.block is None or not slots:
            return False
        if self.block.state == USED:
            row, start = self._home, self.block.start
            pieces = max(0, round((end - self.block.end) / STEP))
            end = min(self.block.end + pieces * STEP, self._grid.day.closes)
        elif row != self._home or (start, end) != (self.block.start, self.block.end):
            first, last = _nearest(slots, start, end)
            start, end = slots[first].start, slots[last].end
        ghost = GridMove(self.block.id, self._grid.day.rooms[row].id, start, end)
        if ghost == self.ghost:
            return False
        self.ghost, self.row = ghost, row
        self.label, self.refused = "", False
        return True

    def _slots(self, row: int) -> Sequence[GridSlot]:
        day = self._grid.day
        return [day.slots[place] for place in day.rooms[row].slots]


def _nearest(slots: Sequence[GridSlot], start: int, end: int) -> tuple[int, int]:
    first = min(range(len(slots)), key=lambda i: abs(slots[i].start - start))
    last = min(range(first, len(slots)), key=lambda i: abs(slots[i].end - end))
    return first, last
