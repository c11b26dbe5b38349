"""Half-typed forms of this site: kept through a crash, never journaled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select

from db.records.base import table_of
from db.records.staff import Draft
from db.session import Session


def keep(session: Session, staff_id: UUID, form: str, body: str, at: datetime) -> None:
    """Replace the draft of one form."""
    drop(session, staff_id, form)
    values = {"staff_id": staff_id, "form": form, "body": body, "saved_at": at}
    session.execute(insert(table_of(Draft)).values(values))


def drop(session: Session, staff_id: UUID, form: str) -> None:
    session.execute(
        delete(table_of(Draft)).where(Draft.staff_id == staff_id, Draft.form == form)
    )


def find(session: Session, staff_id: UUID, form: str) -> str | None:
    return session.scalar(
        select(Draft.body).where(Draft.staff_id == staff_id, Draft.form == form)
    )
