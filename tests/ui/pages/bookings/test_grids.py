"""予約台帳 by week, month and year in the real window, by keys alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.rooms import RoomForm
from tests.app.services.conftest import Center
from tests.ui.pages.bookings.test_page import ALT, CONTROL, SHIFT, Clerk, at_desk
from ui.contracts import OpenLedger, OpenMonth, OpenYear
from ui.kit.ops import Ops
from ui.kit.shots import sticking_out
from ui.pages.bookings.lines import grid_of_day
from ui.pages.bookings.modes import Mode
from ui.parts.booking_actions import Action

TUESDAY = date(2026, 12, 1)
Key = Qt.Key
LONG = "特定非営利活動法人 越谷の里山と水辺を未来へつなぐ市民ネットワーク"


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    return at_desk(center, ops, qtbot)


def said(clerk: Clerk) -> str:
    return str(clerk.page.panes.shown().currentIndex().data() or "")


def book(clerk: Clerk, day: date, slot: str, room: str = "活動室A") -> UUID:
    center = clerk.center
    groups = center.desk.groups.search("花の会")
    group = groups[0].id if groups else center.register()
    wish = center.wish(group, day, slot, room=room)
    return center.desk.bookings.book(center.staff, wish).value.id


def test_room_and_day_stay_from_grid_to_grid(clerk: Clerk) -> None:
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_W)
    assert said(clerk) == "12/1(火) 9:00–12:00 空き 800円"
    assert clerk.page.bar.room.currentText() == "活動室B"
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_M)
    assert said(clerk).startswith("活動室B 12月2日(水) 空き 午前・午後・夜間 ")
    clerk.chord(Key.Key_Right)
    clerk.chord(Key.Key_Return)
    assert (clerk.page.ledger.mode, clerk.page.ledger.day) == (
        Mode.DAY,
        date(2026, 12, 3),
    )
    assert said(clerk) == "活動室B 9:00–12:00 空き 800円"
    assert clerk.page.grid.hasFocus()


def test_a_week_is_booked_by_keys_beside_its_panel(clerk: Clerk) -> None:
    clerk.center.register()
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_W)
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_Right, SHIFT)
    clerk.chord(Key.Key_Return)
    page = clerk.page
    place = page.ledger.place()
    assert place is not None
    assert (place.day, place.slots) == (date(2026, 12, 2), ("午前", "午後"))
    assert [each.room_id for each in page.grid.choice()] == [date(2026, 12, 2)]
    assert not page.panel.geometry().intersects(page.panes.geometry())
    clerk.write("はなの")
    clerk.chord(Key.Key_Return)
    page.panel.purpose.set_text("総会")
    page.panel.users.set_text("9")
    clerk.chord(Key.Key_K, ALT)
    assert page.ledger.mode is Mode.WEEK and page.panel.isHidden()
    blocks = [(each.room_id, each.title) for each in page.grid.grid.day.blocks]
    assert blocks == [(date(2026, 12, 2), "花の会")]
    clerk.chord(Key.Key_Z, CONTROL)
    assert not page.grid.grid.day.blocks


def test_a_booking_of_the_week_opens_beside_it(clerk: Clerk) -> None:
    book(clerk, TUESDAY, "午後")
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_W)
    clerk.chord(Key.Key_Right)
    clerk.chord(Key.Key_Return)
    card = clerk.page.booking
    assert card is not None and Action.CANCEL in card.buttons
    clerk.chord(Key.Key_Escape)
    assert said(clerk).startswith("12/1(火) 13:00–17:00 許可 花の会")


def test_pages_step_by_what_is_shown(clerk: Clerk) -> None:
    clerk.receive(OpenLedger(TUESDAY))
    days = []
    for key in (Key.Key_D, Key.Key_W, Key.Key_M, Key.Key_Y):
        clerk.chord(key)
        if key is Key.Key_Y:
            clerk.page.ledger.show_group(clerk.center.register())
            clerk.wait()
            clerk.page.panes.start_focus()
        clerk.chord(Key.Key_PageDown)
        days.append(clerk.page.ledger.day)
    assert days == [
        date(2026, 12, 2),
        date(2026, 12, 9),
        date(2027, 1, 9),
        date(2028, 1, 9),
    ]
    clerk.chord(Key.Key_PageUp)
    assert clerk.page.ledger.day == date(2027, 1, 9)


def test_the_week_of_another_room_is_chosen_by_key(clerk: Clerk) -> None:
    book(clerk, TUESDAY, "午前", "活動室B")
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_W)
    assert not clerk.page.grid.grid.day.blocks
    clerk.chord(Key.Key_L, ALT)
    clerk.chord(Key.Key_Down)
    assert len(clerk.page.grid.grid.day.blocks) == 1


def test_the_year_is_that_of_the_booking_shown(clerk: Clerk) -> None:
    booking = book(clerk, TUESDAY, "午後")
    clerk.receive(OpenLedger(TUESDAY, booking_id=booking))
    clerk.page.grid.setFocus()
    clerk.chord(Key.Key_Y)
    page = clerk.page
    assert page.booking is None and "令和8年度 花の会" in page.bar._title.text()
    assert said(clerk).startswith("12月1日(火) 午後 13:00–17:00 活動室A 許可")
    clerk.chord(Key.Key_Return)
    assert page.ledger.mode is Mode.DAY
    shown = page.booking
    assert shown is not None and shown.opened.card.id == booking


def test_the_year_of_a_group_begins_its_next_booking(clerk: Clerk) -> None:
    group = clerk.center.register()
    clerk.window.open_page("bookings", OpenYear(group))
    clerk.wait()
    assert said(clerk) == "11月24日(火) 予約なし"
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_Return)
    assert clerk.page.ledger.day == date(2026, 12, 24)
    assert clerk.page.panel.group.text() == group.hex


def test_without_a_group_the_year_asks_for_one(clerk: Clerk) -> None:
    clerk.center.register()
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_Y)
    assert clerk.page.year_of.edit.hasFocus()
    clerk.write("はなの")
    clerk.chord(Key.Key_Return)
    assert clerk.page.panes.year.hasFocus() and clerk.page.year_of.isHidden()
    clerk.chord(Key.Key_G, ALT)
    assert clerk.page.year_of.edit.hasFocus()


def test_a_day_of_the_month_opens_by_the_mouse(clerk: Clerk) -> None:
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_M)
    month = clerk.page.panes.month
    place = month.visualRect(month.tiles.index(1, 14)).center()
    QTest.mouseClick(month.viewport(), Qt.MouseButton.LeftButton, pos=place)
    clerk.wait()
    assert clerk.page.ledger.day == date(2026, 12, 15)
    assert said(clerk).startswith("活動室B ")


def test_another_scale_keeps_the_grid(clerk: Clerk) -> None:
    clerk.receive(OpenLedger(TUESDAY))
    clerk.chord(Key.Key_M)
    clerk.chord(Key.Key_Plus, CONTROL)
    assert clerk.page.ledger.mode is Mode.MONTH
    assert clerk.page.panes.shown() is clerk.page.panes.month
    assert clerk.page.bar.modes.place() == Mode.MONTH


@pytest.mark.parametrize(
    ("size", "scale"),
    [
        ((1366, 768), 1.0),
        ((1366, 768), 1.25),
        ((1366, 768), 1.5),
        ((1920, 1080), 1.5),
        ((1920, 1080), 2.0),
    ],
)
def test_every_grid_fits(
    center: Center, ops: Ops, qtbot: QtBot, size: tuple[int, int], scale: float
) -> None:
    clerk = at_desk(center, ops, qtbot, scale)
    clerk.window.resize(*size)
    clerk.wait()
    group = center.register(LONG, "コシガヤノサトヤマ")
    for n in range(6):
        wish = center.wish(group, TUESDAY + timedelta(days=n), "午後")
        center.desk.bookings.book(center.staff, wish)
    clerk.receive(OpenLedger(TUESDAY))
    for key in (Key.Key_W, Key.Key_M, Key.Key_Y, Key.Key_W):
        clerk.chord(key)
        if key is Key.Key_Y:
            clerk.page.ledger.show_group(group)
            clerk.wait()
            clerk.page.panes.start_focus()
        grabbed = clerk.window.grab()
        assert (grabbed.width(), grabbed.height()) == size
        assert not sticking_out(clerk.window)
        shown = clerk.page.panes.shown()
        assert shown.horizontalScrollBar().maximum() == 0
    clerk.chord(Key.Key_Return)
    assert clerk.page.panel.isVisible()
    grabbed = clerk.window.grab()
    assert (grabbed.width(), grabbed.height()) == size
    assert not sticking_out(clerk.window)


@pytest.mark.parametrize(
    ("before", "after", "used", "told"),
    [
        (0, 75, "午前", "13:15まで片付け"),
        (0, 75, "夜間", "18:00までに片付けが終わりません"),
        (75, 0, "夜間", "16:45から準備"),
        (75, 0, "午前", "12:00からでは準備が間に合いません"),
    ],
)
def test_what_keeps_a_slot_from_being_had_is_said(
    clerk: Clerk, before: int, after: int, used: str, told: str
) -> None:
    room = clerk.center.room()
    form = RoomForm(room.name, "24", str(before), str(after))
    clerk.center.desk.rooms.correct(clerk.center.staff, room.id, form)
    book(clerk, TUESDAY, used)
    ledger = clerk.center.desk.offers.day(TUESDAY)
    grid = grid_of_day(ledger, datetime(2026, 12, 1, 8))
    [free] = [f for f in grid.frees if f.room_id == room.id and f.closed]
    assert (free.text, free.sign) == (told, "準" if "準備" in told else "片")


def test_a_month_is_opened_by_request(clerk: Clerk) -> None:
    clerk.window.open_page("bookings", OpenMonth(date(2027, 1, 1)))
    clerk.wait()
    assert (clerk.page.ledger.mode, clerk.page.ledger.day) == (
        Mode.MONTH,
        date(2027, 1, 1),
    )
