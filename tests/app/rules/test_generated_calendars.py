"""休館日 of generated rulebooks against the plainest way to say which days are closed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import holidays
from hypothesis import given
from hypothesis import strategies as st

from app.rules.calendar.closing import PlaceDays
from app.rules.calendar.opening import next_open, opening_at
from app.rules.file.load import load

KNOWN = holidays.country_holidays("JP", years=range(2023, 2032), language="ja")
WEEKDAYS = "月火水木金土日"
DAY = timedelta(days=1)
THEN = ("nothing", "next_day", "next_weekday", "next_day_or_weekday")
HEAD = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "館" }]
"""


def days_of(first: date, count: int) -> list[date]:
    return [first + n * DAY for n in range(count)]


def is_weekday(day: date) -> bool:
    return day.weekday() < 5 and day not in KNOWN


def next_weekday(day: date) -> date:
    return next(each for each in days_of(day + DAY, 20) if is_weekday(each))


@dataclass(frozen=True)
class Weekly:
    """第n何曜日; on a holiday perhaps open, and something else closed."""

    weekday: int
    nth: tuple[int, ...]
    last: bool
    opens: bool
    then: str

    def text(self) -> str:
        nth = [str(n) for n in self.nth] + ['"最終"'] * self.last
        words = f'[[closed]]\nweekdays = ["{WEEKDAYS[self.weekday]}"]\n'
        words += f"nth = [{', '.join(nth)}]\n" if nth else ""
        opens = str(self.opens).lower()
        return (
            words
            + f'if_holiday = {{ day = "休日", open = {opens}, then = "{self.then}" }}'
        )

    def closed(self, days: Sequence[date]) -> Iterator[date]:
        for day in days:
            if day.weekday() != self.weekday or not self._chosen(day):
                continue
            if day not in KNOWN:
                yield day
                continue
            if not self.opens:
                yield day
            if self.then == "next_day":
                yield day + DAY
            if self.then == "next_weekday":
                yield next_weekday(day)
            if self.then == "next_day_or_weekday":
                yield next_weekday(day) if day + DAY in KNOWN else day + DAY

    def _chosen(self, day: date) -> bool:
        same = [
            n
            for n in range(1, monthrange(day.year, day.month)[1] + 1)
            if date(day.year, day.month, n).weekday() == day.weekday()
        ]
        number = same.index(day.day) + 1
        every = not self.nth and not self.last
        return every or number in self.nth or (self.last and number == len(same))


@dataclass(frozen=True)
class YearEnd:
    first: int
    last: int

    def text(self) -> str:
        return f'[[closed]]\nbetween = ["12/{self.first}", "1/{self.last}"]'

    def closed(self, days: Sequence[date]) -> Iterator[date]:
        for day in days:
            begun = day.month == 12 and day.day >= self.first
            if begun or (day.month == 1 and day.day <= self.last):
                yield day


@dataclass(frozen=True)
class DayAfter:
    """休日の翌日, unless it is a weekend or a holiday."""

    def text(self) -> str:
        return '[[closed]]\nafter = { of = "休日", unless = ["土", "日", "休日"] }'

    def closed(self, days: Sequence[date]) -> Iterator[date]:
        for day in days:
            if day in KNOWN and is_weekday(day + DAY):
                yield day + DAY


@dataclass(frozen=True)
class Single:
    day: date

    def text(self) -> str:
        return f"[[closed]]\ndates = [{self.day}]"

    def closed(self, days: Sequence[date]) -> Iterator[date]:
        yield from (day for day in days if day == self.day)


Rule = Weekly | YearEnd | DayAfter | Single
DATES = st.dates(date(2025, 1, 1), date(2029, 12, 31))
RULES: st.SearchStrategy[Rule] = st.one_of(
    st.builds(
        Weekly,
        st.integers(0, 6),
        st.sets(st.integers(1, 5), max_size=2).map(lambda found: tuple(sorted(found))),
        st.booleans(),
        st.booleans(),
        st.sampled_from(THEN),
    ),
    st.builds(YearEnd, st.integers(26, 31), st.integers(1, 5)),
    st.just(DayAfter()),
    st.builds(Single, DATES),
)
BOOKS = st.lists(RULES, min_size=1, max_size=4)


@given(BOOKS, DATES)
def test_closed_days_are_those_of_the_plainest_calendar(
    rules: list[Rule], first: date
) -> None:
    around = days_of(first - 30 * DAY, 160)
    closed = {day for rule in rules for day in rule.closed(around)}
    place = load(HEAD + "\n".join(rule.text() for rule in rules)).place("", "館")
    shown = days_of(first, 100)
    assert {d for d in shown if not opening_at(place, d).open} == closed & set(shown)


@given(BOOKS.flatmap(lambda rules: st.tuples(st.just(rules), st.permutations(rules))))
def test_the_order_of_rules_never_matters(both: tuple[list[Rule], list[Rule]]) -> None:
    one, other = (
        load(HEAD + "\n".join(rule.text() for rule in rules)).place("", "館")
        for rules in both
    )
    for day in days_of(date(2026, 4, 1), 60):
        assert opening_at(one, day) == opening_at(other, day)


@given(BOOKS, DATES)
def test_the_next_open_day_is_the_first_that_is_open(
    rules: list[Rule], day: date
) -> None:
    place = load(HEAD + "\n".join(rule.text() for rule in rules)).place("", "館")
    calendar, found = PlaceDays(place), next_open(place, day)
    if found is None:
        assert all(calendar.is_any(each, ["休館日"]) for each in days_of(day + DAY, 60))
    else:
        between = days_of(day + DAY, (found - day).days - 1)
        assert not calendar.is_any(found, ["休館日"])
        assert all(calendar.is_any(each, ["休館日"]) for each in between)
