"""What is typed into a table, and what was typed before. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from app.kit.checks import Required
from app.kit.messages import text_of
from app.kit.refusal import Refusal

#: As many changes as can be taken back.
DEPTH = 200
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class EditColumn:
    """`name` is the field's, `width` px at 100 %; those that `grow` share what is left.

    `reading_of` names the column whose spoken kana fill this one while it is empty.
    `latin`: typed without the input method; `number`: an amount, at the right.
    """

    name: str
    title: str
    width: int
    check: Callable[[str], object] = str
    need: bool = False
    grow: bool = False
    latin: bool = False
    number: bool = False
    reading_of: str = ""


class EditRow(NamedTuple):
    """The texts of a row; `key` says what it is, and goes with it when it moves."""

    texts: tuple[str, ...]
    key: object = None


class Line(NamedTuple):
    """A row in its place; `serial` tells it from all others of this table."""

    serial: int
    row: EditRow


class EditedRows:
    """The last line is always blank: to be typed into. Blank ones are no rows."""

    def __init__(self, columns: Sequence[EditColumn]) -> None:
        self.columns = columns
        self._serials = count(1)
        self._past: list[tuple[Line, ...]] = []
        self._future: list[tuple[Line, ...]] = []
        self._faults: dict[tuple[int, str], str] = {}
        self.lines: tuple[Line, ...] = (self._line(),)

    def show(self, rows: Iterable[EditRow]) -> None:
        """Begin with these; nothing can be taken back."""
        self.lines = (*map(self._line, rows), self._line())
        self._past, self._future = [], []
        self._faults = {}

    def rows(self) -> Sequence[EditRow]:
        return [line.row for line in self.filled()]

    def filled(self) -> Sequence[Line]:
        return [line for line in self.lines if any(line.row.texts)]

    def text(self, row: int, column: int) -> str:
        return self.lines[row].row.texts[column]

    # changes

    def put(self, cells: Mapping[Cell, str]) -> bool:
        """Other texts in some cells; False when they stand there already."""
        lines, changed = list(self.lines), False
        for (row, column), text in cells.items():
            serial, (texts, key) = lines[row]
            if texts[column] != text:
                other = (*texts[:column], text, *texts[column + 1 :])
                lines[row] = Line(serial, EditRow(other, key))
                changed = True
        if changed:
            self._become(lines)
            for row, column in cells:
                self._check(lines[row], column)
        return changed

    def insert(self, at: int, rows: Iterable[EditRow]) -> int:
        """Rows before the line at `at`; how many."""
        added = [self._line(row) for row in rows]
        self._become((*self.lines[:at], *added, *self.lines[at:]))
        for line in added:
            self._check_line(line)
        return len(added)

    def replace(self, rows: Iterable[EditRow]) -> bool:
        """Other rows in place of all."""
        self._become([self._line(row) for row in rows])
        for line in self.lines:
            self._check_line(line)
        return True

    def remove(self, places: Collection[int]) -> None:
        self._become([line for i, line in enumerate(self.lines) if i not in places])

    def move(self, first: int, last: int, by: int) -> bool:
        """One line up (-1) or down (1); False at the ends."""
        lines, most = list(self.lines), len(self.lines) - 1
        if first + by < 0 or last + by >= most:
            return False
        block = lines[first : last + 1]
        del lines[first : last + 1]
        lines[first + by : first + by] = block
        self._become(lines)
        return True

    def can_undo(self) -> bool:
        return bool(self._past)

    def undo(self) -> bool:
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        return self._step(self._future, self._past)

    # faults

    def fault(self, row: int, column: int) -> str:
        """What is wrong with a cell, as a sentence; "" when nothing is."""
        name = self.columns[column].name
        return self._faults.get((self.lines[row].serial, name), "")

    def faults(self, row: int) -> Sequence[tuple[int, str]]:
        """The columns of a line that are wrong, and why."""
        found = ((i, self.fault(row, i)) for i in range(len(self.columns)))
        return [(i, words) for i, words in found if words]

    def faulty(self) -> Sequence[Cell]:
        """All cells that are wrong, from the top."""
        lines = range(len(self.lines))
        return [(row, column) for row in lines for column, _ in self.faults(row)]

    def check(self) -> bool:
        """Look at every cell again; whether all can be read."""
        self._faults = {}
        for line in self.filled():
            self._check_line(line, whole=True)
        return not self._faults

    def show_faults(self, faults: Mapping[tuple[int, str], str]) -> None:
        """What a use case says of cells; rows are counted as in `rows()`, from 0."""
        filled = self.filled()
        for (row, name), words in faults.items():
            self._faults[filled[row].serial, name] = words

    # within

    def _line(self, row: EditRow | None = None) -> Line:
        return Line(next(self._serials), row or EditRow(("",) * len(self.columns)))

    def _become(self, lines: Iterable[Line]) -> None:
        self._past = [*self._past, self.lines][-DEPTH:]
        self._future = []
        self._take(lines)

    def _take(self, lines: Iterable[Line]) -> None:
        kept = tuple(lines)
        if not kept or any(kept[-1].row.texts):
            kept = (*kept, self._line())
        self.lines = kept

    def _step(self, past: list[tuple[Line, ...]], future: list[tuple[Line, ...]]) -> bool:
        if not past:
            return False
        future.append(self.lines)
        before, now = dict(self.lines), past.pop()
        self._take(now)
        for line in self.lines:
            if before.get(line.serial) != line.row:
                self._check_line(line)
        return True

    def _check_line(self, line: Line, *, whole: bool = False) -> None:
        for column in range(len(self.columns)):
            self._check(line, column, whole=whole)

    def _check(self, line: Line, column: int, *, whole: bool = False) -> None:
        """What is missing is only said when the `whole` table is looked at."""
        own, text = self.columns[column], line.row.texts[column]
        words = ""
        try:
            if text.strip():
                own.check(text)
            elif own.need and whole:
                raise Required(own.name)
        except Refusal as refusal:
            words = text_of(refusal)
        self._faults.pop((line.serial, own.name), None)
        if words:
            self._faults[line.serial, own.name] = words
