"""The sheets in which the desk answers what a loan's actions ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import Alternative, OpenLoan, Undo
from ui.kit.dialog import tell_refusal
from ui.kit.page import Page
from ui.parts.loan_actions import LoanActions, named, whole
from ui.parts.money_sheets import cancel_sheet, payment_sheet
from ui.parts.paper_sheet import show_paper

if TYPE_CHECKING:
    from app.desk import Desk
    from app.rules.refunds import RefundDue
    from app.services import forms
    from app.services.loans import LoanCard
    from app.services.payments import Tender


def loan_actions(page: Page, desk: Callable[[], Desk], actor: Actor) -> LoanActions:
    """The actions of a page; their sheets lie over its window."""
    return LoanActions(page.ops, desk, actor, LoanSheets(page, desk, actor))


class LoanSheets:
    """What `LoanActions` sees of the screen."""

    def __init__(self, page: Page, desk: Callable[[], Desk], actor: Actor) -> None:
        self._page, self._desk, self._actor = page, desk, actor

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    def offer(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        tell_refusal(self._page.t, self._page, refusal, ways)

    def ask_loan_payment(self, card: LoanCard, answer: Callable[[Tender], None]) -> None:
        what = f"{named(card)}\u2028{whole(card)}"
        clock = self._desk().payments.clock
        payment_sheet(self._page, what, card, clock, answer).open()

    def ask_loan_cancel(
        self, card: LoanCard, back: RefundDue | None, answer: Callable[[], None]
    ) -> None:
        title, what = "この貸出を取り消しますか", f"{named(card)}\u2028{whole(card)}"
        cancel_sheet(self._page, title, what, back, answer).open()

    def ask_scans(self, request: OpenLoan) -> None:
        self._page.asked.emit("loans", request)

    def show_paper(self, sheet: forms.Sheet) -> None:
        show_paper(self._page, self._desk, self._actor, sheet)
