"""Refunds, registrations, lockers, loans and printing against the slowest obvious way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.rules.file.load import load
from app.rules.questions import answer

DAY = timedelta(days=1)
HEAD = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "館" }]
"""
DATES = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def asked(rules: str, **ask: Any) -> dict[str, Any]:
    plain = {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in ask.items()
    }
    found = answer(load(HEAD + rules), plain)
    assert not found.unanswerable, found.unanswerable
    assert found.explained
    return dict(found.values)


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


@dataclass(frozen=True)
class Tier:
    before: int
    percent: int

    def text(self) -> str:
        by = f"by = {{ days_before = {self.before} }}"
        return f"{{ {by}, rate = {Decimal(self.percent) / 100} }}"


@st.composite
def tiers(draw: st.DrawFn) -> list[Tier]:
    before = draw(st.lists(st.integers(0, 200), unique=True, max_size=5))
    count = len(before)
    rates = draw(st.lists(st.integers(0, 100), min_size=count, max_size=count))
    return [
        Tier(*each)
        for each in zip(
            sorted(before, reverse=True), sorted(rates, reverse=True), strict=True
        )
    ]


@given(tiers(), DATES, st.integers(-3, 210), st.integers(0, 99_999), st.booleans())
def test_a_refund_is_the_best_tier_that_is_still_open(
    given_tiers: list[Tier], use_date: date, ahead: int, paid: int, up: bool
) -> None:
    way = "up" if up else "down"
    text = ", ".join(tier.text() for tier in given_tiers)
    rules = f'[[refund]]\ntiers = [{text}]\nrounding = {{ to = 10, way = "{way}" }}'
    cancel_on = use_date - ahead * DAY
    found = asked(rules, kind="refund", use_date=use_date, cancel_on=cancel_on, paid=paid)
    open_still = [tier.percent for tier in given_tiers if ahead >= tier.before]
    best = max(open_still, default=0)
    assert found["rate"] == best / 100
    exact = paid * best / 100
    assert abs(found["amount"] - exact) < 10
    assert found["amount"] <= paid
    assert found["amount"] in {paid, found["amount"] // 10 * 10}
    assert (found["amount"] >= exact) if up else (found["amount"] <= exact)


@given(
    tiers(),
    DATES,
    st.lists(st.integers(0, 6), unique=True, max_size=5),
    st.integers(0, 40),
    st.integers(1, 5),
)
def test_a_cancellation_is_charged_from_the_nth_open_day_before(
    given_tiers: list[Tier],
    use_date: date,
    closed: list[int],
    ahead: int,
    number: int,
) -> None:
    weekdays = ", ".join(f'"{"月火水木金土日"[each]}"' for each in closed)
    rules = (
        f"[[closed]]\nweekdays = [{weekdays}]\n[[cancel]]\n"
        f'charged_from = {{ days_before = {number}, skipping = ["休館日"] }}'
    )
    cancel_on = use_date - ahead * DAY
    found = asked(rules, kind="refund", use_date=use_date, cancel_on=cancel_on)
    later_open = [
        each
        for each in days(cancel_on + DAY, use_date - DAY)
        if each.weekday() not in closed
    ]
    today_open = cancel_on.weekday() not in closed and cancel_on < use_date
    open_days = len(later_open) + today_open
    charged = open_days < number or (open_days == number and today_open)
    assert found["charged"] is charged


@given(
    st.integers(1, 20_000).map(lambda tens: tens * 10),
    st.integers(0, 20_000).map(lambda tens: tens * 10),
    st.integers(0, 10).map(lambda tenth: tenth / 10),
    st.booleans(),
    st.integers(0, 20),
)
def test_a_change_costs_the_difference_and_later_a_share(
    paid: int, new_fee: int, later: float, keep: bool, ahead: int
) -> None:
    rules = (
        "[[change]]\ndifference_until = { days_before = 7 }\n"
        f'later_share = {later}\ncheaper = "{"keep" if keep else "refund"}"'
    )
    use_date = date(2027, 3, 1)
    found = asked(
        rules,
        kind="refund",
        use_date=use_date,
        change_on=use_date - ahead * DAY,
        paid=paid,
        new_fee=new_fee,
    )
    more = 0 if ahead >= 7 else round(paid * later)
    difference = new_fee - paid
    total = paid + more + (0 if keep and difference < 0 else difference)
    assert found == {"total": total, "amount": max(paid - total, 0)}


@given(DATES, st.integers(1, 10))
def test_fiscal_years_end_on_the_nth_31_march_from_the_registration(
    day: date, count: int
) -> None:
    rules = f"[[term]]\nfiscal_years = {count}"
    found = asked(rules, kind="registration", registered_on=day)
    ends = [each for each in days(day, day + 4_000 * DAY) if each.month == 3]
    marches = [each for each in ends if each.day == 31]
    assert found["valid_until"] == marches[count - 1].isoformat()


@given(DATES, st.integers(1, 8))
def test_years_end_before_the_same_day_or_with_its_month(day: date, count: int) -> None:
    until = {
        how: date.fromisoformat(
            asked(
                f"[[term]]\nyears = {count}\n{how}",
                kind="registration",
                registered_on=day,
            )["valid_until"]
        )
        for how in (
            'last_day = "day_before"',
            'last_day = "same_day"',
            "to_end_of_month = true",
        )
    }
    before, same, month = until.values()
    exists = not (
        (day.month, day.day) == (2, 29)
        and not any(d.day == 29 for d in days(date(day.year + count, 2, 28), same + DAY))
    )
    assert (same.year, same.month) == (day.year + count, day.month)
    if exists:
        assert same.day == day.day
        assert before == same - DAY
    else:
        assert before == same == date(day.year + count, 2, 28)
    assert (month.year, month.month) == (same.year, same.month)
    assert (month + DAY).day == 1


@given(DATES, st.integers(0, 900), st.integers(1, 4))
def test_every_calendar_month_that_is_touched_is_paid(
    first: date, length: int, units: int
) -> None:
    last = first + length * DAY
    rules = '[[locker]]\nname = "箱"\nyen_per_month = 300'
    found = asked(
        rules,
        kind="loan",
        item="箱",
        units=units,
        **{"from": first, "to": last},
    )
    touched = {(each.year, each.month) for each in days(first, last)}
    assert found["months"] == len(touched)
    assert found["fee"] == 300 * len(touched) * units


@given(DATES, st.integers(0, 900))
def test_months_from_the_first_day_begin_on_its_number(first: date, length: int) -> None:
    last = first + length * DAY
    rules = '[[locker]]\nname = "箱"\nyen_per_month = 300\nmonth = "from_start"'
    found = asked(rules, kind="loan", item="箱", **{"from": first, "to": last})

    def begins(day: date) -> bool:
        # 民法143条2項: a month without the day ends with its last day.
        follows = day.day == 1 and (day - DAY).day < first.day
        return day.day == first.day or follows

    assert found["months"] == sum(begins(each) for each in days(first, last))


@given(DATES, st.integers(0, 1_500))
def test_a_term_that_ends_with_the_fiscal_year_holds_no_longer(
    first: date, length: int
) -> None:
    last = first + length * DAY
    rules = '[[locker]]\nname = "箱"\nyen_per_year = 1200\nends = "fiscal_year"'
    found = asked(rules, kind="loan", item="箱", **{"from": first, "to": last})
    ends = [each for each in days(first, last) if (each.month, each.day) == (3, 31)]
    crosses = bool(ends) and last > ends[0]
    assert found["allowed"] is not crosses
    assert found["until"] == (ends[0] if crosses else last).isoformat()
    years = len(ends) + (not ends or last > ends[-1])
    assert found["fee"] == 1200 * years


@given(
    st.integers(0, 1_439),
    st.integers(1, 1_440),
    st.integers(1, 6),
    st.integers(0, 4),
    st.integers(1, 5),
)
def test_started_hours_count_whole_up_to_the_cap_within_the_hours(
    start: int, end: int, hours: int, more: int, units: int
) -> None:
    if end <= start:
        start, end = end - 1, start + 1
    cap = hours + more
    rules = (
        '[[hours]]\nhours = "9:00-21:00"\n[[item]]\nname = "機"\nyen = 100\n'
        f'per = "hour"\nhours = {hours}\ncap_hours = {cap}'
    )

    def clock(minutes: int) -> str:
        return f"{minutes // 60:02}:{minutes % 60:02}"

    found = asked(
        rules,
        kind="loan",
        item="機",
        units=units,
        from_time=clock(start),
        to_time=clock(end),
    )
    inside = start >= 9 * 60 and end <= 21 * 60
    minutes = min(end - start, cap * 60) if inside else end - start
    started = len(range(0, minutes, hours * 60))
    assert found["units"] == started
    assert found["fee"] == 100 * started * units


@given(DATES, st.integers(0, 9), st.integers(1, 9), st.integers(1, 4))
def test_nights_days_and_the_longest_loan(
    first: date, nights: int, longest: int, units: int
) -> None:
    last = first + nights * DAY
    item = f'[[item]]\nname = "機"\nlongest_days = {longest}\nyen = 70\nper = "day"\n'
    ask = {"kind": "loan", "item": "機", "units": units, "from": first, "to": last}
    found = asked(item, **ask)
    assert found["fee"] == 70 * units * len(list(days(first, last)))
    assert found["allowed"] is (nights < longest)
    assert found["until"] == min(last, first + (longest - 1) * DAY).isoformat()
    if nights and longest > 1:
        by_night = asked(item + "overnight_yen = 500", **ask)
        assert by_night["fee"] == 500 * nights * units


@given(
    st.integers(0, 20),
    st.integers(0, 2_000),
    st.integers(1, 200),
    st.booleans(),
    st.sampled_from(["two_sheets", "one_sheet"]),
)
def test_every_started_stack_of_sheets_is_paid(
    masters: int, sheets: int, per: int, duplex: bool, counted: str
) -> None:
    rules = (
        '[[print]]\nmachine = "印刷機"\nmaster_yen = 50\n'
        f'sheet_yen = 7\nper_sheets = {per}\nduplex = "{counted}"'
    )
    found = asked(
        rules,
        kind="print",
        machine="印刷機",
        masters=masters,
        sheets=sheets,
        duplex=duplex,
    )
    two = duplex and counted == "two_sheets"
    stacks = len(range(0, sheets * (2 if two else 1), per))
    assert found["fee"] == 50 * masters + 7 * stacks
