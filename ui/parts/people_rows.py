"""People as rows of a table to type into, and back. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from app.kit import labels
from app.kit.wareki import short
from app.rules.people.births import read_birth
from app.rules.people.person_rows import CHECKS, PersonLine
from ui.kit.edit_table.rows import EditColumn, EditRow

#: The fields of a row in the order of its columns: width in px, whether it grows.
FIELDS: Mapping[str, tuple[int, bool]] = {
    "name": (140, False),
    "kana": (152, True),
    "born_on": (104, False),
    "title": (88, False),
    "postal_code": (112, False),
    "address": (168, True),
    "phone": (156, False),
}
#: Typed with the keyboard's own letters.
LATIN = ("born_on", "postal_code", "phone")


class Seat(NamedTuple):
    """Whom a row means: a known person and the name they had, or expressly nobody."""

    person_id: UUID | None = None
    name: str = ""
    apart: bool = False


def columns(today: Callable[[], date]) -> Sequence[EditColumn]:
    """氏名 フリガナ 生年月日 役職 郵便番号 住所 電話."""
    checks: dict[str, Callable[[str], object]] = {
        name: partial(check, name) for name, check in CHECKS.items()
    }
    checks["born_on"] = lambda text: read_birth(text, today())
    return [
        EditColumn(
            name,
            title(name),
            width,
            checks[name],
            need=name == "name",
            grow=grow,
            latin=name in LATIN,
            reading_of="name" if name == "kana" else "",
        )
        for name, (width, grow) in FIELDS.items()
    ]


def title(name: str) -> str:
    return labels.field("roster_line" if name == "title" else "person", name)


def as_row(line: PersonLine, born: str = "") -> EditRow:
    """`born` is what was written where no date could be read."""
    told = {name: getattr(line, name) for name in FIELDS if name != "born_on"}
    told["born_on"] = short(line.born_on) if line.born_on else born
    seat = Seat(line.person_id, line.name if line.person_id else "", line.apart)
    return EditRow(tuple(told[name] for name in FIELDS), seat)


def as_line(row: EditRow, today: date) -> PersonLine:
    """The line a readable row makes."""
    told: dict[str, Any] = dict(zip(FIELDS, row.texts, strict=True))
    told["born_on"] = read_birth(told["born_on"], today)
    line = PersonLine(**told)
    if isinstance(row.key, Seat):
        return replace(line, person_id=row.key.person_id, apart=row.key.apart)
    return line
