"""What is said and printed when money changes hands, for whatever it is. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from app.kit.money import yen
from app.services.sign_in import Actor
from ui.contracts import Alternative, OpRunner, PaperView
from ui.parts.take_back import taking_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.rules.refunds import RefundDue
    from app.services.payments import PaymentRow, Receipt


class Till:
    """`desk` is asked on the worker thread: it may wait until the desk is open."""

    def __init__(
        self, ops: OpRunner, desk: Callable[[], Desk], actor: Actor, view: PaperView
    ) -> None:
        self._ops, self._desk, self._view = ops, desk, view
        self._undo = taking_back(ops, desk, actor, view)

    def took(
        self,
        group: str,
        outcome: Outcome[Receipt],
        then: Callable[[], None] | None,
        permit: Callable[[], None],
    ) -> None:
        """納付, then `then`, then the permit with its receipt, or 領収書 of a part: the
        permit bears only that of the whole."""
        receipt = outcome.value
        amount = yen(receipt.amount)
        undo = self._undo(f"{group}の使用料 {amount}の受け取り", outcome)
        words = f"{group}から{amount}を受け取りました(領収番号 {receipt.number})。"
        self._view.say(words, undo)
        if then is not None:
            then()
        if receipt.part:
            self._print(lambda: receipt.id)
        else:
            permit()

    def cancelled(
        self,
        what: str,
        words: str,
        outcome: Outcome[RefundDue | None],
        payments: Callable[[], Sequence[PaymentRow]],
    ) -> None:
        """取消 in `words`, and what is to be given back; of that, the last of its
        `payments`, then the 還付通知書兼領収書."""
        back = outcome.value.amount if outcome.value is not None else 0
        if back:
            words = f"{words}{yen(back)}を返してください。"
        self._view.say(words, self._undo(f"{what}の取消", outcome))
        if back:
            self._print(lambda: payments()[0].id)

    def _print(self, payment: Callable[[], UUID]) -> None:
        self._ops.long(
            lambda _: self._desk().money_forms.receipt(payment()), self._view.show_paper
        )


def unpaid_ways(
    owed: int, pay: Callable[[], None], hand_out: Callable[[], None]
) -> Sequence[Alternative]:
    """What is possible while the fee is open (yen): take it first, or hand out so."""
    return [
        Alternative(
            "受け取ってから渡す", "続けて許可書兼領収書を印刷します", pay, yen(owed)
        ),
        Alternative("未納のまま渡す", "使用料はあとで受け取ります", hand_out),
    ]
