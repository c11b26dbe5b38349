"""What is said once a booking was changed, from its panel or on the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.kit.money import yen
from app.services.requests import Scope
from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.parts.booking_steps import named
from ui.parts.series_actions import SCOPES
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.services.bookings import BookingCard, Changed
    from app.services.forms import Sheet


class ToldView(Speaker, Protocol):
    def show_paper(self, sheet: Sheet) -> None: ...


class ChangeTold:
    def __init__(self, ops: OpRunner, desk: Desk, actor: Actor, view: ToldView) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view

    def tell(
        self, card: BookingCard, outcome: Outcome[Changed], scope: Scope = Scope.THIS
    ) -> None:
        """Its money, the way back, and its paper. `card` is as it was before; of a
        定期利用 more may have changed than this one."""
        found = outcome.value
        reach = "" if scope is Scope.THIS else f"({SCOPES[scope]})"
        words = f"{named(card)}{reach} を変更しました。"
        if found.back:
            words += f"{yen(found.back)}を返してください。"
        elif found.more:
            words += f"あと{yen(found.more)}を受け取ってください。"
        undo = take_back(
            self._ops,
            lambda: self._desk,
            self._actor,
            self._view,
            f"{named(card)}{reach} の変更",
            outcome.entry,
        )
        self._view.say(words, undo)
        if card.status == "confirmed":
            self._ops.long(lambda _: self._paper(card, scope), self._view.show_paper)

    def _paper(self, card: BookingCard, scope: Scope) -> Sheet:
        forms = self._desk.forms
        if scope is Scope.THIS or card.request_id is None:
            return forms.change_permit(card.id, self._actor)
        return forms.request_permit(card.request_id, self._actor)
