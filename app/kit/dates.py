"""Reads dates as staff type them: 12/5, 来週火, R8.12.5, 20261205, +7."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from app.kit.refusal import Refusal
from app.kit.wareki import EARLIEST, ERAS, WEEKDAYS, Era, month_text, weekday

#: A day and month without a year may lie this far back; else next year's is meant.
BACK = timedelta(days=30)
#: Years ahead of today; further off is a slip of the finger.
AHEAD = 30

Match = re.Match[str]
NEAR = {
    **dict.fromkeys(("一昨日", "おととい"), -2),
    **dict.fromkeys(("昨日", "きのう"), -1),
    **dict.fromkeys(("今日", "本日", "きょう"), 0),
    **dict.fromkeys(("明日", "あした", "あす"), 1),
    **dict.fromkeys(("明後日", "あさって"), 2),
    **dict.fromkeys(("明々後日", "しあさって"), 3),
}
WEEKS = {"先週": -1, "今週": 0, "来週": 1, "再来週": 2}
MONTHS = {"先月": -1, "今月": 0, "来月": 1, "再来月": 2}
#: Weeks ahead of the coming weekend, which on a Sunday is that of yesterday.
WEEKENDS = {"週末": 0, "今週末": 0, "土日": 0, "来週末": 1, "来週の土日": 1}
UNITS = {"日": 1, "": 1, "週間": 7, "週": 7}


class Unreadable(Refusal):
    """Not a date at all."""

    code = "date.unreadable"


class NoSuchDay(Refusal):
    """令和8年2月30日: the text names how many days the month has."""

    code = "date.no_such_day"


class NoSuchMonth(Refusal):
    code = "date.no_such_month"


class NotInEra(Refusal):
    """昭和70年, 令和0年: the era had no such day."""

    code = "date.not_in_era"


class OutOfRange(Refusal):
    """Before 明治6年 or more than `AHEAD` years from today."""

    code = "date.out_of_range"


class OtherWeekday(Refusal):
    """12/5(月), when the 5th is a Saturday: one of the two is a slip."""

    code = "date.other_weekday"


def read_date(text: str, today: date) -> date:
    """The day that a text means on the day `today`.

    Without a year the nearest such day is meant that is not further back than `BACK`.
    Weeks begin on Monday (JIS X 0301). A weekday alone is the next one, or today.
    """
    words, given = _without_weekday(_plain(text))
    day = _read(words, today)
    if day is None and words != _plain(text):
        day, given = _read(_plain(text), today), ""
    if day is None:
        raise Unreadable(text=text.strip()[:20])
    if day < EARLIEST or day.year > today.year + AHEAD:
        raise OutOfRange(year=day.year)
    if given and given != weekday(day):
        raise OtherWeekday(month=day.month, day=day.day, weekday=weekday(day))
    return day


def read_period(text: str, today: date) -> tuple[date, date] | None:
    """The first and last day of 来月, 12月, 来週 or 今週末; None for anything else.

    12月 is this month or the next such one; weeks begin on Monday.
    """
    plain = _plain(text)
    if plain in WEEKS:
        monday = today + timedelta(7 * WEEKS[plain] - today.weekday())
        return monday, monday + timedelta(6)
    if plain in WEEKENDS:
        saturday = today + timedelta(5 - today.weekday() + 7 * WEEKENDS[plain])
        return saturday, saturday + timedelta(1)
    if plain in MONTHS:
        ahead = MONTHS[plain]
    elif (found := re.fullmatch(r"(\d\d?)月", plain)) and 1 <= int(found[1]) <= 12:
        ahead = (int(found[1]) - today.month) % 12
    else:
        return None
    return _in_month(today, ahead, 1), _in_month(today, ahead + 1, 1) - timedelta(1)


def _plain(text: str) -> str:
    """Half-width, without spaces; the many dashes and dots become one each."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return re.sub("[‐‑–—―−ーｰ]", "-", plain).replace("・", ".").replace("。", ".")


def _without_weekday(text: str) -> tuple[str, str]:
    """Takes off the weekday written behind a numbered date, to be checked."""
    tail = WITH_WEEKDAY.fullmatch(text)
    return (tail[1], tail[2]) if tail else (text, "")


def _read(text: str, today: date) -> date | None:
    if text in NEAR:
        return today + timedelta(days=NEAR[text])
    for shape, reader in SHAPES:
        if found := shape.fullmatch(text):
            return reader(found, today)
    return None


def _era_date(found: Match, _: date) -> date:
    era = next(era for era in ERAS if found["era"].upper() in (era.letter, *_heads(era)))
    year = 1 if found["year"] == "元" else int(found["year"])
    month = int(found["month"])
    day = _day(era.first.year + year - 1, month, int(found["day"]))
    last = _last_day(era)
    if year < 1 or not era.first <= day or (last and day > last):
        raise NotInEra(era=era.name, bounds=_bounds(era, last))
    return day


def _heads(era: Era) -> tuple[str, str]:
    return era.name, era.name[0]


def _last_day(era: Era) -> date | None:
    later = [other.first for other in ERAS if other.first > era.first]
    return min(later) - timedelta(days=1) if later else None


def _bounds(era: Era, last: date | None) -> str:
    first = f"元年{era.first.month}月{era.first.day}日から"
    if last is None:
        return first
    return f"{first}{last.year - era.first.year + 1}年{last.month}月{last.day}日まで"


def _full_date(found: Match, _: date) -> date:
    return _day(int(found["year"]), int(found["month"]), int(found["day"]))


def _month_and_day(found: Match, today: date) -> date:
    month, day = int(found["month"]), int(found["day"])
    soonest = today - BACK
    years = (soonest.year, soonest.year + 1)
    year = next(y for y in years if (y, month, day) >= _parts(soonest) or y == years[-1])
    return _day(year, month, day)


def _day_alone(found: Match, today: date) -> date:
    day = int(found["day"])
    return _in_month(today, 0 if day >= today.day else 1, day)


def _day_of_near_month(found: Match, today: date) -> date:
    months = MONTHS[found["month"]]
    if found["day"] == "末":
        return _in_month(today, months + 1, 1) - timedelta(days=1)
    return _in_month(today, months, int(found["day"]))


def _end_of_month(_: Match, today: date) -> date:
    return _in_month(today, 1, 1) - timedelta(days=1)


def _weekday(found: Match, today: date) -> date:
    ahead = WEEKDAYS.index(found["weekday"]) - today.weekday()
    if week := found["week"]:
        return today + timedelta(days=ahead + 7 * WEEKS[week])
    return today + timedelta(days=ahead % 7)


def _days_off(found: Match, today: date) -> date:
    count = int(found["count"]) * UNITS[found["unit"] or ""]
    back = found["sign"] == "-" or found["way"] == "前"
    return today + timedelta(days=-count if back else count)


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise NoSuchMonth(month=month)
    if year < EARLIEST.year:
        raise OutOfRange(year=year)
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise NoSuchDay(month=month_text(date(year, month, days)), days=days)
    return date(year, month, day)


def _in_month(today: date, months: int, day: int) -> date:
    years, month = divmod(today.month - 1 + months, 12)
    return _day(today.year + years, month + 1, day)


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


ERA_WORDS = "|".join(word for era in ERAS for word in (era.letter, *_heads(era)))
GAP = "[-/.]"
#: 12/5(土), 12月5日土曜; the 日 of 12月5日 is no weekday.
WITH_WEEKDAY = re.compile(rf"(.*\d日|.*\d(?!日$))\(?([{WEEKDAYS}])(?:曜日?)?\)?")
SHAPES: tuple[tuple[re.Pattern[str], Callable[[Match, date], date]], ...] = tuple(
    (re.compile(shape, re.IGNORECASE | re.ASCII), reader)
    for shape, reader in (
        (
            rf"(?P<era>{ERA_WORDS})(?P<year>\d{{1,3}}|元)(?:{GAP}|年)"
            rf"(?P<month>\d\d?)(?:{GAP}|月)(?P<day>\d\d?)日?",
            _era_date,
        ),
        (r"(?P<era>[MTSHR])(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)", _era_date),
        (
            rf"(?P<year>\d{{4}})(?:{GAP}|年)(?P<month>\d\d?)(?:{GAP}|月)"
            r"(?P<day>\d\d?)日?",
            _full_date,
        ),
        (r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", _full_date),
        (rf"(?P<month>\d\d?)(?:{GAP}|月)(?P<day>\d\d?)日?", _month_and_day),
        (r"(?P<month>\d\d)(?P<day>\d\d)", _month_and_day),
        (r"(?P<day>\d\d?)日", _day_alone),
        (rf"(?P<month>{'|'.join(MONTHS)})の?(?P<day>\d\d?|末)日?", _day_of_near_month),
        (r"月末", _end_of_month),
        (
            rf"(?P<week>{'|'.join(WEEKS)})?の?(?P<weekday>[{WEEKDAYS}])(?:曜日?)?",
            _weekday,
        ),
        (r"(?P<sign>[-+])(?P<count>\d{1,4})(?P<unit>)(?P<way>)", _days_off),
        (r"(?P<sign>)(?P<count>\d{1,4})(?P<unit>日|週間?)(?P<way>後|前)", _days_off),
    )
)
