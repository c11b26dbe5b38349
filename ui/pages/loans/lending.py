"""新しい貸出 on the page: its panel, and what lies around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.services.offered import LoanOffer
from app.services.sign_in import Actor
from ui.contracts import Alternative, NewLoan, PaperView, Undo
from ui.kit.ops import OwnedOps
from ui.kit.theme import Theme
from ui.pages.loans.new_panel import NewLoanPanel
from ui.pages.loans.new_presenter import NewLoanPresenter
from ui.parts.stocked import Stocked

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.forms import Sheet


class Around(PaperView, Protocol):
    """The page that the panel stands in."""

    t: Theme
    ops: OwnedOps

    def is_clear(self) -> bool:
        """Nothing else stands beside the lists."""

    def clear(self) -> None:
        """What else stands beside the lists goes."""

    def lent(self, loan_id: UUID) -> None:
        """It is done, and nothing is open any more."""


class Lending:
    """What the presenter of a new loan sees of the page."""

    def __init__(self, page: Around, desk: Desk, actor: Actor, clock: Clock) -> None:
        self._page = page
        self.panel = panel = NewLoanPanel(page.t, page.ops, desk.groups, clock)
        panel.hide()
        self.presenter = new = NewLoanPresenter(page.ops, desk, actor, clock, self)
        panel.typed.connect(lambda: new.ask(panel.values()))
        panel.paused.connect(lambda: new.keep(panel.values()))
        panel.confirmed.connect(lambda values, paid: new.lend(values, paid=paid))
        panel.erased.connect(self._erase)

    def start(self, request: NewLoan) -> None:
        """Open the panel, with what is known of the loan."""
        self._page.clear()
        panel, today = self.panel, self.presenter.today()
        left = panel.is_begun()
        if not left:
            panel.empty()  # yesterday's days, if nothing else
        if request.group_id is not None:
            panel.fill({"group_id": request.group_id.hex})
        if request.day is not None:
            day = max(request.day, today).isoformat()
            panel.fill({"first_on": day, "last_on": day})
        if request.kind_id is not None:
            panel.lines.take(request.kind_id, 1)
        panel.show_left(left=left)
        panel.begin(today)
        panel.show()
        self.presenter.begin(panel.values())
        panel.start_focus()

    def reload(self) -> None:
        if self.panel.isVisible():
            self.presenter.begin(self.panel.values())

    def leave(self) -> None:
        """What was typed stays in the panel and, as a draft, in the database."""
        if not self.panel.isHidden():
            self.presenter.keep(self.panel.values())
            self.panel.hide()

    def _erase(self) -> None:
        self.panel.empty()
        self.presenter.forget()
        self.start(NewLoan())

    # what the presenter asks

    def offer_kinds(self, kinds: Sequence[Stocked]) -> None:
        self.panel.offer_kinds(kinds)

    def show_offer(self, offer: LoanOffer) -> None:
        self.panel.show_offer(offer)

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        self.panel.show_no(refusal, ways)

    def show_nothing(self) -> None:
        self.panel.show_nothing()

    def fill_loan(self, values: Mapping[str, str]) -> None:
        self.panel.fill(values)

    def take_up_draft(self, values: Mapping[str, str]) -> None:
        if self._page.is_clear() and self.panel.isHidden():
            self.panel.fill(values)
            self.start(NewLoan())

    def lent(self, loan_id: UUID) -> None:
        self.panel.empty()
        self.panel.hide()
        self._page.lent(loan_id)

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    def show_paper(self, paper: Sheet) -> None:
        self._page.show_paper(paper)
