"""仮予約 and 変更 in the real window, by keys alone."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.services.bookings import ChangeWish
from tests.app.services.conftest import Center
from tests.ui.pages.bookings.test_page import (
    ALT,
    CONTROL,
    TUESDAY,
    Clerk,
    Key,
    at_desk,
)
from ui.contracts import OpenLedger
from ui.kit.buttons import Option
from ui.kit.ops import Ops
from ui.kit.shots import sticking_out
from ui.kit.text import Text
from ui.parts.booking_actions import Action


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    return at_desk(center, ops, qtbot)


def booked(clerk: Clerk, *slots: str, paid: bool = False) -> UUID:
    center = clerk.center
    wish = center.wish(center.register(), TUESDAY, *slots)
    booking = center.desk.bookings.book(center.staff, wish, paid=paid).value.id
    clerk.receive(OpenLedger(TUESDAY, booking_id=booking))
    return booking


def card(clerk: Clerk, booking: UUID) -> tuple[str, int, str]:
    found = clerk.center.desk.bookings.card(booking)
    return found.slots, found.users, found.status


def change(clerk: Clerk, **typed: str) -> None:
    """Alt+E, then what is typed into fields by their names."""
    clerk.window.activateWindow()
    clerk.wait()
    clerk.chord(Key.Key_E, ALT)
    panel = clerk.page.changing.panel
    assert panel.isVisible()
    for name, text in typed.items():
        panel.form[name].set_text(text)
        panel.form[name].edited.emit()
        panel.typed.emit()
        clerk.wait()


def test_a_room_is_held_in_two_steps_from_the_panel(clerk: Clerk) -> None:
    group = clerk.center.register()
    room = clerk.center.room().id
    clerk.receive(OpenLedger(TUESDAY, room, ("午後",), group, 18))
    clerk.page.panel.purpose.set_text("生け花")
    clerk.chord(Key.Key_H, ALT)
    [sheet] = [d for d in clerk.window.findChildren(QDialog) if d.isVisible()]
    assert sheet.windowTitle() == "仮予約の期限"
    clerk.chord(Key.Key_Return, CONTROL)
    [found] = clerk.center.desk.bookings.of_group(group)
    assert (found.status, found.held_until) == ("held", datetime(2026, 12, 1, 13))
    paper = clerk.paper()
    assert paper is not None and paper.windowTitle().startswith("仮予約票")
    clerk.chord(Key.Key_Escape)
    clerk.receive(OpenLedger(TUESDAY, booking_id=found.id))
    clerk.window.activateWindow()
    clerk.wait()
    clerk.chord(Key.Key_J, ALT)
    assert card(clerk, found.id)[2] == "applied"
    clerk.chord(Key.Key_K, ALT)
    assert card(clerk, found.id)[2] == "confirmed"


def test_an_application_waits_for_its_permit(clerk: Clerk) -> None:
    group = clerk.center.register()
    room = clerk.center.room().id
    clerk.receive(OpenLedger(TUESDAY, room, ("午後",), group, 18))
    clerk.page.panel.purpose.set_text("生け花")
    clerk.chord(Key.Key_J, ALT)
    [found] = clerk.center.desk.bookings.of_group(group)
    assert found.status == "applied"


def test_a_booking_is_changed_beside_the_grid(clerk: Clerk) -> None:
    booking = booked(clerk, "午前", paid=True)
    change(clerk, last="午後", users="7")
    panel = clerk.page.changing.panel
    assert panel.go.isEnabled()
    assert panel.difference.text() == "あと 1,000円 を受け取ります"
    assert card(clerk, booking)[0] == "午前"  # nothing is written yet
    panel.day.editor().setFocus()
    clerk.chord(Key.Key_Return, CONTROL)
    assert card(clerk, booking) == ("午前・午後", 7, "confirmed")
    paper = clerk.paper()
    assert paper is not None and paper.windowTitle().startswith("使用変更許可書")
    clerk.chord(Key.Key_Escape)
    assert not panel.isVisible()
    opened = clerk.page.booking
    assert opened is not None and Action.PRINT_CHANGE in opened.buttons


def test_a_change_that_has_not_begun_is_no_mistake(clerk: Clerk) -> None:
    users = card(clerk, booked(clerk, "午前"))[1]
    change(clerk, users="7")
    panel = clerk.page.changing.panel
    assert panel.go.isEnabled()
    panel.users.set_text(str(users))
    panel.typed.emit()
    clerk.wait()
    assert not panel.go.isEnabled()
    assert panel.difference.text() == "まだ何も変えていません"
    assert not any(box.isVisible() for box in panel.boxes.values())


def test_who_moves_the_start_past_the_end_means_the_later_time(clerk: Clerk) -> None:
    booked(clerk, "午前")
    change(clerk, first="夜間")
    panel = clerk.page.changing.panel
    assert panel.last.text() == "夜間"
    panel.last.set_text("午後")
    assert panel.first.text() == "午後"


def test_what_cannot_be_changed_says_why(clerk: Clerk) -> None:
    booking = booked(clerk, "午前")
    center = clerk.center
    other = center.wish(center.desk.bookings.card(booking).group_id, TUESDAY, "午後")
    center.desk.bookings.book(center.staff, other)
    change(clerk, first="午後", last="午後")
    panel = clerk.page.changing.panel
    assert panel.boxes[""].isVisible() and not panel.go.isEnabled()
    panel.day.editor().setFocus()
    clerk.chord(Key.Key_Escape)
    assert not panel.isVisible() and clerk.page.booking is not None
    assert card(clerk, booking)[0] == "午前"


def test_the_second_clerk_sees_the_change_and_keeps_what_was_typed(clerk: Clerk) -> None:
    booking = booked(clerk, "午前")
    change(clerk, users="7")
    desk, staff = clerk.center.desk, clerk.center.staff
    changing = desk.changes.changing(booking)
    theirs = ChangeWish(clerk.center.room("活動室B").id, TUESDAY, ("午前",), "茶会", 20)
    desk.changes.change(staff, booking, theirs, changing.loaded)
    panel = clerk.page.changing.panel
    clerk.page.reload()
    clerk.wait()
    assert panel.isVisible() and panel.users.text() == "7"  # kept through F5
    panel.day.editor().setFocus()
    clerk.chord(Key.Key_Return, CONTROL)
    assert panel.isVisible() and panel.users.text() == "7"
    box = panel.boxes[""]
    told = " ".join(text.text() for text in box.findChildren(Text))
    assert "部屋 活動室A→活動室B" in told and "使用目的 生け花の練習→茶会" in told
    assert "移ります" not in told  # neither of the two is a way to somewhere else
    assert [(o.title, o.detail) for o in box.findChildren(Option)] == [
        ("このまま変更する", "入れたものに変えます"),
        ("読み直す", "入れたものを捨て、いまの内容から始めます"),
    ]
    assert card(clerk, booking)[1] == 20  # nothing was overwritten
    clerk.chord(Key.Key_1, ALT)
    assert card(clerk, booking)[1] == 7


@pytest.mark.parametrize(
    ("size", "scale"),
    [((1366, 768), 1.0), ((1366, 768), 1.25), ((1920, 1080), 1.5), ((1920, 1080), 2.0)],
)
def test_nothing_sticks_out(
    center: Center, ops: Ops, qtbot: QtBot, size: tuple[int, int], scale: float
) -> None:
    clerk = at_desk(center, ops, qtbot, scale)
    clerk.window.resize(*size)
    clerk.wait()
    name = "特定非営利活動法人 越谷の里山と水辺を未来へつなぐ市民ネットワーク"
    wish = center.wish(center.register(name, "コシガヤ"), TUESDAY, "午後")
    held = center.desk.bookings.hold(center.staff, wish, date(2026, 11, 27)).value.id
    clerk.receive(OpenLedger(TUESDAY, booking_id=held))
    for shown in ("held", "changing", "typed"):
        if shown == "changing":
            change(clerk)
        if shown == "typed":
            clerk.page.changing.panel.form["users"].set_text("24")
            clerk.page.changing.panel.typed.emit()
            clerk.wait()
        grabbed = clerk.window.grab()
        assert (grabbed.width(), grabbed.height()) == size
        assert not sticking_out(clerk.window)
    QApplication.processEvents()
