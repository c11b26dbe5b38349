"""How a table model tells what a grid shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.kit.grid.day import (
    WORDS,
    GridBlock,
    GridDay,
    GridFree,
    GridRoom,
    clock,
    span,
)

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole


class Stop(NamedTuple):
    """Where the focus can stand: a block or a free slot, with its time.

    Blocks that want one room at one time (a 許可 and a 仮 from elsewhere) share the
    height: this is `lane` (from 0) of `lanes`.
    """

    start: int
    end: int
    what: GridBlock | GridFree
    lane: int = 0
    lanes: int = 1

    def is_free(self) -> bool:
        return isinstance(self.what, GridFree) and not self.what.closed

    def is_block(self, block_id: object) -> bool:
        """Whether it is that block, where it takes place."""
        what = self.what
        return (
            isinstance(what, GridBlock) and what.id == block_id and what.state != "joined"
        )

    def same_as(self, other: Stop) -> bool:
        """Still the same block or slot, whatever became of it."""
        mine, theirs = self.what, other.what
        if isinstance(mine, GridBlock) and isinstance(theirs, GridBlock):
            return mine.id == theirs.id
        return (self.start, self.end) == (other.start, other.end)


class GridModel(QAbstractTableModel):
    """Rows are rooms, cells are their stops in the order of time.

    So the arrow keys walk over what is there, and a screen reader meets one cell per
    booking, not one per quarter of an hour.
    """

    def __init__(self) -> None:
        super().__init__()
        self.day = GridDay((), ())
        self._rows: list[list[Stop]] = []
        self._columns = 1

    def show_day(self, day: GridDay) -> None:
        """Tells only the rows that differ, when the rooms stay the same."""
        rows = [_stops(day, room) for room in day.rooms]
        columns = max((len(row) for row in rows), default=1)
        if day.rooms != self.day.rooms or columns > self._columns:
            self.beginResetModel()
            self.day, self._rows = day, rows
            self._columns = max(columns, self._columns)
            self.endResetModel()
            return
        before, self.day, self._rows = self._rows, day, rows
        for i, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                last = self.index(i, self._columns - 1)
                self.dataChanged.emit(self.index(i, 0), last)

    def stops(self, row: int) -> Sequence[Stop]:
        return self._rows[row]

    def stop(self, index: Index) -> Stop | None:
        """What is in a cell; None where the row has no more."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        return row[index.column()] if index.column() < len(row) else None

    def sentence(self, index: Index) -> str:
        """All that a cell says, in words."""
        stop = self.stop(index)
        if stop is None:
            return ""
        room, when = self.day.rooms[index.row()].name, span(stop.start, stop.end)
        what = stop.what
        if isinstance(what, GridFree):
            return f"{room} {when} {'' if what.closed else '空き '}{what.text}".strip()
        swept = f"片付け {clock(what.busy)}まで" if what.swept else ""
        led = f"準備 {clock(what.start - what.lead)}から" if what.lead else ""
        told = what.tooltip or what.title
        words = (room, when, WORDS[what.state], told, what.mark, led, swept)
        return " ".join(word for word in words if word)

    def name(self, index: Index) -> str:
        """The same for those who do not see where it stands: with what all rows have in
        common, the names of its slots, and its price."""
        stop = self.stop(index)
        if stop is None:
            return ""
        room, slots = self.day.rooms[index.row()], self.day.slots
        within = (
            slots[place].name
            for place in room.slots
            if slots[place].start < stop.end and stop.start < slots[place].end
        )
        price = stop.what.price if isinstance(stop.what, GridBlock) else ""
        words = (self.day.what, self.sentence(index), "・".join(within), price)
        return " ".join(word for word in words if word)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.AccessibleTextRole:
            return self.name(index) or None
        seen = role in (Role.DisplayRole, Role.ToolTipRole)
        return self.sentence(index) or None if seen else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.stop(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return f"{section + 1}番目"
        room = self.day.rooms[section]
        return f"{room.name} {room.note}".strip()


def _stops(day: GridDay, room: GridRoom) -> list[Stop]:
    blocks = _side_by_side([b for b in day.blocks if b.room_id == room.id])
    frees = [
        Stop(day.slots[f.slot].start, day.slots[f.slot].end, f)
        for f in day.frees
        if f.room_id == room.id
    ]
    return sorted(blocks + frees, key=lambda stop: (stop.start, stop.end))


def _side_by_side(blocks: Sequence[GridBlock]) -> list[Stop]:
    """Each with its lane among those that overlap it, one through the other."""
    stops: list[Stop] = []
    together: list[GridBlock] = []
    for block in sorted(blocks, key=lambda block: (block.start, block.end)):
        if together and block.start >= max(other.end for other in together):
            stops += _lanes(together)
            together = []
        together.append(block)
    return stops + _lanes(together)


def _lanes(blocks: Sequence[GridBlock]) -> list[Stop]:
    ends: list[int] = []
    lanes: list[int] = []
    for block in blocks:
        lane = next((i for i, end in enumerate(ends) if end <= block.start), len(ends))
        ends[lane : lane + 1] = [block.end]
        lanes.append(lane)
    return [
        Stop(block.start, block.end, block, lane, len(ends))
        for block, lane in zip(blocks, lanes, strict=True)
    ]
