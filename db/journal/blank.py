"""Empties what was written of rows that are forgotten for good.

Entries stay, with their digests, so that chains still hold. What has seen an erasure was
written after it and is kept; what has not, whenever it comes, is emptied.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, null, select, text, update

from db.journal import checkpoints, guard
from db.journal.entry import (
    Body,
    Change,
    Dot,
    Entry,
    Json,
    Op,
    RowKey,
    Vector,
    dump,
    load,
)
from db.prepared import Prepared
from db.records.base import table_of
from db.records.journal import ChangeRow, EntryRow, HeldRow
from db.session import Session


class Erased(NamedTuple):
    """An erasure: its entry, and what that had seen."""

    dot: Dot
    seen: Vector


Erasures = Mapping[RowKey, Sequence[Erased]]
#: Values that were blanked, row by row.
Lost = Sequence[tuple[RowKey, Mapping[str, Json]]]
#: Are told what was lost, to forget it where they keep it too.
forgetters: list[Callable[[Session, Lost], None]] = []

CHANGE, ENTRY, HELD = table_of(ChangeRow), table_of(EntryRow), table_of(HeldRow)
SAME = and_(ENTRY.c.site == CHANGE.c.site, ENTRY.c.seq == CHANGE.c.seq)
#: The partial index answers this only where the text says 'erase' itself.
ERASURES = (
    select(CHANGE.c.kind, CHANGE.c.row_id, ENTRY.c.site, ENTRY.c.seq, ENTRY.c.seen)
    .join(ENTRY, SAME)
    .where(text("journal_change.op = 'erase'"))
)
OF_ROW: Select[*tuple[Any, ...]] = (
    select(CHANGE, ENTRY.c.seen)
    .join(ENTRY, SAME)
    .where(CHANGE.c.row_id == bindparam("key"), CHANGE.c.body.is_not(None))
)
BLANK = Prepared(
    update(CHANGE)
    .where(
        *(CHANGE.c[name] == bindparam(f"of_{name}") for name in ("site", "seq", "place"))
    )
    .values(body=null())
)
BLANK_NOTE = Prepared(
    update(ENTRY)
    .where(ENTRY.c.site == bindparam("of_site"), ENTRY.c.seq == bindparam("of_seq"))
    .values(note=null())
)


def erasures(session: Session) -> dict[RowKey, list[Erased]]:
    """Of each row that is forgotten, the erasures that no other one has seen."""
    found: dict[RowKey, list[Erased]] = {}
    for kind, row_id, site, seq, seen in session.execute(ERASURES):
        one = Erased(Dot(site, seq), json.loads(seen))
        add(found, RowKey(kind, row_id), one)
    return found


def add(known: dict[RowKey, list[Erased]], row: RowKey, one: Erased) -> None:
    all_of = [*known.get(row, ()), one]
    known[row] = [
        each for each in all_of if not any(_sees(o.seen, each.dot) for o in all_of)
    ]


def blanked(entry: Entry, known: Erasures) -> Entry:
    """The entry without what it says of rows that are forgotten."""
    gone = [
        _forgotten(change.row, change.op, entry.seen, known) for change in entry.changes
    ]
    if not any(gone):
        return entry
    changes = [
        replace(change, body=_empty(change.body)) if goes else change
        for change, goes in zip(entry.changes, gone, strict=True)
    ]
    return replace(entry, changes=changes, note=entry.note and _empty(entry.note))


def forget(session: Session, rows: Collection[RowKey], known: Erasures) -> Lost:
    """Empty what the journal here says of `rows`; gives what it said."""
    lost: list[tuple[RowKey, Mapping[str, Json]]] = []
    with guard.opened(session.connection()):
        for row in rows:
            lost += _forget_row(session, row, known)
    checkpoints.forget(session, rows)
    _forget_held(session, rows, known)
    return lost


def tell(session: Session, lost: Lost) -> None:
    """Let others forget it too."""
    for forgetter in forgetters if lost else ():
        forgetter(session, lost)


def _forget_row(session: Session, row: RowKey, known: Erasures) -> Lost:
    connection, lost = session.connection(), list[tuple[RowKey, Mapping[str, Json]]]()
    for found in session.execute(OF_ROW, {"key": row.id}).all():
        site, seq, place, kind, _, op, body, mark, seen = found
        if kind == row.kind and _forgotten(row, Op(op), json.loads(seen), known):
            of = {"of_site": site, "of_seq": seq}
            lost += _told(Change(row, Op(op), Body(body, mark)))
            BLANK.run(connection, {**of, "of_place": place})
            BLANK_NOTE.run(connection, of)
    return lost


def _forget_held(session: Session, rows: Iterable[RowKey], known: Erasures) -> None:
    for row in rows:
        here = HELD.c.entry.contains(row.id.hex)
        for site, seq, line in session.execute(select(HELD).where(here)).all():
            told = dump(blanked(load(json.loads(line)), known))
            one = HELD.c.site == site, HELD.c.seq == seq
            session.execute(update(HELD).where(*one).values(entry=told))


def _told(change: Change) -> Lost:
    """Old values and new ones."""
    pairs: Mapping[str, Sequence[Json]] = change.body.told
    return [(change.row, {n: pair[side] for n, pair in pairs.items()}) for side in (0, 1)]


def _forgotten(row: RowKey, op: Op, seen: Vector, known: Erasures) -> bool:
    of_row = known.get(row, ())
    return (
        bool(of_row)
        and op is not Op.ERASE
        and not any(_sees(seen, one.dot) for one in of_row)
    )


def _sees(seen: Vector, dot: Dot) -> bool:
    return seen.get(dot.site, 0) >= dot.seq


def _empty(body: Body) -> Body:
    return replace(body, text=None)
