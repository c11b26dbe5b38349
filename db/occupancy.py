"""Which quarters of an hour the confirmed bookings take up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from db.journal.projections import projects
from db.records.base import table_of
from db.records.bookings import OCCUPYING, Booking, Occupancy
from db.records.rooms import RoomPart
from db.refusal import Refusal
from db.session import Session

EPOCH = datetime(2000, 1, 1)
QUARTER = timedelta(minutes=15)


class RoomTaken(Refusal):
    code = "booking.room_taken"


@projects("booking")
def claim(session: Session, site: str, ids: Collection[UUID]) -> None:
    """Take the time of confirmed bookings here at home; free that of others."""
    booking, cell = table_of(Booking), table_of(Occupancy)
    session.execute(delete(cell).where(Occupancy.booking_id.in_(ids)))
    confirmed = session.execute(
        select(booking.c.id, booking.c.room_id, booking.c.starts, booking.c.busy_until)
        .where(booking.c.id.in_(ids), booking.c.home == site)
        .where(booking.c.status.in_(OCCUPYING))
    ).all()
    parts = {room: _parts(session, room) for room in {row.room_id for row in confirmed}}
    cells = [
        {"room_id": part, "quarter": quarter, "booking_id": row.id}
        for row in confirmed
        for part in parts[row.room_id]
        for quarter in quarters(row.starts, row.busy_until)
    ]
    if cells:
        try:
            # RETURNING sends many rows per statement; psycopg's executemany would
            # leave a pipeline behind when the key refuses one.
            session.execute(insert(cell).returning(cell.c.quarter), cells)
        except IntegrityError as error:
            raise RoomTaken(room=str(confirmed[0].room_id)) from error


def quarters(starts: datetime, ends: datetime) -> range:
    """Every quarter that the period touches, even in part."""
    return range((starts - EPOCH) // QUARTER, -((EPOCH - ends) // QUARTER))


def _parts(session: Session, room_id: UUID) -> Collection[UUID]:
    found = session.scalars(select(RoomPart.part_id).where(RoomPart.room_id == room_id))
    return sorted(found) or [room_id]
