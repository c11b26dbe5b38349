"""What is asked of a use, and exceptions, in the sheets of 抽選 and キャンセル待ち."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.rules.book.facts import one
from app.rules.use.asked import facts_in
from app.services.lotteries import RequestForm
from app.services.staff import NewStaff
from app.services.waiting import Entry
from tests.app.rules.draws.texts import REQUESTS, SOURCE
from tests.app.services.conftest import Center
from tests.app.services.lotteries.test_exceptions import WAIVER
from tests.app.services.lotteries.town import form, rules, wishes
from tests.app.services.test_fair_access import MONTHLY, OUTSIDERS
from tests.ui.pages.lotteries.test_page import Clerk, at_desk
from tests.ui.pages.window import SIZES
from ui.contracts import OpenLottery, OpenWaiting
from ui.kit.buttons import Option
from ui.kit.dialog import Sheet
from ui.kit.ops import Ops
from ui.kit.shots import shoot
from ui.kit.text import Text
from ui.pages.lotteries.sheets import RequestSheet, StaySheet
from ui.pages.lotteries.waiting_sheets import CallSheet

Key, Held = Qt.Key, Qt.KeyboardModifier
CONTROL, ALT = Held.ControlModifier, Held.AltModifier
DAY = date(2026, 12, 3)
SALE = '{"commercial": "はい", "residency": "市外"}'


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    rules(center, OUTSIDERS, MONTHLY, SOURCE, REQUESTS, WAIVER)
    found = at_desk(center, ops, qtbot)
    found.wait()
    return found


def request(clerk: Clerk, *told: str) -> RequestSheet:
    """The sheet of a new request, filled in for 花の会."""
    center = clerk.center
    center.register()
    lottery = center.desk.lotteries.open(center.staff, form(center)).value
    clerk.ask(OpenLottery(lottery))
    clerk.chord(Key.Key_N, CONTROL)
    sheet = clerk.sheet(RequestSheet)
    assert isinstance(sheet, RequestSheet)
    clerk.write("花の会")
    clerk.chord(Key.Key_Return)
    typed = {f"wish{n}": wish for n, wish in enumerate(told, 1)}
    sheet.form.fill({**typed, "purpose": "練習", "users": "5"})
    return sheet


def requests(clerk: Clerk) -> list[str]:
    [row] = clerk.center.desk.lotteries.latest()
    card = clerk.center.desk.lotteries.card(row.id)
    return [line.row.facts for line in card.requests]


def test_a_request_asks_what_the_rules_hang_on(clerk: Clerk) -> None:
    sheet = request(clerk, "2/3 午前 活動室A")
    assert sheet.facts.isVisible() and len(sheet.facts.editors()) == 2
    sheet.form.fill({"facts": '{"residency": "市外"}'})
    clerk.chord(Key.Key_Return, CONTROL)
    [facts] = requests(clerk)
    assert facts_in(facts) == {"residency": one("市外")}
    assert sheet.form["facts"].text() == ""  # the next group was not asked yet
    clerk.chord(Key.Key_Escape)
    clerk.chord(Key.Key_Return)
    again = clerk.sheet(RequestSheet)
    assert isinstance(again, RequestSheet)
    assert again.form["facts"].text() == '{"residency": "市外"}'


def test_a_wish_beyond_the_rules_is_let_in_with_a_reason(clerk: Clerk) -> None:
    days = ("2/3 午前 活動室A", "2/4 午前 活動室A", "2/5 午前 活動室A")
    sheet = request(clerk, *days)
    clerk.chord(Key.Key_Return, CONTROL)
    assert requests(clerk) == [] and sheet.form["wish3"].error()
    clerk.chord(Key.Key_1, ALT)  # 例外として認める
    assert sheet.waiver.isVisible() and sheet.waiver.edit.hasFocus()
    clerk.write("市の行事のため")
    clerk.chord(Key.Key_Return, CONTROL)
    assert len(requests(clerk)) == 1
    assert not sheet.waiver.isVisible()  # nor is it made for the next group


def test_who_waits_is_asked_by_the_room(clerk: Clerk) -> None:
    clerk.center.register()
    clerk.ask(OpenWaiting())
    clerk.chord(Key.Key_N, CONTROL)
    sheet = clerk.sheet(StaySheet)
    assert isinstance(sheet, StaySheet)
    facts = sheet.form["facts"]
    assert not facts.isVisible()
    clerk.write("花の会")
    clerk.chord(Key.Key_Return)
    clerk.write("12/3 午前 活動室A")
    assert facts.isVisible()
    sheet.form.fill({"purpose": "練習", "users": "5", "facts": SALE})
    clerk.chord(Key.Key_Return, CONTROL)
    [row] = clerk.center.desk.waiting.listed()
    assert facts_in(row.facts) == {"commercial": True, "residency": one("市外")}


def test_a_clerk_is_told_who_may_let_it_in(
    center: Center, ops: Ops, qtbot: QtBot
) -> None:
    rules(center, MONTHLY, SOURCE, REQUESTS, WAIVER)
    new = NewStaff("山﨑 節", "ヤマザキ セツ", "1357")
    helper = center.desk.staff.add(center.staff, new).value
    clerk = at_desk(center, ops, qtbot, staff=helper)
    clerk.wait()
    request(clerk, "2/3 午前 活動室A", "2/4 午前 活動室A", "2/5 午前 活動室A")
    clerk.chord(Key.Key_Return, CONTROL)
    told = clerk.sheet()
    assert told is not None and not told.findChildren(Option)
    assert any("所長・係長が操作者の" in each.text() for each in told.findChildren(Text))


def waiting(clerk: Clerk) -> CallSheet:
    """A call to a group that has its two uses of the month."""
    center, desk = clerk.center, clerk.center.desk
    group = center.register()
    for slot in ("午後", "夜間"):
        desk.bookings.book(center.staff, center.wish(group, DAY, slot))
    entry = Entry(center.room().id, group, DAY, ("午前",), "練習", 8)
    clerk.ops.changed.emit(desk.waiting.enter(center.staff, entry).changed)
    clerk.ask(OpenWaiting())
    clerk.chord(Key.Key_Return)
    sheet = clerk.sheet(CallSheet)
    assert isinstance(sheet, CallSheet)
    return sheet


def test_who_waits_takes_it_as_an_exception(clerk: Clerk) -> None:
    sheet = waiting(clerk)
    clerk.chord(Key.Key_Return, CONTROL)
    assert clerk.center.desk.waivers.latest() == []
    clerk.chord(Key.Key_1, ALT)
    assert sheet.waiver.edit.hasFocus()
    clerk.write("市の行事のため")
    clerk.chord(Key.Key_Return, CONTROL)
    [row] = clerk.center.desk.waivers.latest()
    assert row.reason == "市の行事のため"
    assert len(clerk.center.desk.offers.day(DAY).bookings) == 3


def test_without_a_rule_for_it_the_refusal_alone_is_told(
    center: Center, ops: Ops, qtbot: QtBot
) -> None:
    rules(center, MONTHLY)
    clerk = at_desk(center, ops, qtbot)
    clerk.wait()
    sheet = waiting(clerk)
    clerk.chord(Key.Key_Return, CONTROL)
    assert type(clerk.sheet()) is Sheet and not sheet.waiver.isVisible()


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_everything_fits(
    center: Center,
    ops: Ops,
    qtbot: QtBot,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    rules(center, OUTSIDERS, MONTHLY, SOURCE, REQUESTS, WAIVER)
    clerk = at_desk(center, ops, qtbot, scale)
    lottery = center.desk.lotteries.open(center.staff, form(center)).value
    told = [("活動室A", day, "午前") for day in (3, 4, 5)]
    asked = RequestForm(
        center.register("NPO法人 みどりの里山を未来へつなぐ市民ネットワーク", "カイ"),
        wishes(center, *told),
        "練習",
        5,
        facts=facts_in('{"residency": "市外"}'),
        waiver="市の行事のため",
    )
    center.desk.lotteries.enter(center.staff, lottery, asked)
    size = (width, height)

    def look(name: str) -> None:
        path = tmp_path / "shots" / f"{name}_{width}_{scale}.png"
        shot = shoot(clerk.window, path, size, ops, scale)
        assert not shot.review.faults(), (name, shot.review.faults())

    clerk.ask(OpenLottery(lottery))
    clerk.chord(Key.Key_Return)
    look("excepted")
    clerk.chord(Key.Key_Escape)
    center.clock.now += timedelta(days=7)
    center.desk.lotteries.freeze(center.staff, lottery)
    ops.changed.emit(frozenset({"lottery"}))
    clerk.wait()
    clerk.chord(Key.Key_S, ALT)
    clerk.write("471")
    look("seed")
