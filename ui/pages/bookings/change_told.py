"""What is said once a booking was changed, from its panel or on the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.kit.money import yen
from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.parts.booking_steps import named
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

    def tell(self, card: BookingCard, outcome: Outcome[Changed]) -> None:
        """Its money, the way back, and its paper. `card` is as it was before."""
        found = outcome.value
        words = f"{named(card)} を変更しました。"
        if found.back:
            words += f"{yen(found.back)}を返してください。"
        elif found.more:
            words += f"あと{yen(found.more)}を受け取ってください。"
        undo = take_back(
            self._ops,
            lambda: self._desk,
            self._actor,
            self._view,
            f"{named(card)} の変更",
            outcome.entry,
        )
        self._view.say(words, undo)
        if card.status == "confirmed":
            self._ops.long(
                lambda _: self._desk.forms.change_permit(card.id, self._actor),
                self._view.show_paper,
            )
