"""Keeps the fold of rows with a long history, so that folding them again is short."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from db.journal import fold
from db.journal.entry import RowKey, Vector, canonical
from db.journal.fold import Folded
from db.records.base import table_of
from db.records.journal import CheckpointRow
from db.session import Session

TABLE = table_of(CheckpointRow)
FIND = select(TABLE).where(TABLE.c.row_id.in_(bindparam("ids", expanding=True)))


class Checkpoint(NamedTuple):
    """A row as folded from all entries within `vector`."""

    vector: Vector
    state: Folded


def of_rows(session: Session, rows: Collection[RowKey]) -> dict[RowKey, Checkpoint]:
    found = session.execute(FIND, {"ids": [row.id for row in rows]})
    return {
        RowKey(row.kind, row.row_id): Checkpoint(
            json.loads(row.vector), fold.load(row.state)
        )
        for row in found
    }


def keep(session: Session, row: RowKey, made: Checkpoint) -> None:
    forget(session, [row])
    values = {
        "kind": row.kind,
        "row_id": row.id,
        "vector": canonical(made.vector),
        "state": fold.dump(made.state),
    }
    session.execute(insert(TABLE), values)


def forget(session: Session, rows: Collection[RowKey]) -> None:
    """Fold these rows from all their entries again, next time."""
    session.execute(delete(TABLE).where(TABLE.c.row_id.in_([row.id for row in rows])))


def forget_all(session: Session) -> None:
    session.execute(delete(TABLE))
