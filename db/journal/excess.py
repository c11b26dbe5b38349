"""Promises that a merge brought and that cannot be kept: listed, until they can.

Rooms and stock are promised at their home only, where entries follow one another; but
rooms are divided anew and stock is counted anew, here and elsewhere. A projection lists
here what finds no place, and looks here again whenever something becomes free.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import String, Uuid, bindparam, delete, insert, select

from db.journal.entry import RowKey, canonical
from db.prepared import Prepared
from db.records.base import table_of
from db.records.journal import ExcessRow
from db.session import Session

TABLE = table_of(ExcessRow)
OF_ROW = TABLE.c.kind == bindparam("of_kind"), TABLE.c.row_id == bindparam("key")
LISTED = Prepared(
    select(TABLE.c.row_id, TABLE.c.against).where(TABLE.c.kind == bindparam("of_kind")),
    Uuid(),
    String(),
)
PUT, CLEAR = Prepared(insert(TABLE)), Prepared(delete(TABLE).where(*OF_ROW))


def listed(session: Session, kind: str) -> dict[UUID, Collection[RowKey]]:
    """The rows of `kind` that cannot be kept, and what stands against each."""
    found = LISTED.rows(session.connection(), {"of_kind": kind})
    return {
        row_id: [RowKey(of, UUID(other)) for of, other in json.loads(against)]
        for row_id, against in found
    }


def put(session: Session, row: RowKey, against: Collection[RowKey]) -> None:
    """List a row, because of others that hold what it was promised."""
    clear(session, row)
    told = canonical([[other.kind, other.id.hex] for other in sorted(against)])
    values = {"kind": row.kind, "row_id": row.id, "against": told}
    PUT.run(session.connection(), values)


def clear(session: Session, row: RowKey) -> None:
    """The row can be kept, or is promised no more."""
    CLEAR.run(session.connection(), {"of_kind": row.kind, "key": row.id})
