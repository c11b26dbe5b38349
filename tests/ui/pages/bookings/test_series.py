"""One booking of a series in the real window: this one, those from it on, or all."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from app.services.blockings import Stretch
from app.services.requests import AskRequest
from tests.app.services.test_blockings import actor, hour, wish
from tests.ui.conftest import show
from tests.ui.pages.bookings.test_page import ALT, CONTROL, Clerk, Key, clerk
from ui.contracts import OpenLedger
from ui.kit.buttons import Option
from ui.kit.dialog import Sheet
from ui.kit.lines import ShortList
from ui.kit.review import review
from ui.parts.booking_actions import Action

__all__ = ["clerk"]

DAYS = [date(2026, 12, 2), date(2026, 12, 9), date(2026, 12, 16)]


@pytest.fixture
def series(clerk: Clerk) -> list[UUID]:
    """毎週水 午後, paid; the panel of the second stands open."""
    desk, staff = clerk.center.desk, clerk.center.staff
    asked = clerk.center.wish(clerk.center.register(), DAYS[0], "午後")
    offer = desk.requests.offer(AskRequest(asked, "毎週", DAYS[-1]))
    made = desk.requests.book(staff, offer, paid=True).value
    clerk.receive(OpenLedger(DAYS[1], booking_id=made.bookings[1]))
    return list(made.bookings)


def reaches(clerk: Clerk) -> list[tuple[str, str]]:
    [sheet] = [s for s in clerk.window.findChildren(Sheet) if s.isVisible()]
    return [(option.title, option.detail) for option in sheet.findChildren(Option)]


def press(clerk: Clerk, action: Action) -> None:
    assert clerk.page.booking is not None
    clerk.page.booking.buttons[action].click()
    clerk.wait()


def test_the_panel_says_which_of_how_many(clerk: Clerk, series: list[UUID]) -> None:
    assert clerk.page.booking is not None
    facts = clerk.page.booking._facts()
    told = next(line.value for line in facts if line.label == "申込み")
    assert told == "2/3 毎週水(申込番号 H26-0001)"
    assert review(clerk.window).faults() == ()


def test_those_from_this_one_on_are_cancelled(clerk: Clerk, series: list[UUID]) -> None:
    press(clerk, Action.CANCEL)
    assert [title for title, _ in reaches(clerk)] == [
        "この回だけ",
        "この回以降",
        "すべて",
        "入力の誤り…",
    ]
    assert "2件・還付 2,000円" in dict(reaches(clerk))["この回以降"]
    clerk.chord(Key.Key_2, ALT)
    states = [clerk.center.desk.bookings.card(key).status for key in series]
    assert states == ["confirmed", "cancelled", "cancelled"]
    paper = clerk.paper()
    assert paper is not None and "還付" in paper.paper.title
    paper.reject()
    show(clerk.window)
    clerk.chord(Key.Key_Z, CONTROL)
    states = [clerk.center.desk.bookings.card(key).status for key in series]
    assert states == ["confirmed"] * 3


def test_all_are_taken_back_as_a_mistake(clerk: Clerk, series: list[UUID]) -> None:
    desk = clerk.center.desk
    clerk.center.clock.now = clerk.center.clock.now.replace(month=12, day=1)
    press(clerk, Action.CANCEL)
    clerk.chord(Key.Key_4, ALT)
    assert [title for title, _ in reaches(clerk)] == [
        "この回だけ",
        "この回以降",
        "すべて",
    ]
    assert "3件・還付 3,000円" in dict(reaches(clerk))["すべて"]
    clerk.chord(Key.Key_3, ALT)
    clerk.write("日付ちがい")
    clerk.chord(Key.Key_Return, CONTROL)
    assert {desk.bookings.card(key).status for key in series} == {"cancelled"}
    paper = clerk.paper()
    assert paper is not None and "還付" in paper.paper.title
    paper.reject()
    show(clerk.window)
    clerk.receive(OpenLedger(DAYS[1], booking_id=series[1]))
    assert clerk.page.booking is not None
    facts = {line.label: line.value for line in clerk.page.booking._facts()}
    assert facts["取消の理由"] == "12/1(火) 入力の誤り"
    lists = clerk.page.booking.findChildren(ShortList)
    told = [line.text for each in lists for line in each.lines]
    assert "日付ちがい" in told and "取消の理由 なし → 入力の誤り" in told
    assert review(clerk.window).faults() == ()
    clerk.chord(Key.Key_Z, CONTROL)
    assert {desk.bookings.card(key).status for key in series} == {"confirmed"}


def test_this_one_is_taken_back_as_a_mistake(clerk: Clerk, series: list[UUID]) -> None:
    desk = clerk.center.desk
    press(clerk, Action.CANCEL)
    clerk.chord(Key.Key_4, ALT)
    clerk.chord(Key.Key_1, ALT)
    clerk.write("日付ちがい")
    clerk.chord(Key.Key_Return, CONTROL)
    states = [desk.bookings.card(key).status for key in series]
    assert states == ["confirmed", "cancelled", "confirmed"]
    assert desk.bookings.card(series[1]).cancel_cause == "mistake"


def test_one_permit_for_all_is_printed(clerk: Clerk, series: list[UUID]) -> None:
    press(clerk, Action.PRINT_PERMIT)
    clerk.chord(Key.Key_2, ALT)
    paper = clerk.paper()
    assert paper is not None and "申込み全体" in paper.paper.title


def test_all_are_changed_with_before_and_after(clerk: Clerk, series: list[UUID]) -> None:
    desk, staff = clerk.center.desk, clerk.center.staff
    other = clerk.center.register("月の会", "ツキノカイ")
    desk.bookings.book(staff, clerk.center.wish(other, DAYS[2], "午前"))
    press(clerk, Action.CHANGE)
    panel = clerk.page.changing.panel
    panel.fill({"first": "午前", "last": "午前", "scope": "all"})
    clerk.qtbot.waitUntil(lambda: panel.list.isVisible())
    clerk.wait()
    table = panel.list.table
    shown = [
        (table.rows.index(n, 0).data(), table.rows.index(n, 1).data()) for n in range(3)
    ]
    assert shown == [
        ("12/2(水) 午後", "→ 午前 800円"),
        ("12/9(水) 午後", "→ 午前 800円"),
        ("12/16(水) 午後", "× 月の会が予約(H26-0004) そのまま"),
    ]
    assert review(clerk.window).faults() == ()
    clerk.chord(Key.Key_Return, CONTROL)
    slots = [desk.bookings.card(key).slots for key in series]
    assert slots == ["午前", "午前", "午後"]
    paper = clerk.paper()
    assert paper is not None and "申込み全体" in paper.paper.title
    paper.reject()
    show(clerk.window)
    clerk.chord(Key.Key_Z, CONTROL)
    assert [desk.bookings.card(key).slots for key in series] == ["午後"] * 3


def test_one_date_is_left_as_it_is(clerk: Clerk, series: list[UUID]) -> None:
    desk = clerk.center.desk
    press(clerk, Action.CHANGE)
    panel = clerk.page.changing.panel
    panel.fill({"first": "午前", "last": "午後", "scope": "all"})
    clerk.qtbot.waitUntil(lambda: panel.list.isVisible())
    clerk.wait()
    panel.list.table.setFocus()
    clerk.chord(Key.Key_Down)
    assert panel.difference.text() == "あと 2,400円 を受け取ります"
    clerk.chord(Key.Key_Space)
    table = panel.list.table
    assert table.rows.index(1, 1).data() == "－ 変えません" and table.hasFocus()
    assert panel.difference.text() == "あと 1,600円 を受け取ります"
    assert review(clerk.window).faults() == ()
    clerk.chord(Key.Key_Return, CONTROL)
    assert [desk.bookings.card(key).slots for key in series] == [
        "午前・午後",
        "午後",
        "午前・午後",
    ]


def test_left_and_taken_again_is_changed(clerk: Clerk, series: list[UUID]) -> None:
    press(clerk, Action.CHANGE)
    panel = clerk.page.changing.panel
    panel.fill({"first": "午前", "last": "午前", "scope": "all"})
    clerk.qtbot.waitUntil(lambda: panel.list.isVisible())
    clerk.wait()
    panel.list.table.setFocus()
    panel.list.table.selectRow(0)
    for _ in range(3):  # all of them
        clerk.chord(Key.Key_Space)
        clerk.chord(Key.Key_Down)
    assert not panel.go.isEnabled()
    clerk.chord(Key.Key_Space)
    assert panel.go.isEnabled()
    clerk.chord(Key.Key_Return, CONTROL)
    desk = clerk.center.desk
    assert [desk.bookings.card(key).slots for key in series] == ["午後", "午後", "午前"]


def test_one_that_is_blocked_is_changed_by_an_exception(
    clerk: Clerk, series: list[UUID]
) -> None:
    desk, room = clerk.center.desk, clerk.center.room().id
    span = Stretch(hour(9, DAYS[1]), hour(12, DAYS[1]))
    block = wish(clerk.center, rooms=(room,), stretches=(span,), allowed_by="所長")
    desk.blockings.block(actor(clerk.center), block)
    press(clerk, Action.CHANGE)
    panel = clerk.page.changing.panel
    panel.fill({"first": "午前", "last": "午前", "scope": "all"})
    clerk.qtbot.waitUntil(lambda: panel.list.isVisible())
    clerk.wait()
    panel.list.table.setFocus()
    panel.list.table.selectRow(1)
    clerk.chord(Key.Key_Return)
    clerk.chord(Key.Key_1, ALT)
    show(clerk.window)
    assert panel.waiver.isVisible()
    panel.waiver.edit.setFocus()
    clerk.write("市長の来訪")
    panel.typed.emit()
    clerk.wait()
    assert panel.list.table.rows.index(1, 1).data() == "→ 午前 800円"
    assert review(clerk.window).faults() == ()
    clerk.chord(Key.Key_Return, CONTROL)
    assert [desk.bookings.card(key).slots for key in series] == ["午前"] * 3
    kept = [desk.waivers.of_booking(key) for key in series]
    assert [len(each) for each in kept] == [0, 1, 0]
