"""How a repeat is said: 毎週火, 隔週水, 毎月第2・第4土, 毎年2月29日, 12/8 12/22."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from app.kit.checks import FieldRefused
from app.kit.dates import read_date
from app.kit.refusal import Refusal
from app.kit.wareki import WEEKDAYS
from app.rules.series.repeats import (
    LAST,
    Listed,
    MonthlyDay,
    NthWeekday,
    Repeat,
    Weekly,
    YearlyDay,
)

#: No list of days goes on longer than this.
MOST_LISTED = 400


class Unreadable(FieldRefused):
    """Neither a repeat nor a list of days."""

    code = "series.unreadable"


def read_repeat(text: str, first: date, today: date) -> Repeat:
    """What a text means. 毎週 alone is that of the weekday of `first`.

    Unreadable; days of a list are read on the day `today`.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    plain = "".join(words.split())
    for shape, reader in SHAPES:
        if found := shape.fullmatch(plain):
            return reader(found, first)
    days = [day for part in _parts(words) for day in _days(part, today)]
    if not days:
        raise Unreadable("repeat", text=text.strip()[:20])
    return Listed(tuple(dict.fromkeys(days)))


def told(repeat: Repeat) -> str:
    """As `read_repeat` reads it again; nothing of days that were named one by one."""
    if isinstance(repeat, Listed):
        return ""
    if isinstance(repeat, YearlyDay):
        return f"毎年{repeat.month}月{repeat.day}日"
    if isinstance(repeat, Weekly):
        often = {1: "毎週", 2: "隔週"}.get(repeat.every, f"{repeat.every}週ごと")
        return often + _weekdays(repeat.weekdays)
    often = {1: "毎月", 2: "隔月"}.get(repeat.every, f"{repeat.every}か月ごと")
    if isinstance(repeat, MonthlyDay):
        days = ("末日" if day == LAST else f"{day}日" for day in repeat.days)
        return often + "・".join(days)
    nth = "・".join("最終" if each == LAST else f"第{each}" for each in repeat.nth)
    return often + nth + _weekdays(repeat.weekdays)


def suggested(first: date) -> Sequence[str]:
    """The likely repeats of a day."""
    weekday, nth = (first.weekday(),), ((first.day - 1) // 7 + 1,)
    return [
        told(repeat)
        for repeat in (
            Weekly(weekday),
            Weekly(weekday, 2),
            NthWeekday(nth, weekday),
            MonthlyDay((first.day,)),
        )
    ]


def _weekdays(days: Sequence[int]) -> str:
    return "・".join(WEEKDAYS[day] for day in days)


def _weekly(found: re.Match[str], first: date) -> Repeat:
    every = 2 if found["often"] == "隔週" else int(found["every"] or 1)
    return Weekly(_days_of_week(found["days"]) or (first.weekday(),), every)


def _nth_weekday(found: re.Match[str], first: date) -> Repeat:
    nth = [LAST if part == "最終" else int(part) for part in NTH.findall(found["nth"])]
    return NthWeekday(
        tuple(dict.fromkeys(nth)), _days_of_week(found["days"]), _months(found)
    )


def _monthly(found: re.Match[str], first: date) -> Repeat:
    days = [LAST if p == "末" else int(p) for p in DAY.findall(found["dates"])]
    if not all(day == LAST or 1 <= day <= 31 for day in days):
        raise Unreadable("repeat", text=found[0][:20])
    return MonthlyDay(tuple(dict.fromkeys(days)), _months(found))


def _yearly(found: re.Match[str], first: date) -> Repeat:
    month, day = int(found["month"]), int(found["day"])
    try:
        date(2000, month, day)  # a year with every day
    except ValueError as error:
        raise Unreadable("repeat", text=found[0][:20]) from error
    return YearlyDay(month, day)


def _days_of_week(text: str | None) -> tuple[int, ...]:
    signs = (sign for sign in (text or "").replace("曜日", "") if sign in WEEKDAYS)
    return tuple(dict.fromkeys(WEEKDAYS.index(sign) for sign in signs))


def _months(found: re.Match[str]) -> int:
    return 2 if found["often"] == "隔月" else int(found["every"] or 1)


def _parts(words: str) -> Sequence[str]:
    return [part for part in re.split(r"[\s,、・]+", words) if part]


def _days(part: str, today: date) -> Sequence[date]:
    """A day, or all from one to another: 12/8~12/12. Unreadable."""
    ends = re.split("[~〜～]", part)
    try:
        first, last = (read_date(ends[place], today) for place in (0, -1))
    except Refusal as no:
        raise Unreadable("repeat", text=part[:20]) from no
    if len(ends) > 2 or not 0 <= (last - first).days < MOST_LISTED:
        raise Unreadable("repeat", text=part[:20])
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


WEEKDAY = f"(?:[{WEEKDAYS}](?:曜日?)?)"
OF_WEEK = f"(?P<days>{WEEKDAY}(?:[・,、と]?{WEEKDAY})*)"
OF_MONTH = r"(?P<often>毎月|隔月|(?P<every>\d{1,2})(?:か|ヶ|カ|ケ)月ごと)"
NTH = re.compile(r"最終|[1-5]")
DAY = re.compile(r"\d{1,2}|末")
Reader = Callable[[re.Match[str], date], Repeat]
SHAPES: Sequence[tuple[re.Pattern[str], Reader]] = tuple(
    (re.compile(shape, re.ASCII), reader)
    for shape, reader in (
        (rf"(?P<often>毎週|隔週|(?P<every>[1-9])週ごと)の?{OF_WEEK}?", _weekly),
        (
            rf"{OF_MONTH}?の?(?P<nth>(?:第[1-5]|最終)(?:[・,、と]?(?:第?[1-5]|最終))*)"
            rf"{OF_WEEK}",
            _nth_weekday,
        ),
        (
            rf"{OF_MONTH}の?(?P<dates>(?:\d{{1,2}}日|末日)(?:[・,、と]?(?:\d{{1,2}}日|末日))*)",
            _monthly,
        ),
        (r"毎年の?(?P<month>\d{1,2})[月/](?P<day>\d{1,2})日?", _yearly),
    )
)
