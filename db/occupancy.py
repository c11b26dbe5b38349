"""Which quarters of an hour the confirmed bookings take up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Date,
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

from db.journal import excess, log
from db.journal.entry import RowKey
from db.journal.projections import Here, projects
from db.journal.rebuild import folded
from db.prepared import Prepared
from db.reader import as_key
from db.reader import quarters as quarters
from db.records.base import table_of
from db.records.bookings import OCCUPYING, Booking, Occupancy
from db.records.groups import Group
from db.records.rooms import Room, RoomPart
from db.refusal import Refusal
from db.session import Session

KIND = Booking.__tablename__
CELL, BOOKING, PART = table_of(Occupancy), table_of(Booking), table_of(RoomPart)
#: A booking once for each room it takes up, and whether it has any time already.
CLAIMS = Prepared(
    select(
        func.coalesce(PART.c.part_id, BOOKING.c.room_id),
        BOOKING.c.starts,
        BOOKING.c.busy_until,
        table_of(Room).c.home,
        BOOKING.c.status,
        BOOKING.c.applied_on,
        BOOKING.c.number,
        exists().where(CELL.c.booking_id == BOOKING.c.id),
    )
    .join(Room, Room.id == BOOKING.c.room_id)
    .outerjoin(PART, PART.c.room_id == BOOKING.c.room_id)
    .where(BOOKING.c.id == bindparam("key")),
    Uuid(),
    DateTime(),
    DateTime(),
    String(),
    String(),
    Date(),
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
#: Of how many bookings it is asked first which of them matter here.
MANY = 20
NEED = select(BOOKING.c.id).where(
    BOOKING.c.id.in_(bindparam("ids", expanding=True)), BOOKING.c.status.in_(OCCUPYING)
)
HAVE = (
    select(CELL.c.booking_id)
    .where(CELL.c.booking_id.in_(bindparam("ids", expanding=True)))
    .distinct()
)
#: What is still to come in some rooms.
TO_COME = select(BOOKING.c.id).where(
    BOOKING.c.room_id.in_(bindparam("rooms", expanding=True)),
    BOOKING.c.busy_until > bindparam("now"),
    BOOKING.c.status.in_(OCCUPYING),
)


class Claim(NamedTuple):
    """What one booking needs: time of every room it takes up, or nothing (any more)."""

    key: UUID
    order: tuple[Any, ...]
    rooms: Sequence[UUID]
    quarters: range


class RoomTaken(Refusal):
    """Says which booking has it: `number`, `group`, `room`, `starts` and `ends`."""

    code = "booking.room_taken"


@projects("booking")
def claim(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """Take the time of confirmed bookings in rooms that are at home here; free others'.

    Where several want the same, who applied first has it.
    """
    kept_out = excess.listed(session, KIND).keys()
    if len(ids) > MANY:
        ids = _concerned(session, ids) | (kept_out & set(ids))
    _claim(session, here, ids, kept_out)
    if kept_out - ids:  # something may have become free for them
        _claim(session, here._replace(lenient=True), kept_out - ids, kept_out)


@projects("room")
def reclaim(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """A room that has moved, or has other parts, is taken up otherwise from now on."""
    found = session.execute(TO_COME, {"rooms": list(ids), "now": here.now})
    claim(session, here, {key for (key,) in found})


@projects("room_part")
def reclaim_wholes(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """A part that is gone is known to the journal only."""
    there = session.execute(select(PART.c.id, PART.c.room_id).where(PART.c.id.in_(ids)))
    rooms = {row.id: row.room_id for row in there}
    past = folded(session, [RowKey("room_part", key) for key in set(ids) - rooms.keys()])
    gone = {UUID(str(row.values["room_id"])) for row in past.values() if row.values}
    reclaim(session, here, {*rooms.values(), *gone})


def _claim(
    session: Session, here: Here, ids: Collection[UUID], kept_out: Collection[UUID]
) -> None:
    for wanted in sorted(_claims(session, here.site, ids), key=lambda it: it.order):
        row = RowKey(KIND, wanted.key)
        holders = _take(session, wanted)
        if holders and not here.lenient:
            found = session.execute(HOLDER, {"key": min(holders)}).one()
            raise RoomTaken(**found._asdict())
        if holders:
            FREE.run(session.connection(), {"key": wanted.key})
            excess.put(session, row, [RowKey(KIND, holder) for holder in holders])
        elif wanted.key in kept_out:
            excess.clear(session, row)


def _concerned(session: Session, ids: Collection[UUID]) -> set[UUID]:
    """Those of many that need time, or have some."""
    found: set[UUID] = set()
    for chunk in log.chunks(ids):
        found.update(session.execute(NEED, {"ids": chunk}).scalars())
        found.update(session.execute(HAVE, {"ids": chunk}).scalars())
    return found


def _claims(session: Session, site: str, ids: Collection[UUID]) -> Iterator[Claim]:
    """What these bookings need; what they have is given up for it."""
    for key in ids:
        rows = CLAIMS.rows(session.connection(), {"key": key})
        if not rows or rows[0][-1]:
            FREE.run(session.connection(), {"key": key})
        rooms = [
            room
            for room, _, _, home, status, *_ in rows
            if home == site and status in OCCUPYING
        ]
        order: tuple[Any, ...] = ()
        span = range(0)
        for _, starts, until, *_, applied_on, number, _ in rows[:1]:
            order, span = (applied_on, number, key), quarters(starts, until)
        yield Claim(key, order, rooms, span)


def _take(session: Session, wanted: Claim) -> set[UUID]:
    """Take all that is free of it; gives who has the rest."""
    named: set[Any] = set()  # mostly one key, again and again
    for room in wanted.rooms:
        span = {"first": wanted.quarters[0], "last": wanted.quarters[-1]}
        given = {"room": room, "key": wanted.key, **span}
        named.update(TAKE.rows(session.connection(), given))
    return {as_key(holder) for (holder,) in named} - {wanted.key}
