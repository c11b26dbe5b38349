"""Makes every write of a session part of one entry.

Use cases change records as usual. What a flush writes is noted here, and just
before the commit the notes become the transaction's entry.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, SessionTransaction

from db.journal import guard, log
from db.journal.entry import Act, Change, Dot, Json, Op, RowKey
from db.journal.kinds import kinds
from db.journal.projections import project
from db.journal.rights import Touch, check
from db.keys import Ids
from db.records.base import Record


class JournaledSession(Session):
    """One transaction of a use case at one site."""

    def __init__(self, bind: Any, site: str, act: Act, ids: Ids) -> None:
        super().__init__(bind, expire_on_commit=False)
        self.site = site
        self.act = act
        self.new_id = ids
        self.touches: list[Touch] = []
        self.changed: frozenset[str] = frozenset()
        self.entry: Dot | None = None
        self._marks: dict[SessionTransaction, int] = {}

    def record(self, touches: list[Touch]) -> None:
        """Write the transaction's entry, if the site may do all this."""
        check(self, self.site, touches)
        changes = [Change.of(t.row, t.op, t.fields) for t in touches]
        with guard.opened(self.connection()):
            self.entry = log.append(self, self.site, self.act, changes).dot
        self.changed |= {touch.row.kind for touch in touches}


@event.listens_for(JournaledSession, "before_flush")
def _open(session: JournaledSession, *_: object) -> None:
    guard.open_on(session.connection())


@event.listens_for(JournaledSession, "after_flush")
def _note(session: JournaledSession, *_: object) -> None:
    touched = [_inserted(record) for record in session.new if isinstance(record, Record)]
    touched += [
        _updated(record)
        for record in session.dirty
        if isinstance(record, Record) and session.is_modified(record)
    ]
    touched += [
        _deleted(record) for record in session.deleted if isinstance(record, Record)
    ]
    session.touches += touched
    project(session, session.site, {touch.row for touch in touched})
    guard.close_on(session.connection())


@event.listens_for(JournaledSession, "before_commit")
def _seal(session: JournaledSession) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    touches = _compact(session.touches)
    session.touches = []
    if touches:
        session.record(touches)


@event.listens_for(JournaledSession, "after_transaction_create")
def _mark(session: JournaledSession, transaction: SessionTransaction) -> None:
    session._marks[transaction] = len(session.touches)


@event.listens_for(JournaledSession, "after_soft_rollback")
def _forget(session: JournaledSession, transaction: SessionTransaction) -> None:
    del session.touches[session._marks.pop(transaction, 0) :]


def _inserted(record: Record) -> Touch:
    kind = kinds()[record.__tablename__]
    new = {name: kind.encode(name, getattr(record, name)) for name in kind.codecs}
    return _touch(record, Op.INSERT, {name: (None, value) for name, value in new.items()})


def _updated(record: Record) -> Touch:
    kind = kinds()[record.__tablename__]
    fields: dict[str, tuple[Json, Json]] = {}
    for name in kind.codecs:
        history = inspect(record).attrs[name].history
        if history.has_changes():
            fields[name] = (
                kind.encode(name, *history.deleted),
                kind.encode(name, *history.added),
            )
    return _touch(record, Op.UPDATE, fields)


def _deleted(record: Record) -> Touch:
    kind = kinds()[record.__tablename__]
    old = {name: kind.encode(name, getattr(record, name)) for name in kind.codecs}
    return _touch(record, Op.DELETE, {name: (value, None) for name, value in old.items()})


def _touch(record: Record, op: Op, fields: dict[str, tuple[Json, Json]]) -> Touch:
    key = RowKey(record.__tablename__, record.id)
    return Touch(key, op, fields, getattr(record, "home", None))


def _compact(touches: list[Touch]) -> list[Touch]:
    """One change per row, from its first old values to its last new ones."""
    merged: dict[RowKey, Touch] = {}
    for touch in touches:
        before = merged.pop(touch.row, None)
        after = touch if before is None else _joined(before, touch)
        if after is not None:
            merged[touch.row] = after
    return [t for t in merged.values() if t.fields or t.op is not Op.UPDATE]


def _joined(first: Touch, then: Touch) -> Touch | None:
    if (first.op, then.op) == (Op.INSERT, Op.DELETE):
        return None
    if then.op is Op.DELETE:
        op = Op.DELETE
    else:
        op = Op.UPDATE if first.op is Op.DELETE else first.op
    fields = dict(first.fields)
    for name, (old, new) in then.fields.items():
        fields[name] = (fields[name][0] if name in fields else old, new)
    if op is Op.UPDATE:
        fields = {name: pair for name, pair in fields.items() if pair[0] != pair[1]}
    return Touch(first.row, op, fields, first.home)
