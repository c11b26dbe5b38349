"""Which quarters of an hour the confirmed bookings take up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    DateTime,
    String,
    Uuid,
    bindparam,
    delete,
    exists,
    func,
    select,
    text,
)

from db.journal.projections import projects
from db.prepared import Prepared
from db.reader import as_key
from db.records.base import table_of
from db.records.bookings import OCCUPYING, Booking, Occupancy
from db.records.groups import Group
from db.records.rooms import Room, RoomPart
from db.refusal import Refusal
from db.session import Session

EPOCH = datetime(2000, 1, 1)
QUARTER = timedelta(minutes=15)


CELL, BOOKING, PART = table_of(Occupancy), table_of(Booking), table_of(RoomPart)
#: A booking once for each room it takes up, and whether it has any time already.
CLAIMS = Prepared(
    select(
        func.coalesce(PART.c.part_id, BOOKING.c.room_id),
        BOOKING.c.starts,
        BOOKING.c.busy_until,
        BOOKING.c.home,
        BOOKING.c.status,
        exists().where(CELL.c.booking_id == BOOKING.c.id),
    )
    .outerjoin(PART, PART.c.room_id == BOOKING.c.room_id)
    .where(BOOKING.c.id == bindparam("key")),
    Uuid(),
    DateTime(),
    DateTime(),
    String(),
    String(),
    Boolean(),
)
FREE = Prepared(delete(CELL).where(CELL.c.booking_id == bindparam("key")))
#: All quarters at once. Each is left to whoever has it, and that booking is named.
TAKE = Prepared(
    text("""
    WITH RECURSIVE wanted(quarter) AS (
        SELECT CAST(:first AS INTEGER)
        UNION ALL SELECT quarter + 1 FROM wanted WHERE quarter < :last
    )
    INSERT INTO occupancy (room_id, quarter, booking_id)
    SELECT :room, quarter, :key FROM wanted WHERE true
    ON CONFLICT (room_id, quarter) DO UPDATE SET booking_id = occupancy.booking_id
    RETURNING booking_id
    """).bindparams(bindparam("room", type_=Uuid()), bindparam("key", type_=Uuid()))
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
    connection = session.connection()
    claims: list[dict[str, Any]] = []
    for key in ids:
        rows = CLAIMS.rows(connection, {"key": key})
        if not rows or rows[0][-1]:
            FREE.run(connection, {"key": key})
        for room, starts, until, home, status, _ in rows:
            if home == site and status in OCCUPYING:
                span = quarters(starts, until)
                span_of = {"first": span[0], "last": span[-1]}
                claims.append({"room": room, "key": key, **span_of})
    for claim in claims:
        named = set(TAKE.rows(connection, claim))  # mostly one key, again and again
        holders = {as_key(holder) for (holder,) in named} - {claim["key"]}
        if holders:
            found = session.execute(HOLDER, {"key": min(holders)}).one()
            raise RoomTaken(**found._asdict())


def quarters(starts: datetime, ends: datetime) -> range:
    """Every quarter that the period touches, even in part."""
    return range((starts - EPOCH) // QUARTER, -((EPOCH - ends) // QUARTER))
