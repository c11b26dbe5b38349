"""臨時休館・臨時開館 without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import OpRunner, PaperView
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.services.special_days import BookedRow, SpecialDay


class SpecialView(PaperView, Protocol):
    def show_days(self, days: Sequence[SpecialDay], rooms: Sequence[str]) -> None: ...

    def ask_closing(self, wish: SpecialDay, touched: Sequence[BookedRow]) -> None: ...

    def refuse_day(self, wish: SpecialDay, refusal: Refusal) -> None: ...


class SpecialPresenter:
    def __init__(
        self, ops: OpRunner, desk: Desk, actor: Actor, view: SpecialView
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view

    def reload(self) -> None:
        days = self._desk.special_days
        self._ops.query(
            lambda: (days.coming(), days.rooms()),
            lambda found: self._view.show_days(*found),
        )

    def wish(self, wish: SpecialDay) -> None:
        """Declare it, unless bookings lie there: then a person decides."""

        def decide(touched: Sequence[BookedRow]) -> None:
            if touched:
                self._view.ask_closing(wish, touched)
            else:
                self.declare(wish)

        self._ops.query(lambda: self._desk.special_days.touched(wish), decide)

    def declare(self, wish: SpecialDay) -> None:
        word = "臨時開館" if wish.opens else "臨時休館"
        self._ops.command(
            lambda: self._desk.special_days.declare(self._actor.key, wish),
            lambda outcome: self._done(f"{word}を加えました。", word, outcome),
            lambda refusal: self._view.refuse_day(wish, refusal),
        )

    def revoke(self, day: SpecialDay) -> None:
        word = "臨時開館" if day.opens else "臨時休館"
        self._ops.command(
            lambda: self._desk.special_days.revoke(self._actor.key, day),
            lambda outcome: self._done(
                f"{word}を取りやめました。", f"{word}の取りやめ", outcome
            ),
        )

    def calendar(self, ahead: int) -> None:
        """The yearly opening calendar, of this fiscal year or a later one."""
        forms = self._desk.forms
        self._ops.query(
            lambda: forms.opening_calendar(forms.fiscal_year + ahead),
            self._view.show_paper,
        )

    def _done(self, told: str, what: str, outcome: Outcome[None]) -> None:
        undo = take_back(
            self._ops,
            lambda: self._desk,
            self._actor,
            self._view,
            what,
            outcome.entry,
        )
        self._view.say(told, undo)
