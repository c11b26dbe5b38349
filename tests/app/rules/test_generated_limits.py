"""Limits, runs and units of generated rulebooks against the plainest way to count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from app.rules.book.facts import NOTHING
from app.rules.book.hire import Unit
from app.rules.book.rulebook import Place
from app.rules.file.load import load
from app.rules.use.bookings import judged
from app.rules.use.judge import Verdict
from app.rules.use.limits import Had, LimitReached
from app.rules.use.runs import TooLong
from app.rules.use.wishes import Said, Wish, days_from, units_of

DAY = timedelta(days=1)
WEEKDAYS = "月火水木金土日"
HEAD = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "館" }]
room = [{ name = "室", facility = "館" }]
[[slots]]
times = { "朝" = "9:00-12:00", "昼" = "13:00-17:00", "夜" = "18:00-21:00" }
"""
PERIODS = ("day", "week", "half_month", "month", "half_year", "year", "fiscal_year")


@dataclass(frozen=True)
class Limit:
    most: int
    per: str
    of: str
    half: int
    week: int

    def text(self) -> str:
        text = f'[[limit]]\nmost = {self.most}\nper = "{self.per}"\nof = "{self.of}"\n'
        if self.per == "half_month":
            text += f"half_begins = {self.half}\n"
        if self.per == "week":
            text += f'week_begins = "{WEEKDAYS[self.week]}"\n'
        return text

    def period(self, day: date) -> object:
        """Equal for days of one period."""
        fiscal = day.year if day.month >= 4 else day.year - 1
        if self.per == "week":
            while day.weekday() != self.week:
                day -= DAY
        return {
            "day": day,
            "week": day,
            "half_month": (day.year, day.month, day.day >= self.half),
            "month": (day.year, day.month),
            "half_year": (fiscal, 4 <= day.month <= 9),
            "year": day.year,
            "fiscal_year": fiscal,
        }[self.per]

    def exceeded(self, days: list[date], slots: int, booked: list[date]) -> bool:
        for day in days:
            same = [d for d in days if self.period(d) == self.period(day)]
            taken = [d for d in booked if self.period(d) == self.period(day)]
            if self.of == "days":
                count = len({*same, *taken})
                if set(same) <= set(taken):
                    continue
            else:
                count = len(taken) + len(same) * (slots if self.of == "slots" else 1)
            if count > self.most:
                return True
        return False


LIMITS = st.lists(
    st.builds(
        Limit,
        st.integers(1, 6),
        st.sampled_from(PERIODS),
        st.sampled_from(["uses", "days", "slots"]),
        st.sampled_from([15, 16]),
        st.integers(0, 6),
    ),
    max_size=4,
    unique_by=lambda limit: (limit.per, limit.of),
)
DATES = st.dates(date(2026, 1, 1), date(2028, 12, 31))
NEAR = st.lists(st.integers(-40, 40), max_size=12)
SLOTS = st.sampled_from([(), ("朝",), ("朝", "昼"), ("朝", "昼", "夜")])
RUNS = st.integers(1, 20)


def place(*rules: str) -> Place:
    return load(HEAD + "\n".join(rules)).place("室", "館")


def verdict(
    at: Place, first: date, run: int, slots: tuple[str, ...], booked: list[date]
) -> Verdict:
    wish = Wish(days=days_from(first, run), run=run)
    return judged(at, NOTHING, wish, Said(slots), Had(booked=tuple(booked)))


@given(LIMITS, DATES, RUNS, SLOTS, NEAR)
def test_a_limit_is_exceeded_when_the_plainest_count_says_so(
    limits: list[Limit], first: date, run: int, slots: tuple[str, ...], near: list[int]
) -> None:
    booked = [first + n * DAY for n in near]
    at = place(*(limit.text() for limit in limits))
    found = verdict(at, first, run, slots, booked)
    days = [first + n * DAY for n in range(run)]
    over = [each for each in limits if each.exceeded(days, len(slots) or 1, booked)]
    assert len(found.refusals) == len(over)
    assert found.allowed == (not over)
    for refusal in found.refusals:
        assert isinstance(refusal, LimitReached)
        assert refusal.again is not None and refusal.again > first


@given(LIMITS, DATES, NEAR, st.integers(-40, 40))
def test_whoever_has_more_may_never_do_more(
    limits: list[Limit], first: date, near: list[int], one: int
) -> None:
    booked = [first + n * DAY for n in near if n]
    at = place(*(limit.text() for limit in limits))
    if one and not verdict(at, first, 1, (), booked).allowed:
        assert not verdict(at, first, 1, (), [*booked, first + one * DAY]).allowed


@given(
    LIMITS.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))),
    DATES,
    RUNS,
    NEAR,
)
def test_the_order_of_limits_never_matters(
    both: tuple[list[Limit], list[Limit]], first: date, run: int, near: list[int]
) -> None:
    booked = [first + n * DAY for n in near]
    one, other = (
        verdict(place(*(limit.text() for limit in rules)), first, run, (), booked)
        for rules in both
    )
    assert one.explained == other.explained
    assert list(map(str, one.refusals)) == list(map(str, other.refusals))


@given(st.integers(1, 10), DATES, st.integers(1, 8), NEAR)
def test_a_run_of_days_is_counted_with_the_booked_ones_around_it(
    most: int, first: date, run: int, near: list[int]
) -> None:
    taken = {*near, *range(run)}
    before = next(n for n in range(1, 99) if -n not in taken) - 1
    after = next(n for n in range(run, 999) if n not in taken)
    at = place(f"[[longest]]\ndays = {most}")
    found = verdict(at, first, run, (), [first + n * DAY for n in near])
    assert found.allowed == (before + after <= most)
    assert all(isinstance(refusal, TooLong) for refusal in found.refusals)


CLOCKS = st.integers(0, 96).map(lambda quarter: quarter * 15)
SPANS = st.tuples(CLOCKS, CLOCKS).filter(lambda span: span[0] < span[1])


@given(SPANS, st.sampled_from([15, 30, 60, 90, 120]), st.none() | CLOCKS)
def test_units_are_those_that_hold_a_minute_of_the_use(
    span: tuple[int, int], minutes: int, grid: int | None
) -> None:
    start, end = span
    told = "" if grid is None else f'grid = "{grid // 60}:{grid % 60:02}"'
    at = place(f'[[unit]]\nminutes = {minutes}\npart = "up"\n{told}')
    unit = at.the(Unit, NOTHING)
    assert unit is not None
    begin = start if grid is None else grid
    held = {(minute - begin) // minutes for minute in range(start, end)}
    assert units_of(unit, [span], Decimal(end - start) / 60) == len(held)


@given(SPANS, SPANS, st.sampled_from([15, 30, 60]))
def test_a_bridge_needs_enough_use_on_both_sides(
    use: tuple[int, int], bridge: tuple[int, int], side: int
) -> None:
    assume(side <= bridge[0] and bridge[1] + side <= 24 * 60)
    words = "-".join(f"{m // 60}:{m % 60:02}" for m in bridge)
    at = place(f'[[bridge]]\nspan = "{words}"\neach_side = {side}')
    used = set(range(*use))
    touched = used & set(range(*bridge))
    wanted = set(range(bridge[0] - side, bridge[1] + side))
    found = judged(at, NOTHING, Wish(), Said(start=use[0], end=use[1]))
    assert found.allowed == (not touched or wanted <= used)
