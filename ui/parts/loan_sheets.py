"""The sheets in which the desk answers what a loan's actions ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.services.sign_in import Actor
from ui.contracts import OpenLoan
from ui.kit.page import Page
from ui.parts.loan_actions import LoanActions, named, whole
from ui.parts.money_sheets import cancel_sheet, payment_sheet
from ui.parts.screen import Screen

if TYPE_CHECKING:
    from app.desk import Desk
    from app.rules.refunds import RefundDue
    from app.services.loans import LoanCard
    from app.services.payments import Tender


def loan_actions(page: Page, desk: Callable[[], Desk], actor: Actor) -> LoanActions:
    """The actions of a page; their sheets lie over its window."""
    return LoanActions(page.ops, desk, actor, LoanSheets(page, desk, actor))


class LoanSheets(Screen):
    """What `LoanActions` sees of the screen."""

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
