"""Use cases over the journal: history, undo, audit. Exchange is `services.sync`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.kit.clock import Clock
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from db.journal import amend, audit, log
from db.journal.entry import Act, Dot, Json, Op
from db.journal.rights import Touch
from db.queries import history, titles
from db.queries.history import EntryLine, Event
from db.store import Reading, Store

__all__ = ["Dot", "EntryLine", "Event", "Journal", "UndoLine"]


@dataclass(frozen=True, slots=True)
class UndoLine:
    """A row that undoing changes, takes away (delete) or brings back (insert).

    `fields` holds the name, the value now, and the value it will have.
    """

    kind: str
    row_id: UUID
    op: Op
    fields: tuple[tuple[str, Json, Json], ...]


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

    def undo_preview(self, entry: Dot) -> Sequence[UndoLine]:
        """What undoing would do, row by row. Refuses what `undo` would refuse, except
        that a room may turn out to be taken only when its booking comes back."""
        with self._store.read() as session:
            touches = amend.undoing(session, self._store.site, entry)
        return [_line(touch) for touch in touches]

    def last_undoable(self, staff: str, day: date) -> EntryLine | None:
        """The last thing that this member of staff did on a day and can still undo."""
        zone = self._clock().tzinfo
        since = datetime.combine(day, time.min, zone)
        until = datetime.combine(day + timedelta(days=1), time.min, zone)
        site = self._store.site
        with self._store.read() as session:
            for line in history.latest_of(session, site, staff, since, until):
                with suppress(Refusal):
                    amend.undoing(session, site, line.entry)
                    return line
        return None

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


def _line(touch: Touch) -> UndoLine:
    fields = tuple((name, now, then) for name, (now, then) in touch.fields.items())
    return UndoLine(touch.row.kind, touch.row.id, touch.op, fields)
