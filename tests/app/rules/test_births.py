"""Birth dates as lists have them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.dates import NoSuchDay, NotInEra, OutOfRange
from app.kit.refusal import Refusal
from app.kit.wareki import day_text, short
from app.rules.people.births import (
    InFuture,
    NotBirth,
    TooLongAgo,
    Unclear,
    born,
    read_birth,
)

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(1901, 1, 1), TODAY)
SPELLINGS: list[Callable[[date], str]] = [
    short,
    day_text,
    str,
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%Y/%m/%d} 00:00:00",
    lambda day: f" {day_text(day)}生 ",
    lambda day: day_text(day).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    lambda day: short(day).replace(".", "・").lower(),
]


@given(DAYS, st.sampled_from(SPELLINGS))
def test_every_spelling_of_a_day_is_read(day: date, spelt: Callable[[date], str]) -> None:
    assert read_birth(spelt(day), TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("　", None),
        ("㍼35.4.1", date(1960, 4, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("昭和６４年１月７日", date(1989, 1, 7)),
    ],
)
def test_what_lists_also_have(text: str, day: date | None) -> None:
    assert read_birth(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("R9.1.1", InFuture),
        ("2026/11/25", InFuture),
        ("明治33年1月1日", TooLongAgo),
        ("昭和64年1月8日", NotInEra),
        ("1960/2/30", NoSuchDay),
        ("2960/4/1", OutOfRange),
        ("1960", NotBirth),
        ("4/1", NotBirth),
        ("70代", NotBirth),
        ("傘寿", NotBirth),
        ("66", NotBirth),
        ("来週火", NotBirth),
        ("昨日", NotBirth),
        ("99.4.31", NotBirth),
    ],
)
def test_what_is_no_birth_date(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_birth(text, TODAY)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("35.4.1", [date(1935, 4, 1), date(1960, 4, 1)]),
        ("5年3月2日", [date(1905, 3, 2), *(date(y, 3, 2) for y in (1916, 1930, 1993))]),
        ("22007", [date(1960, 4, 1)]),
    ],
)
def test_what_may_be_several_days_is_asked(text: str, choices: list[date]) -> None:
    with pytest.raises(Unclear) as asked:
        read_birth(text, TODAY)
    assert set(asked.value.choices) >= set(choices)


@given(st.integers(1, 99), st.integers(1, 12), st.integers(1, 28))
def test_no_choice_is_missed_and_none_is_impossible(y: int, m: int, d: int) -> None:
    """Slow and obvious: every day that some era or century writes so."""
    days = {
        date(year, m, d)
        for year in range(1901, 2027)
        if date(year, m, d) <= TODAY
        and (year % 100 == y or short(date(year, m, d))[1:].split(".")[0] == str(y))
    }
    with pytest.raises((Unclear, NotBirth)) as asked:
        read_birth(f"{y}.{m}.{d}", TODAY)
    found = asked.value
    assert set(found.choices if isinstance(found, Unclear) else ()) == days


def test_who_is_born_today_may_be_enrolled() -> None:
    assert born(TODAY, TODAY) == TODAY
