"""What the city asks for each month: uses, money, groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from db.records.bookings import OCCUPYING, Booking
from db.records.groups import Group
from db.records.payments import Payment
from db.records.rooms import Room
from db.session import Session


@dataclass(frozen=True, slots=True)
class UseRow:
    """One use of a room. `users` is the counted number where there is one."""

    starts: datetime
    ends: datetime
    room: str
    slots: str
    group_number: str
    group: str
    field: int
    purpose: str
    users: int
    fee: int
    reduction: int
    paid: int


@dataclass(frozen=True, slots=True)
class IncomeRow:
    """One payment (yen); a refund is negative."""

    paid_at: datetime
    number: str
    booking: str
    room: str
    group: str
    amount: int


USE: tuple[Any, ...] = (
    Booking.starts,
    Booking.ends,
    Room.name,
    Booking.slots,
    Group.number,
    Group.name,
    Group.field1,
    Booking.purpose,
    func.coalesce(Booking.actual_users, Booking.users),
    Booking.fee,
    Booking.reduction,
    select(func.coalesce(func.sum(Payment.amount), 0))
    .where(Payment.booking_id == Booking.id)
    .scalar_subquery(),
)


def uses(
    session: Session, home: str, since: datetime, until: datetime
) -> Sequence[UseRow]:
    """Every use of a site's rooms that begins from `since` up to `until`."""
    found = session.execute(
        select(*USE)
        .join(Room, Room.id == Booking.room_id)
        .join(Group, Group.id == Booking.group_id)
        .where(Booking.starts >= since, Booking.starts < until)
        .where(Booking.status.in_(OCCUPYING), Booking.home == home)
        .order_by(Booking.starts, Room.place, Booking.number)
    )
    return [UseRow(*row) for row in found]


def income(
    session: Session, home: str, since: datetime, until: datetime
) -> Sequence[IncomeRow]:
    """Every payment and refund at a site from `since` up to `until`."""
    found = session.execute(
        select(
            Payment.paid_at,
            Payment.number,
            Booking.number,
            Room.name,
            Group.name,
            Payment.amount,
        )
        .join(Booking, Booking.id == Payment.booking_id)
        .join(Room, Room.id == Booking.room_id)
        .join(Group, Group.id == Booking.group_id)
        .where(Payment.paid_at >= since, Payment.paid_at < until)
        .where(Payment.home == home)
        .order_by(Payment.paid_at, Payment.number)
    )
    return [IncomeRow(*row) for row in found]
