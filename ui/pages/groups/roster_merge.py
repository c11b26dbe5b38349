"""Two clerks wrote one roster: both changes in one table. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ui.kit.edit_table.rows import EditRow
from ui.parts.people_rows import FIELDS, Seat


@dataclass(frozen=True, slots=True)
class Merged:
    """What was typed here over what is kept now.

    `remarks` are said at cells that both changed, {(row, field): what the other wrote}.
    """

    rows: Sequence[EditRow]
    remarks: Mapping[tuple[int, str], str]


def merged(
    base: Sequence[EditRow], mine: Sequence[EditRow], theirs: Sequence[EditRow]
) -> Merged:
    """People are told apart by who they are; new rows of mine come last.

    Whoever one side took off is off, unless the other side corrected them.
    """
    before, own = _by_person(base), _by_person(mine)
    rows: list[EditRow] = []
    remarks: dict[tuple[int, str], str] = {}
    for person_id, row in _by_person(theirs).items():
        known = before.get(person_id)
        typed = own.get(person_id, None if known else row)
        if typed is None and known is not None and known.texts == row.texts:
            continue
        rows.append(_cells(len(rows), known or row, typed or row, row, remarks))
    here = _by_person(theirs)
    for person_id, row in own.items():
        if person_id not in here and row.texts != before.get(person_id, row).texts:
            rows.append(row)
    rows += [row for row in mine if _person(row) is None]
    return Merged(rows, remarks)


def _cells(
    place: int,
    base: EditRow,
    mine: EditRow,
    theirs: EditRow,
    remarks: dict[tuple[int, str], str],
) -> EditRow:
    """Mine where I changed it, else theirs; remarks where both did."""
    texts = []
    for name, old, typed, kept in zip(
        FIELDS, base.texts, mine.texts, theirs.texts, strict=True
    ):
        texts.append(kept if typed == old else typed)
        if typed not in (old, kept) and kept != old:
            remarks[place, name] = kept
    return EditRow(tuple(texts), theirs.key)


def _by_person(rows: Sequence[EditRow]) -> dict[UUID, EditRow]:
    return {key: row for row in rows if (key := _person(row)) is not None}


def _person(row: EditRow) -> UUID | None:
    return row.key.person_id if isinstance(row.key, Seat) else None
