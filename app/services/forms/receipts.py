"""領収書, 還付通知書 and 赤伝票 of a payment for a booking, a loan or a 申込み."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.kit.settings import PERMIT_ISSUER
from app.kit.wareki import day_text, fiscal_year_text
from app.printing.payment_receipt import PaymentReceipt
from app.printing.payment_reversal import PaymentReversal
from app.printing.payment_slip import PaymentSlip
from app.printing.refund_notice import RefundNotice
from app.rules.closings import METHODS
from app.rules.fees import LineKind, kept_lines
from app.services.forms.bookings import holder_of
from app.services.forms.head import Head
from app.services.groups import group_card
from db.queries import bookings, insurance, loans, payments, requests
from db.queries.bookings import BookingCard
from db.queries.loans import LoanCard
from db.queries.payments import PaymentRow
from db.queries.requests import RequestCard
from db.records.payments import PaidFor, Payment
from db.store import Reading


@dataclass(frozen=True, slots=True)
class _Paid:
    """What one number was given for (yen): `amount` under it, `fee` of all of it, of
    which a person set `special` apart from the rules."""

    group_id: UUID | None
    group: str
    permit: str
    what: str
    fee: int
    special: int
    amount: int
    cancelled: date | None
    rows: Sequence[PaymentRow]

    @property
    def told(self) -> str:
        """Which number it is: a permit's, unless it says so itself."""
        return self.permit if " " in self.permit else f"許可番号 {self.permit}"


def receipt_of(
    session: Reading, head: Head, payment: Payment, copies: int
) -> PaymentReceipt:
    paid = _paid_for(session, payment)
    left = paid.fee - sum(row.amount for row in paid.rows if _until(row, payment))
    part = "（一部）" if paid.amount < paid.fee else ""
    return PaymentReceipt(
        office=head.office(PERMIT_ISSUER),
        number=payment.number,
        day=payment.paid_at.date(),
        payer=paid.group,
        amount=paid.amount,
        proviso=f"{paid.what}{part}として（{paid.told}）",
        method=METHODS[payment.method],
        noted=_noted(payment),
        total=paid.fee,
        special=paid.special,
        left=max(0, left),
        reversed_by=payments.one(session, payment.id).reversed_by,
        reissue=copies,
    )


def _paid_for(session: Reading, payment: Payment) -> _Paid:
    """The booking, the loan, the insured people, or the bookings that were paid for
    under one number."""
    if payment.loan_id is not None:
        return _for_loan(session, payment)
    if payment.batch_id is not None:
        return _for_batch(session, payment, payment.batch_id)
    assert payment.booking_id is not None
    use = bookings.card(session, payment.booking_id)
    if use.request_id is not None:
        rows = payments.of_request(session, use.request_id)
        if sum(row.number == payment.number for row in rows) > 1:
            request = requests.card(session, use.request_id)
            return _for_request(request, payment, rows)
    return _Paid(
        use.group_id,
        use.group,
        use.number,
        _use_of(use),
        use.fee,
        _special(use.fee_lines),
        payment.amount,
        use.cancelled_on,
        payments.of_subject(session, PaidFor.BOOKING, use.id),
    )


def _for_loan(session: Reading, payment: Payment) -> _Paid:
    assert payment.loan_id is not None
    loan = loans.card(session.read, payment.loan_id)
    return _Paid(
        loan.group_id,
        loan.group,
        loan.number,
        use_of_loan(loan),
        loan.fee,
        _special(loan.fee_lines),
        payment.amount,
        loan.cancelled_on,
        payments.of_subject(session, PaidFor.LOAN, loan.id),
    )


def use_of_loan(loan: LoanCard) -> str:
    return f"{day_text(loan.first_on)}からの備品の使用料"


def _for_batch(session: Reading, payment: Payment, batch_id: UUID) -> _Paid:
    """保険料, which is held for the 社協."""
    batch = insurance.batch(session, batch_id)
    return _Paid(
        batch.group_id,
        batch.group or "個人",
        f"申込番号 {batch.number}",
        f"{fiscal_year_text(batch.fiscal_year)} {batch.scheme}の保険料（預り金）",
        batch.premium,
        0,
        payment.amount,
        None,
        payments.of_subject(session, PaidFor.BATCH, batch_id),
    )


def _for_request(
    request: RequestCard, payment: Payment, rows: Sequence[PaymentRow]
) -> _Paid:
    """All bookings that the number covers, and what was paid for these."""
    under = [row for row in rows if row.number == payment.number]
    keys = {row.subject_id for row in under}
    cards = [card for card in request.bookings if card.id in keys]
    first = cards[0]
    return _Paid(
        request.group_id,
        request.group,
        f"申込番号 {request.number}",
        f"{day_text(first.starts.date())} {first.room} ほか{len(cards) - 1}件の使用料",
        sum(card.fee for card in cards),
        sum(_special(card.fee_lines) for card in cards),
        sum(row.amount for row in under),
        max((c.cancelled_on for c in cards if c.cancelled_on), default=None),
        [row for row in rows if row.subject_id in keys],
    )


def _special(fee_lines: str) -> int:
    """Yen by which a person changed the fee."""
    lines = kept_lines(fee_lines)
    return sum(line.amount for line in lines if line.kind is LineKind.SPECIAL)


def _until(row: PaymentRow, payment: Payment) -> bool:
    """A receipt says what was left when it was given, also when printed again."""
    earlier = (row.paid_at, row.id) <= (payment.paid_at, payment.id)
    return earlier or row.number == payment.number


def _noted(payment: Payment) -> str:
    dated = day_text(payment.dated) if payment.dated else ""
    parts = (dated, payment.reference)
    told = " ".join(part for part in parts if part)
    return f"（{told}）" if told else ""


def reversal_of(
    session: Reading, head: Head, payment: Payment, copies: int
) -> PaymentReversal:
    paid = _paid_for(session, payment)
    assert payment.reverses_id is not None
    of = payments.one(session, payment.reverses_id)
    return PaymentReversal(
        office=head.office(PERMIT_ISSUER),
        number=payment.number,
        day=payment.paid_at.date(),
        payer=paid.group,
        of=of.number,
        made=of.paid_at.date(),
        what=f"{paid.what}（{paid.told}）",
        amount=paid.amount,
        method=METHODS[payment.method],
        reason=payment.reason,
        reissue=copies,
    )


def slip_of(
    head: Head, card: BookingCard | LoanCard, today: date, copies: int
) -> PaymentSlip:
    """納付書 of what is owed for a booking, or for a loan of its own."""
    what, due = (
        (_use_of(card), card.held_until)
        if isinstance(card, BookingCard)
        else (use_of_loan(card), None)
    )
    return PaymentSlip(
        office=head.office(PERMIT_ISSUER),
        number=card.number,
        day=today,
        payer=card.group,
        what=what,
        amount=card.owed,
        due=due.date() if due else None,
        reissue=copies,
    )


def _use_of(card: BookingCard) -> str:
    return f"{day_text(card.starts.date())} {card.slots} {card.room}の使用料"


def refund_of(
    session: Reading, head: Head, payment: Payment, copies: int
) -> RefundNotice:
    paid = _paid_for(session, payment)
    assert paid.group_id is not None
    before = sum(row.amount for row in paid.rows if _until(row, payment)) - paid.amount
    return RefundNotice(
        office=head.office(PERMIT_ISSUER),
        number=payment.number,
        day=payment.paid_at.date(),
        holder=holder_of(group_card(session, paid.group_id)),
        permit=paid.permit,
        what=paid.what,
        cancelled=paid.cancelled,
        paid=before,
        amount=-paid.amount,
        method=METHODS[payment.method],
        why=payment.reason,
        reissue=copies,
    )
