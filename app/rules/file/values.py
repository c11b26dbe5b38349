"""The kinds of values a rulebook holds, and what is told when one is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.kit.wareki import WEEKDAYS
from app.rules.book.offset import Offset
from app.rules.book.rulebook import Rounding, TieBreak, Tier, Use

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Kind:
    """One value. `read` raises `ValueError` for anything but `expected`."""

    expected: str
    read: Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class ListOf:
    each: AnyKind


@dataclass(frozen=True, slots=True)
class MapOf:
    """A table whose keys are names the rulebook chooses."""

    each: AnyKind


@dataclass(frozen=True, slots=True)
class Form:
    """A table with its own keys, those of `needed` in every one."""

    build: Callable[..., object]
    fields: Mapping[str, AnyKind]
    needed: frozenset[str] = frozenset()


AnyKind = Kind | ListOf | MapOf | Form


def must(holds: bool) -> None:
    if not holds:
        raise ValueError


def text(value: Any) -> str:
    must(isinstance(value, str) and value.strip() == value and 0 < len(value) <= 200)
    must(value.isprintable())
    return str(value)


def whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        must(type(value) is int and least <= value <= most)
        return int(value)

    return read


def day(value: Any) -> date:
    must(isinstance(value, date) and not isinstance(value, datetime))
    must(FIRST_DAY <= value <= LAST_DAY)
    assert isinstance(value, date)
    return value


def rate(value: Any) -> Decimal:
    must(isinstance(value, int | Decimal) and not isinstance(value, bool))
    number = Decimal(value)
    must(number.is_finite() and 0 <= number <= 1)
    return number


def span(value: Any) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,2}):([0-5]\d)-(\d{1,2}):([0-5]\d)", text(value), re.A)
    must(found is not None)
    assert found is not None
    hour, minute, last_hour, last_minute = map(int, found.groups())
    start, end = hour * 60 + minute, last_hour * 60 + last_minute
    must(start < end <= 24 * 60)
    return start, end


def month_day(value: Any) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})", text(value), re.A)
    must(found is not None)
    assert found is not None
    month, number = int(found[1]), int(found[2])
    date(2000, month, number)
    return month, number


def weekday(value: Any) -> int:
    must(value in tuple(WEEKDAYS))
    return WEEKDAYS.index(value)


def url(value: Any) -> str:
    must(re.fullmatch(r"https?://\S+", text(value)) is not None)
    return str(value)


def one_of(*words: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        must(isinstance(value, str) and value in words)
        return str(value)

    return read


TEXT = Kind("1〜200文字の文字列", text)
YEN = Kind("0以上、1,000万円までの整数(円)", whole(0, 10_000_000))
COUNT = Kind("1以上の整数", whole(1, 100_000))
DAYS = Kind("0以上の整数(日数)", whole(0, 3_660))
DAY = Kind("1900年から2199年までの日付(2026-11-01 の形、引用符なし)", day)
RATE = Kind("0から1までの割合(5割は 0.5)", rate)
SPAN = Kind('時刻の範囲("9:00-12:00" の形)', span)
MONTH_DAY = Kind('月日("12/29" の形)', month_day)
WEEKDAY = Kind('曜日("月" の形)', weekday)
URL = Kind("http:// か https:// で始まるアドレス", url)
TIE = Kind(
    '"lottery"(抽選)、"consultation"(協議)、"order"(先着)のどれか',
    lambda value: TieBreak(one_of(*TieBreak)(value)),
)
USE = Kind(
    '"rooms"(部屋)、"items"(備品)、"lockers"(ロッカー)のどれか',
    lambda value: Use(one_of(*Use)(value)),
)
OFFSET = Form(
    Offset,
    {
        "months_before": Kind("0から36までの整数(月数)", whole(0, 36)),
        "weeks_before": Kind("0から100までの整数(週数)", whole(0, 100)),
        "days_before": Kind("0から1100までの整数(日数)", whole(0, 1_100)),
        "day": Kind("1から31までの整数(日)", whole(1, 31)),
    },
)
ROUNDING = Form(
    lambda to, way: Rounding(to, way == "up"),
    {"to": COUNT, "way": Kind('"down"(切捨て)か "up"(切上げ)', one_of("down", "up"))},
    frozenset({"to", "way"}),
)
TIER = Form(Tier, {"by": OFFSET, "rate": RATE}, frozenset({"by", "rate"}))
