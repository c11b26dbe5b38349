"""What the desk does with applications of 保険: money in, money back, to the 社協."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.money import yen
from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.parts.take_back import taking_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.services.payments import Receipt


class Batch(Protocol):
    """What rows of applications have in common; yen."""

    @property
    def id(self) -> UUID: ...
    @property
    def number(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def premium(self) -> int: ...


class InsuranceActions:
    """`desk` is asked on the worker thread: it may wait until the desk is open."""

    def __init__(
        self,
        ops: OpRunner,
        desk: Callable[[], Desk],
        actor: Actor,
        clock: Clock,
        view: Speaker,
    ) -> None:
        self._ops, self._desk, self._actor = ops, desk, actor
        self._clock, self._view = clock, view
        self._undo = taking_back(ops, desk, actor, view)

    def take_premium(self, batch: Batch) -> None:
        """The group pays what is open."""
        who = whose(batch)

        def taken(outcome: Outcome[Receipt]) -> None:
            receipt = outcome.value
            words = f"{who}から保険料 {yen(receipt.amount)}を受け取りました"
            undo = self._undo(f"{who}の保険料の受け取り", outcome)
            self._view.say(f"{words}（領収番号 {receipt.number}）。", undo)

        self._ops.command(
            lambda: self._desk().insurance.take_premium(self._actor.key, batch.id), taken
        )

    def pay_back(self, batch: Batch) -> None:
        """What the group paid for people whom another application has."""
        who = whose(batch)

        def paid(outcome: Outcome[Receipt]) -> None:
            words = f"{who}に保険料 {yen(-outcome.value.amount)}を返しました。"
            self._view.say(words, self._undo(f"{who}への保険料の返金", outcome))

        self._ops.command(
            lambda: self._desk().insurance.pay_back(self._actor.key, batch.id), paid
        )

    def deliver(self, batches: Sequence[Batch]) -> None:
        """These went to the 社協 today, with their premiums."""
        keys, today = [row.id for row in batches], wall(self._clock()).date()
        money = yen(sum(row.premium for row in batches))

        def delivered(outcome: Outcome[None]) -> None:
            what = f"{len(keys)}件 {money}の社協への納付"
            words = f"{len(keys)}件 {money}を社協に納めました。"
            self._view.say(words, self._undo(what, outcome))

        self._ops.command(
            lambda: self._desk().insurance.deliver(self._actor.key, keys, today),
            delivered,
        )


def whose(batch: Batch) -> str:
    """The group, or 個人 for people who came alone."""
    return batch.group or "個人"
