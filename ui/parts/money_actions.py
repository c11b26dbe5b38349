"""お金の手続き of a booking: 赤伝票, 納付書, 特別の料金, 減免の承認. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from app.kit.money import yen
from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.parts.booking_steps import BookingFacts, named
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.services.bookings import BookingCard
    from app.services.forms import MoneyForms, Sheet
    from app.services.payments import Numbered, PaymentRow, Receipt


class Task(StrEnum):
    """What can be done with the money of a booking, as its options name it."""

    APPROVE = "減免を決める"
    SLIP = "納付書を印刷"
    SPECIAL = "料金を変える"
    REVERSE = "納付を取り消す（赤伝票）"
    NOTICE = "減免決定通知書を印刷"


PAYABLE = ("provisional", "confirmed", "in_use", "done", "no_show")
OPEN = ("held", "applied")


@dataclass(frozen=True, slots=True)
class Account:
    """A booking and its payments, the latest first."""

    card: BookingCard
    payments: Sequence[PaymentRow]

    @property
    def tasks(self) -> Sequence[Task]:
        """What its state allows."""
        card = self.card
        payable = card.status in PAYABLE
        allowed = {
            Task.APPROVE: card.approval == "asked",
            Task.SLIP: card.owed > 0 and payable,
            Task.SPECIAL: payable or card.status in OPEN,
            Task.REVERSE: any(row.stands for row in self.payments),
            Task.NOTICE: card.approval in ("given", "denied"),
        }
        return [task for task, allow in allowed.items() if allow]


class MoneyView(Speaker, Protocol):
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

    def ask_fee(self, card: BookingCard, answer: Callable[[int, str], None]) -> None:
        """Another fee, and why."""

    def ask_approval(
        self,
        card: BookingCard,
        approve: Callable[[], None],
        deny: Callable[[str], None],
    ) -> None:
        """Whether the reduction is approved; why not."""

    def show_paper(self, sheet: Sheet) -> None:
        """Preview, to be printed or saved."""


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
            return Account(card, desk.payments.of_booking(booking.id))

        self._ops.query(
            read,
            lambda account: self._view.ask_task(
                account, lambda task: self._do(task, account)
            ),
        )

    def approve(self, booking: BookingFacts) -> None:
        """減免の承認, by whoever has the right: said before anything is asked."""

        def read() -> BookingCard:
            self._desk().staff.expect_decider(self._actor.key)
            return self._desk().bookings.card(booking.id)

        self._ops.query(
            read,
            lambda card: self._view.ask_approval(
                card, lambda: self._approve(card), lambda why: self._deny(card, why)
            ),
            self._view.show_refusal,
        )

    def _do(self, task: Task, account: Account) -> None:
        card = account.card
        {
            Task.APPROVE: lambda: self.approve(card),
            Task.SLIP: lambda: self._print(lambda forms: forms.slip(card.id)),
            Task.SPECIAL: lambda: self._ask_fee(card),
            Task.REVERSE: lambda: self.reverse(named(card), account.payments),
            Task.NOTICE: lambda: self._print_notice(card),
        }[task]()

    def reverse(self, what: str, payments: Sequence[PaymentRow]) -> None:
        """赤伝票 of one of these payments, of which one can be taken back at least."""
        standing = [row for row in payments if row.stands]
        self._ops.query(
            lambda: self._desk().payments.numbered(standing),
            lambda found: self._view.ask_reversal(what, found, self._reverse),
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

    def _ask_fee(self, card: BookingCard) -> None:
        def chosen(fee: int, reason: str) -> None:
            self._ops.command(
                lambda: self._desk().special_fees.change(
                    self._actor.key, card.id, seen=card.fee, fee=fee, reason=reason
                ),
                lambda outcome: self._changed(card, fee, outcome),
            )

        self._ops.query(
            lambda: self._desk().staff.expect_decider(self._actor.key),
            lambda _: self._view.ask_fee(card, chosen),
            self._view.show_refusal,
        )

    def _changed(
        self, card: BookingCard, fee: int, outcome: Outcome[Receipt | None]
    ) -> None:
        back = outcome.value
        words = f"{named(card)} の使用料を{yen(card.fee)}から{yen(fee)}に変えました。"
        if back is not None:
            words = f"{words}{yen(-back.amount)}を返してください。"
        self._say(words, f"{named(card)}の料金の変更", outcome)
        if back is not None:
            self._print(lambda forms: forms.receipt(back.id))

    def _approve(self, card: BookingCard) -> None:
        def done(outcome: Outcome[None]) -> None:
            words = f"{named(card)} の減免を承認しました。"
            self._say(words, f"{named(card)}の減免の承認", outcome)
            self._print_notice(card)

        self._ops.command(
            lambda: self._desk().approvals.approve(self._actor.key, card.id), done
        )

    def _deny(self, card: BookingCard, reason: str) -> None:
        def done(outcome: Outcome[int]) -> None:
            words = f"{named(card)} の減免を不承認にしました。"
            words = f"{words}使用料は{yen(outcome.value)}です。"
            self._say(words, f"{named(card)}の減免の不承認", outcome)
            self._print_notice(card)

        self._ops.command(
            lambda: self._desk().approvals.deny(self._actor.key, card.id, reason), done
        )

    def _print_notice(self, card: BookingCard) -> None:
        self._print(lambda forms: forms.reduction_notice(card.id, self._actor))

    def _print(self, made: Callable[[MoneyForms], Sheet]) -> None:
        self._ops.long(lambda _: made(self._desk().money_forms), self._view.show_paper)

    def _say(self, words: str, what: str, outcome: Outcome[Any]) -> None:
        undo = take_back(
            self._ops, self._desk, self._actor, self._view, what, outcome.entry
        )
        self._view.say(words, undo)
