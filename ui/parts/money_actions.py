"""お金の手続き: 赤伝票, 納付書, 特別の料金, 減免の承認. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from app.kit.money import yen
from app.services.sign_in import Actor
from ui.contracts import OpRunner, PaperView
from ui.parts.booking_steps import BookingFacts, named
from ui.parts.loan_actions import named as loan_named
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.services.bookings import BookingCard
    from app.services.forms import MoneyForms, Sheet
    from app.services.insurance import BatchRow
    from app.services.loans import LoanCard
    from app.services.payments import Numbered, PaymentRow, Receipt


class Task(StrEnum):
    """What can be done with the money of a thing, as its options name it."""

    APPROVE = "減免を決める"
    SLIP = "納付書を印刷"
    SPECIAL = "料金を変える"
    REVERSE = "納付を取り消す（赤伝票）"
    NOTICE = "減免決定通知書を印刷"


PAYABLE = ("provisional", "confirmed", "in_use", "done", "no_show")
OPEN = ("held", "applied")
LENT = ("provisional", "confirmed", "handed_over", "returned")


@dataclass(frozen=True, slots=True)
class Account:
    """A booking, a loan or insured people in words, with the payments for it, the latest
    first; the `fee` (yen) with its lines (JSON) is set by the rules or by a person."""

    id: UUID
    named: str
    payments: Sequence[PaymentRow]
    fee: int = 0
    fee_lines: str = "[]"
    owed: int = 0
    payable: bool = False
    open: bool = False
    approval: str = ""
    lent: bool = False

    @classmethod
    def of_booking(cls, card: BookingCard, payments: Sequence[PaymentRow]) -> Account:
        return cls(
            card.id,
            named(card),
            payments,
            card.fee,
            card.fee_lines,
            card.owed,
            card.status in PAYABLE,
            card.status in OPEN,
            card.approval,
        )

    @classmethod
    def of_loan(cls, card: LoanCard, payments: Sequence[PaymentRow]) -> Account:
        """A loan of its own."""
        return cls(
            card.id,
            loan_named(card),
            payments,
            card.fee,
            card.fee_lines,
            card.owed,
            card.status in LENT,
            lent=True,
        )

    @property
    def tasks(self) -> Sequence[Task]:
        """What its state allows."""
        allowed = {
            Task.APPROVE: self.approval == "asked",
            Task.SLIP: self.owed > 0 and self.payable,
            Task.SPECIAL: self.payable or self.open,
            Task.REVERSE: any(row.stands for row in self.payments),
            Task.NOTICE: self.approval in ("given", "denied"),
        }
        return [task for task, allow in allowed.items() if allow]


class MoneyView(PaperView, Protocol):
    """What the actions ask of the screen; each answer is called at most once."""

    def ask_task(self, account: Account, answer: Callable[[Task], None]) -> None:
        """Which of the account's tasks."""

    def ask_reversal(
        self,
        what: str,
        payments: Sequence[Numbered],
        answer: Callable[[UUID, str], None],
    ) -> None:
        """Which of the payments for something is taken back with all of its number, and
        why."""

    def ask_fee(self, account: Account, answer: Callable[[int, str], None]) -> None:
        """Another fee, and why."""

    def ask_approval(
        self,
        card: BookingCard,
        approve: Callable[[], None],
        deny: Callable[[str], None],
    ) -> None:
        """Whether the reduction is approved; why not."""


class MoneyActions:
    """`desk` is asked on the worker thread: it may wait until the desk is open."""

    def __init__(
        self, ops: OpRunner, desk: Callable[[], Desk], actor: Actor, view: MoneyView
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view

    def open(self, booking: BookingFacts) -> None:
        """Show what can be done, by what is kept now."""

        def read() -> Account:
            desk = self._desk()
            card = desk.bookings.card(booking.id)
            return Account.of_booking(card, desk.payments.of_booking(booking.id))

        self._ask(read)

    def open_loan(self, loan_id: UUID) -> None:
        """The same of a loan of its own."""

        def read() -> Account:
            desk = self._desk()
            card = desk.loans.card(loan_id)
            return Account.of_loan(card, desk.payments.of_loan(loan_id))

        self._ask(read)

    def open_batch(self, batch: BatchRow) -> None:
        """The same of 保険料, which are nobody's to change."""
        told = f"{batch.group or '個人'} の{batch.scheme} {batch.number}"
        self._ask(
            lambda: Account(batch.id, told, self._desk().payments.of_batch(batch.id))
        )

    def _ask(self, read: Callable[[], Account]) -> None:
        self._ops.query(
            read,
            lambda account: self._view.ask_task(
                account, lambda task: self._do(task, account)
            ),
        )

    def approve(self, booking: BookingFacts) -> None:
        """減免の承認, by whoever has the right: said before anything is asked."""
        self._decide(booking.id)

    def _decide(self, booking_id: UUID) -> None:
        def read() -> BookingCard:
            self._desk().staff.expect_decider(self._actor.key)
            return self._desk().bookings.card(booking_id)

        self._ops.query(
            read,
            lambda card: self._view.ask_approval(
                card, lambda: self._approve(card), lambda why: self._deny(card, why)
            ),
            self._view.show_refusal,
        )

    def _do(self, task: Task, account: Account) -> None:
        {
            Task.APPROVE: lambda: self._decide(account.id),
            Task.SLIP: lambda: self._print(lambda forms: forms.slip(account.id)),
            Task.SPECIAL: lambda: self._ask_fee(account),
            Task.REVERSE: lambda: self._ask_reversal(account),
            Task.NOTICE: lambda: self._print_notice(account.id),
        }[task]()

    def _ask_reversal(self, account: Account) -> None:
        """赤伝票 of one of its payments, of which one can be taken back at least."""
        standing = [row for row in account.payments if row.stands]
        self._ops.query(
            lambda: self._desk().payments.numbered(standing),
            lambda found: self._view.ask_reversal(account.named, found, self._reverse),
        )

    def _reverse(self, payment_id: UUID, reason: str) -> None:
        def done(outcome: Outcome[Receipt]) -> None:
            red = outcome.value
            words = f"納付を取り消しました（取消番号 {red.number}・{yen(red.amount)}）。"
            self._say(words, "納付の取消", outcome)
            self._print(lambda forms: forms.receipt(red.id))

        self._ops.command(
            lambda: self._desk().payments.reverse(self._actor.key, payment_id, reason),
            done,
        )

    def _ask_fee(self, account: Account) -> None:
        def chosen(fee: int, reason: str) -> None:
            def write() -> Outcome[Receipt | None]:
                fees = self._desk().special_fees
                change = fees.change_for_loan if account.lent else fees.change
                who, seen = self._actor.key, account.fee
                return change(who, account.id, seen=seen, fee=fee, reason=reason)

            self._ops.command(write, lambda done: self._changed(account, fee, done))

        self._ops.query(
            lambda: self._desk().staff.expect_decider(self._actor.key),
            lambda _: self._view.ask_fee(account, chosen),
            self._view.show_refusal,
        )

    def _changed(
        self, account: Account, fee: int, outcome: Outcome[Receipt | None]
    ) -> None:
        back, what = outcome.value, account.named
        words = f"{what} の使用料を{yen(account.fee)}から{yen(fee)}に変えました。"
        if back is not None:
            words = f"{words}{yen(-back.amount)}を返してください。"
        self._say(words, f"{what}の料金の変更", outcome)
        if back is not None:
            self._print(lambda forms: forms.receipt(back.id))

    def _approve(self, card: BookingCard) -> None:
        def done(outcome: Outcome[None]) -> None:
            words = f"{named(card)} の減免を承認しました。"
            self._say(words, f"{named(card)}の減免の承認", outcome)
            self._print_notice(card.id)

        self._ops.command(
            lambda: self._desk().approvals.approve(self._actor.key, card.id), done
        )

    def _deny(self, card: BookingCard, reason: str) -> None:
        def done(outcome: Outcome[int]) -> None:
            words = f"{named(card)} の減免を不承認にしました。"
            words = f"{words}使用料は{yen(outcome.value)}です。"
            self._say(words, f"{named(card)}の減免の不承認", outcome)
            self._print_notice(card.id)

        self._ops.command(
            lambda: self._desk().approvals.deny(self._actor.key, card.id, reason), done
        )

    def _print_notice(self, booking_id: UUID) -> None:
        self._print(lambda forms: forms.reduction_notice(booking_id, self._actor))

    def _print(self, made: Callable[[MoneyForms], Sheet]) -> None:
        self._ops.long(lambda _: made(self._desk().money_forms), self._view.show_paper)

    def _say(self, words: str, what: str, outcome: Outcome[Any]) -> None:
        undo = take_back(
            self._ops, self._desk, self._actor, self._view, what, outcome.entry
        )
        self._view.say(words, undo)
