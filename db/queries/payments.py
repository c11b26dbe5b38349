"""Money taken and given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from db.records.bookings import Booking
from db.records.payments import Payment
from db.session import Session

LATEST = 200


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment (yen); a refund is negative."""

    id: UUID
    number: str
    booking_id: UUID
    booking: str
    amount: int
    method: str
    paid_at: datetime


def of_booking(session: Session, booking_id: UUID) -> Sequence[PaymentRow]:
    """What was paid for a booking, the latest first."""
    return _rows(session, Payment.booking_id == booking_id)


def of_group(session: Session, group_id: UUID) -> Sequence[PaymentRow]:
    """A group's payments, the latest first."""
    return _rows(session, Booking.group_id == group_id)


def _rows(session: Session, wanted: ColumnElement[bool]) -> Sequence[PaymentRow]:
    found = session.execute(
        select(
            Payment.id,
            Payment.number,
            Payment.booking_id,
            Booking.number,
            Payment.amount,
            Payment.method,
            Payment.paid_at,
        )
        .join(Booking, Booking.id == Payment.booking_id)
        .where(wanted)
        .order_by(Payment.paid_at.desc(), Payment.id.desc())
        .limit(LATEST)
    )
    return [PaymentRow(*row) for row in found]
