"""Forgets a person for good, at every site."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from db.journal import blank
from db.journal.blank import Lost
from db.journal.capture import JournaledSession
from db.journal.entry import Json, Op, RowKey
from db.journal.kinds import kinds
from db.journal.rebuild import folded, rebuild
from db.journal.rights import Touch


def erase(session: JournaledSession, rows: Collection[RowKey]) -> Lost:
    """Empty `rows` as their records say (`erased`), and all that was written of them.

    Writes the transaction's entry, so that nothing else may be written with it. Every
    site that takes the entry in does the same, also to what comes later from sites that
    knew nothing of it. It cannot be undone. Gives what was forgotten.
    """
    states = folded(session, rows)
    touches = [_touch(row, states[row].values, states[row].home) for row in sorted(rows)]
    session.record(touches)
    known = blank.erasures(session)
    lost = blank.forget(session, rows, known)
    rebuild(session, session.here, rows)
    blank.tell(session, lost)
    session.reread()
    return lost


def _touch(row: RowKey, values: Mapping[str, Json], home: str | None) -> Touch:
    kind = kinds()[row.kind]
    erased = kind.record.erased
    if not erased:
        raise ValueError(f"a {row.kind} says of nobody who they are")
    left = {name: kind.encode(name, value) for name, value in erased.items()}
    fields = {name: (None, value) for name, value in {**values, **left}.items()}
    return Touch(row, Op.ERASE, fields, home)
