"""Half-typed forms of this site: kept through a crash, never journaled."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select

from db.journal.blank import Lost, forgetters
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


def forget(session: Session, lost: Lost) -> None:
    """Drop drafts in which stands who was forgotten."""
    told = {str(values.get("name") or "") for row, values in lost if row.kind == "person"}
    rows = session.execute(select(Draft.staff_id, Draft.form, Draft.body)) if told else ()
    for staff_id, form, body in list(rows):
        if any(_says(body, name) for name in told - {""}):
            drop(session, staff_id, form)


def _says(body: str, name: str) -> bool:
    """Whether it stands there, or within a text of JSON that stands there."""
    return name in body or json.dumps(json.dumps(name)[1:-1])[1:-1] in body


forgetters.append(forget)
