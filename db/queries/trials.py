"""What was booked in a year, as far as a fee hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from db.records.bookings import PERMITTED, Approval, Booking
from db.records.groups import Group
from db.records.rooms import Room
from db.session import Session


@dataclass(frozen=True, slots=True)
class BookedRow:
    """A booking that was permitted; its fee (yen) is the one that was kept, with the
    減免事由 that it was worked out with."""

    number: str
    starts: datetime
    ends: datetime
    room: str
    slots: str
    applied_on: date
    fee: int
    ground: str
    group: str
    kind: str
    registered_on: date
    valid_until: date | None


BOOKED: tuple[Any, ...] = (
    Booking.number,
    Booking.starts,
    Booking.ends,
    Room.name,
    Booking.slots,
    Booking.applied_on,
    Booking.fee,
    case((Booking.approval == Approval.DENIED, ""), else_=Booking.ground),
    Group.name,
    Group.kind,
    Group.registered_on,
    Group.valid_until,
)


def count(session: Session, since: datetime, until: datetime) -> int:
    """How many were permitted from `since` up to `until`."""
    statement = select(func.count()).select_from(Booking).where(*_within(since, until))
    return session.scalars(statement).one()


def booked(session: Session, since: datetime, until: datetime) -> Iterator[BookedRow]:
    """Row by row, by day, room and number."""
    found = session.execute(
        select(*BOOKED)
        .join(Room, Room.id == Booking.room_id)
        .join(Group, Group.id == Booking.group_id)
        .where(*_within(since, until))
        .order_by(Booking.starts, Room.place, Booking.number)
    )
    return (BookedRow(*row) for row in found)


def span(session: Session) -> tuple[datetime, datetime] | None:
    """The first and the last permitted booking; None where there is none."""
    first, last = session.execute(
        select(func.min(Booking.starts), func.max(Booking.starts)).where(
            Booking.status.in_(PERMITTED)
        )
    ).one()
    return (first, last) if first is not None else None


def _within(since: datetime, until: datetime) -> Sequence[ColumnElement[bool]]:
    return (
        Booking.starts >= since,
        Booking.starts < until,
        Booking.status.in_(PERMITTED),
    )
