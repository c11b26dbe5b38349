"""Use cases of 納付 and 還付."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from app.kit import checks
from app.kit.checks import FieldRefused
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

__all__ = ["Method", "PaymentRow", "Payments", "Receipt", "Tender"]

MOST_REFERENCE = 40
MOST_REASON = 200


class NothingOwed(Refusal):
    """The booking is free, paid already, or no longer permitted."""

    code = "payment.nothing_owed"


class DatedAhead(FieldRefused):
    """The date of a 納付書 or of the 口座 has not come yet."""

    code = "payment.dated_ahead"


class NotReversible(Refusal):
    """A correction, or what was undone before it was counted: nothing to take back."""

    code = "payment.not_reversible"


class AlreadyReversed(Refusal):
    code = "payment.already_reversed"


class PaidElsewhere(Refusal):
    """Only the site that took the money corrects it: there is its sheet."""

    code = "payment.elsewhere"


class PaidBackSince(Refusal):
    """More was paid back since than would be left: that is to be corrected first."""

    code = "payment.paid_back_since"


class NoReversalReason(FieldRefused):
    """取消 of a payment without a reason."""

    code = "payment.no_reason"


#: What was permitted, or will be when its home answers, must be paid; so must a use
#: that nobody came to.
PAYABLE = (*PERMITTED, Status.PROVISIONAL, Status.NO_SHOW)
#: What is paid for: the kind of record, and which.
Due = tuple[PaidFor, UUID]


@dataclass(frozen=True, slots=True)
class Tender:
    """What is handed over: `amount` (yen), or all that is owed, and in which way.

    `dated` and `reference` are those of a 納付書 or of the bank, not of cash.
    """

    amount: int | None = None
    method: Method = Method.CASH
    dated: date | None = None
    reference: str = ""


#: All that is owed, in cash.
ALL_IN_CASH = Tender()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment just taken (yen); `left` is what is still owed. A `part` is not all
    that the fee was."""

    id: UUID
    number: str
    amount: int
    left: int = 0
    part: bool = False


class Owing(Protocol):
    """A card with a fee (yen)."""

    @property
    def fee(self) -> int: ...
    @property
    def owed(self) -> int: ...


class Payments:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self.clock = clock

    def of_group(self, group_id: UUID) -> Sequence[PaymentRow]:
        with self._store.read() as session:
            return payments.of_group(session, group_id)

    def of_booking(self, booking_id: UUID) -> Sequence[PaymentRow]:
        with self._store.read() as session:
            return payments.of_subject(session, PaidFor.BOOKING, booking_id)

    def of_loan(self, loan_id: UUID) -> Sequence[PaymentRow]:
        with self._store.read() as session:
            return payments.of_subject(session, PaidFor.LOAN, loan_id)

    def reverse(self, staff: str, payment_id: UUID, reason: str) -> Outcome[Receipt]:
        """赤伝票: take back one payment, or refund, by an entry of today's.

        The entry that it takes back stays as it is, with its number. NoReversalReason,
        NotReversible, AlreadyReversed, PaidElsewhere, PaidBackSince.
        """
        told = checks.line("reason", reason, most=MOST_REASON)
        if not told:
            raise NoReversalReason("reason")
        act = Act("payment.reverse", staff, self.clock())
        with self._store.write(act) as work:
            row = payments.one(work, payment_id)
            if row.home != self._store.site:
                raise PaidElsewhere(number=row.number)
            if row.reverses or not row.amount:
                raise NotReversible(number=row.number)
            if row.reversed_by:
                raise AlreadyReversed(number=row.number, by=row.reversed_by)
            due = row.what, row.subject_id
            left = sum(each.amount for each in payments.of_subject(work, *due))
            if left < row.amount:
                raise PaidBackSince(number=row.number)
            at, tender = wall(self.clock()), Tender(method=Method(row.method))
            receipt = pay(work, row.home, due, -row.amount, at, tender, reason=told)
            work.get_one(Payment, receipt.id).reverses_id = payment_id
        return Outcome.of(receipt, work)

    def take(
        self, staff: str, booking_id: UUID, tender: Tender = ALL_IN_CASH
    ) -> Outcome[Receipt]:
        """Take what is owed for a booking, in whole or in part. FieldRefused."""
        act = Act("payment.take", staff, self.clock())
        with self._store.write(act) as work:
            booking = bookings.card(work, booking_id)
            if not booking.owed or booking.status not in PAYABLE:
                raise NothingOwed(number=booking.number)
            due = PaidFor.BOOKING, booking_id
            receipt = self._taken(work, due, booking, tender)
            if booking.held_until and booking.home == self._store.site:
                work.get_one(Booking, booking_id).held_until = None
        return Outcome.of(receipt, work)

    def take_for_loan(
        self, staff: str, loan_id: UUID, tender: Tender = ALL_IN_CASH
    ) -> Outcome[Receipt]:
        """Take what is owed for a loan of its own, as `take` does."""
        act = Act("payment.take", staff, self.clock())
        with self._store.write(act) as work:
            loan = loans.card(work.read, loan_id)
            if not loan.owed or loan.status in ("cancelled", "refused"):
                raise NothingOwed(number=loan.number)
            due = PaidFor.LOAN, loan_id
            receipt = self._taken(work, due, loan, tender)
        return Outcome.of(receipt, work)

    def _taken(
        self, work: JournaledSession, due: Due, card: Owing, tender: Tender
    ) -> Receipt:
        at, owed = wall(self.clock()), card.owed
        amount = owed if tender.amount is None else tender.amount
        if not 0 < amount <= owed:
            raise checks.OutsideRange("amount", least="1", most=f"{owed:,}")
        if tender.dated is not None and tender.dated > at.date():
            raise DatedAhead("dated")
        noted = tender.method is not Method.CASH
        kept = replace(
            tender,
            dated=tender.dated if noted else None,
            reference=checks.line("reference", tender.reference, most=MOST_REFERENCE)
            if noted
            else "",
        )
        receipt = pay(work, self._store.site, due, amount, at, kept)
        return replace(receipt, left=owed - amount, part=amount < card.fee)


def pay(
    work: JournaledSession,
    site: str,
    due: Due,
    amount: int,
    at: datetime,
    tender: Tender = ALL_IN_CASH,
    *,
    reason: str = "",
) -> Receipt:
    """Write a payment (a refund when `amount` is negative) with its number; of the
    `tender`, how it came. `reason` is why it is paid back."""
    year = fiscal_year(at.date())
    what, subject_id = due
    payment = Payment(
        id=work.new_id(),
        number=human_number(site, year, next_number(work, "payment", year)),
        home=site,
        amount=amount,
        method=tender.method,
        paid_at=at,
        dated=tender.dated,
        reference=tender.reference,
        reason=reason,
    )
    setattr(payment, f"{what}_id", subject_id)
    work.add(payment)
    return Receipt(payment.id, payment.number, amount)
