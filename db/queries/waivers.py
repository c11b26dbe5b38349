"""例外, with what they were made for and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from db.journal import people
from db.records.bookings import Booking
from db.records.groups import Group
from db.records.rooms import Room
from db.records.waivers import Waiver
from db.session import Session

LATEST = 500


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """An exception, and the booking that it was made for; `staff` is a name."""

    id: UUID
    booking_id: UUID
    number: str
    group: str
    room: str
    starts: datetime
    slots: str
    status: str
    about: str
    told: str
    rule: str
    reason: str
    staff: str
    granted_at: datetime


ROW: tuple[Any, ...] = (
    Waiver.id,
    Waiver.booking_id,
    Booking.number,
    Group.name,
    Room.name,
    Booking.starts,
    Booking.slots,
    Booking.status,
    Waiver.about,
    Waiver.told,
    Waiver.rule,
    Waiver.reason,
    Waiver.staff,
    Waiver.granted_at,
)


def of_booking(session: Session, booking_id: UUID) -> Sequence[WaiverRow]:
    return _rows(session, Waiver.booking_id == booking_id)


def since(session: Session, moment: datetime) -> Sequence[WaiverRow]:
    """The latest first."""
    return _rows(session, Waiver.granted_at >= moment)


def _rows(session: Session, wanted: ColumnElement[bool]) -> Sequence[WaiverRow]:
    found = session.execute(
        select(*ROW)
        .join(Booking, Booking.id == Waiver.booking_id)
        .join(Room, Room.id == Booking.room_id)
        .join(Group, Group.id == Booking.group_id)
        .where(wanted)
        .order_by(Waiver.granted_at.desc(), Waiver.id)
        .limit(LATEST)
    ).all()
    names = people.names(session) if found else {}
    named = ([*row[:-2], names.get(row[-2], ""), row[-1]] for row in found)
    return [WaiverRow(*row) for row in named]
