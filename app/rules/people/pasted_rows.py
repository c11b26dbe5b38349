"""Rows of people pasted from a workbook.

Nothing is dropped in silence: a column that is not understood, a line above the heading
and every cell that cannot be kept are named.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.kit.refusal import Refusal
from app.rules.people import person_rows
from app.rules.people.births import read_birth
from app.rules.people.pasted_columns import field_of, guessed, is_heading
from app.rules.people.person_rows import PersonLine, Problem

#: A heading stands within so many first lines.
LOOK_FOR_HEADING = 8


class NotRows(Refusal):
    """No rows of people: a picture, a page of prose, a file."""

    code = "person.not_rows"


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A line of the pasted text, counted from 1, as a person; `plan` as written.

    `born` is what stands there where no birth date could be read.
    """

    number: int
    line: PersonLine
    plan: str = ""
    born: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted text says, and everything in it that is not among the rows.

    `columns` are the fields that were found. `problems` give the place of a row in
    `rows`. `unknown` are columns that belong to no field, by their heading or as 3列目,
    `above` are lines before the heading.
    """

    rows: Sequence[PastedRow]
    columns: Sequence[str]
    problems: Sequence[Problem]
    unknown: Sequence[str]
    above: Sequence[str]

    @property
    def lines(self) -> Sequence[PersonLine]:
        return [row.line for row in self.rows]


class _Line(NamedTuple):
    number: int
    cells: Sequence[str]


def read_rows(text: str, today: date) -> Pasted:
    """Read what was copied from a workbook: cells with tabs between, with or without
    a line of headings. NotRows, TooManyRows."""
    table = _table(text)
    first = table[:LOOK_FOR_HEADING]
    heading = next((n for n, line in enumerate(first) if is_heading(line.cells)), None)
    body = table if heading is None else table[heading + 1 :]
    person_rows.refuse_too_many(len(body))
    if heading is None:
        columns = guessed([line.cells for line in body], today)
        labels = [f"{n}列目" for n, _ in enumerate(columns, 1)]
    else:
        labels = [" ".join(cell.split()) for cell in table[heading].cells]
        columns = _once([field_of(cell) for cell in labels])
    if "name" not in columns:
        raise NotRows()
    read = [_row(line, columns, today) for line in body]
    rows = [row for row, _ in read]
    unread = [
        Problem(n, "born_on", why) for n, (_, why) in enumerate(read) if why is not None
    ]
    _, wrong = person_rows.check([row.line for row in rows], today)
    return Pasted(
        rows,
        [column for column in columns if column],
        sorted([*unread, *wrong], key=lambda problem: problem.row),
        _unknown(labels, columns, body),
        [" ".join(line.cells).strip() for line in table[: heading or 0]],
    )


def _table(text: str) -> list[_Line]:
    """The lines that hold anything."""
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=_between(text)))
    except csv.Error as error:
        raise NotRows() from error
    return [
        _Line(number, cells)
        for number, cells in enumerate(lines, 1)
        if any(cell.strip() for cell in cells)
    ]


def _between(text: str) -> str:
    """Commas stand between cells where there is no tab and every line has one."""
    lines = [line for line in text.splitlines() if line.strip()]
    return "," if "\t" not in text and all("," in line for line in lines) else "\t"


def _once(fields: Sequence[str]) -> list[str]:
    """Each field where it stands first. 姓 and 名 side by side are both the name."""
    found: list[str] = []
    for place, field in enumerate(fields):
        beside = place > 0 and found[place - 1] == field and field in JOINED
        again = field in found and not (beside and found.count(field) == 1)
        found.append("" if again else field)
    return found


#: What may be in two cells side by side.
JOINED = ("name", "kana")


def _unknown(
    labels: Sequence[str], columns: Sequence[str], body: Sequence[_Line]
) -> list[str]:
    """Columns with content that belong to no field."""
    width = max((len(line.cells) for line in body), default=0)
    found = []
    for place in range(width):
        if place < len(columns) and columns[place]:
            continue
        label = labels[place] if place < len(labels) else ""
        if any(line.cells[place].strip() for line in body if place < len(line.cells)):
            found.append(label or f"{place + 1}列目")
    return found


def _row(
    line: _Line, columns: Sequence[str], today: date
) -> tuple[PastedRow, Refusal | None]:
    told: dict[str, Any] = {}
    for field, cell in _told(line.cells, columns):
        told[field] = f"{told[field]} {cell}".strip() if field in told else cell
    plan, text = told.pop("plan", ""), told.pop("born_on", "")
    try:
        born = read_birth(text, today)
    except Refusal as refusal:
        return PastedRow(line.number, PersonLine(**told), plan, text), refusal
    return PastedRow(line.number, PersonLine(born_on=born, **told), plan), None


def _told(cells: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    for field, cell in zip(columns, cells, strict=False):
        if field:
            yield field, cell.strip()
