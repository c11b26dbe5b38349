"""Days that were closed, and the payments that belong to a closing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from db.keys import derived
from db.records.bookings import Booking
from db.records.closings import Closing
from db.records.insurance import InsuranceBatch
from db.records.loans import Loan
from db.records.payments import PaidFor, Payment
from db.session import Session

LATEST = 200
#: The entry that a correction takes back.
REVERSED = aliased(Payment)


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """A day that was closed. `counted` is how many pieces there were of each
    denomination; `found`, `expected` and `float_kept` are yen."""

    id: UUID
    home: str
    day: date
    counted: Mapping[int, int]
    found: int
    expected: int
    float_kept: int
    reason: str
    closed_by: str
    closed_at: datetime
    month: date | None

    @property
    def difference(self) -> int:
        """Yen too much; below zero, too little."""
        return self.found - self.expected


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A payment as a closing counts it; a refund is negative.

    `what` and `subject` (its number) say what it is for; both are empty, and `amount` is
    0, when it was undone before it was counted. A correction bears the number of the
    entry that it `reverses`. `closed_on` is the day of its closing.
    """

    id: UUID
    number: str
    what: str
    subject: str
    method: str
    amount: int
    paid_at: datetime
    closed_on: date | None
    reverses: str
    reason: str


def closing_key(site: str, day: date) -> UUID:
    """A site closes a day once."""
    return derived("closing", site, day.isoformat())


def closing(session: Session, key: UUID) -> ClosingRow | None:
    return next(iter(_closings(session, Closing.id == key)), None)


def in_month(
    session: Session, site: str, first: date, last: date
) -> Sequence[ClosingRow]:
    """The days from `first` to `last` that a site closed, the earliest first."""
    days = Closing.home == site, Closing.day >= first, Closing.day <= last
    return list(reversed(_closings(session, *days)))


def latest(session: Session, site: str, limit: int = LATEST) -> Sequence[ClosingRow]:
    """The days that a site closed, the latest first."""
    return _closings(session, Closing.home == site, limit=limit)


def first_day(session: Session, site: str) -> date | None:
    """The first day that a site closed: what came before was never counted."""
    return session.scalar(select(func.min(Closing.day)).where(Closing.home == site))


def open_payments(
    session: Session, site: str, since: datetime, until: datetime
) -> Sequence[TakenRow]:
    """What no closing has counted yet, the earliest first."""
    return _taken(
        session,
        Payment.home == site,
        Payment.closed_on.is_(None),
        Payment.paid_at >= since,
        Payment.paid_at < until,
    )


def payments_of(session: Session, site: str, day: date) -> Sequence[TakenRow]:
    """What the closing of a day counted, the earliest first."""
    return _taken(session, Payment.closed_on == day, Payment.home == site)


def payments_in(
    session: Session, site: str, first: date, last: date
) -> Sequence[TakenRow]:
    """What the closings from `first` to `last` counted, by closing."""
    days = Payment.closed_on >= first, Payment.closed_on <= last
    found = _taken(session, Payment.home == site, *days)
    return sorted(found, key=lambda row: (row.closed_on, row.number))


def _closings(
    session: Session, *wanted: ColumnElement[bool], limit: int = LATEST
) -> Sequence[ClosingRow]:
    found = session.execute(
        select(
            Closing.id,
            Closing.home,
            Closing.day,
            Closing.counted,
            Closing.found,
            Closing.expected,
            Closing.float_kept,
            Closing.reason,
            Closing.closed_by,
            Closing.closed_at,
            Closing.month,
        )
        .where(*wanted)
        .order_by(Closing.day.desc())
        .limit(limit)
    )
    return [
        ClosingRow(key, home, day, _pieces(counted), *rest)
        for key, home, day, counted, *rest in found
    ]


def _pieces(counted: str) -> Mapping[int, int]:
    return {int(worth): int(count) for worth, count in json.loads(counted).items()}


def _taken(session: Session, *wanted: ColumnElement[bool]) -> Sequence[TakenRow]:
    found = session.execute(
        select(
            Payment.id,
            Payment.number,
            Payment.booking_id,
            Payment.loan_id,
            Payment.batch_id,
            func.coalesce(Booking.number, Loan.number, InsuranceBatch.number, ""),
            Payment.method,
            Payment.amount,
            Payment.paid_at,
            Payment.closed_on,
            func.coalesce(REVERSED.number, ""),
            Payment.reason,
        )
        .outerjoin(Booking, Booking.id == Payment.booking_id)
        .outerjoin(Loan, Loan.id == Payment.loan_id)
        .outerjoin(InsuranceBatch, InsuranceBatch.id == Payment.batch_id)
        .outerjoin(REVERSED, REVERSED.id == Payment.reverses_id)
        .where(*wanted)
        .order_by(Payment.paid_at, Payment.id)
    )
    return [
        TakenRow(key, number, _what(booking, loan, batch), *rest)
        for key, number, booking, loan, batch, *rest in found
    ]


def _what(*keys: UUID | None) -> str:
    """What a payment is for, by the keys of its subject in the order of `PaidFor`."""
    for what, key in zip(PaidFor, keys, strict=True):
        if key is not None:
            return what
    return ""
