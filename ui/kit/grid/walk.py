"""How the cursor of a day grid walks over what is there, and chooses from where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QWidget

from ui.kit.grid.day import GridBlock
from ui.kit.grid.model import GridModel, Stop
from ui.kit.grid.picking import Picking


class Table(Protocol):
    """The grid, as the walk knows it."""

    def currentIndex(self) -> QModelIndex: ...

    def selectionModel(self) -> QItemSelectionModel: ...

    def scrollTo(self, index: QModelIndex) -> None: ...

    def viewport(self) -> QWidget: ...

    def tell(self, words: str) -> None: ...

    def announce(self, words: str) -> None: ...


class Walk:
    def __init__(self, table: Table, grid: GridModel, picking: Picking) -> None:
        self._table, self._grid, self._picking = table, grid, picking

    @property
    def stop(self) -> Stop | None:
        return self._grid.stop(self._table.currentIndex())

    @property
    def row(self) -> int:
        """Below zero while it is nowhere."""
        return self._table.currentIndex().row()

    @property
    def row_id(self) -> object:
        """The row that it is in; None while it is in none."""
        return self._grid.day.rooms[self.row].id if self.row >= 0 else None

    @property
    def block(self) -> GridBlock | None:
        """What takes the time where it stands."""
        what = self.stop.what if self.stop is not None else None
        return what if isinstance(what, GridBlock) else None

    def begin(self) -> None:
        """Stand on the first free slot, else on the first block."""
        rows = range(self._grid.rowCount())
        cells = [(row, stop) for row in rows for stop in self._grid.stops(row)]
        free = [cell for cell in cells if cell[1].is_free()]
        if free or cells:
            self.stand(*(free or cells)[0])

    def stand_on(self, block_id: object) -> None:
        """Stand on a block, if it is on this day."""
        for row in range(self._grid.rowCount()):
            for stop in self._grid.stops(row):
                if stop.is_block(block_id):
                    self.stand(row, stop)

    def stand_in(self, row_id: object) -> None:
        """Stand in a row: on its first free slot, if it has one."""
        for row, room in enumerate(self._grid.day.rooms):
            stops = self._grid.stops(row)
            if room.id == row_id and stops:
                free = (i for i, stop in enumerate(stops) if stop.is_free())
                self.go(row, next(free, 0), extend=False)

    def stand(self, row: int, near: Stop) -> None:
        """Stand on that stop, or on the one of the row that is nearest to it."""
        stops = self._grid.stops(row)
        if not stops:
            return
        column = _nearest(stops, near)
        if stops[column].same_as(near) and self._picking.stands(row):
            self._select(self._grid.index(row, column))
        else:
            self.go(row, column, extend=False)

    def go(self, row: int, column: int, *, extend: bool) -> None:
        if not 0 <= column < len(self._grid.stops(row)):
            return
        if not extend:
            self._picking.start(row, column)
        elif not self._picking.reach(row, column):
            return
        self._select(self._grid.index(row, column))

    def sideways(self, by: int, *, extend: bool) -> None:
        self.go(self.row, self._table.currentIndex().column() + by, extend=extend)

    def upright(self, by: int, *, extend: bool) -> None:
        """To the stop of the next room that lies nearest in time."""
        here, row = self.stop, self.row
        while here is not None and 0 <= (row := row + by) < self._grid.rowCount():
            if self._grid.stops(row):
                self.go(row, _nearest(self._grid.stops(row), here), extend=extend)
                return

    def pick(self) -> None:
        """What is drawn is kept while the cursor goes elsewhere; or it is given back."""
        self._picking.toggle()
        self._select(self._table.currentIndex())

    def unpick(self) -> bool:
        """Choose only the slot of the cursor; False when no more was chosen."""
        if not self._picking.several():
            return False
        self._picking.clear()
        self.sideways(0, extend=False)
        return True

    def _select(self, index: QModelIndex) -> None:
        model = self._table.selectionModel()
        flags = model.SelectionFlag
        model.setCurrentIndex(index, flags.NoUpdate)
        model.select(self._cells(index), flags.ClearAndSelect)
        self._table.scrollTo(index)
        self._table.viewport().update()  # a name in full lies beside its cell
        words = self._grid.sentence(index)
        if self._picking.several():
            count = len(self._picking.chosen())
            self._table.announce(f"{count}か所を選択  {words}")
        else:
            self._table.tell(words)

    def _cells(self, index: QModelIndex) -> QItemSelection:
        """Where it stands, and all that is chosen."""
        found = QItemSelection(index, index)
        rows = {room.id: row for row, room in enumerate(self._grid.day.rooms)}
        for each in self._picking.chosen():
            row = rows[each.room_id]
            for column, stop in enumerate(self._grid.stops(row)):
                cell = self._grid.index(row, column)
                within = each.start <= stop.start and stop.end <= each.end
                if within and cell != index:
                    found.select(cell, cell)
        return found


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
