"""Which free slots are chosen on a day grid: over time, over rooms, here and there."""

from __future__ import annotations

from collections.abc import Sequence

from ui.kit.grid.day import GridFree, GridRange
from ui.kit.grid.model import GridModel, Stop


class Picking:
    """What is drawn from where it began to the cursor, and what was picked before it.

    Over several rows the same time is drawn in each; a row in which not all of it is
    free is left out.
    """

    def __init__(self, grid: GridModel) -> None:
        self._grid = grid
        self.picked: tuple[GridRange, ...] = ()
        self._begin: Stop | None = None
        self._reached: Stop | None = None
        self._rows = (0, 0)

    def start(self, row: int, column: int) -> None:
        """Draw anew from a cell; what was picked stays."""
        self._begin = self._reached = self._stop(row, column)
        self._rows = row, row

    def reach(self, row: int, column: int) -> bool:
        """Draw as far as a cell; False where something is in between."""
        begin, stop = self._begin, self._stop(row, column)
        if begin is None or stop is None or not begin.is_free():
            return False
        moved = row != self._rows[1]
        if self._run(row, begin, stop):
            self._reached = stop
            moved = True
        if moved:
            self._rows = self._rows[0], row
        return moved

    def stands(self, row: int) -> bool:
        """Whether the cursor of it is in a row."""
        return self._begin is not None and row == self._rows[1]

    def drawn(self) -> tuple[GridRange, ...]:
        begin, reached = self._begin, self._reached
        if begin is None or reached is None:
            return ()
        first, last = sorted(self._rows)
        runs = [(row, self._run(row, begin, reached)) for row in range(first, last + 1)]
        return tuple(self._range(row, run) for row, run in runs if run)

    def chosen(self) -> tuple[GridRange, ...]:
        """All of it, in the order in which it was chosen; where something was picked,
        the slot of the cursor alone does not count."""
        drawn = self.drawn()
        if self.picked and self._alone():
            return self.picked
        kept = (each for each in self.picked if not any(map(each.meets, drawn)))
        return (*kept, *drawn)

    def several(self) -> bool:
        """Whether more than the slot of the cursor is chosen."""
        return bool(self.picked or (self.drawn() and not self._alone()))

    def _alone(self) -> bool:
        return self._begin == self._reached and self._rows[0] == self._rows[1]

    def toggle(self) -> None:
        """Pick what is drawn, or give it back where all of it was picked."""
        drawn = self.drawn()
        kept = tuple(each for each in self.picked if not any(map(each.meets, drawn)))
        again = all(each in self.picked for each in drawn)
        self.picked = kept if again else (*kept, *drawn)

    def clear(self) -> None:
        """Back to the slot of the cursor alone."""
        self.picked = ()

    def show_day(self) -> None:
        """The day is another, or read anew: what is not free any more is given back."""
        rows = {room.id: n for n, room in enumerate(self._grid.day.rooms)}
        self.picked = tuple(
            each
            for each in self.picked
            if each.room_id in rows and each in self._ranges(rows[each.room_id])
        )

    def _ranges(self, row: int) -> Sequence[GridRange]:
        """Every range that can be drawn in a row."""
        stops = self._grid.stops(row)
        runs = (stops[i : j + 1] for i in range(len(stops)) for j in range(i, len(stops)))
        return [self._range(row, run) for run in runs if all(s.is_free() for s in run)]

    def _stop(self, row: int, column: int) -> Stop | None:
        return self._grid.stop(self._grid.index(row, column))

    def _run(self, row: int, one: Stop, other: Stop) -> Sequence[Stop]:
        """The stops of a row in the time of both; none unless all are free."""
        start, end = min(one.start, other.start), max(one.end, other.end)
        if row >= self._grid.rowCount():
            return ()
        run = [s for s in self._grid.stops(row) if s.start < end and start < s.end]
        whole = all(s.is_free() and start <= s.start and s.end <= end for s in run)
        return run if whole else ()

    def _range(self, row: int, run: Sequence[Stop]) -> GridRange:
        slots = [stop.what.slot for stop in run if isinstance(stop.what, GridFree)]
        room = self._grid.day.rooms[row].id
        return GridRange(room, slots[0], slots[-1], run[0].start, run[-1].end)
