"""An `Offset` from the keys of its table; a key that does not fit the others is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.rules.book.base import Unfit
from app.rules.book.holidays import Holidays
from app.rules.book.offset import Anchor, Offset

#: Days on which counting differs: in short and long months, at both their ends.
DAYS = tuple(date(2027, month, day) for month in (1, 2, 3, 4) for day in (1, 15, 28))
#: A week without a holiday.
WEEK = tuple(date(2026, 6, 1) + timedelta(days=count) for count in range(7))
BEFORE, AFTER = "months_before", "months_after"


def offset_made(
    days_in: Mapping[str, int] | None = None,
    nth_in: Mapping[str, int] | None = None,
    **keys: Any,
) -> Offset:
    """Raises Unfit, ValueError."""
    made = replace(Offset(**keys), days_in=_by_month(days_in), nth_in=_by_month(nth_in))
    for key, expected in (*_in_month(made, keys), *_in_days(made, keys)):
        raise Unfit(key, expected)
    return made


def _by_month(named: Mapping[str, int] | None) -> tuple[tuple[int, int], ...]:
    return tuple((month_name(name), value) for name, value in (named or {}).items())


def month_name(value: str) -> int:
    """1 for 1月."""
    found = re.fullmatch(r"(\d{1,2})月", value, re.A)
    if found is None or not 1 <= int(found[1]) <= 12:
        raise ValueError
    return int(found[1])


def _in_month(made: Offset, keys: Collection[str]) -> Iterator[tuple[str, str]]:
    if made.days_in and not made.day:
        yield "days_in", "day と一緒に書く、月ごとの日"
    if bool(made.nth) != ("weekday" in keys):
        yield ("nth", "weekday と一緒に書く値") if made.nth else ("weekday", "nth との組")
    if made.nth_in and not made.nth:
        yield "nth_in", "nth と一緒に書く、月ごとの第何"
    if made.day and made.nth:
        yield "day", "nth を書かないときの値"
    if made.months_before and made.months_after:
        yield AFTER, f"{BEFORE} を書かないときの値"
    if made.block and "anchor" in keys:
        yield "anchor", "block を書かないときの値"
    if made.anchor is Anchor.WEEK and {BEFORE, AFTER, "day", "nth"} & set(keys):
        yield "anchor", "月の項目を書かないときの値"


def _in_days(made: Offset, keys: Collection[str]) -> Iterator[tuple[str, str]]:
    counted = made.days_before or made.days_after
    weeks = made.weeks_before or made.weeks_after
    if made.month_only and (made.day or made.nth or counted or weeks or made.off):
        yield "month_only", "日を決める項目を書かないときの値"
    if made.skipping and not counted:
        yield "skipping", "days_before か days_after と一緒に書く、数えない日"
    for key, words in (("skipping", made.skipping), ("off", made.off)):
        if words and all(Holidays(True).words(day) & set(words) for day in WEEK):
            yield key, "どの日にも当たるわけではない言葉"
    if "move" in keys and not made.off:
        yield "move", "off と一緒に書く値"


def goes_back(offset: Offset) -> bool:
    """Whether it can lead to a day before the one that is counted from."""
    bare = replace(offset, skipping=(), off=())
    return any(bare.of(day) < day for day in DAYS)


def goes_on(offset: Offset) -> bool:
    """Whether it can lead to a day after the one that is counted from."""
    bare = replace(offset, skipping=(), off=())
    return any(bare.of(day) > day for day in DAYS)
