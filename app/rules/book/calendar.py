"""開館・休館 as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from app.kit.wareki import WEEKDAYS, full
from app.rules.book.base import Minutes, Rule
from app.rules.book.parts import Parts, part
from app.rules.book.values import (
    DAY,
    MONTH_DAY,
    SPAN,
    TEXT,
    WEEKDAY,
    Kind,
    ListOf,
    must,
    whole,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours(Rule):
    """開館時間."""

    start: Minutes
    end: Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Rule):
    """休館日. `weekdays` count from Monday = 0; `nth` narrows them within the month.

    `between` holds (month, day) twice, both included, across the turn of the year
    when the first is later. A rule that names nothing says that no day is closed.
    """

    single: ClassVar[bool] = False

    reason: str
    weekdays: frozenset[int] = frozenset()
    nth: frozenset[int] = frozenset()
    between: tuple[tuple[int, int], tuple[int, int]] | None = None
    dates: frozenset[date] = frozenset()


def _hours(hours: tuple[int, int], **common: Any) -> Hours:
    return Hours(start=hours[0], end=hours[1], **common)


def _closed(
    weekdays: tuple[int, ...] = (),
    nth: tuple[int, ...] = (),
    between: tuple[tuple[int, int], ...] = (),
    dates: tuple[date, ...] = (),
    reason: str = "",
    **common: Any,
) -> Closed:
    must(len(between) in (0, 2) and (bool(weekdays) or not nth))
    which = "第" + "・".join(map(str, nth)) if nth else ""
    words = [f"毎{'月' if nth else '週'}{which}{WEEKDAYS[day]}曜日" for day in weekdays]
    if between:
        words.append("〜".join(f"{month}月{day}日" for month, day in between))
    words += map(full, dates)
    told = "・".join(words) if words else "休館日なし"
    return Closed(
        reason=f"{told}({reason})" if reason else told,
        weekdays=frozenset(weekdays),
        nth=frozenset(nth),
        between=(between[0], between[1]) if between else None,
        dates=frozenset(dates),
        **common,
    )


NTH = Kind("1から5までの整数(月の第何)", whole(1, 5))
PARTS: Parts = {
    "hours": part(_hours, "hours", hours=SPAN),
    "closed": part(
        _closed,
        weekdays=ListOf(WEEKDAY),
        nth=ListOf(NTH),
        between=ListOf(MONTH_DAY),
        dates=ListOf(DAY),
        reason=TEXT,
    ),
}
