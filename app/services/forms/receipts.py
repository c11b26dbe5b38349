"""領収書 of one payment for a booking or a loan."""

from __future__ import annotations

from app.kit.settings import PERMIT_ISSUER
from app.kit.wareki import day_text
from app.printing.payment_receipt import PaymentReceipt
from app.rules.closings import METHODS
from app.services.forms.head import Head
from db.queries import bookings, loans, payments
from db.queries.bookings import BookingCard
from db.queries.loans import LoanCard
from db.queries.payments import PaymentRow
from db.records.payments import PaidFor, Payment
from db.store import Reading


def receipt_of(
    session: Reading, head: Head, payment: Payment, copies: int
) -> PaymentReceipt:
    card: BookingCard | LoanCard
    if payment.booking_id is not None:
        card = bookings.card(session, payment.booking_id)
        what = f"{day_text(card.starts.date())} {card.slots} {card.room}の使用料"
        paid = payments.of_subject(session, PaidFor.BOOKING, card.id)
    else:
        assert payment.loan_id is not None
        card = loans.card(session.read, payment.loan_id)
        what = f"{day_text(card.first_on)}からの備品の使用料"
        paid = payments.of_subject(session, PaidFor.LOAN, card.id)
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
        left=max(0, left),
        reissue=copies,
    )


def _until(row: PaymentRow, payment: Payment) -> bool:
    """A receipt says what was left when it was given, also when printed again."""
    return (row.paid_at, row.id) <= (payment.paid_at, payment.id)


def _noted(payment: Payment) -> str:
    dated = day_text(payment.dated) if payment.dated else ""
    parts = (dated, payment.reference)
    told = " ".join(part for part in parts if part)
    return f"（{told}）" if told else ""
