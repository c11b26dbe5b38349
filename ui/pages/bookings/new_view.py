"""The panel of a new booking, as its presenter knows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from app.kit.refusal import Refusal
from app.services.offered import Offer
from ui.contracts import Alternative, Speaker
from ui.pages.bookings.new_request import RequestView
from ui.parts.stocked import Stocked

if TYPE_CHECKING:
    from app.services.bookings import HoldTerms, Usual
    from app.services.forms import Sheet


class NewBookingView(Speaker, RequestView, Protocol):
    def show_decider(self, who: str) -> None:
        """Who sits here, if they may make an exception; else empty."""

    def show_usual(self, usual: Usual) -> None:
        """What the group asked for before, offered where nothing was typed."""

    def offer_kinds(self, kinds: Sequence[Stocked]) -> None:
        """The equipment that can be asked for with the room."""

    def fill_lines(self, text: str) -> None:
        """Ask for this equipment in place of what was asked for."""

    def show_offer(self, offer: Offer) -> None:
        """Fee, window and grounds of what is possible."""

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        """What speaks against it, and what is possible instead."""

    def show_asked(self, offer: Offer) -> None:
        """What the rules ask of a use, and whether an exception may be made: told before
        it is offered or refused."""

    def take_up_draft(self, values: Mapping[str, str]) -> None:
        """A draft that was left behind."""

    def booked(self) -> None:
        """It is done: the panel is empty and closed."""

    def ask_deadline(
        self, what: str, terms: HoldTerms, answer: Callable[[date], None]
    ) -> None:
        """Until when to hold it; the day of the rules stands there already."""

    def show_paper(self, sheet: Sheet) -> None: ...
