"""The roster that is being typed: over what it was read, and its draft. No Qt."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from app.kit.wareki import fiscal_year_text
from ui.kit.edit_table.rows import EditRow
from ui.parts.people_rows import Seat, as_row

if TYPE_CHECKING:
    from app.services.rosters import LoadedRoster, Roster


def draft_name(group_id: UUID, year: int) -> str:
    return f"roster.{group_id.hex}.{year}"


@dataclass(frozen=True, slots=True)
class RosterEditing:
    """`base` are the rows that are kept, `opened` those the table began with."""

    group: str
    group_id: UUID
    year: int
    base: Sequence[EditRow]
    opened: Sequence[EditRow]
    loaded: LoadedRoster

    @classmethod
    def of(cls, group: str, roster: Roster) -> RosterEditing:
        """An empty roster begins with those who speak for the group."""
        base = [as_row(line) for line in roster.lines]
        opened = base or [as_row(line) for line in roster.heads]
        year = roster.fiscal_year
        return cls(group, roster.group_id, year, base, opened, roster.loaded)

    @property
    def title(self) -> str:
        return f"{self.group} {fiscal_year_text(self.year)}の名簿"

    @property
    def draft(self) -> str:
        return draft_name(self.group_id, self.year)

    def kept(self, rows: Sequence[EditRow]) -> Mapping[str, str]:
        """For a draft, which must still tell after a restart what its writer saw."""
        texts = {"rows": rows, "base": self.base}
        told = {name: _as_text(these) for name, these in texts.items()}
        return {**told, "loaded": self.loaded.as_text()}

    @classmethod
    def from_draft(
        cls, group: str, roster: Roster, draft: Mapping[str, str]
    ) -> tuple[RosterEditing, Sequence[EditRow]]:
        """As it was left half-typed, and its rows."""
        base, rows = _from_text(draft["base"]), _from_text(draft["rows"])
        loaded = roster.loaded.from_text(draft["loaded"])
        opened = cls.of(group, roster).opened
        year = roster.fiscal_year
        return cls(group, roster.group_id, year, base, opened, loaded), rows


def _as_text(rows: Sequence[EditRow]) -> str:
    told = []
    for texts, key in rows:
        seat = key if isinstance(key, Seat) else Seat()
        person = seat.person_id.hex if seat.person_id else ""
        told.append([texts, person, seat.name, seat.apart])
    return json.dumps(told, ensure_ascii=False)


def _from_text(text: str) -> Sequence[EditRow]:
    return [
        EditRow(tuple(texts), Seat(UUID(person) if person else None, name, apart))
        for texts, person, name, apart in json.loads(text)
    ]
