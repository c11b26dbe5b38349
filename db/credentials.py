"""PIN hashes of this site; neither journaled nor merged."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, insert

from db.records.base import table_of
from db.records.staff import Credential
from db.session import Session


def keep(session: Session, staff_id: UUID, secret: str) -> None:
    """Replace the hash of a member of staff."""
    session.execute(delete(table_of(Credential)).where(Credential.staff_id == staff_id))
    session.execute(insert(table_of(Credential)).values(staff_id=staff_id, hash=secret))
