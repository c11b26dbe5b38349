"""What a form knows of the rows it shows, and how its draft remembers that."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

from db.journal.entry import Dot, RowKey
from db.journal.stale import Loaded


@dataclass(frozen=True, slots=True)
class LoadedRows:
    """These rows, as they were after these entries."""

    rows: frozenset[RowKey]
    loaded: Loaded

    def after(self, entry: Dot) -> Self:
        """What somebody knows who wrote an entry with this form."""
        vector = {**self.loaded.vector, entry.site: entry.seq}
        return replace(self, loaded=Loaded(vector))

    def as_text(self) -> str:
        """For a draft, which must still tell after a restart what its writer saw."""
        rows = sorted([row.kind, row.id.hex] for row in self.rows)
        return json.dumps([rows, dict(self.loaded.vector)])

    @classmethod
    def from_text(cls, text: str) -> Self:
        rows, vector = json.loads(text)
        return cls(
            frozenset(RowKey(kind, UUID(key)) for kind, key in rows), Loaded(vector)
        )
