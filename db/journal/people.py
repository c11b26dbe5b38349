"""Who is meant by the staff id of an entry."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from db.records.staff import Staff
from db.session import Session

NAMES = select(Staff.id, Staff.name)


def names(session: Session) -> Mapping[str, str]:
    """Names by id, as entries write it; the program itself has neither."""
    return {staff_id.hex: name for staff_id, name in session.execute(NAMES)}
