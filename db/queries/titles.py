"""What a record is called when somebody speaks of it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from db.journal.entry import Json, RowKey
from db.journal.kinds import kinds
from db.records.sites import Site
from db.session import Session

#: The first of these that a kind has is its name,
NAMES = ("title", "name", "label", "number")
#: else it is called as what it belongs to.
OWNERS = ("person_id", "piece_id", "loan_id", "booking_id", "room_id")


def title(session: Session, row: RowKey) -> str:
    """花の会, H26-0012; empty when the row is gone."""
    table = kinds()[row.kind].table
    column = next((table.c[name] for name in (*NAMES, *OWNERS) if name in table.c), None)
    if column is None:
        return ""
    found = session.scalar(select(column).where(table.c.id == row.id))
    if isinstance(found, UUID):
        return title(session, RowKey(_referred(row.kind, column.name), found))
    return str(found or "")


def referred(session: Session, kind: str, field: str, value: Json) -> str | None:
    """What a value that is another row's key means; None when it is none."""
    if value is None or not (other := _referred(kind, field)):
        return None
    return title(session, RowKey(other, UUID(str(value))))


def _referred(kind: str, field: str) -> str:
    column = kinds()[kind].table.c.get(field)
    keys = () if column is None else column.foreign_keys
    return next((key.column.table.name for key in keys), "")


def sites(session: Session) -> Mapping[str, str]:
    """The names of sites by their codes."""
    found = session.execute(select(Site.code, Site.name))
    return {code: name for code, name in found}


def home(session: Session, row: RowKey) -> str | None:
    """The only site that may change the row; None where every site may."""
    kind = kinds()[row.kind]
    if not kind.owned:
        return None
    found = session.scalar(select(kind.table.c.home).where(kind.table.c.id == row.id))
    return None if found is None else str(found)
