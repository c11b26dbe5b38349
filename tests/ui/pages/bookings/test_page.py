"""予約台帳 in the real window, by keys alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.clerk import Clerk as Hands
from tests.ui.conftest import show
from ui.contracts import OpenLedger
from ui.kit.buttons import Option
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.shots import sticking_out
from ui.pages.bookings.page import BookingsPage
from ui.pages.command.answers import Answers
from ui.parts.booking_actions import Action
from ui.shell.header import HeaderInfo
from ui.shell.window import MainWindow, PageEntry

TUESDAY = date(2026, 12, 1)
Key = Qt.Key
ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
INFO = HeaderInfo("越谷市 市民活動支援センター", "センター", "渡邊 千恵子")


@dataclass
class Clerk(Hands):
    qtbot: QtBot

    @property
    def page(self) -> BookingsPage:
        page = self.window.page("bookings")
        assert isinstance(page, BookingsPage)
        return page

    def receive(self, request: OpenLedger) -> None:
        self.window.open_page("bookings", request)
        self.wait()


def at_desk(
    center: Center,
    ops: Ops,
    qtbot: QtBot,
    scale: float = 1.0,
    staff: UUID | None = None,
) -> Clerk:
    actor = Actor(staff or UUID(center.staff), "渡邊 千恵子")
    entries = [
        PageEntry("today", "今日", "today", lambda t: Page(t, ops)),
        PageEntry(
            "bookings",
            "予約台帳",
            "ledger",
            lambda t: BookingsPage(t, ops, center.desk, actor, center.clock),
        ),
    ]
    window = MainWindow(
        entries, ops, INFO, center.clock, lambda words: find(words), "light", scale
    )
    find = Answers(center.desk, center.clock, window.open_page).find
    qtbot.addWidget(window)
    window.resize(1366, 768)
    show(window)
    return Clerk(window, center, ops, qtbot)


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    return at_desk(center, ops, qtbot)


def test_what_was_booked_is_taken_back(clerk: Clerk) -> None:
    group = clerk.center.register()
    clerk.receive(OpenLedger(TUESDAY, clerk.center.room().id, ("午後",), group, 20))
    clerk.page.panel.purpose.editor().setFocus()
    clerk.write("総会")
    clerk.chord(Key.Key_K, ALT)
    assert len(clerk.center.desk.bookings.of_group(group)) == 1
    assert clerk.page.grid.hasFocus()
    clerk.chord(Key.Key_Z, CONTROL)
    assert not clerk.center.desk.bookings.of_group(group)


def test_shift_takes_the_whole_day(clerk: Clerk) -> None:
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_Right, SHIFT)
    clerk.chord(Key.Key_Right, SHIFT)
    clerk.chord(Key.Key_Return)
    place = clerk.page.ledger.place()
    assert place is not None and place.slots == ("全日",)
    assert clerk.page.panel.group.edit.hasFocus()


def test_a_wrong_date_is_told_at_its_field(clerk: Clerk) -> None:
    clerk.receive(OpenLedger(TUESDAY))
    clerk.write("2/30")
    clerk.chord(Key.Key_Return)
    bar = clerk.page.bar
    assert "2月は28日まで" in bar.edit.accessibleDescription()
    assert clerk.page.ledger.day == TUESDAY
    clerk.chord(Key.Key_Escape)
    assert bar.edit.text() == "" and clerk.page.grid.hasFocus()
    clerk.write("2/30")
    clerk.chord(Key.Key_Return)
    clerk.chord(Key.Key_Right, ALT)  # another day: what was wrong is no longer asked
    assert bar.edit.text() == "" == bar.edit.accessibleDescription()


def test_a_refusal_keeps_what_was_typed_and_offers_a_way(clerk: Clerk) -> None:
    group = clerk.center.register()
    clerk.receive(OpenLedger(TUESDAY, clerk.center.room().id, ("午後",), group, 20))
    panel = clerk.page.panel
    panel.purpose.set_text("総会")
    other = clerk.center.register("山﨑の会", "ヤマザキノカイ")
    wish = clerk.center.wish(other, TUESDAY, "午後")
    clerk.center.desk.bookings.book(clerk.center.staff, wish)
    clerk.chord(Key.Key_Return, CONTROL)
    assert not panel.go.isEnabled()
    ways = [option.title for option in panel.findChildren(Option) if option.isVisible()]
    assert ways[0] == "活動室B 午後"
    clerk.chord(Key.Key_1, ALT)
    assert panel.go.isEnabled() and panel.purpose.text() == "総会"
    clerk.chord(Key.Key_K, ALT)
    [booked] = clerk.center.desk.bookings.of_group(group)
    assert (booked.room, booked.owed) == ("活動室B", 1000)


def test_an_empty_panel_says_what_is_missing(clerk: Clerk) -> None:
    clerk.receive(OpenLedger(TUESDAY, clerk.center.room().id, ("午後",)))
    clerk.chord(Key.Key_Return, CONTROL)
    panel = clerk.page.panel
    assert panel.group.error().startswith("団体を選んでください。")
    assert panel.purpose.error() and panel.users.error()
    assert panel.group.edit.hasFocus()


def test_a_half_typed_booking_survives_a_restart(
    clerk: Clerk, center: Center, qtbot: QtBot
) -> None:
    clerk.receive(OpenLedger(TUESDAY, center.room().id, ("午後",)))
    clerk.page.panel.purpose.editor().setFocus()
    clerk.write("総会")
    actor = Actor(UUID(center.staff), "")
    qtbot.waitUntil(lambda: center.desk.drafts.find(actor, "booking.new") is not None)
    clerk.window.close()
    again = at_desk(center, clerk.ops, qtbot)
    again.chord(Key.Key_2, CONTROL)
    panel = again.page.panel
    assert panel.isVisible() and panel.purpose.text() == "総会"
    assert again.page.ledger.day == TUESDAY
    again.chord(Key.Key_D, ALT)
    assert panel.purpose.text() == ""
    assert center.desk.drafts.find(actor, "booking.new") is None


def test_another_scale_keeps_the_panel(clerk: Clerk) -> None:
    group = clerk.center.register()
    clerk.receive(OpenLedger(TUESDAY, clerk.center.room().id, ("夜間",), group, 7))
    clerk.chord(Key.Key_Plus, CONTROL)
    panel = clerk.page.panel
    assert panel.isVisible() and panel.users.text() == "7"
    assert panel.group.text() == group.hex
    place = clerk.page.ledger.place()
    assert place is not None and place.slots == ("夜間",)


def test_a_group_waits_for_its_slot(clerk: Clerk) -> None:
    group = clerk.center.register()
    clerk.receive(OpenLedger(TUESDAY, group_id=group))
    assert clerk.page.panel.isHidden() and clerk.page.grid.hasFocus()
    clerk.chord(Key.Key_Return)
    panel = clerk.page.panel
    assert panel.isVisible() and panel.group.text() == group.hex
    assert panel.purpose.edit.hasFocus()


def test_control_n_begins_where_the_focus_is(clerk: Clerk) -> None:
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_N, CONTROL)
    place = clerk.page.ledger.place()
    assert place is not None
    assert (place.room.room.name, place.slots) == ("活動室B", ("午前",))


def test_what_was_left_behind_may_be_somebody_elses(clerk: Clerk) -> None:
    group = clerk.center.register()
    room = clerk.center.room().id
    clerk.receive(OpenLedger(TUESDAY, room, ("夜間",), group, 7))
    panel = clerk.page.panel
    clerk.chord(Key.Key_Escape)
    clerk.receive(OpenLedger(TUESDAY, room, ("午後",)))
    assert panel.group.text() == group.hex
    assert clerk.focus() is panel.group.focusProxy()
    clerk.chord(Key.Key_D, ALT)
    assert panel.group.text() == "" and panel.group.edit.hasFocus()


def test_how_many_come_was_asked_just_now_and_not_left(clerk: Clerk) -> None:
    room, panel = clerk.center.room().id, clerk.page.panel
    clerk.receive(OpenLedger(TUESDAY, room, ("午後",), people=20))
    assert panel.users.text() == "20" and not panel.is_left()
    clerk.chord(Key.Key_Escape)
    clerk.receive(OpenLedger(TUESDAY, room, ("夜間",), people=12))
    assert panel.is_left()


def test_another_group_brings_its_own_habits(clerk: Clerk) -> None:
    center = clerk.center
    first, second = center.register(), center.register("山﨑の会", "ヤマザキノカイ")
    for group, words, users in ((first, "生け花", 20), (second, "総会", 9)):
        wish = center.wish(group, date(2026, 12, 8), "午前" if users > 9 else "午後")
        own = replace(wish, purpose=words, users=users)
        center.desk.bookings.book(center.staff, own)
    clerk.receive(OpenLedger(TUESDAY, center.room().id, ("夜間",), first))
    panel = clerk.page.panel
    assert (panel.purpose.text(), panel.users.text()) == ("生け花", "20")
    clerk.chord(Key.Key_G, ALT)
    clerk.write("やまざき")
    clerk.chord(Key.Key_Return)
    assert (panel.purpose.text(), panel.users.text()) == ("総会", "9")


def test_a_day_without_rules_says_so(clerk: Clerk) -> None:
    clerk.receive(OpenLedger(date(2019, 4, 1)))
    assert clerk.page.grid.grid.day.closed.startswith("平成31年4月1日(月)")


def test_another_pc_is_seen_after_a_while(clerk: Clerk) -> None:
    clerk.receive(OpenLedger(TUESDAY))
    wish = clerk.center.wish(clerk.center.register(), TUESDAY, "午前")
    clerk.center.desk.bookings.book(clerk.center.staff, wish)
    clerk.page.clock_moved(clerk.center.clock.now)
    clerk.wait()
    assert len(clerk.page.grid.grid.day.blocks) == 1


def test_a_booking_is_opened_and_its_key_given(clerk: Clerk) -> None:
    desk, staff = clerk.center.desk, clerk.center.staff
    wish = clerk.center.wish(clerk.center.register(), TUESDAY, "午後")
    booking = desk.bookings.book(staff, wish, paid=True).value.id
    clerk.center.clock.now = clerk.center.clock.now.replace(month=12, day=1)
    clerk.chord(Key.Key_2, CONTROL)
    clerk.receive(OpenLedger(TUESDAY, booking_id=booking))
    card = clerk.page.booking
    assert card is not None and card.buttons[Action.GIVE_KEY].hasFocus()
    clerk.chord(Key.Key_I, ALT)
    card = clerk.page.booking
    assert card is not None and card.opened.card.status == "in_use"
    clerk.chord(Key.Key_Escape)
    assert clerk.page.booking is None and clerk.page.grid.hasFocus()


@pytest.mark.parametrize(
    ("size", "scale"),
    [
        ((1366, 768), 1.0),
        ((1366, 768), 1.25),
        ((1920, 1080), 1.5),
        ((1920, 1080), 2.0),
    ],
)
def test_nothing_grows_or_sticks_out(
    center: Center, ops: Ops, qtbot: QtBot, size: tuple[int, int], scale: float
) -> None:
    clerk = at_desk(center, ops, qtbot, scale)
    clerk.window.resize(*size)
    clerk.wait()
    name = "特定非営利活動法人 越谷の里山と水辺を未来へつなぐ市民ネットワーク"
    group = center.register(name, "コシガヤノサトヤマ")
    wish = center.wish(group, TUESDAY, "午後")
    booking = center.desk.bookings.book(center.staff, wish).value.id
    room = center.room().id
    for request in (
        OpenLedger(TUESDAY, room, ("午前",), group, 20),
        OpenLedger(TUESDAY, room, ("午後",), group, 20),
        OpenLedger(TUESDAY, booking_id=booking),
    ):
        clerk.receive(request)
        grabbed = clerk.window.grab()
        assert (grabbed.width(), grabbed.height()) == size
        assert not sticking_out(clerk.window)
