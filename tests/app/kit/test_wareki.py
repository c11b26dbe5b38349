"""和暦 against tables written out by hand and against a walk over every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.kit import wareki

#: From the 改元 texts: the last day of an era and the first of the next.
BORDERS = {
    date(1873, 1, 1): "明治6年1月1日(水)",
    date(1912, 7, 29): "明治45年7月29日(月)",
    date(1912, 7, 30): "大正元年7月30日(火)",
    date(1926, 12, 24): "大正15年12月24日(金)",
    date(1926, 12, 25): "昭和元年12月25日(土)",
    date(1989, 1, 7): "昭和64年1月7日(土)",
    date(1989, 1, 8): "平成元年1月8日(日)",
    date(2019, 4, 30): "平成31年4月30日(火)",
    date(2019, 5, 1): "令和元年5月1日(水)",
    date(2026, 11, 24): "令和8年11月24日(火)",
}


@pytest.mark.parametrize("day", BORDERS)
def test_full(day: date) -> None:
    assert wareki.full(day) == BORDERS[day]


def test_other_lengths() -> None:
    day = date(2026, 11, 4)
    assert wareki.short(day) == "R8.11.4"
    assert wareki.short(date(2019, 5, 1)) == "R1.5.1"
    assert wareki.year_text(day) == "令和8年"
    assert wareki.month_text(day) == "令和8年11月"
    assert wareki.day_text(day) == "令和8年11月4日"


def test_on_forms() -> None:
    assert wareki.on_form(date(2026, 11, 4)) == "令和8年11月4日"
    assert wareki.on_form(date(2026, 11, 4), with_weekday=True).endswith("4日（水）")
    assert wareki.on_form(None) == "令和　　　年　　　月　　　日"
    assert wareki.on_form(None, with_weekday=True).endswith("日（　　）")


def test_every_day_follows_the_day_before() -> None:
    day, before = wareki.EARLIEST, ("明治", 6)
    while (day := day + timedelta(days=1)) < date(2050, 1, 1):
        era, year = wareki.era_of(day)
        new_year = (before[0], before[1] + (day.month == day.day == 1))
        assert (era.name, year) in (new_year, (era.name, 1))
        before = (era.name, year)


def test_before_the_calendar_of_today() -> None:
    with pytest.raises(ValueError, match="1872-12-31"):
        wareki.full(date(1872, 12, 31))


@pytest.mark.parametrize(
    ("day", "year", "name"),
    [
        (date(2019, 3, 31), 2018, "平成30年度"),
        (date(2019, 4, 1), 2019, "令和元年度"),
        (date(2026, 11, 24), 2026, "令和8年度"),
        (date(2027, 3, 31), 2026, "令和8年度"),
        (date(1988, 4, 1), 1988, "昭和63年度"),
        (date(1989, 4, 1), 1989, "平成元年度"),
    ],
)
def test_fiscal_years(day: date, year: int, name: str) -> None:
    assert wareki.fiscal_year(day) == year
    assert wareki.fiscal_year_text(year) == name
