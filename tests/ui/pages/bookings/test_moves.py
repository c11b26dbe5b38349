"""Bookings moved and made longer on the grids, by keys and by the mouse."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.bookings import BookingCard, ChangeWish
from tests.app.services.conftest import Center, rules_without
from tests.app.services.test_blockings import actor, wish
from tests.app.services.test_extending import in_use, used
from tests.ui.pages.bookings.test_page import ALT, CONTROL, SHIFT, Clerk, at_desk
from ui.contracts import OpenLedger
from ui.kit.dialog import FormSheet
from ui.kit.grid.view import DayGrid
from ui.kit.ops import Ops

TUESDAY = date(2026, 12, 1)
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    return at_desk(center, ops, qtbot)


def book(clerk: Clerk, slot: str, room: str = "活動室A", name: str = "花の会") -> UUID:
    center = clerk.center
    groups = center.desk.groups.search(name)
    group = groups[0].id if groups else center.register(name)
    asked = center.wish(group, TUESDAY, slot, room=room)
    return center.desk.bookings.book(center.staff, asked).value.id


def card(clerk: Clerk, booking: UUID) -> BookingCard:
    return clerk.center.desk.bookings.card(booking)


def hold(clerk: Clerk, booking: UUID) -> DayGrid:
    """The day is shown, and the booking is held by the keys."""
    clerk.receive(OpenLedger(TUESDAY))
    clerk.page.grid.walk.stand_on(booking)
    clerk.page.grid.setFocus()
    clerk.chord(Key.Key_Space)
    return clerk.page.grid


def told(grid: DayGrid) -> tuple[str, bool]:
    return grid.hand.moving.label, grid.hand.moving.refused


def test_a_booking_is_moved_to_another_room_and_back(clerk: Clerk) -> None:
    booking = book(clerk, "午後")
    grid = hold(clerk, booking)
    clerk.chord(Key.Key_Down)
    words = "12/1(火) 午後 活動室A → 活動室B 使用料は同じ"
    assert told(grid) == (words, False)
    assert card(clerk, booking).room == "活動室A"
    clerk.chord(Key.Key_Return)
    assert card(clerk, booking).room == "活動室B"
    assert grid.currentIndex().row() == 1
    paper = clerk.paper()
    assert paper is not None and paper.paper.title.startswith("使用変更許可書")
    clerk.chord(Key.Key_Escape)
    assert clerk.window.focusWidget() is grid
    said, undo = clerk.window.status.said()
    assert "花の会 12/1(火) 午後 活動室A を変更しました。" in said and undo is not None
    undo.do()
    clerk.wait()
    assert card(clerk, booking).room == "活動室A"


def test_the_difference_is_shown_before_it_is_made_longer(clerk: Clerk) -> None:
    booking = book(clerk, "午前")
    before = card(clerk, booking).fee
    grid = hold(clerk, booking)
    clerk.chord(Key.Key_Right, SHIFT)
    more = clerk.center.desk.changes.offer(
        booking,
        ChangeWish(clerk.center.room().id, TUESDAY, ("午前", "午後"), "生け花の練習", 20),
    )
    assert more.fee > before
    words = f"12/1(火) 活動室A 午前 → 午前・午後 +{more.fee - before:,}円"
    assert told(grid) == (words, False)
    clerk.chord(Key.Key_Return)
    changed = card(clerk, booking)
    assert (changed.slots, changed.fee) == ("午前・午後", more.fee)


def test_what_cannot_be_says_why_and_changes_nothing(clerk: Clerk) -> None:
    booking = book(clerk, "午後")
    book(clerk, "午後", "活動室B", "手話の会")
    grid = hold(clerk, booking)
    clerk.chord(Key.Key_Down)
    words, refused = told(grid)
    assert refused and "手話の会" in words
    clerk.chord(Key.Key_Return)
    assert card(clerk, booking).room == "活動室A"


def test_escape_lets_it_where_it_was(clerk: Clerk) -> None:
    booking = book(clerk, "午後")
    grid = hold(clerk, booking)
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_W)  # nothing else is done meanwhile
    assert grid.hand.holds
    clerk.chord(Key.Key_Escape)
    assert not grid.hand.holds and clerk.page.grid.hasFocus()
    assert card(clerk, booking).room == "活動室A"


def test_where_it_is_there_is_nothing_to_change(clerk: Clerk) -> None:
    grid = hold(clerk, book(clerk, "午後"))
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_Up)
    assert told(grid) == ("いまの場所です", False)


def test_the_mouse_moves_it_to_another_day_of_the_week(clerk: Clerk) -> None:
    booking = book(clerk, "午後")
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_W)
    grid = clerk.page.grid
    view = grid.viewport()
    here, there = grid.cell(1, 780, 1020), grid.cell(3, 1080, 1290)
    QTest.mousePress(view, LEFT, pos=here.center())
    QTest.mouseMove(view, here.center() + QPoint(20, 20))
    QTest.mouseMove(view, there.center())
    clerk.wait()
    assert told(grid)[0].startswith("活動室A 12/1(火) 午後 → 12/3(木) 夜間 ")
    QTest.mouseRelease(view, LEFT, pos=there.center())
    clerk.wait()
    changed = card(clerk, booking)
    assert changed.starts.date() == TUESDAY + timedelta(days=2)
    assert changed.slots == "夜間"


def test_who_changed_it_meanwhile_is_not_overwritten(clerk: Clerk) -> None:
    booking = book(clerk, "午後")
    grid = hold(clerk, booking)
    changes = clerk.center.desk.changes
    other = ChangeWish(clerk.center.room().id, TUESDAY, ("午後",), "総会", 12)
    seen = changes.changing(booking)
    changes.change(clerk.center.staff, booking, other, seen.loaded)
    clerk.chord(Key.Key_Down)
    assert grid.hand.holds
    clerk.chord(Key.Key_Return)
    now = card(clerk, booking)
    assert (now.room, now.purpose, now.users) == ("活動室A", "総会", 12)


def test_several_rooms_are_booked_together(clerk: Clerk) -> None:
    clerk.center.register()
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_Down, SHIFT)
    clerk.chord(Key.Key_Return)
    panel = clerk.page.panel
    assert panel.isVisible() and not panel.apart.isVisible()
    assert [each.first for each in clerk.page.grid.choice()] == [0, 0]
    clerk.write("はなの")
    clerk.chord(Key.Key_Return)
    clerk.write("総会")
    clerk.chord(Key.Key_Return)
    clerk.write("9")
    panel.typed.emit()  # the pause after typing is over
    clerk.wait()
    clerk.chord(Key.Key_K, ALT)
    made = clerk.center.desk.offers.day(TUESDAY).bookings
    assert {(row.room, row.slots) for row in made} == {
        ("活動室A", "午前"),
        ("活動室B", "午前"),
    }


def test_several_days_of_a_week_are_booked_together(clerk: Clerk) -> None:
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_W)
    clerk.chord(Key.Key_Space, CONTROL)
    for _ in range(2):
        clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_Space, CONTROL)
    clerk.chord(Key.Key_Return)
    panel = clerk.page.panel
    assert (panel.more.repeat.text(), panel.more.rooms.text()) == ("12/3", "")
    assert len(panel.list.table.rows.rows()) == 2 and not panel.is_left()
    clerk.chord(Key.Key_Escape)
    clerk.chord(Key.Key_Escape)
    clerk.chord(Key.Key_Return)
    assert (panel.more.repeat.text(), panel.list.isVisible()) == ("", False)


def test_what_is_picked_at_another_time_is_named_and_stays(clerk: Clerk) -> None:
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_Space, CONTROL)
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_Right)
    clerk.chord(Key.Key_Space, CONTROL)
    clerk.chord(Key.Key_Return)
    words = "区分がちがうので、別に予約してください: 活動室B 12月1日(火) 午後"
    assert clerk.page.panel.apart.text() == words
    book(clerk, "午前")
    clerk.page.clock_moved(clerk.center.clock.now)
    clerk.chord(Key.Key_Escape)
    clerk.chord(Key.Key_Return)
    place = clerk.page.ledger.place()
    assert place is not None and place.words == "活動室B 12月1日(火) 午後"
    assert not clerk.page.panel.apart.isVisible()


def test_what_is_in_use_is_only_made_longer(clerk: Clerk) -> None:
    booking = in_use(clerk.center)
    grid = hold(clerk, booking)
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_Right)
    assert not grid.hand.moving.moved
    clerk.chord(Key.Key_Right, SHIFT)
    assert told(grid) == ("活動室A 17:00まで → 17:30まで +300円", False)
    clerk.chord(Key.Key_Return)
    assert card(clerk, booking).ends.hour == 17 and card(clerk, booking).owed == 300


def test_without_a_rule_nothing_in_use_is_made_longer(clerk: Clerk) -> None:
    booking = used(clerk.center, rules_without("extension"))
    grid = hold(clerk, booking)
    clerk.chord(Key.Key_Right, SHIFT)
    words, refused = told(grid)
    assert refused and "延長の料金" in words


def test_into_a_blocking_it_is_moved_by_an_exception(clerk: Clerk) -> None:
    center = clerk.center
    booking, room = book(clerk, "午前"), center.room("活動室B").id
    block = wish(center, rooms=(room,), allowed_by="所長")
    center.desk.blockings.block(actor(center), block)
    grid = hold(clerk, booking)
    clerk.chord(Key.Key_Down)
    assert told(grid)[1]
    clerk.chord(Key.Key_Return)
    clerk.chord(Key.Key_1, ALT)
    sheet = clerk.sheet()
    assert isinstance(sheet, FormSheet)
    clerk.chord(Key.Key_Return, CONTROL)  # without a reason
    assert sheet.isVisible() and card(clerk, booking).room == "活動室A"
    clerk.write("市長の来訪")
    clerk.chord(Key.Key_Return, CONTROL)
    assert card(clerk, booking).room == "活動室B"
    [kept] = center.desk.waivers.of_booking(booking)
    assert kept.reason == "市長の来訪"
