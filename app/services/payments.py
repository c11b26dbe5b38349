"""Use cases of 納付 and 還付."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.numbering import fiscal_year, human_number
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.numbers import next_number
from db.queries import bookings, loans, payments
from db.queries.payments import PaymentRow
from db.records.bookings import PERMITTED, Booking, Status
from db.records.payments import Method, PaidFor, Payment
from db.store import Store

__all__ = ["PaymentRow", "Payments", "Receipt"]


class NothingOwed(Refusal):
    """The booking is free, paid already, or no longer permitted."""

    code = "payment.nothing_owed"


#: What was permitted, or will be when its home answers, must be paid; so must a use
#: that nobody came to.
PAYABLE = (*PERMITTED, Status.PROVISIONAL, Status.NO_SHOW)
#: What is paid for: the kind of record, and which.
Due = tuple[PaidFor, UUID]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment just taken (yen)."""

    id: UUID
    number: str
    amount: int


class Payments:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def of_group(self, group_id: UUID) -> Sequence[PaymentRow]:
        with self._store.read() as session:
            return payments.of_group(session, group_id)

    def of_booking(self, booking_id: UUID) -> Sequence[PaymentRow]:
        with self._store.read() as session:
            return payments.of_subject(session, PaidFor.BOOKING, booking_id)

    def of_loan(self, loan_id: UUID) -> Sequence[PaymentRow]:
        with self._store.read() as session:
            return payments.of_subject(session, PaidFor.LOAN, loan_id)

    def take(self, staff: str, booking_id: UUID) -> Outcome[Receipt]:
        """Take all that is owed for a booking, in cash."""
        now = self._clock()
        with self._store.write(Act("payment.take", staff, now)) as work:
            booking = bookings.card(work, booking_id)
            if not booking.owed or booking.status not in PAYABLE:
                raise NothingOwed(number=booking.number)
            due = PaidFor.BOOKING, booking_id
            receipt = pay(work, self._store.site, due, booking.owed, wall(now))
            if booking.held_until and booking.home == self._store.site:
                work.get_one(Booking, booking_id).held_until = None
        return Outcome.of(receipt, work)

    def take_for_loan(self, staff: str, loan_id: UUID) -> Outcome[Receipt]:
        """Take all that is owed for a loan of its own, in cash."""
        now = self._clock()
        with self._store.write(Act("payment.take", staff, now)) as work:
            loan = loans.card(work.read, loan_id)
            if not loan.owed or loan.status in ("cancelled", "refused"):
                raise NothingOwed(number=loan.number)
            due = PaidFor.LOAN, loan_id
            receipt = pay(work, self._store.site, due, loan.owed, wall(now))
        return Outcome.of(receipt, work)


def pay(
    work: JournaledSession, site: str, due: Due, amount: int, at: datetime
) -> Receipt:
    """Write a payment (a refund when `amount` is negative) with its number."""
    year = fiscal_year(at.date())
    what, subject_id = due
    payment = Payment(
        id=work.new_id(),
        number=human_number(site, year, next_number(work, "payment", year)),
        home=site,
        amount=amount,
        method=Method.CASH,
        paid_at=at,
        **{f"{what}_id": subject_id},
    )
    work.add(payment)
    return Receipt(payment.id, payment.number, amount)
