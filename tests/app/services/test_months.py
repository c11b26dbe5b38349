"""予約台帳 of a month: each day by its rules, as they are today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from app.desk import desk_on
from app.services.months import KEPT, State
from tests.app.services.conftest import Center, demo_rules

DAY = date(2026, 12, 1)


def test_a_month_shows_its_rules_and_its_bookings(center: Center) -> None:
    wish = center.wish(center.register(), DAY, "午前")
    center.desk.bookings.book(center.staff, wish)
    month = center.desk.months.month(date(2026, 12, 24))
    assert month.first == DAY
    assert [row.group for row in month.bookings] == ["花の会"]
    days = month.colors["活動室A"]
    assert len(days) == 31
    assert days[20].state is State.CLOSED  # 第3月曜日
    assert (days[0].state, days[0].slots[0].fee) == (State.OPEN, 800)


def test_a_new_version_holds_from_its_day_on(center: Center) -> None:
    before = center.desk.months.month(DAY)
    text = demo_rules().text + (
        '\n[[price]]\nrooms = ["活動室A"]\nprefer = 1\nyen = { "午前" = 950 }\n'
    )
    version = replace(demo_rules(), text=text, valid_from=date(2026, 12, 16))
    center.desk.rulebooks.enact(center.staff, version)
    days = center.desk.months.month(DAY).colors["活動室A"]
    assert [day.slots[0].fee for day in days] == [800] * 15 + [950] * 16
    assert {day.slots[0].fee for day in before.colors["活動室A"]} == {800}


def test_tomorrow_other_days_are_too_early(center: Center) -> None:
    far = date(2027, 3, 1)
    assert center.desk.months.month(far).colors["活動室A"][0].state is State.TOO_EARLY
    center.clock.now += timedelta(days=7)
    assert center.desk.months.month(far).colors["活動室A"][0].state is State.OPEN


def test_before_the_first_version_nothing_is_known(center: Center) -> None:
    days = center.desk.months.month(date(2019, 5, 1)).colors["活動室A"]
    assert {day.state for day in days} == {State.UNKNOWN}


def months(*numbers: int) -> list[date]:
    return [date(2026 if number > 6 else 2027, number, 1) for number in numbers]


def test_the_months_around_are_worked_out_ahead(center: Center) -> None:
    own = center.desk.months
    assert own.ahead() == months(11, 12, 10)  # today is 24 November 2026
    own.prepare(DAY)
    assert own.ahead() == months(11, 10)
    found = own.month(date(2027, 3, 5)).colors
    assert own.ahead() == months(4, 2, 11, 10)
    for first in own.ahead():
        own.prepare(first)
    assert own.ahead() == []
    fresh = desk_on(center.store, "H", center.clock).months
    assert own.month(DAY).colors == fresh.month(DAY).colors
    assert found == fresh.month(date(2027, 3, 1)).colors


def test_what_was_worked_out_is_kept_until_rules_or_today_change(center: Center) -> None:
    own = center.desk.months
    own.prepare(DAY)
    prepared = own.month(DAY).colors
    assert own.month(DAY).colors is prepared
    late = replace(demo_rules(), valid_from=date(2026, 12, 16))
    center.desk.rulebooks.enact(center.staff, late)
    assert own.ahead() == months(12, 1, 11, 10)
    own.prepare(DAY)
    center.clock.now += timedelta(days=1)
    assert DAY in own.ahead()


def test_no_more_than_some_months_are_kept(center: Center) -> None:
    own = center.desk.months
    first = own.month(DAY).colors
    for count in range(1, KEPT):
        own.month(DAY + timedelta(days=31 * count))
    assert own.month(DAY).colors is first
    own.month(DAY - timedelta(days=1))
    assert own.month(DAY).colors is not first
