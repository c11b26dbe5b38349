"""Which quarters of an hour the confirmed bookings take up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BindParameter, Uuid, bindparam, delete, select, text

from db.journal.projections import projects
from db.records.base import table_of
from db.records.bookings import OCCUPYING, Booking, Occupancy
from db.records.groups import Group
from db.records.rooms import Room, RoomPart
from db.refusal import Refusal
from db.session import Session

EPOCH = datetime(2000, 1, 1)
QUARTER = timedelta(minutes=15)


#: One statement for all quarters. It leaves each with whoever has it, and names them.
TAKE = (
    text("""
    WITH RECURSIVE wanted(quarter) AS (
        SELECT CAST(:first AS INTEGER)
        UNION ALL SELECT quarter + 1 FROM wanted WHERE quarter < :last
    )
    INSERT INTO occupancy (room_id, quarter, booking_id)
    SELECT :room_id, quarter, :booking_id FROM wanted WHERE true
    ON CONFLICT (room_id, quarter) DO UPDATE SET booking_id = occupancy.booking_id
    RETURNING booking_id
    """)
    .bindparams(bindparam("room_id", type_=Uuid()), bindparam("booking_id", type_=Uuid()))
    .columns(booking_id=Uuid())
)
CELL, BOOKING, PART = table_of(Occupancy), table_of(Booking), table_of(RoomPart)
IDS: BindParameter[UUID] = bindparam("ids", expanding=True)
FREE = delete(CELL).where(CELL.c.booking_id.in_(IDS))
CONFIRMED = (
    select(
        BOOKING.c.id,
        BOOKING.c.room_id,
        BOOKING.c.starts,
        BOOKING.c.busy_until,
        PART.c.part_id,
    )
    .outerjoin(PART, PART.c.room_id == BOOKING.c.room_id)
    .where(BOOKING.c.id.in_(IDS), BOOKING.c.home == bindparam("site"))
    .where(BOOKING.c.status.in_(OCCUPYING))
)
HOLDER = (
    select(
        BOOKING.c.number,
        BOOKING.c.starts,
        BOOKING.c.ends,
        Room.name.label("room"),
        Group.name.label("group"),
    )
    .join(Room, Room.id == BOOKING.c.room_id)
    .join(Group, Group.id == BOOKING.c.group_id)
    .where(BOOKING.c.id == bindparam("key"))
)


class RoomTaken(Refusal):
    """Says which booking has it: `number`, `group`, `room`, `starts` and `ends`."""

    code = "booking.room_taken"


@projects("booking")
def claim(session: Session, site: str, ids: Collection[UUID]) -> None:
    """Take the time of confirmed bookings here at home; free that of others."""
    session.execute(FREE, {"ids": list(ids)})
    for row in session.execute(CONFIRMED, {"ids": list(ids), "site": site}).all():
        span = quarters(row.starts, row.busy_until)
        values = {
            "room_id": row.part_id or row.room_id,
            "booking_id": row.id,
            "first": span[0],
            "last": span[-1],
        }
        holders = {cell.booking_id for cell in session.execute(TAKE, values)} - {row.id}
        if holders:
            found = session.execute(HOLDER, {"key": min(holders)}).one()
            raise RoomTaken(**found._asdict())


def quarters(starts: datetime, ends: datetime) -> range:
    """Every quarter that the period touches, even in part."""
    return range((starts - EPOCH) // QUARTER, -((EPOCH - ends) // QUARTER))
