"""和暦: how dates, months and fiscal years are written for people."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

WEEKDAYS = "月火水木金土日"


class Era(NamedTuple):
    """元号; `first` is its first day, which belongs to the new era alone."""

    name: str
    letter: str
    first: date


#: Newest first. The days are those of the 改元 texts themselves: 明治元年 (years counted
#: from 1868; Gregorian dates exist from 明治6年1月1日, 明治5年太政官布告第337号),
#: 大正 明治45年7月30日詔書, 昭和 大正15年12月25日詔書, 平成 昭和64年政令第1号
#: (in force the day after 1989-01-07), 令和 平成31年政令第143号.
ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 1, 25)),
)
#: The first day that the calendar of today and an era both name.
EARLIEST = date(1873, 1, 1)

BLANK_DAY = "令和　　　年　　　月　　　日"
BLANK_WEEKDAY = "（　　）"


def era_of(day: date) -> tuple[Era, int]:
    """The era of a day and the year in it. ValueError before `EARLIEST`."""
    if day < EARLIEST:
        raise ValueError(f"no 和暦 before {EARLIEST}: {day}")
    era = next(era for era in ERAS if era.first <= day)
    return era, day.year - era.first.year + 1


def year_text(day: date) -> str:
    """令和8年, 令和元年."""
    era, year = era_of(day)
    return f"{era.name}{_number(year)}年"


def month_text(day: date) -> str:
    """令和8年11月."""
    return f"{year_text(day)}{day.month}月"


def day_text(day: date) -> str:
    """令和8年11月24日."""
    return f"{month_text(day)}{day.day}日"


def full(day: date) -> str:
    """令和8年11月24日(火)."""
    return f"{day_text(day)}({weekday(day)})"


def short(day: date) -> str:
    """R8.11.24; the first year of an era is 1."""
    era, year = era_of(day)
    return f"{era.letter}{year}.{day.month}.{day.day}"


def on_form(day: date | None, *, with_weekday: bool = False) -> str:
    """令和8年11月24日（火）, or the blank to be filled in by hand."""
    if day is None:
        return BLANK_DAY + BLANK_WEEKDAY * with_weekday
    return day_text(day) + f"（{weekday(day)}）" * with_weekday


def weekday(day: date) -> str:
    """One character, 月 to 日."""
    return WEEKDAYS[day.weekday()]


def fiscal_year(day: date) -> int:
    """The Gregorian year in which the 会計年度 of a day began (地方自治法第208条)."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_text(year: int) -> str:
    """令和8年度 for 2026.

    Named by the era on the 1st of May: the only year whose name an era changed while
    it was new, 2019, is 令和元年度 as a whole, and the others keep the name they
    began with.
    """
    era, number = era_of(date(year, 5, 1))
    return f"{era.name}{_number(number)}年度"


def _number(year: int) -> str:
    return "元" if year == 1 else str(year)
