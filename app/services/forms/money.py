"""The use cases of papers of money: receipts, refunds, corrections, days and months."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from app.excel.month_sheet import month_book
from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.kit.wareki import day_text, month_text
from app.printing import (
    daily_sheet,
    month_sheet,
    payment_receipt,
    payment_reversal,
    payment_slip,
    reduction_notice,
    refund_notice,
)
from app.printing.kit.paper import Paper
from app.services.forms.closings import book_of, daily_sheet_of, month_sheet_of
from app.services.forms.head import Head, headed
from app.services.forms.letters import reduction_of
from app.services.forms.receipts import receipt_of, refund_of, reversal_of, slip_of
from app.services.forms.sheet import TITLES, Form, Sheet, safe_name, sheet, sheet_of
from app.services.groups import group_card
from app.services.month_closings import month_offer
from app.services.payments import PAYABLE, NothingOwed
from app.services.sign_in import Actor
from db.queries import bookings, closings, loans, month_closings, printouts
from db.queries.bookings import BookingCard
from db.queries.loans import LoanCard
from db.queries.month_closings import MonthRow
from db.records.bookings import Approval
from db.records.loans import HOLDING, Loan, LoanStatus
from db.records.payments import Payment
from db.store import Reading, Store

#: States of a loan in which its fee is paid.
LENT = (*HOLDING, LoanStatus.PROVISIONAL, LoanStatus.RETURNED)


class NoReceipt(Refusal):
    """The payment was taken back, or is none that has a receipt of its own."""

    code = "form.no_receipt"


class NotClosed(Refusal):
    """The closing was taken back."""

    code = "form.not_closed"


class NotDecided(Refusal):
    """Nobody has approved or denied a reduction of the booking."""

    code = "form.not_decided"


class MoneyForms:
    """Printed again they carry 再発行 and how often."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def receipt(self, payment_id: UUID) -> Sheet:
        """領収書 of one payment for a booking or a loan; of money paid back, the
        使用料還付通知書兼領収書; of a correction, of 保険料 as well, its 赤伝票.
        NoReceipt."""
        with headed(self._store) as (session, head):
            payment = session.get(Payment, payment_id)
            if payment is None or not payment.amount:
                raise NoReceipt()
            form = _form_of(payment)
            if payment.batch_id is not None and form is not Form.REVERSAL:
                raise NoReceipt()
            copies = printouts.copies(session, form, payment_id)
            who, paper = _voucher(session, head, payment, form, copies)
        title = f"{TITLES[form]} {payment.number} {who}"
        return sheet(form, payment_id, title, copies, paper)

    def slip(self, subject_id: UUID) -> Sheet:
        """納付書 of what is owed for a booking, or for a loan of its own. NothingOwed."""
        form = Form.SLIP
        with headed(self._store) as (session, head):
            card: BookingCard | LoanCard
            if session.get(Loan, subject_id) is not None:
                card = loans.card(session.read, subject_id)
            else:
                card = bookings.card(session, subject_id)
            copies = printouts.copies(session, form, subject_id)
        if not card.owed or card.status not in (*PAYABLE, *LENT):
            raise NothingOwed(number=card.number)
        paper = payment_slip.make(slip_of(head, card, self._today, copies))
        return sheet_of(form, card, copies, paper)

    def reduction_notice(self, booking_id: UUID, actor: Actor) -> Sheet:
        """使用料減免決定通知書 of a reduction that was approved or denied. NotDecided."""
        form = Form.REDUCTION
        with headed(self._store) as (session, head):
            card = bookings.card(session, booking_id)
            if card.approval not in (Approval.GIVEN, Approval.DENIED):
                raise NotDecided(number=card.number)
            group = group_card(session, card.group_id)
            copies = printouts.copies(session, form, booking_id)
            notice = reduction_of(head, session, card, group, actor.name, copies)
        return sheet_of(form, card, copies, reduction_notice.make(notice))

    def daily_sheet(self, closing_id: UUID) -> Sheet:
        """日計表 of a day that was closed. NotClosed."""
        form = Form.DAILY_SHEET
        with headed(self._store) as (session, head):
            closing = closings.closing(session, closing_id)
            if closing is None:
                raise NotClosed()
            taken = closings.payments_of(session, closing.home, closing.day)
            copies = printouts.copies(session, form, closing_id)
        paper = daily_sheet.make(daily_sheet_of(head, closing, taken, copies))
        title = f"{TITLES[form]} {day_text(closing.day)} {head.center}"
        return sheet(form, closing_id, title, copies, paper)

    def month_sheet(self, month: date) -> Sheet:
        """月計表 of the month of a day; before its 月締め it says so."""
        form = Form.MONTH_SHEET
        with headed(self._store) as (session, head):
            offer = month_offer(session, self._store.site, month, self._today)
            key = offer.closed.id if offer.closed else None
            copies = printouts.copies(session, form, key) if key else 0
        paper = month_sheet.make(month_sheet_of(head, offer, copies))
        title = f"{TITLES[form]} {month_text(offer.month)} {head.center}"
        return sheet(form, key, title, copies, paper)

    def month_sheet_again(self, key: UUID) -> Sheet:
        """月計表 of a month that was closed. NotClosed."""
        with self._store.read() as session:
            closed: MonthRow | None = month_closings.month(session, key)
        if closed is None:
            raise NotClosed()
        return self.month_sheet(closed.month)

    def month_book(self, month: date) -> tuple[str, bytes]:
        """月計表 as a workbook, and what its file is called."""
        with headed(self._store) as (session, head):
            offer = month_offer(session, self._store.site, month, self._today)
        book = book_of(head, offer)
        return f"{safe_name(f'{book.title} {head.center}')}.xlsx", month_book(book)

    @property
    def _today(self) -> date:
        return wall(self._clock()).date()


def _form_of(payment: Payment) -> Form:
    if payment.reverses_id is not None:
        return Form.REVERSAL
    return Form.RECEIPT if payment.amount > 0 else Form.REFUND


def _voucher(
    session: Reading, head: Head, payment: Payment, form: Form, copies: int
) -> tuple[str, Paper]:
    """Whom the paper is for, and the paper."""
    if form is Form.RECEIPT:
        receipt = receipt_of(session, head, payment, copies)
        return receipt.payer, payment_receipt.make(receipt)
    if form is Form.REVERSAL:
        reversal = reversal_of(session, head, payment, copies)
        return reversal.payer, payment_reversal.make(reversal)
    notice = refund_of(session, head, payment, copies)
    return notice.holder.name, refund_notice.make(notice)
