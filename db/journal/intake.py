"""Foreign entries on their way into the journal, some hundred at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Integer, String, bindparam, delete, func, insert, select

from db.journal import blank, log, skew
from db.journal.blank import Erased
from db.journal.capture import JournaledSession
from db.journal.entry import (
    START,
    Change,
    Entry,
    Json,
    Malformed,
    Op,
    RowKey,
    dump,
    in_order,
    load,
    ready,
)
from db.journal.fold import Step
from db.journal.kinds import kinds
from db.journal.projections import project
from db.journal.rebuild import keep_referred, write_rows
from db.prepared import Prepared
from db.records.base import table_of
from db.records.journal import ChangeRow, HeldRow
from db.refusal import Refusal

CHANGE, HELD = table_of(ChangeRow), table_of(HeldRow)
KNOWN = select(CHANGE.c.row_id).where(
    CHANGE.c.row_id.in_(bindparam("ids", expanding=True))
)
HELD_SITES = select(HELD.c.site).distinct()
NEXT_HELD = Prepared(
    select(HELD.c.entry).where(
        HELD.c.site == bindparam("of"), HELD.c.seq == bindparam("seq", type_=Integer())
    ),
    String(),
)
DONE_WITH = Prepared(
    delete(HELD).where(
        HELD.c.site == bindparam("of"), HELD.c.seq <= bindparam("seq", type_=Integer())
    )
)
HOLD = Prepared(insert(HELD))
UNHOLD = Prepared(
    delete(HELD).where(HELD.c.site == bindparam("site"), HELD.c.seq == bindparam("seq"))
)
Changes = dict[RowKey, list[tuple[Entry, Change]]]
#: What Python says when a body is not what it should be.
NONSENSE = ValueError, TypeError, AttributeError, LookupError
SCALARS = {str, int, bool, type(None)}


class Tampered(Refusal):
    code = "journal.tampered"


class Forked(Refusal):
    code = "journal.forked"


class Intake:
    """What one transaction takes in: `applied` entries, which changed `rows`."""

    def __init__(self, session: JournaledSession) -> None:
        self.applied = 0
        self.rows: set[RowKey] = set()
        self._session = session
        heads = log.heads(session)
        self._vector = {head.site: head.seq for head in heads}
        self._hashes = {head.site: head.hash for head in heads}
        self._known = dict(self._vector)
        self._erasures = blank.erasures(session)
        self._lost: list[blank.Lost] = []
        self._doubtful: set[RowKey] = set()

    def take(self, entries: Iterable[Entry]) -> None:
        """Store and apply what is ready of `entries`, hold the rest."""
        here: dict[str, Entry] = {}
        new, early = list[Entry](), list[Entry]()
        for entry in in_order(entries):
            site, seq = entry.dot
            if not entry.intact:
                raise Tampered(site=site, seq=seq)
            if seq <= self._vector.get(site, 0):
                here[site] = entry
            elif not self._follows(entry):
                early.append(entry)
            else:
                new.append(entry)
        self._refuse_forks(here.values(), new)
        self._apply(new)
        self._hold(early)

    def finish(self) -> int:
        """Apply what has waited for these entries; gives how many still wait."""
        session = self._session
        while some := self._next_held():
            self._apply(some)
        for site, seq in self._vector.items():
            DONE_WITH.run(session.connection(), {"of": site, "seq": seq})
        self.rows |= keep_referred(session, self._doubtful)
        project(session, session.here._replace(lenient=True), self.rows)
        for lost in self._lost:
            blank.tell(session, lost)
        return session.scalar(select(func.count()).select_from(HELD)) or 0

    def _follows(self, entry: Entry) -> bool:
        """Whether all that the entry builds on is here; then it counts as here, too."""
        site, seq = entry.dot
        if not ready(entry, self._vector):
            return False
        if entry.previous != self._hashes.get(site, START):
            raise Tampered(site=site, seq=seq)
        self._vector[site], self._hashes[site] = seq, entry.hash
        return True

    def _refuse_forks(self, here: Collection[Entry], new: Iterable[Entry]) -> None:
        """A site restored from a backup may have given a number out twice."""
        fresh = {entry.dot: entry for entry in new}
        for entry in here:
            known = fresh.get(entry.dot) or log.entry(self._session, entry.dot)
            if known.hash != entry.hash:
                raise Forked(site=entry.dot.site, seq=entry.dot.seq)

    def _next_held(self) -> list[Entry]:
        """Those whose time has come, some hundred at most."""
        found, connection = list[Entry](), self._session.connection()
        waiting = set(self._session.scalars(HELD_SITES))
        while waiting and len(found) < log.CHUNK:
            moved = False
            for site in sorted(waiting):
                asked = {"of": site, "seq": self._vector.get(site, 0) + 1}
                for (line,) in NEXT_HELD.rows(connection, asked):
                    entry = load(json.loads(line))
                    if self._follows(entry):
                        found.append(entry)
                        moved = True
            if not moved:
                break
        return found

    def _hold(self, entries: Sequence[Entry]) -> None:
        connection = self._session.connection()
        for entry in entries:
            line = dump(blank.blanked(entry, self._erasures))
            dot = {"site": entry.dot.site, "seq": entry.dot.seq}
            UNHOLD.run(connection, dot)
            HOLD.run(connection, {**dot, "entry": line})

    def _apply(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        erased = self._note_erasures(entries)
        if self._erasures:
            entries = [blank.blanked(entry, self._erasures) for entry in entries]
        changes = _changes(entries)
        ids = [row.id for row in changes]
        known = set(self._session.execute(KNOWN, {"ids": ids}).scalars())
        log.store(self._session, entries)
        if erased:
            self._lost.append(blank.forget(self._session, erased, self._erasures))
        self._doubtful |= self._write(changes, known)
        self.applied += len(entries)
        self.rows |= changes.keys()

    def _write(self, changes: Changes, known: Collection[UUID]) -> set[RowKey]:
        """Rows that are new here need no look into the journal, most not even a fold."""
        older: list[RowKey] = []
        fresh: dict[RowKey, list[Step]] = {}
        plain: dict[RowKey, Mapping[str, Json]] = {}
        for row, of_row in changes.items():
            entry, change = of_row[0]
            if row.id in known:
                older.append(row)
                for step in of_row:
                    _step(*step)  # refused, if it makes no sense
            elif len(of_row) == 1 and change.op is Op.INSERT and change.body.text:
                plain[row] = _values(entry, change)
            else:
                fresh[row] = [_step(*step) for step in of_row]
        return write_rows(self._session, older, fresh, plain)

    def _note_erasures(self, entries: Iterable[Entry]) -> set[RowKey]:
        erased = set()
        for entry in entries:
            for change in entry.changes:
                if change.op is Op.ERASE:
                    erased.add(change.row)
                    one = Erased(entry.dot, entry.seen)
                    blank.add(self._erasures, change.row, one)
        return erased


def _changes(entries: Iterable[Entry]) -> Changes:
    """What these entries did to each row of a kind that this program knows."""
    found: Changes = {}
    for entry in entries:
        for change in entry.changes:
            if change.row.kind in kinds():
                found.setdefault(change.row, []).append((entry, change))
    return found


def _values(entry: Entry, change: Change) -> Mapping[str, Json]:
    try:
        values = skew.values_of(change, entry.schema)
    except NONSENSE as error:
        raise Malformed() from error
    if not SCALARS.issuperset(map(type, values.values())):
        raise Malformed()
    return values


def _step(entry: Entry, change: Change) -> Step:
    try:
        fields = skew.fields_of(change, entry.schema)
        sound = SCALARS.issuperset(type(v) for pair in fields.values() for v in pair)
    except NONSENSE as error:
        raise Malformed() from error
    if not sound:
        raise Malformed()
    return Step(entry.clock, entry.dot, entry.seen, change.op, fields)
