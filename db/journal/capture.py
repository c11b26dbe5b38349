"""Makes every write of a transaction part of one entry.

Use cases change records as usual. What differs from the rows as they were read is
written by `flush` and noted; at the end the notes become the transaction's entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection, Executable

from db.journal import guard, log, rights, stale
from db.journal.entry import Act, Change, Dot, Op, RowKey
from db.journal.kinds import Kind, kinds
from db.journal.projections import Here, project
from db.journal.rebuild import look_again
from db.journal.rights import Touch
from db.journal.stale import Loaded
from db.journal.tracked import Tracked, joined
from db.keys import Ids
from db.prepared import Prepared
from db.records.base import Record
from db.session import NO_VALUES, Parameters, Session

R = TypeVar("R", bound=Record)


class JournaledSession(Session):
    """One transaction of a use case at one site.

    When it has ended, `changed` names the kinds of records it changed and `entry`
    its entry, if there was anything to write.
    """

    def __init__(self, connection: Connection, site: str, act: Act, ids: Ids) -> None:
        super().__init__(connection)
        self.site = site
        self.act = act
        self.new_id = ids
        self.changed: frozenset[str] = frozenset()
        self.entry: Dot | None = None
        self._tracked: dict[tuple[type[Record], UUID], Tracked] = {}
        self._touches: dict[RowKey, Touch] = {}

    @property
    def here(self) -> Here:
        """For projections of what this use case changes."""
        return Here(self.site, self.act.now.replace(tzinfo=None))

    def add(self, record: Record) -> None:
        """Make a row of a new record."""
        self._tracked[type(record), record.id] = Tracked(record, None)

    def add_all(self, records: Iterable[Record]) -> None:
        for record in records:
            self.add(record)

    def delete(self, record: Record) -> None:
        """Take away the row of a record that came from this session."""
        self._tracked[type(record), record.id].deleted = True

    def get(self, record: type[R], key: UUID) -> R | None:
        tracked = self._tracked.get((record, key))
        if tracked is None:
            return super().get(record, key)
        return None if tracked.deleted else cast(R, tracked.record)

    def execute(self, statement: Executable, parameters: Parameters | None = None) -> Any:
        self.flush()
        return super().execute(statement, parameters)

    def rows(
        self, statement: Prepared, values: Mapping[str, Any] = NO_VALUES
    ) -> list[tuple[Any, ...]]:
        self.flush()
        return super().rows(statement, values)

    def flush(self) -> None:
        """Write what differs between records and rows, and what follows from it."""
        found = [(tracked, tracked.take()) for tracked in self._tracked.values()]
        taken = [(tracked, touch) for tracked, touch in found if touch is not None]
        if not taken:
            return
        with guard.opened(self._connection):
            self._write(taken)
            # Projections change no records, so that reading for them need not look.
            reading = Session(self._connection)
            project(reading, self.here, {touch.row for _, touch in taken})

    def expect(
        self, rows: Iterable[RowKey], loaded: Loaded, unshown: Collection[str] = ()
    ) -> None:
        """Refuse (StaleForm) when a form's rows changed since they were `loaded`.

        A field in `unshown` is not on the form; it keeps what others gave it.
        """
        stale.expect(self, rows, loaded, unshown)

    def record(self, touches: Sequence[Touch]) -> None:
        """Write the transaction's entry, if the site may do all this."""
        rights.check(self, self.site, touches)
        changes = [Change.of(t.row, t.op, t.fields) for t in touches]
        files = sorted({file for touch in touches for file in _files(touch)})
        with guard.opened(self._connection):
            self.entry = log.append(self, self.site, self.act, changes, files).dot
        self.changed |= {touch.row.kind for touch in touches}

    def seal(self) -> None:
        """Write what is left to write, and the entry. Nothing may come after."""
        self.flush()
        if touches := [t for t in self._touches.values() if t.fields]:
            self.record(touches)
            if any(touch.op is Op.DELETE for touch in touches):
                look_again(self, self.here)

    def done_with(self, *records: Record) -> None:
        """Write these and look at them no more: what is changed on them later is not
        written. Else an act on thousands of rows looks at all of them for each."""
        self.flush()
        for record in records:
            del self._tracked[type(record), record.id]

    def reread(self) -> None:
        """Forget all records: their rows were written anew."""
        self._tracked.clear()

    def _known(self, record: type[R], values: Mapping[str, Any]) -> R:
        key = record, values["id"]
        if key not in self._tracked:
            self._tracked[key] = Tracked.of(record, values)
        return cast(R, self._tracked[key].record)

    def _write(self, taken: list[tuple[Tracked, Touch]]) -> None:
        fresh: defaultdict[Kind, list[Mapping[str, Any]]] = defaultdict(list)
        for tracked, touch in taken:
            kind, row_id = tracked.kind, touch.row.id
            if tracked.stored is None:
                kind.deletion.run(self._connection, {"key": row_id})
                del self._tracked[kind.record, row_id]
            elif touch.op is Op.INSERT:
                fresh[kind].append(tracked.stored)
            else:
                new = {name: tracked.stored[name] for name in touch.fields}
                change = kind.update(frozenset(new))
                change.run(self._connection, {**new, "key": row_id})
            before = self._touches.pop(touch.row, None)
            after = joined(before, touch) if before else touch
            if after is not None:
                self._touches[touch.row] = after
        for kind, rows in fresh.items():
            kind.insertion.run(self._connection, *rows)


def _files(touch: Touch) -> Iterator[str]:
    """Digests of the files that a row holds from now on."""
    for name in kinds()[touch.row.kind].record.files & touch.fields.keys():
        if digest := touch.fields[name][1]:
            yield str(digest)
