"""What the desk does with one booking: key out, key in, money, cancelling, its paper.

今日 and 予約台帳 use it alike. A page makes one and hands it bookings, as rows of a
grid (`BookingRow`) or as cards (`BookingCard`)::

    self.acts = booking_actions(self, lambda: desk, actor, clock)  # booking_sheets

    for action in possible(card, now):         # what its state allows, likeliest first
        button = Button(t, action.value)
        button.clicked.connect(lambda a=action: self.acts.do(a, card))

    self.acts.give_key(row)                      # or one of them by its name

Each asks in a sheet of its own what must be asked, runs the use case on the worker
thread and answers in the status line with 元に戻す. Pages that show what was changed
reload by their topics ("booking", "payment", "printout").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from app.services.sign_in import Actor
from ui.contracts import OpRunner
from ui.parts.booking_steps import BookingFacts, BookingSteps, BookingView, named
from ui.parts.money_actions import MoneyActions
from ui.parts.take_back import taking_back
from ui.parts.till import Till, unpaid_ways

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.kit.refusal import Refusal
    from app.services.bookings import BookingCard, RefundDue
    from app.services.payments import Receipt, Tender


class Action(StrEnum):
    """What can be done with a booking, as buttons name it."""

    APPLY = "申請を受ける"
    PERMIT = "許可する"
    GIVE_KEY = "鍵を渡す"
    TAKE_KEY = "鍵を受け取る"
    SEE = "来館を確かめる"
    TAKE_PAYMENT = "使用料を受け取る"
    PRINT_PERMIT = "許可書を印刷"
    PRINT_HOLD = "仮予約票を印刷"
    PRINT_REFUSAL = "不許可通知書を印刷"
    PRINT_CHANGE = "変更許可書を印刷"
    CHANGE = "予約を変える"
    EXTEND = "期限を変える"
    APPROVE = "減免を決める"
    MONEY = "お金の手続き"
    REFUSE = "不許可にする"
    CANCEL = "予約を取り消す"


def possible(booking: BookingFacts, now: datetime) -> Sequence[Action]:
    """What the state of a booking allows at a moment, the likeliest first."""
    status, owed = booking.status, booking.owed > 0
    permitted = status in ("provisional", "confirmed", "in_use", "done")
    confirmed, over = status == "confirmed", booking.ends <= now
    to_come = status in ("held", "applied", "confirmed") and booking.starts > now
    allowed = {
        Action.APPLY: status == "held",
        Action.PERMIT: status in ("held", "applied"),
        Action.GIVE_KEY: confirmed and booking.starts.date() == now.date(),
        Action.TAKE_KEY: status == "in_use",
        Action.SEE: confirmed and over,
        Action.TAKE_PAYMENT: owed and (permitted or status == "no_show"),
        Action.PRINT_PERMIT: permitted,
        Action.PRINT_HOLD: status == "held",
        Action.PRINT_REFUSAL: status == "refused",
        Action.CHANGE: to_come,
        Action.EXTEND: status in ("held", "lapsed")
        or (confirmed and owed and booking.held_until is not None),
        Action.REFUSE: status == "applied",
        Action.CANCEL: status in ("held", "applied", "confirmed", "provisional"),
    }
    return [action for action, allow in allowed.items() if allow]


class BookingActions:
    """`desk` is asked on the worker thread: it may wait until the desk is open."""

    def __init__(
        self,
        ops: OpRunner,
        desk: Callable[[], Desk],
        actor: Actor,
        view: BookingView,
        money: MoneyActions,
    ) -> None:
        self._money = money
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self._undo = taking_back(ops, desk, actor, view)
        self._till = Till(ops, desk, actor, view)
        self.steps = BookingSteps(ops, desk, actor, view)

    def do(self, action: Action, booking: BookingFacts) -> None:
        """Anything but 変更, which is made beside the grid of 予約台帳."""
        {
            Action.APPLY: self.steps.apply,
            Action.PERMIT: self.steps.permit,
            Action.REFUSE: self.steps.refuse,
            Action.EXTEND: self.steps.extend,
            Action.SEE: self.steps.see,
            Action.PRINT_HOLD: self.steps.print_hold,
            Action.PRINT_REFUSAL: self.steps.print_refusal,
            Action.PRINT_CHANGE: self.steps.print_change,
            Action.APPROVE: self._money.approve,
            Action.MONEY: self._money.open,
            Action.GIVE_KEY: self.give_key,
            Action.TAKE_KEY: self.take_key,
            Action.TAKE_PAYMENT: self.take_payment,
            Action.PRINT_PERMIT: self.print_permit,
            Action.CANCEL: self.cancel,
        }[action](booking)

    def give_key(self, booking: BookingFacts, *, accept_unpaid: bool = False) -> None:
        """入室. While the fee is open: asks whether to take it first."""

        def given(outcome: Outcome[None]) -> None:
            undo = self._undo(f"{booking.group}への鍵渡し", outcome)
            self._view.say(f"{booking.group}に{booking.room}の鍵を渡しました。", undo)

        self._ops.command(
            lambda: self._desk().bookings.check_in(
                self._actor.key, booking.id, accept_unpaid=accept_unpaid
            ),
            given,
            partial(self._key_refused, booking),
        )

    def take_key(self, booking: BookingFacts) -> None:
        """退室, with the number of people there were."""

        def came(users: int) -> None:
            self._ops.command(
                lambda: self._desk().bookings.check_out(
                    self._actor.key, booking.id, users
                ),
                partial(taken, users),
            )

        def taken(users: int, outcome: Outcome[None]) -> None:
            undo = self._undo(f"{booking.group}からの鍵の受け取り", outcome)
            words = f"{booking.group}から{booking.room}の鍵を受け取りました({users}人)。"
            self._view.say(words, undo)

        self._view.ask_users(booking, came)

    def take_payment(
        self, booking: BookingFacts, then: Callable[[], None] | None = None
    ) -> None:
        """納付, then `then`, then the permit with its receipt, or that of a part."""

        def received(tender: Tender) -> None:
            self._ops.command(
                lambda: self._desk().payments.take(self._actor.key, booking.id, tender),
                taken,
            )

        def taken(outcome: Outcome[Receipt]) -> None:
            permit = partial(self.print_permit, booking)
            self._till.took(booking.group, outcome, then, permit)

        self._with_card(booking, lambda card: self._view.ask_payment(card, received))

    def cancel(self, booking: BookingFacts) -> None:
        """取消, after showing what is paid back and why; or of what was a mistake."""

        def agreed() -> None:
            self._ops.command(
                lambda: self._desk().bookings.cancel(self._actor.key, booking.id),
                partial(self._cancelled, booking),
            )

        self._ops.query(
            lambda: self._desk().bookings.cancelling(booking.id),
            lambda found: self._view.ask_cancel(
                found.card, found.back, agreed, lambda: self.take_back(booking)
            ),
        )

    def take_back(self, booking: BookingFacts) -> None:
        """取消 of what was entered by mistake, after asking what was mistaken."""

        def told(what: str) -> None:
            staff = self._actor.key
            self._ops.command(
                lambda: self._desk().bookings.mistaken(staff, booking.id, what),
                partial(self._cancelled, booking),
            )

        self._with_card(
            booking, lambda card: self._view.ask_mistake(named(card), card.paid, told)
        )

    def _cancelled(
        self, booking: BookingFacts, outcome: Outcome[RefundDue | None]
    ) -> None:
        self._till.cancelled(
            named(booking),
            f"{named(booking)} の予約を取り消しました。",
            outcome,
            lambda: self._desk().payments.of_booking(booking.id),
        )

    def print_permit(self, booking: BookingFacts) -> None:
        """許可書兼領収書, shown as it will be printed."""
        self._ops.long(
            lambda _: self._desk().forms.permit(booking.id, self._actor),
            self._view.show_paper,
        )

    def _key_refused(self, booking: BookingFacts, refusal: Refusal) -> None:
        if refusal.code != "booking.unpaid":
            self._view.show_refusal(refusal)
            return

        def pay_first() -> None:
            self.take_payment(booking, then=lambda: self.give_key(booking))

        anyway = partial(self.give_key, booking, accept_unpaid=True)
        self._view.offer(refusal, unpaid_ways(booking.owed, pay_first, anyway))

    def _with_card(
        self, booking: BookingFacts, then: Callable[[BookingCard], None]
    ) -> None:
        """Money is asked for by what is kept now, not by what a page showed."""
        self._ops.query(lambda: self._desk().bookings.card(booking.id), then)
