"""Reads times of the day as staff type them: 13:00, 1300, 13時半, 13, 午後1時, 正午."""

from __future__ import annotations

import re
import unicodedata

from app.kit.refusal import Refusal

DAY = 24 * 60
SHAPE = re.compile(
    r"(?P<half>午前|午後)?(?P<hour>\d{1,2})(?:(?::|時)?(?P<minute>\d\d)分?|時?(?P<and_half>半)|時)?"
)
BETWEEN = re.compile(r"\s*(?:から|より|-|~)\s*")


class TimeUnreadable(Refusal):
    """Not a time of the day."""

    code = "time.unreadable"


class OverMidnight(Refusal):
    """22:00-2:00, 22時から翌2時: a use ends on its day, or the two stand crossed."""

    code = "time.over_midnight"


class NoLength(Refusal):
    """9:00-9:00."""

    code = "time.no_length"


def read_time(text: str) -> int:
    """Minutes after midnight, up to 24:00. TimeUnreadable."""
    found = SHAPE.fullmatch(_plain(text))
    if found is None:
        raise TimeUnreadable(text=text.strip()[:20])
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["and_half"]:
        minute = 30
    if found["half"] == "午後" and hour < 12:
        hour += 12
    at = hour * 60 + minute
    if minute > 59 or at > DAY:
        raise TimeUnreadable(text=text.strip()[:20])
    return at


def read_span(text: str) -> tuple[int, int | None]:
    """13:00-17:00, 13時から; None where no end is said. TimeUnreadable."""
    first, *rest = BETWEEN.split(_plain(text), maxsplit=1)
    last = rest[0].removesuffix("まで") if rest else ""
    return read_time(first), read_time(last) if last else None


def read_hours(text: str) -> tuple[int, int | None]:
    """The same of a use, which takes place within a day. OverMidnight, NoLength."""
    said = text.strip()[:20]
    if "翌" in text:
        raise OverMidnight(text=said)
    first, last = read_span(text)
    if last is not None and last <= first:
        raise (NoLength if last == first else OverMidnight)(text=said)
    return first, last


def _plain(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return re.sub("[‐‑–—―−ー〜～]", "-", plain).replace("正午", "12:00")
