"""The kinds of values a rulebook holds, and what is told when one is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.kit.wareki import WEEKDAYS
from app.rules.book.conditions import Range
from app.rules.book.holidays import CALENDAR_WORDS, DAY_WORDS
from app.rules.book.offset import LAST, Anchor, Block, Move
from app.rules.book.offset_made import offset_made

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Kind:
    """One value. `read` raises `ValueError` for anything but `expected`.

    `choices` are the only values there are, with their Japanese words; `names` is the
    list of the rulebook (room, slot, item …) that must declare the value.
    """

    expected: str
    read: Callable[[Any], object]
    choices: Mapping[str, str] = field(default_factory=dict)
    names: str = ""


@dataclass(frozen=True, slots=True)
class ListOf:
    """`or_one`: a single value may stand without brackets."""

    each: AnyKind
    or_one: bool = False


@dataclass(frozen=True, slots=True)
class MapOf:
    """A table whose keys are names the rulebook chooses, or (`names`) has declared.

    `words`: the keys are these and no others, with what they are called.
    """

    each: AnyKind
    names: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class When:
    """A condition: a table of facts, or a list of such tables (any of them)."""


@dataclass(frozen=True, slots=True)
class Form:
    """A table with its own keys, those of `needed` in every one."""

    build: Callable[..., object]
    fields: Mapping[str, AnyKind]
    needed: frozenset[str] = frozenset()


AnyKind = Kind | ListOf | MapOf | Form | When


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


def choice(made: type[StrEnum], words: Mapping[str, str]) -> Kind:
    """One of the words of an enumeration, each with its Japanese meaning."""
    told = "、".join(f'"{word}"({meaning})' for word, meaning in words.items())
    return Kind(f"{told}のどれか", lambda value: made(one_of(*words)(value)), words)


def word(words: Mapping[str, str]) -> Kind:
    """One of some words that stay plain text."""
    told = (
        f'"{each}"({meaning})' if meaning else each for each, meaning in words.items()
    )
    return Kind(f"{'、'.join(told)}のどれか", one_of(*words), words)


def names(of: str) -> Kind:
    """A name that the rulebook declares: of a room, a slot, an item …"""
    return Kind(TEXT.expected, text, names=of)


def flag(value: Any) -> bool:
    must(isinstance(value, bool))
    return bool(value)


def number(value: Any) -> Decimal:
    must(isinstance(value, int | Decimal) and not isinstance(value, bool))
    found = Decimal(value)
    must(found.is_finite() and 0 <= found <= 100_000_000)
    return found


def clock(value: Any) -> int:
    """Minutes after midnight."""
    found = re.fullmatch(r"(\d{1,2}):([0-5]\d)", text(value), re.A)
    must(found is not None)
    assert found is not None
    minutes = int(found[1]) * 60 + int(found[2])
    must(minutes <= 24 * 60)
    return minutes


def told_clock(value: Any) -> str:
    """A time of day that is only repeated."""
    clock(value)
    return text(value)


def day_word(*words: str) -> Kind:
    told = dict.fromkeys(words, "")
    return Kind("・".join(words) + "のどれか", one_of(*words), told)


def _range(**borders: Decimal) -> Range:
    must(bool(borders))
    return Range(
        borders.get("from"), borders.get("to"), borders.get("over"), borders.get("under")
    )


FLAG = Kind("true(はい)か false(いいえ)", flag)
NUMBER = Kind("0以上の数", number)
TOLD_CLOCK = Kind('時刻("9:00" の形)', told_clock)
CLOCK = Kind('時刻("9:00" の形)', clock)
PREFER = Kind("-9から9までの整数(大きいほど優先)", whole(-9, 9))
DAY_WORD = day_word(*DAY_WORDS)
OFF_WORD = day_word(*DAY_WORDS, *CALENDAR_WORDS)
RANGE = Form(_range, {"from": NUMBER, "to": NUMBER, "over": NUMBER, "under": NUMBER})
MONTH = Kind("1から12までの整数(月)", whole(1, 12))


def nth(value: Any) -> int:
    """The first to the fourth of a weekday; every month has them."""
    return LAST if value == "最終" else whole(1, 4)(value)


def _count(most: int, what: str) -> Kind:
    return Kind(f"0から{most}までの整数({what})", whole(0, most))


def _months(value: Any) -> int:
    """So many months make up a year without a rest."""
    must(type(value) is int and value in (2, 3, 4, 6, 12))
    return int(value)


BLOCK = Form(
    Block,
    {
        "months": Kind("2・3・4・6・12のどれか(月数)", _months),
        "first": MONTH,
    },
    frozenset({"months", "first"}),
)
_COUNTED: Mapping[str, AnyKind] = {
    "anchor": choice(
        Anchor,
        {
            "day": "その日",
            "week": "その週の月曜日",
            "month": "その月の初日",
            "half_year": "半年度の初日",
            "fiscal_year": "年度の初日",
        },
    ),
    "block": BLOCK,
    "months_before": _count(36, "月数"),
    "months_after": _count(36, "月数"),
    "day": Kind("1から31までの整数(日。31は末日)", whole(1, 31)),
    "days_in": MapOf(Kind("1から31までの整数(日)", whole(1, 31))),
    "weekday": WEEKDAY,
    "nth": Kind('1から4までの整数か "最終"(月の第何)', nth),
    "nth_in": MapOf(Kind('1から4までの整数か "最終"(月の第何)', nth)),
    "weeks_before": _count(100, "週数"),
    "weeks_after": _count(100, "週数"),
    "days_before": _count(1_100, "日数"),
    "days_after": _count(1_100, "日数"),
    "skipping": ListOf(OFF_WORD),
    "off": ListOf(OFF_WORD),
    "move": choice(Move, {"next": "次の日へ", "before": "前の日へ"}),
    "month_only": FLAG,
    "time": TOLD_CLOCK,
}
#: A day counted from another; see `Offset`.
OFFSET = Form(offset_made, _COUNTED)


def offset_since(words: Mapping[str, str]) -> Form:
    """A day that may also be counted from another one than the day of use."""
    return Form(offset_made, {"since": word(words), **_COUNTED})
