"""Use cases of 納付 and 還付."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest
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
from db.queries import bookings, loans, payments, requests
from db.queries.payments import Numbered, PaymentRow
from db.records.bookings import PERMITTED, Status
from db.records.payments import Method, PaidFor, Payment
from db.store import Store

__all__ = ["Method", "Numbered", "PaymentRow", "Payments", "Receipt", "Tender"]

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
#: So much of it (yen).
Part = tuple[Due, int]


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
    """What was just taken (yen), with the key of its first payment; `left` is what is
    still owed. A `part` is not all that the fee was."""

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

    def of_batch(self, batch_id: UUID) -> Sequence[PaymentRow]:
        with self._store.read() as session:
            return payments.of_subject(session, PaidFor.BATCH, batch_id)

    def numbered(self, rows: Sequence[PaymentRow]) -> Sequence[Numbered]:
        """Each with all that is taken back with it: what has the same number."""
        with self._store.read() as session:
            beside = [payments.under(session, row.home, row.number) for row in rows]
        return [
            Numbered(row, sum(each.amount for each in all_of_it), len(all_of_it))
            for row, all_of_it in zip(rows, beside, strict=True)
        ]

    def reverse(self, staff: str, payment_id: UUID, reason: str) -> Outcome[Receipt]:
        """赤伝票: take back a payment, or refund, by an entry of today's: all that was
        paid under its number.

        What it takes back stays as it is, with its number. NoReversalReason,
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
            rows = payments.under(work, row.home, row.number)
            for each in rows:
                paid = payments.of_subject(work, each.what, each.subject_id)
                if sum(other.amount for other in paid) < each.amount:
                    raise PaidBackSince(number=row.number)
            receipt = pay_together(
                work,
                row.home,
                [((each.what, each.subject_id), -each.amount) for each in rows],
                wall(self.clock()),
                Tender(method=Method(row.method)),
                reason=told,
                reverses=[each.id for each in rows],
            )
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

    def take_for_request(
        self, staff: str, request_id: UUID, tender: Tender = ALL_IN_CASH
    ) -> Outcome[Receipt]:
        """Take what is owed for the bookings of a 申込み under one number, the earliest
        use first, as `take` does."""
        with self._store.write(Act("payment.take", staff, self.clock())) as work:
            request = requests.card(work, request_id)
            owing = [
                card for card in request.bookings if card.owed and card.status in PAYABLE
            ]
            owed = sum(card.owed for card in owing)
            if not owed:
                raise NothingOwed(number=request.number)
            at = wall(self.clock())
            amount, kept = checked_tender(tender, owed, at.date())
            parts = _shared([(card.id, card.owed) for card in owing], amount)
            receipt = pay_together(work, self._store.site, parts, at, kept)
        left = replace(receipt, left=owed - amount, part=amount < request.fee)
        return Outcome.of(left, work)

    def _taken(
        self, work: JournaledSession, due: Due, card: Owing, tender: Tender
    ) -> Receipt:
        at, owed = wall(self.clock()), card.owed
        amount, kept = checked_tender(tender, owed, at.date())
        receipt = pay(work, self._store.site, due, amount, at, kept)
        return replace(receipt, left=owed - amount, part=amount < card.fee)


def checked_tender(tender: Tender, owed: int, today: date) -> tuple[int, Tender]:
    """How much of what is `owed` (yen) is handed over, and how. FieldRefused."""
    amount = owed if tender.amount is None else tender.amount
    if not 0 < amount <= owed:
        raise checks.OutsideRange("amount", least="1", most=f"{owed:,}")
    if tender.dated is not None and tender.dated > today:
        raise DatedAhead("dated")
    if tender.method is Method.CASH:
        return amount, replace(tender, dated=None, reference="")
    reference = checks.line("reference", tender.reference, most=MOST_REFERENCE)
    return amount, replace(tender, reference=reference)


def _shared(owing: Sequence[tuple[UUID, int]], amount: int) -> Sequence[Part]:
    """An amount as parts of what is owed for bookings, the first ones first."""
    parts: list[Part] = []
    for booking_id, owed in owing:
        if part := min(owed, amount):
            parts.append(((PaidFor.BOOKING, booking_id), part))
        amount -= part
    return parts


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
    return pay_together(work, site, [(due, amount)], at, tender, reason=reason)


def pay_together(
    work: JournaledSession,
    site: str,
    parts: Sequence[Part],
    at: datetime,
    tender: Tender = ALL_IN_CASH,
    *,
    reason: str = "",
    reverses: Sequence[UUID] = (),
) -> Receipt:
    """One number for what is paid, or paid back, for several things at once; of a
    correction, `reverses` has the entry that each part takes back."""
    year = fiscal_year(at.date())
    number = human_number(site, year, next_number(work, "payment", year))
    written = []
    for ((what, subject_id), amount), back in zip_longest(parts, reverses):
        payment = Payment(
            id=work.new_id(),
            number=number,
            home=site,
            amount=amount,
            method=tender.method,
            paid_at=at,
            dated=tender.dated,
            reference=tender.reference,
            reason=reason,
            reverses_id=back,
        )
        setattr(payment, f"{what}_id", subject_id)
        written.append(payment)
    work.add_all(written)
    return Receipt(written[0].id, number, sum(payment.amount for payment in written))
