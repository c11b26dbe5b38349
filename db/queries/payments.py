"""Money taken and given back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from db.records.bookings import Booking
from db.records.insurance import InsuranceBatch
from db.records.loans import Loan
from db.records.payments import PaidFor, Payment
from db.session import Session

LATEST = 200
#: The column that says what a payment is for.
COLUMNS = {
    PaidFor.BOOKING: Payment.booking_id,
    PaidFor.LOAN: Payment.loan_id,
    PaidFor.BATCH: Payment.batch_id,
}
RECORDS: Mapping[PaidFor, type[Booking | Loan | InsuranceBatch]] = {
    PaidFor.BOOKING: Booking,
    PaidFor.LOAN: Loan,
    PaidFor.BATCH: InsuranceBatch,
}


#: The entry that a correction takes back, and the correction of an entry.
REVERSED, REVERSAL = aliased(Payment), aliased(Payment)


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment (yen), a refund negative, for the booking, loan or batch `subject`.

    `reverses` and `reversed_by` are the numbers of what it takes back (赤伝票), and of
    what took it back. `reason` says why, and of a refund by which rule.
    """

    id: UUID
    number: str
    home: str
    what: PaidFor
    subject_id: UUID
    subject: str
    amount: int
    method: str
    paid_at: datetime
    reverses: str
    reversed_by: str
    reason: str

    @property
    def stands(self) -> bool:
        """Whether it is neither a correction nor corrected."""
        return not self.reverses and not self.reversed_by


class Numbered(NamedTuple):
    """A payment, with how much (yen) for how many things stands under its number."""

    row: PaymentRow
    amount: int
    things: int


def one(session: Session, payment_id: UUID) -> PaymentRow:
    return _rows(session, Payment.id == payment_id)[0]


def of_subject(session: Session, what: PaidFor, subject_id: UUID) -> Sequence[PaymentRow]:
    """What was paid for a booking, a loan or a batch, the latest first."""
    return _rows(session, COLUMNS[what] == subject_id)


def paid_for(session: Session, bookings: Collection[UUID]) -> Mapping[UUID, int]:
    """What was paid for each of some bookings and not paid back, in yen."""
    found = session.execute(
        select(Payment.booking_id, func.sum(Payment.amount))
        .where(Payment.booking_id.in_(sorted(bookings)))
        .group_by(Payment.booking_id)
    )
    return {key: int(amount) for key, amount in found if key is not None}


def refunds_at(
    session: Session, bookings: Collection[UUID], at: datetime
) -> Sequence[tuple[UUID, UUID]]:
    """Booking and payment of what was paid back for some at one moment."""
    found = session.execute(
        select(Payment.booking_id, Payment.id)
        .where(Payment.booking_id.in_(sorted(bookings)))
        .where(Payment.paid_at == at, Payment.amount < 0)
    )
    return [(booking, key) for booking, key in found if booking is not None]


def of_group(session: Session, group_id: UUID) -> Sequence[PaymentRow]:
    """A group's payments, the latest first."""
    theirs = [
        COLUMNS[what].in_(select(record.id).where(record.group_id == group_id))
        for what, record in RECORDS.items()
    ]
    return _rows(session, or_(*theirs))


def under(session: Session, home: str, number: str) -> Sequence[PaymentRow]:
    """Everything that was paid at a site under one number, however much it is."""
    wanted = and_(Payment.home == home, Payment.number == number)
    return _rows(session, wanted, limit=None)


def of_request(session: Session, request_id: UUID) -> Sequence[PaymentRow]:
    """What was paid for bookings that were asked for together, the latest first."""
    theirs = select(Booking.id).where(Booking.request_id == request_id)
    return _rows(session, Payment.booking_id.in_(theirs), limit=None)


def _rows(
    session: Session, wanted: ColumnElement[bool], limit: int | None = LATEST
) -> Sequence[PaymentRow]:
    found = session.execute(
        select(
            Payment.id,
            Payment.number,
            Payment.home,
            case(
                *((column.is_not(None), what) for what, column in COLUMNS.items()),
                else_=PaidFor.BOOKING,
            ),
            func.coalesce(*COLUMNS.values(), type_=Uuid()),
            func.coalesce(*(record.number for record in RECORDS.values())),
            Payment.amount,
            Payment.method,
            Payment.paid_at,
            func.coalesce(REVERSED.number, ""),
            func.coalesce(REVERSAL.number, ""),
            Payment.reason,
        )
        .outerjoin(Booking, Booking.id == Payment.booking_id)
        .outerjoin(Loan, Loan.id == Payment.loan_id)
        .outerjoin(InsuranceBatch, InsuranceBatch.id == Payment.batch_id)
        .outerjoin(REVERSED, REVERSED.id == Payment.reverses_id)
        .outerjoin(REVERSAL, REVERSAL.reverses_id == Payment.id)
        .where(wanted)
        .order_by(Payment.paid_at.desc(), Payment.id.desc())
        .limit(limit)
    )
    return [
        PaymentRow(key, number, home, PaidFor(what), *rest)
        for key, number, home, what, *rest in found
    ]
