"""The sheets in which the desk answers what a booking's actions ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.kit.money import yen
from app.kit.refusal import Refusal
from app.rules.fees import kept_lines
from app.services.sign_in import Actor
from ui.contracts import Alternative, Undo
from ui.kit.dialog import Answer, FormSheet, Sheet, tell_refusal
from ui.kit.fields import NumberField
from ui.kit.form import Form
from ui.kit.layout import Item, col, host, line, row
from ui.kit.layout import card as boxed
from ui.kit.lines import FeeLine, MoneyLines
from ui.kit.page import Page
from ui.kit.text import Text
from ui.parts.booking_actions import BookingActions, BookingFacts, named
from ui.parts.fee_lines import fee_lines
from ui.parts.paper_sheet import show_paper

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services import forms
    from app.services.bookings import BookingCard, RefundDue

#: As many people, and as many yen, as can be typed.
MOST_USERS, MOST_YEN = 9_999, 9_999_999
NO_CHANGE = "－"


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

    def ask_payment(self, card: BookingCard, answer: Callable[[], None]) -> None:
        payment_sheet(self._page, card, answer).open()

    def ask_cancel(
        self, card: BookingCard, back: RefundDue | None, answer: Callable[[], None]
    ) -> None:
        cancel_sheet(self._page, card, back, answer).open()

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


def payment_sheet(page: Page, card: BookingCard, answer: Callable[[], None]) -> FormSheet:
    """The amount, large, and why; what was handed over is only for the change."""
    t, owed = page.t, card.owed
    given = NumberField(
        t, "given", "お預かり", least=owed, most=MOST_YEN, unit="円", width=120
    )
    change = Text(t, NO_CHANGE, "figure", "text2")

    def count() -> None:
        try:
            money = given.read()
        except Refusal:
            money = None
        if money is None:
            change.say(NO_CHANGE, "text2")
        else:
            change.say(yen(money - owed), "text")

    given.edited.connect(count)
    beside = host(col(t, Text(t, "おつり", "smallb"), 4, change, margins=(24, 0, 0, 0)))
    return FormSheet(
        t,
        page,
        "使用料を受け取る",
        Form(t, [[given, beside]]),
        lambda _: answer(),
        Text(t, named(card), wraps=True),
        boxed(t, "使用料", *_reasons(page, card), note=card.number),
        yes="受け取った",
        icon="money",
    )


def _reasons(page: Page, card: BookingCard) -> Sequence[Item]:
    """The lines of the fee with their rules, what was paid before, what is open."""
    t = page.t
    lines = [*fee_lines(kept_lines(card.fee_lines))]
    if card.paid:
        lines.append(FeeLine("納付", "これまでに受け取った額", "", yen(-card.paid)))
    total = row(t, Text(t, "受け取る額"), None, Text(t, yen(card.owed), "figure"))
    return [MoneyLines(t, lines), 4, line(), 4, total]


def cancel_sheet(
    page: Page, card: BookingCard, back: RefundDue | None, answer: Callable[[], None]
) -> Sheet:
    """What is paid back by which rule, then one question: money goes out."""
    t = page.t
    body: list[Item] = [Text(t, named(card), wraps=True)]
    if back is None:
        body.append(Text(t, "使用料は受け取っていません。返すお金はありません。"))
    else:
        body.append(boxed(t, "返すお金", Text(t, yen(back.amount), "figure")))
        body.extend(
            Text(t, f"{why.text} [{why.rule}]", "small", "text2", wraps=True)
            for why in back.explained
        )
    paying = back is not None and back.amount > 0
    words = f"{yen(back.amount)}を返して取り消す" if back and paying else "取り消す"
    return Sheet(
        t,
        page,
        "この予約を取り消しますか",
        *body,
        answers=[Answer(words, answer, "Ctrl+Enter", "danger")],
        leave="やめる",
        icon="warn",
        role="late",
    )
