"""Use cases over the journal: history, undo, audit. Exchange is `services.sync`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from app.kit.clock import Clock
from app.kit.outcome import Outcome
from db.journal import amend, audit, log
from db.journal.entry import Act, Dot
from db.queries import history
from db.queries.history import Event
from db.store import Store

__all__ = ["Dot", "Event", "Journal"]


class Journal:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def history(self, kind: str, row_id: UUID) -> Sequence[Event]:
        with self._store.read() as session:
            return history.of_row(session, kind, row_id)

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
