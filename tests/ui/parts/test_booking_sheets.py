"""The sheets over a page, answered by keys, with a real center behind them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.bookings import BookingCard
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.conftest import press, show, type_in
from ui.kit.dialog import FormSheet, Sheet
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.text import Text
from ui.kit.theme import Theme, wear
from ui.parts.booking_actions import BookingActions
from ui.parts.booking_sheets import booking_actions
from ui.parts.paper_sheet import PaperSheet

TUESDAY = date(2026, 12, 1)
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


class Counter(Page):
    """A page with nothing but the actions of one booking."""

    def __init__(self, t: Theme, ops: Ops, center: Center) -> None:
        super().__init__(t, ops)
        wish = center.wish(center.register(), TUESDAY, "午後")
        self.id = center.desk.bookings.book(center.staff, wish).value.id
        self.center = center
        self.words: list[str] = []
        self.said.connect(lambda text, _: self.words.append(text))
        actor = Actor(UUID(center.staff), "渡邊 千恵子")
        desk, clock = center.desk, center.clock
        self.acts: BookingActions = booking_actions(self, lambda: desk, actor, clock)

    def card(self) -> BookingCard:
        return self.center.desk.bookings.card(self.id)


@pytest.fixture
def page(qtbot: QtBot, t: Theme, ops: Ops, center: Center) -> Counter:
    page = Counter(t, ops, center)
    wear(page, t)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    show(page)
    return page


def sheet(page: Counter, qtbot: QtBot, kind: type[Sheet] = Sheet) -> Sheet:
    """The sheet that is open."""

    def shown() -> list[Sheet]:
        return [s for s in page.findChildren(kind) if s.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[-1]


def focus(sheet: Sheet) -> QWidget:
    focused = sheet.focusWidget()
    assert focused is not None
    return focused


def test_the_number_of_people_is_asked_and_corrected(page: Counter, qtbot: QtBot) -> None:
    page.center.clock.now += timedelta(days=7)
    page.center.desk.bookings.check_in(page.center.staff, page.id, accept_unpaid=True)
    page.acts.take_key(page.card())
    asked = sheet(page, qtbot)
    type_in(focus(asked), "x")  # what stood there was selected: typing replaces it
    press(focus(asked), Key.Key_Return, CONTROL)
    assert asked.isVisible()
    press(focus(asked), Key.Key_Backspace)
    type_in(focus(asked), "17")
    press(focus(asked), Key.Key_Return)  # to the button
    press(focus(asked), Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.words))
    assert page.words == ["花の会から活動室Aの鍵を受け取りました(17人)。"]
    assert page.card().actual_users == 17


def test_money_is_shown_large_and_change_is_counted(page: Counter, qtbot: QtBot) -> None:
    page.acts.take_payment(page.card())
    asked = sheet(page, qtbot, FormSheet)
    type_in(focus(asked), "900")
    press(focus(asked), Key.Key_Return, CONTROL)
    assert page.card().owed == 1000 and asked.isVisible()
    press(focus(asked), Key.Key_A, CONTROL)
    type_in(focus(asked), "5000")
    told = [text.text() for text in asked.findChildren(Text)]
    assert "1,000円" in told and "4,000円" in told
    press(focus(asked), Key.Key_Return, CONTROL)
    paper = sheet(page, qtbot, PaperSheet)
    assert isinstance(paper, PaperSheet)
    assert paper.paper.title == "使用許可書兼領収書 H26-0001 花の会"
    assert page.card().owed == 0
    press(paper, Key.Key_Escape)


def test_giving_up_changes_nothing(page: Counter, qtbot: QtBot) -> None:
    for ask in (page.acts.take_payment, page.acts.cancel):
        ask(page.card())
        asked = sheet(page, qtbot)
        press(focus(asked), Key.Key_Escape)
        assert not asked.isVisible()
    card = page.card()
    assert (card.status, card.paid, page.words) == ("confirmed", 0, [])


def test_a_mistake_is_told_in_words(page: Counter, qtbot: QtBot) -> None:
    page.acts.cancel(page.card())
    press(sheet(page, qtbot), Key.Key_M, Qt.KeyboardModifier.AltModifier)
    asked = sheet(page, qtbot, FormSheet)
    press(focus(asked), Key.Key_Return, CONTROL)
    assert page.card().status == "confirmed"
    type_in(focus(asked), "other room")
    press(focus(asked), Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.card().status == "cancelled")
    history = page.center.desk.journal.history("booking", page.id)
    assert [event.note for event in history if event.verb == "booking.mistaken"] == [
        "other room"
    ]


def test_cancelling_shows_the_rule_and_asks_once(page: Counter, qtbot: QtBot) -> None:
    page.center.desk.payments.take(page.center.staff, page.id)
    page.acts.cancel(page.card())
    asked = sheet(page, qtbot)
    told = " ".join(text.text() for text in asked.findChildren(Text))
    assert "1,000円" in told and "還付" in told
    press(asked, Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.card().status == "cancelled")


def test_unpaid_offers_both_ways(page: Counter, qtbot: QtBot) -> None:
    page.center.clock.now += timedelta(days=7)
    page.acts.give_key(page.card())
    asked = sheet(page, qtbot)
    press(asked, Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.card().status == "in_use")


def test_a_part_by_slip_gets_a_receipt_of_its_own(page: Counter, qtbot: QtBot) -> None:
    page.acts.take_payment(page.card())
    asked = sheet(page, qtbot, FormSheet)
    press(focus(asked), Key.Key_Return)  # on from what was handed over
    press(focus(asked), Key.Key_A, CONTROL)
    type_in(focus(asked), "300")
    press(focus(asked), Key.Key_Return)
    press(focus(asked), Key.Key_Down)  # 現金 → 納付書
    press(focus(asked), Key.Key_Return)
    type_in(focus(asked), "11/20")
    press(focus(asked), Key.Key_Return)
    type_in(focus(asked), "12-345")
    press(focus(asked), Key.Key_Return, CONTROL)
    paper = sheet(page, qtbot, PaperSheet)
    assert isinstance(paper, PaperSheet)
    assert paper.paper.title == "領収書 H26-0001 花の会"
    (row,) = page.center.desk.payments.of_booking(page.id)
    assert (row.amount, row.method) == (300, "slip")
    assert page.card().owed == 700
    press(paper, Key.Key_Escape)


def test_no_more_is_taken_than_is_owed(page: Counter, qtbot: QtBot) -> None:
    page.acts.take_payment(page.card())
    asked = sheet(page, qtbot, FormSheet)
    press(focus(asked), Key.Key_Return)
    press(focus(asked), Key.Key_A, CONTROL)
    type_in(focus(asked), "1001")
    press(focus(asked), Key.Key_Return, CONTROL)
    assert asked.isVisible() and page.card().paid == 0
    press(focus(asked), Key.Key_Escape)
