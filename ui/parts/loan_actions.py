"""What the desk does with one loan: out, back, money, cancelling, its paper.

今日 and 備品 use it as they use `booking_actions`: rows (`LoanRow`) or cards
(`LoanCard`) are handed in, each action answers in the status line with 元に戻す.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.messages import text_of
from app.services.sign_in import Actor
from ui.contracts import Alternative, OpenLoan, OpRunner, PaperView
from ui.parts.loan_words import Lent, span
from ui.parts.take_back import taking_back
from ui.parts.till import Till, unpaid_ways

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.kit.refusal import Refusal
    from app.rules.refunds import RefundDue
    from app.services.loans import LoanCard
    from app.services.payments import Receipt, Tender


class LoanAction(StrEnum):
    """What can be done with a loan, as buttons name it."""

    HAND_OVER = "引き渡す"
    TAKE_BACK = "すべて返却"
    TAKE_PAYMENT = "使用料を受け取る"
    PRINT_PERMIT = "許可書を印刷"
    CANCEL = "貸出を取り消す"


class LoanFacts(Lent, Protocol):
    """What rows and cards of loans have in common. `owed` is yen."""

    @property
    def id(self) -> UUID: ...
    @property
    def number(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def booking_id(self) -> UUID | None: ...
    @property
    def owed(self) -> int: ...


class LoanView(PaperView, Protocol):
    """What the actions ask of the screen; each answer is called at most once."""

    def offer(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        """A refusal with what is possible instead."""

    def ask_loan_payment(self, card: LoanCard, answer: Callable[[Tender], None]) -> None:
        """Whether the money shown has been received, or a part of it, and how."""

    def ask_loan_cancel(
        self, card: LoanCard, back: RefundDue | None, answer: Callable[[], None]
    ) -> None:
        """Whether to cancel, paying back what is shown; None when nothing was paid."""

    def ask_scans(self, request: OpenLoan) -> None:
        """The labelled pieces of a loan have to be scanned: show it where they are."""


def possible(
    loan: LoanFacts, today: date, *, some_left: bool = False
) -> Sequence[LoanAction]:
    """What the state of a loan allows on a day, the likeliest first.

    `some_left`: not all of it has gone out. A loan with a room is paid, permitted and
    cancelled with its booking.
    """
    status, alone = loan.status, loan.booking_id is None
    ended = status in ("cancelled", "refused")
    allowed = {
        LoanAction.HAND_OVER: loan.first_on <= today <= loan.last_on
        and (status == "confirmed" or (status == "handed_over" and some_left)),
        LoanAction.TAKE_BACK: status == "handed_over",
        LoanAction.TAKE_PAYMENT: loan.owed > 0 and alone and not ended,
        LoanAction.PRINT_PERMIT: not ended,
        LoanAction.CANCEL: status in ("confirmed", "provisional") and alone,
    }
    return [action for action, allow in allowed.items() if allow]


def named(loan: LoanFacts) -> str:
    """花の会 12/1(火)–12/3(木) の貸出 K26-0001."""
    return f"{loan.group} {span(loan.first_on, loan.last_on)} の貸出 {loan.number}"


class LoanActions:
    """`desk` is asked on the worker thread: it may wait until the desk is open."""

    def __init__(
        self, ops: OpRunner, desk: Callable[[], Desk], actor: Actor, view: LoanView
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self._undo = taking_back(ops, desk, actor, view)
        self._till = Till(ops, desk, actor, view)

    def do(self, action: LoanAction, loan: LoanFacts) -> None:
        {
            LoanAction.HAND_OVER: self.hand_over,
            LoanAction.TAKE_BACK: self.take_all_back,
            LoanAction.TAKE_PAYMENT: self.take_payment,
            LoanAction.PRINT_PERMIT: self.print_permit,
            LoanAction.CANCEL: self.cancel,
        }[action](loan)

    def hand_over(
        self,
        loan: LoanFacts,
        barcodes: Sequence[str] = (),
        told: Callable[[Outcome[LoanCard]], None] | None = None,
        refused: Callable[[Refusal], None] | None = None,
        *,
        accept_unpaid: bool = False,
    ) -> None:
        """引渡 of what was scanned; without scans, of all that bears no label.

        While the fee is open: asks whether to take it first. `told` says it in other
        words, `refused` elsewhere.
        """

        def given(outcome: Outcome[LoanCard]) -> None:
            undo = self._undo(f"{loan.group}への引渡", outcome)
            self._view.say(f"{loan.group}に{whole(outcome.value)}を渡しました。", undo)

        def no(refusal: Refusal) -> None:
            if refusal.code == "loan.unpaid":
                again = partial(self.hand_over, loan, barcodes, told, refused)
                pay_first = partial(self.take_payment, loan, again)
                anyway = partial(again, accept_unpaid=True)
                self._view.offer(refusal, unpaid_ways(loan.owed, pay_first, anyway))
                return
            if refusal.code == "loan.none_unlabelled":
                self._view.ask_scans(OpenLoan(loan.id, text_of(refusal)))
                return
            (refused or self._view.show_refusal)(refusal)

        self._ops.command(
            lambda: self._hand_over(loan.id, barcodes, accept_unpaid=accept_unpaid),
            told or given,
            no,
        )

    def take_all_back(self, loan: LoanFacts) -> None:
        """返却 of all that is still out."""

        def taken(outcome: Outcome[LoanCard]) -> None:
            undo = self._undo(f"{loan.group}からの返却", outcome)
            words = f"{loan.group}から{whole(outcome.value)}がすべて戻りました。"
            self._view.say(words, undo)

        self._ops.command(
            lambda: self._desk().loans.take_back_all(self._actor.key, loan.id), taken
        )

    def take_payment(
        self, loan: LoanFacts, then: Callable[[], None] | None = None
    ) -> None:
        """納付, then `then`, then the permit with its receipt, or that of a part."""

        def received(tender: Tender) -> None:
            self._ops.command(
                lambda: self._desk().payments.take_for_loan(
                    self._actor.key, loan.id, tender
                ),
                taken,
            )

        def taken(outcome: Outcome[Receipt]) -> None:
            permit = partial(self.print_permit, loan)
            self._till.took(loan.group, outcome, then, permit)

        # money is asked for by what is kept now, not by what a page showed
        self._ops.query(
            lambda: self._desk().loans.card(loan.id),
            lambda card: self._view.ask_loan_payment(card, received),
        )

    def cancel(self, loan: LoanFacts) -> None:
        """取消, after showing what is paid back and why."""

        def agreed() -> None:
            self._ops.command(
                lambda: self._desk().loans.cancel(self._actor.key, loan.id), cancelled
            )

        def cancelled(outcome: Outcome[RefundDue | None]) -> None:
            self._till.cancelled(
                named(loan),
                f"{named(loan)} を取り消しました。",
                outcome,
                lambda: self._desk().payments.of_loan(loan.id),
            )

        self._ops.query(
            lambda: self._desk().loans.cancelling(loan.id),
            lambda found: self._view.ask_loan_cancel(found.card, found.back, agreed),
        )

    def print_permit(self, loan: LoanFacts) -> None:
        """The permit of the loan, or of the booking that it belongs to."""
        self._ops.long(
            lambda _: self._desk().forms.loan_permit(loan.id, self._actor),
            self._view.show_paper,
        )

    def _hand_over(
        self, loan_id: UUID, barcodes: Sequence[str], *, accept_unpaid: bool
    ) -> Outcome[LoanCard]:
        loans, staff = self._desk().loans, self._actor.key
        counts: dict[UUID, int] = {}
        if not barcodes:
            card = loans.card(loan_id)
            left = {n.kind_id: n.quantity - n.handed_over for n in card.lines}
            counts = {kind: count for kind, count in left.items() if count}
        return loans.hand_over(
            staff, loan_id, barcodes, counts, accept_unpaid=accept_unpaid
        )


def whole(card: LoanCard) -> str:
    """プロジェクター、テント×2."""
    return "、".join(
        f"{line.kind}×{line.quantity}" if line.quantity > 1 else line.kind
        for line in card.lines
    )
