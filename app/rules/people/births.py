"""Reads 生年月日 as lists have them: S35.4.1, 昭和35年4月1日, 1960/4/1, 19600401.

A day that could be several is not guessed: `Unclear` carries what it may be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta

from app.kit.dates import read_date
from app.kit.refusal import Refusal
from app.kit.wareki import ERAS, day_text

#: Nobody is older; a year further back is a slip.
OLDEST = 125
#: Days are counted from here by a workbook that shows a number for a date.
SERIAL = date(1899, 12, 30)
ERA = "|".join([*(era.name for era in ERAS), *(era.name[0] for era in ERAS), "[MTSHR]"])
WHOLE = re.compile(rf"(?:{ERA}).*|\d{{4}}(?:\D.*|\d{{4}})", re.IGNORECASE)
TWO_DIGITS = re.compile(r"(\d\d?)[-/.年](\d\d?)[-/.月](\d\d?)日?")
TIME = re.compile(r"[T ]?00:00(?::00)?$")


class InFuture(Refusal):
    """Born after today."""

    code = "birth.in_future"


class TooLongAgo(Refusal):
    code = "birth.too_long_ago"


class Unclear(Refusal):
    """35.4.1: the day may be any of `choices`, of which there is at least one."""

    code = "birth.unclear"

    def __init__(self, text: str, choices: Sequence[date]) -> None:
        told = "・".join(f"{day_text(day)}（{day.year}年）" for day in choices)
        super().__init__(text=text, choices=told)
        self.choices = tuple(choices)


class NotBirth(Refusal):
    """An age, a year alone, a day without a year."""

    code = "birth.unreadable"


def read_birth(text: str, today: date) -> date | None:
    """The day somebody was born; None where nothing is written.

    Raises NotBirth, Unclear, InFuture, TooLongAgo, and what `read_date` has against it.
    """
    plain = TIME.sub("", unicodedata.normalize("NFKC", text).strip()).removesuffix("生")
    plain = "".join(plain.split())
    if not plain:
        return None
    if WHOLE.fullmatch(plain):
        return born(read_date(plain, today), today)
    if choices := sorted(
        {day for day in _choices(plain, today) if _possible(day, today)}
    ):
        raise Unclear(plain, choices)
    raise NotBirth(text=text.strip()[:20])


def born(day: date, today: date) -> date:
    """The same day, if somebody who lives may have been born then."""
    if day > today:
        raise InFuture(day=day_text(day))
    if not _possible(day, today):
        raise TooLongAgo(day=day_text(day), years=OLDEST)
    return day


def _possible(day: date, today: date) -> bool:
    return today.year - OLDEST <= day.year and day <= today


def _choices(plain: str, today: date) -> Iterator[date]:
    if plain.isdecimal() and len(plain) == 5:
        yield SERIAL + timedelta(days=int(plain))
    if found := TWO_DIGITS.fullmatch(plain):
        year, month, day = map(int, found.groups())
        for era in ERAS:
            with suppress(Refusal):
                yield read_date(f"{era.letter}{year}.{month}.{day}", today)
        for century in (1900, 2000):
            with suppress(ValueError):
                yield date(century + year, month, day)
