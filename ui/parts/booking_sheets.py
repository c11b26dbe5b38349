"""The sheets in which the desk answers what a booking's actions ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import Alternative, Undo
from ui.kit.dialog import FormSheet, tell_refusal
from ui.kit.fields import NumberField
from ui.kit.form import Form
from ui.kit.page import Page
from ui.kit.text import Text
from ui.parts.booking_actions import BookingActions, BookingFacts, named
from ui.parts.money_sheets import cancel_sheet, payment_sheet
from ui.parts.paper_sheet import show_paper

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services import forms
    from app.services.bookings import BookingCard, RefundDue
    from app.services.payments import Tender

#: As many people as can be typed.
MOST_USERS = 9_999


def booking_actions(page: Page, desk: Callable[[], Desk], actor: Actor) -> BookingActions:
    """The actions of a page; their sheets lie over its window."""
    return BookingActions(page.ops, desk, actor, BookingSheets(page, desk, actor))


class BookingSheets:
    """What `BookingActions` sees of the screen."""

    def __init__(self, page: Page, desk: Callable[[], Desk], actor: Actor) -> None:
        self._page, self._desk, self._actor = page, desk, actor

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    def offer(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        tell_refusal(self._page.t, self._page, refusal, ways)

    def ask_users(self, booking: BookingFacts, answer: Callable[[int], None]) -> None:
        users_sheet(self._page, booking, answer).open()

    def ask_payment(self, card: BookingCard, answer: Callable[[Tender], None]) -> None:
        clock = self._desk().payments.clock
        payment_sheet(self._page, named(card), card, clock, answer).open()

    def ask_cancel(
        self, card: BookingCard, back: RefundDue | None, answer: Callable[[], None]
    ) -> None:
        title = "この予約を取り消しますか"
        cancel_sheet(self._page, title, named(card), back, answer).open()

    def show_paper(self, sheet: forms.Sheet) -> None:
        show_paper(self._page, self._desk, self._actor, sheet)


def users_sheet(
    page: Page, booking: BookingFacts, answer: Callable[[int], None]
) -> FormSheet:
    """How many people there were; the number expected stands there already."""
    t = page.t
    users = NumberField(
        t,
        "actual_users",
        "実際の人数",
        most=MOST_USERS,
        unit="人",
        need=True,
        help=f"予約の人数は{booking.users}人です。違うときは直してください。",
    )
    users.set_text(str(booking.users))
    users.edit.selectAll()
    return FormSheet(
        t,
        page,
        "鍵を受け取る",
        Form(t, [users]),
        lambda values: answer(values["actual_users"]),
        Text(t, named(booking), wraps=True),
        yes="鍵を受け取る",
        icon="key",
    )
