"""Repeats, and the days they fall on between two days, both included.

Weekdays are 0 (Monday) to 6. What comes `every` second week or month is counted from the
first week or month that has such a day. Weeks begin on Monday (JIS X 0301).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.kit.wareki import month_text, year_text

Told = Callable[[date], str]
WEEK = timedelta(days=7)
#: The last one of a month, whichever number it has.
LAST = -1


@dataclass(frozen=True, slots=True)
class Weekly:
    weekdays: tuple[int, ...]
    every: int = 1


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """第2火曜: `nth` are 1 to 5, or `LAST`."""

    nth: tuple[int, ...]
    weekdays: tuple[int, ...]
    every: int = 1


@dataclass(frozen=True, slots=True)
class MonthlyDay:
    """毎月15日: `days` are 1 to 31, or `LAST`."""

    days: tuple[int, ...]
    every: int = 1


@dataclass(frozen=True, slots=True)
class YearlyDay:
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Days that were named one by one."""

    days: tuple[date, ...]


Repeat = Weekly | NthWeekday | MonthlyDay | YearlyDay | Listed


@dataclass(frozen=True, slots=True)
class Dates:
    """The days, the earliest first; `without` names months and years that have no such
    day (令和9年2月)."""

    days: tuple[date, ...]
    without: tuple[str, ...] = ()


def dates_of(repeat: Repeat, first: date, last: date) -> Dates:
    """The days of a repeat from `first` to `last`. Listed ones are given as they are."""
    if isinstance(repeat, Listed):
        return Dates(tuple(sorted(set(repeat.days))))
    if isinstance(repeat, Weekly):
        return Dates(tuple(_weekly(repeat, first, last)))
    if isinstance(repeat, YearlyDay):
        return _yearly(repeat, first, last)
    return _monthly(repeat, first, last)


def _weekly(repeat: Weekly, first: date, last: date) -> Iterator[date]:
    monday = first - timedelta(days=first.weekday())
    step = WEEK
    while monday <= last:
        week = [monday + timedelta(days=each) for each in sorted(repeat.weekdays)]
        found = [day for day in week if first <= day <= last]
        yield from found
        if found:
            step = repeat.every * WEEK
        monday += step


def _yearly(repeat: YearlyDay, first: date, last: date) -> Dates:
    days: list[date] = []
    without: list[str] = []
    for year in range(first.year, last.year + 1):
        if repeat.day > monthrange(year, repeat.month)[1]:
            without += _missing(year, repeat.month, first, last, year_text)
        elif first <= (day := date(year, repeat.month, repeat.day)) <= last:
            days.append(day)
    return Dates(tuple(days), tuple(without))


def _monthly(repeat: NthWeekday | MonthlyDay, first: date, last: date) -> Dates:
    days: list[date] = []
    without: list[str] = []
    since: int | None = None
    for month in range(_number(first), _number(last) + 1):
        if since is not None and (month - since) % repeat.every:
            continue
        year, place = divmod(month, 12)
        all_of_month, complete = _of_month(repeat, year, place + 1)
        found = [day for day in all_of_month if first <= day <= last]
        days += found
        if not complete:
            without += _missing(year, place + 1, first, last, month_text)
        if since is None and found:
            since = month
    return Dates(tuple(days), tuple(without))


def _of_month(
    repeat: NthWeekday | MonthlyDay, year: int, month: int
) -> tuple[Sequence[date], bool]:
    """The days of a repeat in a month, and whether it has all that the repeat names."""
    length = monthrange(year, month)[1]
    if isinstance(repeat, MonthlyDay):
        named = [length if day == LAST else day for day in repeat.days]
    else:
        starts = date(year, month, 1).weekday()
        named = [
            _nth(nth, (weekday - starts) % 7 + 1, length)
            for nth in repeat.nth
            for weekday in repeat.weekdays
        ]
    there = sorted({day for day in named if day <= length})
    return [date(year, month, day) for day in there], max(named) <= length


def _nth(nth: int, earliest: int, length: int) -> int:
    """The day of the month of an nth weekday whose first one is on `earliest`."""
    if nth == LAST:
        return earliest + (length - earliest) // 7 * 7
    return earliest + 7 * (nth - 1)


def _missing(year: int, month: int, first: date, last: date, told: Told) -> Iterator[str]:
    """A period without the day, where it would have come between the two."""
    end = date(year, month, monthrange(year, month)[1])
    if first <= end <= last:
        yield told(end)


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1
