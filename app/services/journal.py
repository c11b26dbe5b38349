"""Use cases over the journal: history, undo, audit. Exchange is `services.sync`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from app.kit.clock import Clock
from app.kit.outcome import Outcome
from db.journal import amend, audit, log
from db.journal.entry import Act, Dot, Json
from db.queries import history, titles
from db.queries.history import Event
from db.store import Reading, Store

__all__ = ["Dot", "Event", "Journal"]


class Journal:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def history(self, kind: str, row_id: UUID) -> Sequence[Event]:
        """The oldest first. Where it has changed to what it belongs, both are named."""
        with self._store.read() as session:
            events = history.of_row(session, kind, row_id)
            return [_named(session, kind, event) for event in events]

    def undo(self, staff: str, entry: Dot) -> Outcome[None]:
        """Take an entry back, unless something was built on it since."""
        with self._store.write(Act("journal.undo", staff, self._clock())) as work:
            amend.undo(work, entry)
        return Outcome.of(None, work)

    def vector(self) -> Mapping[str, int]:
        with self._store.read() as session:
            return log.vector(session)

    def complaints(self) -> Sequence[str]:
        """Everything that does not add up; empty when nothing was altered."""
        with self._store.read() as session:
            rows = [f"{row.kind} {row.id}" for row in audit.strayed_rows(session)]
            return [*audit.broken_links(session), *rows]


def _named(session: Reading, kind: str, event: Event) -> Event:
    """活動室A for the key of a room, as it is called now."""

    def told(name: str, value: Json) -> Json:
        meant = titles.referred(session, kind, name, value)
        return value if meant is None else meant

    fields = (
        (name, told(name, old), told(name, new)) if old is not None else (name, old, new)
        for name, old, new in event.fields
    )
    return replace(event, fields=tuple(fields))
