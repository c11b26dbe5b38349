"""The time that bookings and blockings have."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_, select

from db.journal import log
from db.records.bookings import Occupancy
from db.session import Session

#: A quarter of an hour of an undivided room.
Cell = tuple[UUID, int]


def cells_of(session: Session, ids: Collection[UUID]) -> set[Cell]:
    """What those of some rows that take up rooms have."""
    found: set[Cell] = set()
    for chunk in log.chunks(sorted(ids)):
        mine = or_(Occupancy.booking_id.in_(chunk), Occupancy.blocking_id.in_(chunk))
        cells = select(Occupancy.room_id, Occupancy.quarter).where(mine)
        found.update((room, quarter) for room, quarter in session.execute(cells))
    return found
