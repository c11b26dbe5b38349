"""Repeats against a day-by-day version, and what becomes of days that are not there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.series import (
    Listed,
    MonthlyDay,
    NthWeekday,
    Repeat,
    Weekly,
    YearlyDay,
    dates_of,
    read_repeat,
    suggested,
    told,
)
from app.rules.series.repeats import LAST
from app.rules.series.words import Unreadable

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
SPANS = st.tuples(DAYS, st.integers(0, 800))
EVERY = st.integers(1, 4)


def several(of: st.SearchStrategy[int]) -> st.SearchStrategy[tuple[int, ...]]:
    return st.lists(of, min_size=1, max_size=3, unique=True).map(tuple)


WEEKDAYS = several(st.integers(0, 6))
NUMBERS = several(st.sampled_from([1, 2, 3, 4, 5, LAST]))
IN_MONTH = several(st.sampled_from([LAST, *range(1, 32)]))
MONTH_DAYS = DAYS.map(lambda day: (day.month, day.day))
REPEATS = st.one_of(
    st.builds(Weekly, WEEKDAYS, EVERY),
    st.builds(NthWeekday, NUMBERS, WEEKDAYS, EVERY),
    st.builds(MonthlyDay, IN_MONTH, EVERY),
    st.one_of(MONTH_DAYS, st.just((2, 29))).map(lambda pair: YearlyDay(*pair)),
)


def falls_on(repeat: Repeat, day: date) -> bool:
    """Whether a repeat that left no week and no month out would fall on a day."""
    is_last = (day + timedelta(days=1)).month != day.month
    if isinstance(repeat, Weekly):
        return day.weekday() in repeat.weekdays
    if isinstance(repeat, NthWeekday):
        of_month = [day - timedelta(days=7 * n) for n in range(5)]
        number = sum(each.month == day.month for each in of_month)
        ends = (day + timedelta(days=7)).month != day.month
        wanted = number in repeat.nth or (LAST in repeat.nth and ends)
        return day.weekday() in repeat.weekdays and wanted
    if isinstance(repeat, MonthlyDay):
        return day.day in repeat.days or (LAST in repeat.days and is_last)
    assert isinstance(repeat, YearlyDay)
    return (day.month, day.day) == (repeat.month, repeat.day)


def period(repeat: Repeat, day: date) -> int:
    """The number of its week or month."""
    return (day.toordinal() - 1) // 7 if isinstance(repeat, Weekly) else month_of(day)


def month_of(day: date) -> int:
    return day.year * 12 + day.month


def day_by_day(repeat: Repeat, first: date, last: date) -> list[date]:
    every = getattr(repeat, "every", 1)
    found = [
        day
        for n in range((last - first).days + 1)
        if falls_on(repeat, day := first + timedelta(days=n))
    ]
    begins = period(repeat, found[0]) if found else 0
    return [day for day in found if (period(repeat, day) - begins) % every == 0]


@given(REPEATS, SPANS)
def test_a_repeat_is_what_going_through_the_days_finds(
    repeat: Repeat, span: tuple[date, int]
) -> None:
    first, length = span
    last = first + timedelta(days=length)
    found = dates_of(repeat, first, last)
    assert list(found.days) == day_by_day(repeat, first, last)


@given(REPEATS)
def test_what_is_told_is_read_again(repeat: Repeat) -> None:
    assert read_repeat(told(repeat), TODAY, TODAY) == repeat


@given(DAYS)
def test_a_day_is_among_the_days_of_what_it_suggests(day: date) -> None:
    for words in suggested(day):
        found = dates_of(read_repeat(words, day, TODAY), day, day + timedelta(days=40))
        assert found.days[0] == day


def _day(month: int, day: int) -> date:
    return date(2026, month, day)


@pytest.mark.parametrize(
    ("words", "repeat"),
    [
        ("毎週", Weekly((1,))),
        ("毎週火曜日・木曜日", Weekly((1, 3))),
        ("隔週の水", Weekly((2,), 2)),
        ("３週ごと土", Weekly((5,), 3)),
        ("第２火", NthWeekday((2,), (1,))),
        ("毎月 第1・第3 土曜日", NthWeekday((1, 3), (5,))),
        ("毎月第1,3土", NthWeekday((1, 3), (5,))),
        ("隔月最終金曜", NthWeekday((LAST,), (4,), 2)),
        ("毎月10日", MonthlyDay((10,))),
        ("毎月15日と末日", MonthlyDay((15, LAST))),
        ("毎年2/29", YearlyDay(2, 29)),
        ("12/8 12/22、1/5", Listed((_day(12, 8), _day(12, 22), date(2027, 1, 5)))),
        ("12/8〜12/10", Listed(tuple(_day(12, n) for n in (8, 9, 10)))),
    ],
)  # fmt: skip
def test_repeats_as_people_say_them(words: str, repeat: Repeat) -> None:
    assert read_repeat(words, date(2026, 12, 1), TODAY) == repeat


@pytest.mark.parametrize(
    "words",
    ["", "ときどき", "毎月32日", "毎月0日", "毎年2/30", "第6火", "12/8 13/40",
     "12/8〜12/1", "12/8〜R30.1.1"],
)  # fmt: skip
def test_what_is_no_repeat_is_refused(words: str) -> None:
    with pytest.raises(Unreadable):
        read_repeat(words, TODAY, TODAY)


def test_years_without_29_february_are_named() -> None:
    found = dates_of(YearlyDay(2, 29), date(2026, 4, 1), date(2029, 3, 31))
    assert found.days == (date(2028, 2, 29),)
    assert found.without == ("令和9年", "令和11年")


def test_months_without_the_day_are_named() -> None:
    found = dates_of(MonthlyDay((29,)), date(2026, 12, 1), date(2027, 3, 31))
    assert [day.month for day in found.days] == [12, 1, 3]
    assert found.without == ("令和9年2月",)
    fifth = dates_of(NthWeekday((5,), (1,)), date(2026, 12, 1), date(2027, 1, 31))
    assert (fifth.days, fifth.without) == ((date(2026, 12, 29),), ("令和9年1月",))
    shorter = dates_of(NthWeekday((5,), (1,)), date(2026, 12, 1), date(2027, 1, 30))
    assert shorter.without == ()
