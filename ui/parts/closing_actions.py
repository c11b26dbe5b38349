"""What the desk does at the end of a day: count the cash, close, print 日計表. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.money import yen
from app.services.sign_in import Actor
from ui.contracts import Alternative, OpRunner, PaperView
from ui.parts.booking_words import short_day
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.kit.refusal import Refusal
    from app.services.closings import ClosingOffer, ClosingRow, CountedDay


class ClosingView(PaperView, Protocol):
    """What the actions ask of the screen."""

    def ask_count(
        self, offer: ClosingOffer, answer: Callable[[CountedDay], None]
    ) -> None:
        """How many pieces of each denomination there are; asked until `counted`."""

    def show_expected(self, offer: ClosingOffer) -> None:
        """Money moved meanwhile: what was typed stays."""

    def refuse_count(self, refusal: Refusal) -> None:
        """At the field that it is about, if it is about one."""

    def counted(self) -> None:
        """The day is closed."""

    def offer(self, refusal: Refusal, ways: Sequence[Alternative]) -> None: ...

    def show_closings(self, rows: Sequence[ClosingRow]) -> None:
        """The days that were closed, each to be printed again."""


class ClosingActions:
    """`desk` is asked on the worker thread: it may wait until the desk is open."""

    def __init__(
        self, ops: OpRunner, desk: Callable[[], Desk], actor: Actor, view: ClosingView
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view

    def close_today(self) -> None:
        """日締め; where days before are open it is asked which are meant."""
        self._ops.query(lambda: self._desk().closings.today, self._begin)

    def list_closings(self) -> None:
        self._ops.query(lambda: self._desk().closings.latest(), self._view.show_closings)

    def print_sheet(self, closing_id: UUID) -> None:
        """日計表, shown as it will be printed."""
        self._ops.long(
            lambda _: self._desk().money_forms.daily_sheet(closing_id),
            self._view.show_paper,
        )

    def _begin(self, day: date, *, with_days_before: bool = False) -> None:
        self._ops.query(
            lambda: self._desk().closings.offer(day, with_days_before=with_days_before),
            lambda offer: self._view.ask_count(offer, self._close),
            partial(self._not_offered, day),
        )

    def _not_offered(self, day: date, refusal: Refusal) -> None:
        from app.services.closings import OpenBefore

        if not isinstance(refusal, OpenBefore):
            self._view.show_refusal(refusal)
            return
        before = refusal.before
        ways = [
            Alternative(
                f"先に{short_day(before)}までを締める",
                f"{short_day(before)}までのお金だけを数えます",
                lambda: self._begin(before, with_days_before=True),
            ),
            Alternative(
                f"{short_day(day)}までまとめて締める",
                "今日受け取ったお金も一緒に数えます",
                lambda: self._begin(day, with_days_before=True),
            ),
        ]
        self._view.offer(refusal, ways)

    def _close(self, counted: CountedDay) -> None:
        self._ops.command(
            lambda: self._desk().closings.close(self._actor, counted),
            partial(self._closed, counted),
            partial(self._refused, counted),
        )

    def _closed(self, counted: CountedDay, outcome: Outcome[UUID]) -> None:
        self._view.counted()
        what = f"{short_day(counted.day)}の日締め"
        undo = take_back(
            self._ops, self._desk, self._actor, self._view, what, outcome.entry
        )
        difference = counted.found - counted.expected
        told = f"差額 {yen(difference)}" if difference else "差額なし"
        words = (
            f"{short_day(counted.day)}を締めました（現金 {yen(counted.found)}・{told}）。"
        )
        self._view.say(words, undo)
        self.print_sheet(outcome.value)

    def _refused(self, counted: CountedDay, refusal: Refusal) -> None:
        self._view.refuse_count(refusal)
        if refusal.code == "closing.moved":
            self._ops.query(
                lambda: self._desk().closings.offer(counted.day, with_days_before=True),
                self._view.show_expected,
            )
