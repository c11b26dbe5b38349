"""From when to when somebody is insured."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.refusal import Refusal
from app.rules.insurance import (
    EarlyReason,
    PlanForm,
    StartsOutside,
    StartsTooEarly,
    YearOver,
    checked_plans,
    premiums,
    term,
)
from app.rules.people.person_rows import RowsRefused

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
YEAR = [date(2026, 4, 1) + timedelta(days=n) for n in range(365)]


@given(DAYS)
def test_the_cover_begins_with_the_first_day_after_today(today: date) -> None:
    """Slow and obvious: look at every day of the year."""
    left = [day for day in YEAR if day > today]
    if left:
        found = term(2026, today)
        assert (found.starts_on, found.ends_on) == (left[0], YEAR[-1])
    else:
        with pytest.raises(YearOver) as refused:
            term(2026, today)
        assert refused.value.next_year == (today + timedelta(days=1)).year - (
            (today + timedelta(days=1)).month < 4
        )


@given(DAYS, DAYS, st.sampled_from([None, *EarlyReason]))
def test_a_day_that_somebody_names(
    today: date, day: date, reason: EarlyReason | None
) -> None:
    allowed = day in YEAR and (reason is not None or day > today)
    try:
        found = term(2026, today, day, reason)
    except Refusal:
        assert not allowed
    else:
        assert allowed and (found.starts_on, found.ends_on) == (day, YEAR[-1])


@pytest.mark.parametrize(
    ("today", "day", "refusal"),
    [
        (date(2026, 7, 1), date(2026, 7, 1), StartsTooEarly),
        (date(2026, 7, 1), date(2027, 4, 1), StartsOutside),
        (date(2026, 7, 1), date(2026, 3, 31), StartsOutside),
        (date(2027, 3, 31), date(2027, 3, 31), YearOver),
    ],
)
def test_the_reason_is_told(today: date, day: date, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        term(2026, today, day)


def test_the_published_example() -> None:
    """永平寺町社協: applied for on the 1st of July, from 0時 of the 2nd."""
    found = term(2026, date(2026, 7, 1))
    assert [step.text for step in found.explained] == [
        "令和8年7月2日(木)の0時から（手続きの翌日）",
        "令和9年3月31日(水)の24時まで",
    ]


def test_in_a_large_disaster_at_once_but_not_before_the_year() -> None:
    early = EarlyReason.DISASTER
    assert term(2026, date(2026, 7, 1), reason=early).starts_on == date(2026, 7, 1)
    assert term(2026, date(2026, 3, 1), reason=early).starts_on == date(2026, 4, 1)
    assert term(2026, date(2027, 3, 31), reason=early).starts_on == date(2027, 3, 31)


def test_premiums_are_counted_plan_by_plan() -> None:
    one, two = (UUID(int=1), "基本", 350), (UUID(int=2), "天災", 500)
    found = premiums([one, two, one])
    assert [(line.plan, line.people, line.amount) for line in found] == [
        ("基本", 2, 700),
        ("天災", 1, 500),
    ]


def test_a_table_of_plans_says_everything_once() -> None:
    good = PlanForm("保険", "基本", 350, "ふくしの保険")
    assert checked_plans([PlanForm(), good]) == {1: good}
    bad = [
        good,
        PlanForm("保険", "基本", 500, "ふくしの保険"),
        PlanForm("保険", "天災", 500),
        PlanForm("保険", "行事", -1, "ふくしの保険"),
    ]
    with pytest.raises(RowsRefused) as refused:
        checked_plans(bad)
    assert [(p.row, p.field) for p in refused.value.problems] == [
        (1, "name"), (2, "source"), (3, "premium"),
    ]  # fmt: skip
