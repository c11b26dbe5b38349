"""What the city asks for each month: uses, money, groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select

from db.records.bookings import OCCUPYING, Booking
from db.records.equipment import EquipmentKind
from db.records.groups import Group
from db.records.insurance import InsuranceBatch
from db.records.loans import HOLDING, Loan, LoanLine, LoanStatus
from db.records.payments import PaidFor, Payment
from db.records.rooms import Room
from db.session import Session

#: Loans that count as lent, and what a payment can be for.
LENT = (*HOLDING, LoanStatus.RETURNED)
SUBJECTS = Booking, Loan, InsuranceBatch
IN_ORDER = EquipmentKind.place, EquipmentKind.name


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
    """One payment (yen); a refund is negative. `subject` is the number of what it is
    `paid_for`; only a booking has a `room`."""

    paid_at: datetime
    number: str
    paid_for: PaidFor
    subject: str
    room: str
    group: str
    amount: int


@dataclass(frozen=True, slots=True)
class LentRow:
    """A line of a loan. `fee_lines` are those of its loan, or of the loan's booking."""

    first_on: date
    number: str
    kind: str
    quantity: int
    group_number: str
    group: str
    fee_lines: str
    with_room: bool


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
            case(
                (Payment.booking_id.is_not(None), PaidFor.BOOKING),
                (Payment.loan_id.is_not(None), PaidFor.LOAN),
                else_=PaidFor.BATCH,
            ),
            func.coalesce(Booking.number, Loan.number, InsuranceBatch.number),
            func.coalesce(Room.name, ""),
            Group.name,
            Payment.amount,
        )
        .outerjoin(Booking, Booking.id == Payment.booking_id)
        .outerjoin(Room, Room.id == Booking.room_id)
        .outerjoin(Loan, Loan.id == Payment.loan_id)
        .outerjoin(InsuranceBatch, InsuranceBatch.id == Payment.batch_id)
        .join(Group, Group.id == func.coalesce(*(each.group_id for each in SUBJECTS)))
        .where(Payment.paid_at >= since, Payment.paid_at < until)
        .where(Payment.home == home)
        .order_by(Payment.paid_at, Payment.number)
    )
    return [
        IncomeRow(paid_at, number, PaidFor(paid_for), *rest)
        for paid_at, number, paid_for, *rest in found
    ]


def lent(session: Session, home: str, since: date, until: date) -> Sequence[LentRow]:
    """What a site permitted to go out from `since` up to `until`, kind by kind."""
    found = session.execute(
        select(
            Loan.first_on,
            Loan.number,
            EquipmentKind.name,
            LoanLine.quantity,
            Group.number,
            Group.name,
            func.coalesce(Booking.fee_lines, Loan.fee_lines),
            Loan.booking_id.is_not(None),
        )
        .join(LoanLine, LoanLine.loan_id == Loan.id)
        .join(EquipmentKind, EquipmentKind.id == LoanLine.kind_id)
        .join(Group, Group.id == Loan.group_id)
        .outerjoin(Booking, Booking.id == Loan.booking_id)
        .where(Loan.first_on >= since, Loan.first_on < until)
        .where(Loan.status.in_(LENT), Loan.home == home)
        .order_by(Loan.first_on, Loan.number, Loan.id, *IN_ORDER)
    )
    return [LentRow(*row) for row in found]
