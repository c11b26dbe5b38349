"""Bookings that are moved on the grid: its hand, and what the presenter says to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol

from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import Speaker, Undo
from ui.kit.grid.view import DayGrid
from ui.kit.ops import OwnedOps
from ui.kit.theme import Theme
from ui.pages.bookings.move_presenter import MovePresenter
from ui.pages.bookings.presenter import LedgerPresenter
from ui.parts.waiver_field import offer_exception

if TYPE_CHECKING:
    from uuid import UUID

    from app.desk import Desk
    from app.services.forms import Sheet


class Around(Speaker, Protocol):
    """The page that the grid stands in."""

    t: Theme
    ops: OwnedOps
    ledger: LedgerPresenter

    def show_paper(self, sheet: Sheet) -> None: ...


class Moves:
    def __init__(self, page: Around, grid: DayGrid, desk: Desk, actor: Actor) -> None:
        self._page, self._grid, hand = page, grid, grid.hand
        self.presenter = MovePresenter(page.ops, desk, actor, self, page.ledger.line)
        hand.took.connect(self.presenter.take)
        hand.held.connect(self.presenter.hold)
        hand.dropped.connect(self.presenter.drop)

    # what the presenter asks

    def tell_move(self, label: str, *, refused: bool) -> None:
        if self._grid.hand.holds:
            self._grid.hand.tell(label, refused=refused)

    def moved(self, booking_id: UUID, day: date) -> None:
        """The keys go on from where it is now."""
        self._page.ledger.go(day, lambda: self._grid.walk.stand_on(booking_id))

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        """What stood in the way may be newer than the grid: it is read again."""
        self._page.ledger.reload()
        self._page.show_refusal(refusal)

    def offer_exception(
        self, refusal: Refusal, waivable: str, who: str, answer: Callable[[str], None]
    ) -> None:
        """The grid is read again, as for any refusal."""
        self._page.ledger.reload()
        offer_exception(self._page.t, self._grid, refusal, waivable, who, answer)

    def show_paper(self, sheet: Sheet) -> None:
        self._page.show_paper(sheet)
