"""Bookings one by one, and of a group."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from db.records.bookings import Approval, Booking, Status
from db.records.groups import Group
from db.records.payments import Payment
from db.records.requests import Request
from db.records.rooms import Room
from db.refusal import RowGone
from db.session import Session

LATEST = 200


@dataclass(frozen=True, slots=True)
class BookingCard:
    """All of one booking. Amounts are yen; `fee_lines`, `facts` and `cuts` are JSON.
    `repeat` is that of the 申込み it belongs to, if any."""

    id: UUID
    number: str
    home: str
    room_id: UUID
    room: str
    group_id: UUID
    group: str
    purpose: str
    users: int
    slots: str
    starts: datetime
    ends: datetime
    status: str
    applied_on: date
    fee: int
    reduction: int
    fee_lines: str
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    actual_users: int | None
    cancelled_on: date | None
    cancel_cause: str
    withdrawn: bool
    held_until: datetime | None
    decided_on: date | None
    reason: str
    ground: str
    approval: str
    approved_by: str
    approved_on: date | None
    approval_reason: str
    request_id: UUID | None
    aircon: bool
    repeat: str
    facts: str
    cuts: str
    paid: int

    @property
    def owed(self) -> int:
        """Yen still to be paid."""
        return max(0, self.fee - self.paid)

    @property
    def reduced_by(self) -> str:
        """The 減免事由 that the fee is worked out with: none once it was denied."""
        return "" if self.approval == Approval.DENIED else self.ground


@dataclass(frozen=True, slots=True)
class Usual:
    """What a group has asked for before: offered so that nobody types it again."""

    purposes: tuple[str, ...]
    room_id: UUID | None
    users: int
    facts: str = "{}"


CARD = (
    Booking.id,
    Booking.number,
    Booking.home,
    Booking.room_id,
    Room.name,
    Booking.group_id,
    Group.name,
    Booking.purpose,
    Booking.users,
    Booking.slots,
    Booking.starts,
    Booking.ends,
    Booking.status,
    Booking.applied_on,
    Booking.fee,
    Booking.reduction,
    Booking.fee_lines,
    Booking.checked_in_at,
    Booking.checked_out_at,
    Booking.actual_users,
    Booking.cancelled_on,
    Booking.cancel_cause,
    Booking.withdrawn,
    Booking.held_until,
    Booking.decided_on,
    Booking.reason,
    Booking.ground,
    Booking.approval,
    Booking.approved_by,
    Booking.approved_on,
    Booking.approval_reason,
    Booking.request_id,
    Booking.aircon,
    func.coalesce(
        select(Request.repeat).where(Request.id == Booking.request_id).scalar_subquery(),
        "",
    ),
    Booking.facts,
    Booking.cuts,
    select(func.coalesce(func.sum(Payment.amount), 0))
    .where(Payment.booking_id == Booking.id)
    .scalar_subquery(),
)


def card(session: Session, booking_id: UUID) -> BookingCard:
    """RowGone where its making was taken back meanwhile."""
    found = session.execute(
        select(*CARD)
        .join(Room, Room.id == Booking.room_id)
        .join(Group, Group.id == Booking.group_id)
        .where(Booking.id == booking_id)
    ).first()
    if found is None:
        raise RowGone()
    return BookingCard(*found)


def cards(session: Session, ids: Collection[UUID]) -> Sequence[BookingCard]:
    """In the order of their beginning."""
    found = session.execute(
        select(*CARD)
        .join(Room, Room.id == Booking.room_id)
        .join(Group, Group.id == Booking.group_id)
        .where(Booking.id.in_(ids))
        .order_by(Booking.starts, Booking.number)
    )
    return [BookingCard(*row) for row in found]


def of_group(
    session: Session, group_id: UUID, limit: int = LATEST
) -> Sequence[BookingCard]:
    """A group's bookings, the latest first."""
    found = session.execute(
        select(*CARD)
        .join(Room, Room.id == Booking.room_id)
        .join(Group, Group.id == Booking.group_id)
        .where(Booking.group_id == group_id)
        .order_by(Booking.starts.desc())
        .limit(limit)
    )
    return [BookingCard(*row) for row in found]


def numbered(session: Session, number: str) -> Sequence[BookingCard]:
    """What has this number, or was paid for under it."""
    paid = select(Payment.booking_id).where(Payment.number == number)
    ids = select(Booking.id).where(or_(Booking.number == number, Booking.id.in_(paid)))
    return cards(session, session.scalars(ids).all())


def of_request(session: Session, request_id: UUID) -> Sequence[BookingCard]:
    """What was asked for together, whatever became of it, the earliest first."""
    found = session.execute(
        select(*CARD)
        .join(Room, Room.id == Booking.room_id)
        .join(Group, Group.id == Booking.group_id)
        .where(Booking.request_id == request_id)
        .order_by(Booking.starts, Room.place, Booking.number)
    )
    return [BookingCard(*row) for row in found]


def usual(session: Session, group_id: UUID) -> Usual:
    """From the last bookings: three purposes, the room, the number of users, and
    what was said of the last use."""
    found = session.execute(
        select(Booking.purpose, Booking.room_id, Booking.users, Booking.facts)
        .where(Booking.group_id == group_id)
        .order_by(Booking.starts.desc())
        .limit(20)
    ).all()
    purposes = tuple(dict.fromkeys(row.purpose for row in found if row.purpose))[:3]
    if not found:
        return Usual((), None, 0)
    return Usual(purposes, found[0].room_id, found[0].users, found[0].facts)


def lapsing(session: Session, home: str, until: datetime) -> Sequence[UUID]:
    """What lapses by a moment at its home: held, or permitted and nothing of it paid.

    What was paid in part is for a person to cancel, by the rules of 還付; what was paid
    back or corrected on the day of the moment is seen unpaid until that day is over.
    """
    midnight = datetime.combine(until.date(), time.min)
    money = select(Payment.amount).where(Payment.booking_id == Booking.id)
    paid = select(func.coalesce(func.sum(Payment.amount), 0)).where(
        Payment.booking_id == Booking.id
    )
    unpaid = and_(
        Booking.status == Status.CONFIRMED,
        Booking.fee > 0,
        paid.scalar_subquery() <= 0,
        ~money.where(Payment.paid_at >= midnight).exists(),
    )
    found = session.scalars(
        select(Booking.id)
        .where(Booking.home == home, Booking.held_until <= until)
        .where(or_(Booking.status == Status.HELD, unpaid))
        .order_by(Booking.held_until, Booking.number)
    )
    return list(found)
