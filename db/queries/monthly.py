"""What the city asks for each month: uses, money, groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from db.records.bookings import USED, Booking, Status
from db.records.equipment import EquipmentKind
from db.records.groups import Group
from db.records.insurance import InsuranceBatch, InsuranceEnrolment, InsurancePlan
from db.records.loans import HOLDING, Loan, LoanLine, LoanStatus
from db.records.payments import Payment
from db.records.rooms import Room
from db.session import Session

#: How a line of 特別の料金 is kept.
SPECIAL = '"kind": "special"'


@dataclass(frozen=True, slots=True)
class SpecialRow:
    """A use with 特別の料金 among the lines of its fee (JSON); `room` is None where it
    is a loan."""

    day: date
    room: str | None
    number: str
    group_number: str
    group: str
    fee_lines: str


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
    """One payment for a booking or a loan (yen); a refund is negative.

    `room` is None where it was for a loan.
    """

    paid_at: datetime
    number: str
    subject: str
    room: str | None
    group: str
    amount: int


@dataclass(frozen=True, slots=True)
class LentRow:
    """One line of a loan. `fee_lines` (JSON) are those of the booking it belongs to, or
    its own; `booking` is None where it belongs to none."""

    first_on: date
    last_on: date
    number: str
    booking: str | None
    group_number: str
    group: str
    kind: str
    quantity: int
    fee_lines: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan of a fiscal year."""

    scheme: str
    fiscal_year: int
    name: str


@dataclass(frozen=True, slots=True)
class InsuredRow:
    """So many people of a batch in a plan; `amount` is what all of them pay (yen)."""

    applied_at: datetime
    number: str
    group: str
    plan: PlanRow
    premium: int
    people: int
    amount: int
    delivered_on: date | None


@dataclass(frozen=True, slots=True)
class DepositRow:
    """Premiums (yen) taken from a group, given back, or handed to the 社協.

    Both of the last are below zero; `receipt` is empty for what the 社協 got.
    """

    day: date
    receipt: str
    batch: str
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
    return _uses(session, home, since, until, USED)


def unseen(
    session: Session, home: str, since: datetime, until: datetime
) -> Sequence[UseRow]:
    """来館未確認: what was permitted and nobody noted coming to."""
    return _uses(session, home, since, until, (Status.CONFIRMED,))


def _uses(
    session: Session,
    home: str,
    since: datetime,
    until: datetime,
    states: Sequence[Status],
) -> Sequence[UseRow]:
    found = session.execute(
        select(*USE)
        .join(Room, Room.id == Booking.room_id)
        .join(Group, Group.id == Booking.group_id)
        .where(Booking.starts >= since, Booking.starts < until)
        .where(Booking.status.in_(states), Booking.home == home)
        .order_by(Booking.starts, Room.place, Booking.number)
    )
    return [UseRow(*row) for row in found]


def special(
    session: Session, home: str, since: datetime, until: datetime
) -> Sequence[SpecialRow]:
    """Uses and loans from `since` up to `until` whose fee was changed by a person."""
    found = session.execute(
        select(
            Booking.starts,
            Room.name,
            Booking.number,
            Group.number,
            Group.name,
            Booking.fee_lines,
        )
        .join(Room, Room.id == Booking.room_id)
        .join(Group, Group.id == Booking.group_id)
        .where(Booking.starts >= since, Booking.starts < until, Booking.home == home)
        .where(Booking.fee_lines.contains(SPECIAL))
        .order_by(Booking.starts, Room.place, Booking.number)
    )
    lent = session.execute(
        select(Loan.first_on, Loan.number, Group.number, Group.name, Loan.fee_lines)
        .join(Group, Group.id == Loan.group_id)
        .where(Loan.first_on >= since.date(), Loan.first_on < until.date())
        .where(Loan.home == home, Loan.fee_lines.contains(SPECIAL))
        .order_by(Loan.first_on, Loan.number)
    )
    return [
        *(SpecialRow(starts.date(), *row) for starts, *row in found),
        *(SpecialRow(day, None, *row) for day, *row in lent),
    ]


def income(
    session: Session, home: str, since: datetime, until: datetime
) -> Sequence[IncomeRow]:
    """Every payment and refund at a site from `since` up to `until`, of what is the
    center's: premiums are not."""
    found = session.execute(
        select(
            Payment.paid_at,
            Payment.number,
            func.coalesce(Booking.number, Loan.number),
            Room.name,
            Group.name,
            Payment.amount,
        )
        .outerjoin(Booking, Booking.id == Payment.booking_id)
        .outerjoin(Room, Room.id == Booking.room_id)
        .outerjoin(Loan, Loan.id == Payment.loan_id)
        .join(Group, Group.id == func.coalesce(Booking.group_id, Loan.group_id))
        .where(Payment.paid_at >= since, Payment.paid_at < until)
        .where(Payment.home == home)
        .order_by(Payment.paid_at, Payment.number)
    )
    return [IncomeRow(*row) for row in found]


def kinds(session: Session, home: str) -> Sequence[str]:
    """The kinds of equipment at a site, in their order."""
    found = session.scalars(
        select(EquipmentKind.name)
        .where(EquipmentKind.home == home, ~EquipmentKind.retired)
        .order_by(EquipmentKind.place, EquipmentKind.name)
    )
    return list(found)


def lent(session: Session, home: str, since: date, until: date) -> Sequence[LentRow]:
    """Every line of a site's loans whose first day is from `since` up to `until`."""
    found = session.execute(
        select(
            Loan.first_on,
            Loan.last_on,
            Loan.number,
            Booking.number,
            Group.number,
            Group.name,
            EquipmentKind.name,
            LoanLine.quantity,
            func.coalesce(Booking.fee_lines, Loan.fee_lines),
        )
        .join(Loan, Loan.id == LoanLine.loan_id)
        .join(EquipmentKind, EquipmentKind.id == LoanLine.kind_id)
        .join(Group, Group.id == Loan.group_id)
        .outerjoin(Booking, Booking.id == Loan.booking_id)
        .where(Loan.first_on >= since, Loan.first_on < until, Loan.home == home)
        .where(Loan.status.in_((*HOLDING, LoanStatus.RETURNED)))
        .order_by(
            *(Loan.first_on, Loan.number, Loan.id),
            *(EquipmentKind.place, EquipmentKind.name),
        )
    )
    return [LentRow(*row) for row in found]


PLAN = (InsurancePlan.scheme, InsurancePlan.fiscal_year, InsurancePlan.name)


def plans(session: Session, fiscal_year: int) -> Sequence[PlanRow]:
    """The plans of a fiscal year, in their order."""
    found = session.execute(
        select(*PLAN)
        .where(InsurancePlan.fiscal_year == fiscal_year, ~InsurancePlan.retired)
        .order_by(InsurancePlan.scheme, InsurancePlan.place, InsurancePlan.name)
    )
    return [PlanRow(*row) for row in found]


def insured(
    session: Session, home: str, since: datetime, until: datetime
) -> Sequence[InsuredRow]:
    """Who was enrolled at a site from `since` up to `until`, by batch and plan."""
    batch = (
        InsuranceBatch.applied_at,
        InsuranceBatch.number,
        func.coalesce(Group.name, ""),
        InsuranceBatch.delivered_on,
    )
    premium = InsuranceEnrolment.premium
    found = session.execute(
        select(*batch, *PLAN, premium, func.count(), func.sum(premium))
        .join(InsuranceBatch, InsuranceBatch.id == InsuranceEnrolment.batch_id)
        .join(InsurancePlan, InsurancePlan.id == InsuranceEnrolment.plan_id)
        .outerjoin(Group, Group.id == InsuranceBatch.group_id)
        .where(InsuranceBatch.applied_at >= since, InsuranceBatch.applied_at < until)
        .where(InsuranceBatch.home == home)
        .group_by(*batch, *PLAN, InsurancePlan.place, premium)
        .order_by(
            InsuranceBatch.applied_at, InsuranceBatch.number, InsurancePlan.place, premium
        )
    )
    return [
        InsuredRow(
            applied, number, group, PlanRow(*plan), each, people, amount, delivered
        )
        for applied, number, group, delivered, *plan, each, people, amount in found
    ]


def deposits(
    session: Session, home: str, since: datetime, until: datetime
) -> Sequence[DepositRow]:
    """Premiums that came in and went out at a site from `since` up to `until`."""
    taken = session.execute(
        select(
            Payment.paid_at,
            Payment.number,
            InsuranceBatch.number,
            func.coalesce(Group.name, ""),
            Payment.amount,
        )
        .join(InsuranceBatch, InsuranceBatch.id == Payment.batch_id)
        .outerjoin(Group, Group.id == InsuranceBatch.group_id)
        .where(Payment.paid_at >= since, Payment.paid_at < until)
        .where(Payment.home == home)
    )
    rows = [
        DepositRow(paid.date(), receipt, number, group, amount)
        for paid, receipt, number, group, amount in taken
    ]
    delivered = session.execute(
        select(
            InsuranceBatch.delivered_on,
            InsuranceBatch.number,
            func.coalesce(Group.name, ""),
            func.sum(InsuranceEnrolment.premium),
        )
        .join(InsuranceBatch, InsuranceBatch.id == InsuranceEnrolment.batch_id)
        .outerjoin(Group, Group.id == InsuranceBatch.group_id)
        .where(InsuranceBatch.delivered_on >= since.date())
        .where(InsuranceBatch.delivered_on < until.date())
        .where(InsuranceBatch.home == home)
        .group_by(
            InsuranceBatch.id,
            InsuranceBatch.delivered_on,
            InsuranceBatch.number,
            Group.name,
        )
    )
    rows += [
        DepositRow(day, "", number, group, -amount)
        for day, number, group, amount in delivered
        if day is not None
    ]
    return sorted(rows, key=lambda row: (row.day, row.batch, row.receipt))
