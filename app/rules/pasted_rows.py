"""Rows of people pasted from a workbook: columns told by their heading or content.

Nothing is dropped in silence: a column that is not understood, a line above the heading
and every cell that cannot be read are named.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.kit.kana import fold
from app.kit.refusal import Refusal
from app.rules.births import read_birth
from app.rules.person_rows import PersonLine, Problem

#: Folded headings of each field.
HEADINGS: Mapping[str, Sequence[str]] = {
    "name": ("氏名", "名前", "会員名", "構成員", "加入者", "お名前"),
    "kana": ("フリガナ", "カナ", "よみ", "読み"),
    "born_on": ("生年月日", "誕生日"),
    "postal_code": ("郵便番号", "〒"),
    "address": ("住所",),
    "phone": ("電話", "携帯", "tel", "連絡先"),
    "title": ("役職", "役"),
    "plan": ("プラン",),
}
#: A heading stands within so many first lines.
LOOK_FOR_HEADING = 5


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A line of the pasted text, counted from 1, as a person; `plan` as written."""

    number: int
    line: PersonLine
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted text says, and everything in it that is not among the rows.

    `problems` give the place of a row in `rows`. `unknown` are columns that belong to no
    field, `above` are lines before the heading.
    """

    rows: Sequence[PastedRow]
    columns: Sequence[str]
    problems: Sequence[Problem]
    unknown: Sequence[str]
    above: Sequence[str]

    @property
    def lines(self) -> Sequence[PersonLine]:
        return [row.line for row in self.rows]


def read_rows(text: str, today: date) -> Pasted:
    """Read what was copied from a workbook: cells with tabs between, with or without
    a line of headings."""
    table = list(_table(text))
    heading = _heading(table)
    columns = [_field(cell) for cell in table[heading][1]] if heading is not None else []
    body = table if heading is None else table[heading + 1 :]
    if heading is None:
        columns = ["name"]
    problems: list[Problem] = []
    rows = []
    for row, (number, cells) in enumerate(body):
        rows.append(_row(number, cells, columns, row, problems, today))
    above = [" ".join(cells) for _, cells in table[:heading]] if heading else []
    unknown = (
        []
        if heading is None
        else [cell for cell in table[heading][1] if cell.strip() and not _field(cell)]
    )
    return Pasted(rows, [c for c in columns if c], problems, unknown, above)


def _table(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter="\t"), 1):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _heading(table: Sequence[tuple[int, list[str]]]) -> int | None:
    for place, (_, cells) in enumerate(table[:LOOK_FOR_HEADING]):
        if "name" in map(_field, cells):
            return place
    return None


def _field(cell: str) -> str:
    told = fold(cell)
    for field, words in HEADINGS.items():
        if any(fold(word) in told for word in words if fold(word)):
            return field
    return ""


def _row(
    number: int,
    cells: Sequence[str],
    columns: Sequence[str],
    row: int,
    problems: list[Problem],
    today: date,
) -> PastedRow:
    told: dict[str, Any] = {
        field: cell.strip() for field, cell in zip(columns, cells, strict=False) if field
    }
    plan = told.pop("plan", "")
    born: date | None = None
    if text := told.pop("born_on", ""):
        try:
            born = read_birth(text, today)
        except Refusal as refusal:
            problems.append(Problem(row, "born_on", refusal))
    return PastedRow(number, PersonLine(born_on=born, **told), plan)
