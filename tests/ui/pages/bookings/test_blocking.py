"""Rooms made unusable from the ledger, looked at, lifted, and booked by an exception."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.blockings import Stretch
from db.occupancy import RoomBlocked
from tests.app.services.conftest import Center
from tests.app.services.test_blockings import actor, hour, rows, wish
from tests.ui.pages.bookings.test_page import ALT, CONTROL, SHIFT, Clerk, at_desk
from ui.contracts import OpenLedger
from ui.kit.buttons import Option
from ui.kit.lines import ShortList
from ui.kit.ops import Ops
from ui.kit.shots import sticking_out
from ui.pages.bookings.block_panel import BlockPanel
from ui.pages.bookings.blocking_panel import BlockingPanel
from ui.pages.bookings.modes import Mode
from ui.parts.booking_words import stop_sign
from ui.parts.request_words import why

TUESDAY = date(2026, 12, 1)
Key = Qt.Key


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    clerk = at_desk(center, ops, qtbot)
    clerk.receive(OpenLedger(TUESDAY))
    clerk.page.grid.setFocus()
    return clerk


def block(clerk: Clerk, since: float = 9, until: float = 12, **other: object) -> None:
    center = clerk.center
    center.desk.blockings.block(actor(center), wish(center, since, until, **other))
    clerk.page.reload()
    clerk.wait()


def on_block(clerk: Clerk) -> BlockingPanel:
    """The first blocking of the day, opened by the keys."""
    grid = clerk.page.grid
    [found] = [b for b in grid.grid.day.blocks if b.state == "stop"][:1]
    grid.walk.stand_on(found.id)
    grid.setFocus()
    clerk.chord(Key.Key_Return)
    panel = clerk.page.blocking.panel
    assert isinstance(panel, BlockingPanel)
    return panel


def test_slots_are_made_unusable_by_keys(clerk: Clerk) -> None:
    clerk.chord(Key.Key_Right, SHIFT)
    clerk.write("x")
    clerk.wait()
    panel = clerk.page.blocking.panel
    assert isinstance(panel, BlockPanel) and panel.isVisible()
    assert clerk.focus() is panel.form["reason"].editor()
    assert panel.form["hours"].text() == "9:00–17:00"
    clerk.write("空調の点検")
    clerk.chord(Key.Key_Return, CONTROL)
    assert rows(clerk.center) == [("活動室A", "活動室A", 9, 17)]
    said, undo = clerk.window.status.said()
    assert "12/1(火)から 1件の利用停止で使えなくしました。" in said and undo is not None
    assert clerk.page.blocking.panel is None and clerk.page.grid.hasFocus()
    [shown] = [b for b in clerk.page.grid.grid.day.blocks if b.state == "stop"]
    assert shown.title == "点検・修繕 空調の点検"
    undo.do()
    clerk.wait()
    assert rows(clerk.center) == []


def test_every_third_monday_of_two_rooms(clerk: Clerk) -> None:
    clerk.write("x")
    clerk.wait()
    panel = clerk.page.blocking.panel
    assert isinstance(panel, BlockPanel)
    center = clerk.center
    both = " ".join(center.room(name).id.hex for name in ("活動室A", "活動室B"))
    panel.form.fill(
        {"rooms": both, "last": "2027-03-31", "repeat": "第1月", "reason": "清掃"}
    )
    clerk.chord(Key.Key_Return, CONTROL)
    said, _ = clerk.window.status.said()
    assert "8件の利用停止" in said  # 12/7, 1/4, 2/1, 3/1
    week = center.desk.ledgers.week(center.room().id, date(2026, 12, 7))
    assert [row.reason for row in week.days[0].blockings] == ["清掃"]


def test_bookings_in_the_way_are_listed_and_opened(clerk: Clerk) -> None:
    center = clerk.center
    booked = center.desk.bookings.book(
        center.staff, center.wish(center.register(), TUESDAY, "午後")
    ).value
    clerk.write("x")
    clerk.wait()
    panel = clerk.page.blocking.panel
    assert isinstance(panel, BlockPanel)
    panel.form.fill({"hours": "", "reason": "停電"})
    clerk.chord(Key.Key_Return, CONTROL)
    assert panel.isVisible() and rows(center) == []
    clerk.chord(Key.Key_1, ALT)
    assert clerk.page.booking is not None
    assert clerk.page.booking.opened.card.id == booked.id
    assert clerk.page.blocking.panel is None
    clerk.chord(Key.Key_Escape)
    clerk.write("x")
    clerk.wait()
    again = clerk.page.blocking.panel
    assert isinstance(again, BlockPanel) and again.form["reason"].text() == "停電"


@pytest.mark.parametrize(
    ("field", "words", "code"),
    [
        ("rooms", "", "部屋"),
        ("hours", "昼から", "時刻"),
        ("hours", "9:00", "何時から何時まで"),
        ("repeat", "ときどき", "くり返し"),
        ("reason", "", "必須"),
    ],
)
def test_what_cannot_be_read_says_so_at_its_field(
    clerk: Clerk, field: str, words: str, code: str
) -> None:
    clerk.write("x")
    clerk.wait()
    panel = clerk.page.blocking.panel
    assert isinstance(panel, BlockPanel)
    panel.form.fill({"reason": "点検", field: words})
    clerk.chord(Key.Key_Return, CONTROL)
    assert code in panel.form[field].error()
    assert panel.isVisible() and rows(clerk.center) == []


def test_a_blocking_is_changed_and_lifted(clerk: Clerk) -> None:
    block(clerk)
    panel = on_block(clerk)
    assert panel.looked.card.reason == "空調の点検"
    clerk.chord(Key.Key_E, ALT)
    form = clerk.page.blocking.panel
    assert isinstance(form, BlockPanel)
    form.form.fill({"hours": "9:00-17:00"})
    clerk.chord(Key.Key_Return, CONTROL)
    assert rows(clerk.center) == [("活動室A", "活動室A", 9, 17)]
    on_block(clerk)
    clerk.chord(Key.Key_X, ALT)
    assert rows(clerk.center) == []


def test_one_of_many_or_all_that_follow(clerk: Clerk) -> None:
    second = date(2026, 12, 2)
    days = (Stretch(hour(9), hour(12)), Stretch(hour(9, second), hour(12, second)))
    block(clerk, stretches=days)
    panel = on_block(clerk)
    assert [b.words for b in panel.buttons] == [
        "変更する",
        "この後も全部解除する",
        "解除する",
    ]
    clerk.chord(Key.Key_V, ALT)
    assert not clerk.center.desk.months.month(TUESDAY).blockings


def test_an_exception_books_over_it(clerk: Clerk) -> None:
    center = clerk.center
    center.register()
    block(clerk, 9, 17)
    on_block(clerk)
    clerk.chord(Key.Key_1, ALT)  # 午前
    panel = clerk.page.panel
    assert panel.isVisible() and not panel.go.isEnabled()
    group = center.desk.groups.search("花の会")[0]
    panel.fill({"group_id": group.id.hex, "purpose": "来賓の案内", "users": "20"})
    panel.typed.emit()
    clerk.wait()
    ways = [each for each in panel.findChildren(Option) if each.isVisible()]
    assert ways[-1].detail == "理由を書きます(所長・係長)"
    ways[-1].click()
    assert clerk.focus() is panel.waiver.edit
    clerk.write("市長の来訪")
    panel.typed.emit()
    clerk.wait()
    assert panel.go.isEnabled()
    panel.later.click()
    clerk.wait()
    assert rows(center) == [("活動室A", "活動室A", 12, 17)]
    [card] = center.desk.bookings.of_group(group.id)
    [kept] = center.desk.waivers.of_booking(card.id)
    assert (kept.reason, kept.staff) == ("市長の来訪", "渡邊 千恵子")
    clerk.page.ledger.open(card.id)
    clerk.wait()
    assert clerk.page.booking is not None


def again(clerk: Clerk) -> BlockPanel:
    clerk.page.grid.setFocus()
    clerk.write("x")
    clerk.wait()
    panel = clerk.page.blocking.panel
    assert isinstance(panel, BlockPanel)
    return panel


def test_what_was_half_typed_is_kept_and_thrown_away(clerk: Clerk, ops: Ops) -> None:
    panel = again(clerk)
    clerk.write("空調の点検")
    panel.form.fill({"repeat": "毎週木"})
    clerk.chord(Key.Key_Escape)
    other = at_desk(clerk.center, ops, clerk.qtbot)  # the program was started again
    other.receive(OpenLedger(TUESDAY))
    other.page.grid.setFocus()
    other.chord(Key.Key_Right)
    panel = again(other)
    assert panel.form["reason"].text() == "空調の点検"
    assert panel.form["repeat"].text() == "毎週木"
    assert panel.form["hours"].text() == "13:00–17:00"  # the grid says where
    assert sticking_out(other.window) == []
    other.chord(Key.Key_D, ALT)
    assert panel.form["reason"].text() == panel.form["repeat"].text() == ""
    other.chord(Key.Key_Escape)
    assert again(other).form["reason"].text() == ""


def test_a_half_typed_change_is_kept_for_its_own_blocking(clerk: Clerk) -> None:
    block(clerk)
    block(clerk, 13, 17, reason="清掃")
    on_block(clerk)
    clerk.chord(Key.Key_E, ALT)
    panel = clerk.page.blocking.panel
    assert isinstance(panel, BlockPanel)
    panel.form.fill({"reason": "配管の点検"})
    clerk.chord(Key.Key_Escape)
    second = next(b for b in clerk.page.grid.grid.day.blocks if "清掃" in b.title)
    clerk.page.blocking.open(second.id)
    clerk.wait()
    clerk.chord(Key.Key_E, ALT)
    panel = clerk.page.blocking.panel
    assert isinstance(panel, BlockPanel) and panel.form["reason"].text() == "清掃"
    clerk.chord(Key.Key_Escape)
    on_block(clerk)
    clerk.chord(Key.Key_E, ALT)
    panel = clerk.page.blocking.panel
    assert isinstance(panel, BlockPanel) and panel.form["reason"].text() == "配管の点検"
    clerk.chord(Key.Key_Return, CONTROL)
    told = on_block(clerk).findChildren(ShortList)[-1].accessibleName()
    assert "利用停止の変更" in told and "渡邊 千恵子" in told
    assert "理由 空調の点検 → 配管の点検" in told


def test_a_request_names_what_is_blocked() -> None:
    refusal = RoomBlocked(reason="空調の点検")
    assert why(refusal) == "停 利用停止(空調の点検)"


def test_escape_and_a_click_elsewhere_leave_it(clerk: Clerk) -> None:
    clerk.write("x")
    clerk.wait()
    clerk.chord(Key.Key_Escape)
    assert clerk.page.blocking.panel is None and clerk.page.grid.hasFocus()


def test_a_day_of_the_month_is_made_unusable(clerk: Clerk) -> None:
    clerk.write("m")
    clerk.wait()
    assert clerk.page.ledger.mode is Mode.MONTH
    clerk.write("x")
    clerk.wait()
    panel = clerk.page.blocking.panel
    assert isinstance(panel, BlockPanel)
    assert panel.form["hours"].text() == ""
    assert panel.form["rooms"].text() == clerk.center.room().id.hex


@pytest.mark.parametrize(
    ("kind", "sign"), [("official", "公"), ("maintenance", "点"), ("other", "停")]
)
def test_each_kind_has_its_sign(kind: str, sign: str) -> None:
    assert stop_sign(kind) == sign


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_nothing_sticks_out(center: Center, ops: Ops, qtbot: QtBot, scale: float) -> None:
    clerk = at_desk(center, ops, qtbot, scale)
    clerk.receive(OpenLedger(TUESDAY))
    clerk.page.grid.setFocus()
    clerk.write("x")
    clerk.wait()
    assert sticking_out(clerk.window) == []
    clerk.chord(Key.Key_Escape)
    block(clerk, 8.5, 17)
    on_block(clerk)
    assert sticking_out(clerk.window) == []
