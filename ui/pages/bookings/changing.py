"""The change of a booking, as 予約台帳 shows it beside the grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.services.bookings import ChangeOffer
from app.services.offered import LedgerDay
from app.services.requests import SeriesChange
from app.services.sign_in import Actor
from ui.contracts import Alternative, Speaker, Undo
from ui.kit.dialog import tell_refusal
from ui.kit.ops import OwnedOps
from ui.kit.theme import Theme
from ui.pages.bookings.change_panel import ChangePanel
from ui.pages.bookings.change_presenter import ChangePresenter, Editing

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.forms import Sheet


class Around(Speaker, Protocol):
    """The page that the panel stands in."""

    t: Theme
    ops: OwnedOps

    def show_changed(self, booking_id: UUID, day: date) -> None: ...

    def show_paper(self, sheet: Sheet) -> None: ...


class Changing:
    """What the presenter sees of the page: the panel, and what lies around it."""

    def __init__(self, page: Around, desk: Desk, actor: Actor, clock: Clock) -> None:
        self._page = page
        self.panel = ChangePanel(page.t, clock)
        self.panel.hide()
        self.presenter = ChangePresenter(page.ops, desk, actor, self)
        self._booking: tuple[UUID, date] | None = None
        self.panel.typed.connect(lambda: self.presenter.typed(self.panel.values()))
        self.panel.confirmed.connect(lambda values, _: self.presenter.change(values))
        self.panel.list.ticked.connect(self.presenter.toggle)
        self.panel.list.opened.connect(self.presenter.tell)
        self.panel.closed.connect(self.give_up)

    @property
    def open(self) -> bool:
        return self.panel.isVisible()

    @property
    def booking(self) -> UUID | None:
        """Which one is being changed."""
        return self._booking[0] if self._booking and self.open else None

    def begin(self, booking_id: UUID) -> None:
        self.panel.empty()
        self.presenter.begin(booking_id)

    def leave(self) -> None:
        self.presenter.leave()
        self.panel.hide()

    def give_up(self) -> None:
        """Back to the booking, unchanged."""
        if self._booking is not None:
            self._page.show_changed(*self._booking)

    # what the presenter asks

    def show_editing(self, editing: Editing, values: Mapping[str, str]) -> None:
        card = editing.changing.card
        self._booking = card.id, card.starts.date()
        self.panel.show_editing(editing)
        self.panel.waiver.know(editing.decider)
        self.panel.fill(values)
        self.panel.allow(allowed=False)
        self.panel.show()
        self.panel.start_focus()

    def show_rooms(self, ledger: LedgerDay, site: str) -> None:
        self.panel.show_rooms(ledger, site)

    def choose_slots(self, first: str, last: str) -> None:
        self.panel.fill({"first": first, "last": last})

    def show_asked(self, offer: ChangeOffer) -> None:
        self.panel.show_asked(offer)

    def show_change(self, offer: ChangeOffer) -> None:
        self.panel.show_change(offer)

    def show_series_change(self, found: SeriesChange) -> None:
        self.panel.show_series_change(found)

    def tell_line(self, refusal: Refusal, rule: str) -> None:
        waiver = self.panel.waiver
        more = waiver.who_else(rule)
        tell_refusal(self._page.t, self.panel, refusal, waiver.ways(rule), more)

    def show_no_change(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        self.panel.show_no(refusal, ways)

    def show_met(
        self, refusal: Refusal, theirs: str, ways: Sequence[Alternative]
    ) -> None:
        self.panel.show_met(refusal, theirs, ways)

    def changed(self, booking_id: UUID, day: date) -> None:
        self._page.show_changed(booking_id, day)

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    def show_paper(self, sheet: Sheet) -> None:
        self._page.show_paper(sheet)
