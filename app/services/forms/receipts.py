"""領収書, 還付通知書 and 赤伝票 of one payment for a booking or a loan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.kit.settings import PERMIT_ISSUER
from app.kit.wareki import day_text
from app.printing.payment_receipt import PaymentReceipt
from app.printing.payment_reversal import PaymentReversal
from app.printing.payment_slip import PaymentSlip
from app.printing.refund_notice import RefundNotice
from app.rules.closings import METHODS
from app.rules.fees import LineKind, kept_lines
from app.services.forms.bookings import holder_of
from app.services.forms.head import Head
from app.services.groups import group_card
from db.queries import bookings, loans, payments
from db.queries.bookings import BookingCard
from db.queries.loans import LoanCard
from db.queries.payments import PaymentRow
from db.records.payments import PaidFor, Payment
from db.store import Reading


def receipt_of(
    session: Reading, head: Head, payment: Payment, copies: int
) -> PaymentReceipt:
    card, what, paid = _paid_for(session, payment)
    left = card.fee - sum(row.amount for row in paid if _until(row, payment))
    part = "（一部）" if payment.amount < card.fee else ""
    return PaymentReceipt(
        office=head.office(PERMIT_ISSUER),
        number=payment.number,
        day=payment.paid_at.date(),
        payer=card.group,
        amount=payment.amount,
        proviso=f"{what}{part}として（許可番号 {card.number}）",
        method=METHODS[payment.method],
        noted=_noted(payment),
        total=card.fee,
        special=sum(
            line.amount
            for line in kept_lines(card.fee_lines)
            if line.kind is LineKind.SPECIAL
        ),
        left=max(0, left),
        reversed_by=payments.one(session, payment.id).reversed_by,
        reissue=copies,
    )


def _paid_for(
    session: Reading, payment: Payment
) -> tuple[BookingCard | LoanCard, str, Sequence[PaymentRow]]:
    """The booking or the loan, what its fee is for, and all its payments."""
    if payment.booking_id is not None:
        use = bookings.card(session, payment.booking_id)
        return use, _use_of(use), payments.of_subject(session, PaidFor.BOOKING, use.id)
    assert payment.loan_id is not None
    loan = loans.card(session.read, payment.loan_id)
    what = f"{day_text(loan.first_on)}からの備品の使用料"
    return loan, what, payments.of_subject(session, PaidFor.LOAN, loan.id)


def _until(row: PaymentRow, payment: Payment) -> bool:
    """A receipt says what was left when it was given, also when printed again."""
    return (row.paid_at, row.id) <= (payment.paid_at, payment.id)


def _noted(payment: Payment) -> str:
    dated = day_text(payment.dated) if payment.dated else ""
    parts = (dated, payment.reference)
    told = " ".join(part for part in parts if part)
    return f"（{told}）" if told else ""


def reversal_of(
    session: Reading, head: Head, payment: Payment, copies: int
) -> PaymentReversal:
    card, what, _ = _paid_for(session, payment)
    assert payment.reverses_id is not None
    of = payments.one(session, payment.reverses_id)
    return PaymentReversal(
        office=head.office(PERMIT_ISSUER),
        number=payment.number,
        day=payment.paid_at.date(),
        payer=card.group,
        of=of.number,
        made=of.paid_at.date(),
        what=f"{what}（許可番号 {card.number}）",
        amount=payment.amount,
        method=METHODS[payment.method],
        reason=payment.reason,
        reissue=copies,
    )


def slip_of(head: Head, card: BookingCard, today: date, copies: int) -> PaymentSlip:
    """納付書 of what is owed for a booking."""
    return PaymentSlip(
        office=head.office(PERMIT_ISSUER),
        number=card.number,
        day=today,
        payer=card.group,
        what=_use_of(card),
        amount=card.owed,
        due=card.held_until.date() if card.held_until else None,
        reissue=copies,
    )


def _use_of(card: BookingCard) -> str:
    return f"{day_text(card.starts.date())} {card.slots} {card.room}の使用料"


def refund_of(
    session: Reading, head: Head, payment: Payment, copies: int
) -> RefundNotice:
    card, what, paid = _paid_for(session, payment)
    before = sum(row.amount for row in paid if _until(row, payment)) - payment.amount
    return RefundNotice(
        office=head.office(PERMIT_ISSUER),
        number=payment.number,
        day=payment.paid_at.date(),
        holder=holder_of(group_card(session, card.group_id)),
        permit=card.number,
        what=what,
        cancelled=card.cancelled_on,
        paid=before,
        amount=-payment.amount,
        method=METHODS[payment.method],
        why=payment.reason,
        reissue=copies,
    )
