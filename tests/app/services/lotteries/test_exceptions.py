"""例外 for who draws and for who waits: by who decides, kept with what they get."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.rules.use.limits import LimitReached
from app.services.lotteries import RequestForm
from app.services.lotteries.values import WishRefused
from app.services.rights import NotDeciding
from app.services.staff import NewStaff
from app.services.waiting import Entry
from tests.app.rules.draws.texts import REQUESTS, SOURCE
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import DAY, drawn, form, rules, wishes
from tests.app.services.test_fair_access import MONTHLY, OUTSIDERS

WAIVER = """
[[waiver]]
of = ["limit", "condition"]
"""
WHY = "市の行事のため"


def clerk(center: Center) -> str:
    new = NewStaff("佐藤 花子", "サトウ ハナコ", "1357")
    return center.desk.staff.add(center.staff, new).value.hex


def asking(center: Center, *more: str) -> tuple[UUID, RequestForm]:
    """A lottery, and a request whose second wish is one too many for it."""
    rules(center, *more)
    lottery = center.desk.lotteries.open(center.staff, form(center)).value
    told = [("活動室A", 3, "午前"), ("活動室B", 3, "午後"), ("活動室B", 4, "午後")]
    asked = wishes(center, *told)
    return lottery, RequestForm(center.register(), asked, "練習", 5)


def test_a_wish_is_let_in_for_a_reason_by_who_decides(center: Center) -> None:
    lottery, asked = asking(center, SOURCE, REQUESTS, WAIVER)
    desk = center.desk
    with pytest.raises(WishRefused) as caught:
        desk.lotteries.enter(center.staff, lottery, asked)
    assert caught.value.field == "wish3" and caught.value.waivable
    excepted = replace(asked, waiver=WHY)
    with pytest.raises(NotDeciding):
        desk.lotteries.enter(clerk(center), lottery, excepted)
    desk.lotteries.enter(center.staff, lottery, excepted)
    [line] = desk.lotteries.card(lottery).requests
    assert line.waiver == WHY


def test_without_a_rule_there_is_none(center: Center) -> None:
    lottery, asked = asking(center, SOURCE, REQUESTS)
    with pytest.raises(WishRefused) as caught:
        center.desk.lotteries.enter(center.staff, lottery, replace(asked, waiver=WHY))
    assert not caught.value.waivable


def test_a_clerk_may_change_what_was_excepted_before_but_nothing_more(
    center: Center,
) -> None:
    lottery, asked = asking(center, SOURCE, REQUESTS, WAIVER)
    excepted, by = replace(asked, waiver=WHY), clerk(center)
    center.desk.lotteries.enter(center.staff, lottery, excepted)
    center.desk.lotteries.enter(by, lottery, replace(excepted, purpose="発表会"))
    [line] = center.desk.lotteries.card(lottery).requests
    assert (line.row.purpose, line.waiver) == ("発表会", WHY)
    more = (*excepted.wishes, *wishes(center, ("活動室A", 5, "午前")))
    with pytest.raises(NotDeciding):
        center.desk.lotteries.enter(by, lottery, replace(excepted, wishes=more))
    other = (*excepted.wishes[:2], *wishes(center, ("活動室A", 18, "夜間")))
    with pytest.raises(NotDeciding):
        center.desk.lotteries.enter(by, lottery, replace(excepted, wishes=other))


@pytest.mark.parametrize(("taken", "kept"), [((), 0), ((1, 2), 1)])
def test_the_exception_stays_with_the_booking_of_its_wish(
    center: Center, taken: tuple[int, ...], kept: int
) -> None:
    """Where the first is won, nothing was excepted from; the third needed it."""
    lottery, asked = asking(center, SOURCE, REQUESTS, WAIVER)
    desk, staff = center.desk, center.staff
    desk.lotteries.enter(staff, lottery, replace(asked, waiver=WHY))
    center.clock.now += timedelta(days=8)
    for place in taken:
        wish = asked.wishes[place - 1]
        name = "活動室A" if place == 1 else "活動室B"
        group = center.register(f"先の会{place}", "サキノカイ")
        asks = center.wish(group, wish.day, *wish.slots, room=name)
        desk.bookings.book(staff, asks)
    center.clock.now -= timedelta(days=7)
    drawn(center, lottery)
    [line] = desk.lotteries.card(lottery).requests
    assert line.outcome is not None and len(line.outcome.won) == 1
    found = desk.waivers.latest()
    assert len(found) == kept
    for row in found:
        assert (row.reason, row.staff, row.about) == (WHY, "渡邊 千恵子", "limit")
        assert row.granted_at.date() == date(2026, 11, 24)


def test_what_the_rules_refuse_in_words_may_be_excepted_from(center: Center) -> None:
    lottery, asked = asking(center, OUTSIDERS, WAIVER)
    sale = replace(asked, facts={"commercial": True})
    with pytest.raises(WishRefused):
        center.desk.lotteries.enter(center.staff, lottery, sale)
    center.desk.lotteries.enter(center.staff, lottery, replace(sale, waiver=WHY))


def test_who_waits_may_take_it_as_an_exception(center: Center) -> None:
    rules(center, MONTHLY, WAIVER)
    desk, group = center.desk, center.register()
    day = DAY.replace(year=2026, month=12)
    for slot in ("午後", "夜間"):
        desk.bookings.book(center.staff, center.wish(group, day, slot))
    entry = Entry(center.room().id, group, day, ("午前",), "練習", 8)
    key = desk.waiting.enter(center.staff, entry).value
    with pytest.raises(LimitReached):
        desk.waiting.take(center.staff, key)
    assert desk.waiting.waivable(key)
    with pytest.raises(NotDeciding):
        desk.waiting.take(clerk(center), key, waiver=WHY)
    done = desk.waiting.take(center.staff, key, waiver=WHY)
    [row] = desk.waivers.latest()
    assert (row.number, row.reason) == (done.value, WHY)
    assert done.entry is not None
    desk.journal.undo(center.staff, done.entry)
    assert desk.waivers.latest() == []


def test_who_waits_is_told_where_no_exception_can_be_made(center: Center) -> None:
    rules(center, MONTHLY)
    desk, group = center.desk, center.register()
    day = DAY.replace(year=2026, month=12)
    for slot in ("午後", "夜間"):
        desk.bookings.book(center.staff, center.wish(group, day, slot))
    entry = Entry(center.room().id, group, day, ("午前",), "練習", 8)
    key = desk.waiting.enter(center.staff, entry).value
    assert not desk.waiting.waivable(key)
    with pytest.raises(LimitReached):
        desk.waiting.take(center.staff, key, waiver=WHY)
