"""Money taken and given back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, func, or_, select

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


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment (yen), a refund negative, for the booking, loan or batch `subject`."""

    id: UUID
    number: str
    subject_id: UUID
    subject: str
    amount: int
    method: str
    paid_at: datetime


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
            func.coalesce(*COLUMNS.values(), type_=Uuid()),
            func.coalesce(*(record.number for record in RECORDS.values())),
            Payment.amount,
            Payment.method,
            Payment.paid_at,
        )
        .outerjoin(Booking, Booking.id == Payment.booking_id)
        .outerjoin(Loan, Loan.id == Payment.loan_id)
        .outerjoin(InsuranceBatch, InsuranceBatch.id == Payment.batch_id)
        .where(wanted)
        .order_by(Payment.paid_at.desc(), Payment.id.desc())
        .limit(limit)
    )
    return [PaymentRow(*row) for row in found]
