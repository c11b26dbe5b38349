"""Who refers to whom among journaled rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import bindparam, select

from db.journal.entry import Json, RowKey
from db.journal.kinds import kinds
from db.session import Session


def referring(session: Session, to: RowKey) -> set[RowKey]:
    """Rows that are there and refer to a row."""
    return {
        RowKey(name, row_id)
        for name, kind in kinds().items()
        for field, target in kind.references.items()
        if target == to.kind
        for row_id in session.scalars(
            select(kind.table.c.id).where(kind.table.c[field] == to.id)
        )
    }


def referred(row: RowKey, values: Mapping[str, Json]) -> set[RowKey]:
    """Rows that a row with these values refers to."""
    return {
        RowKey(target, UUID(str(values[field])))
        for field, target in kinds()[row.kind].references.items()
        if values.get(field) is not None
    }


def present(session: Session, name: str, ids: Collection[UUID]) -> set[UUID]:
    """Those of `ids` that are there."""
    table = kinds()[name].table
    found = select(table.c.id).where(table.c.id.in_(bindparam("ids", expanding=True)))
    return set(session.execute(found, {"ids": list(ids)}).scalars()) if ids else set()


def is_there(session: Session, row: RowKey) -> bool:
    return bool(present(session, row.kind, {row.id}))
