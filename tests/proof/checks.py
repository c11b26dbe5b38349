"""Slow, obvious readings of a database: whether what it holds can be true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations
from uuid import UUID

from sqlalchemy import select, text

from db.records.blockings import Blocking, BlockingStatus
from db.records.bookings import Booking, Occupancy
from db.records.groups import Group
from db.records.payments import Payment
from db.session import Session
from tests.proof.workplace import Opened, Workplace

#: In these states a booking keeps its room.
KEEPING = ("held", "applied", "confirmed", "in_use", "done")
Booked = tuple[str, UUID, datetime, datetime]


def complaints(place: Workplace, opened: Opened) -> list[str]:
    """Everything that is wrong; empty when all is well."""
    with opened.store.read() as session:
        return [
            *overlaps(place, kept(session)),
            *repeated_numbers(session),
            *stray_cells(place, session),
            *foul_pages(session),
            *opened.desk.journal.complaints(),
        ]


def kept_bookings(session: Session) -> list[Booked]:
    found = session.execute(
        select(
            Booking.number, Booking.room_id, Booking.busy_from, Booking.busy_until
        ).where(Booking.status.in_(KEEPING))
    )
    return [(number, room, starts, ends) for number, room, starts, ends in found]


def kept(session: Session) -> list[Booked]:
    """Bookings, and blockings beside them."""
    blocked = session.execute(
        select(Blocking.reason, Blocking.room_id, Blocking.starts, Blocking.ends).where(
            Blocking.status == BlockingStatus.IN_FORCE
        )
    )
    blockings = [(why, room, starts, ends) for why, room, starts, ends in blocked]
    return [*kept_bookings(session), *blockings]


def overlaps(place: Workplace, booked: list[Booked]) -> Iterator[str]:
    """Every two that need the same room at the same time, one by one."""
    for one, other in combinations(booked, 2):
        shared = {*place.parts[one[1]]} & {*place.parts[other[1]]}
        if shared and one[2] < other[3] and other[2] < one[3]:
            yield f"{one[0]} and {other[0]} overlap at {max(one[2], other[2])}"


def repeated_numbers(session: Session) -> Iterator[str]:
    for record in (Booking, Group, Payment):
        count = Counter(session.scalars(select(record.number)))
        yield from (
            f"{number} was given {n} times" for number, n in count.items() if n > 1
        )


def stray_cells(place: Workplace, session: Session) -> Iterator[str]:
    """Quarters of an hour that are taken for nobody, or not taken for somebody."""
    wanted = {
        (room, starts + quarter * timedelta(minutes=15))
        for _, whole, starts, ends in kept(session)
        for room in place.parts[whole]
        for quarter in range((ends - starts) // timedelta(minutes=15))
    }
    found = session.execute(select(Occupancy.room_id, Occupancy.quarter))
    beginning = datetime(2000, 1, 1)
    taken = {
        (room, beginning + quarter * timedelta(minutes=15)) for room, quarter in found
    }
    yield from (f"{at} is not taken for {room}" for room, at in wanted - taken)
    yield from (f"{at} is taken for nobody in {room}" for room, at in taken - wanted)


def foul_pages(session: Session) -> Iterator[str]:
    if session.connection().dialect.name == "sqlite":
        for pragma in ("integrity_check", "foreign_key_check"):
            found = session.execute(text(f"PRAGMA {pragma}")).all()
            yield from (str(row) for row in found if row[0] != "ok")
