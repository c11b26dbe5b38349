"""来月, 12月, 今週末, 土日: several days, as they are typed alone. No Qt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from app.kit.dates import read_period
from app.kit.wareki import month_text
from ui.contracts import Answer, OpenLedger, OpenMonth
from ui.parts.booking_words import short_day

#: How long something lasts: no day, no time and no name.
LENGTH = re.compile(r"(?:\d+|半|数)(?:時間半?|分間?|日間|週間|[かカヶケ]月間?|年間)")
#: Opens a page with a request.
OpenPage = Callable[[str, object], object]


def spans_named(words: str, today: date, open_page: OpenPage) -> Sequence[Answer]:
    """The ledger of the month or of both days; nothing for anything else."""
    period = read_period(words, today)
    if period is None:
        return []
    first, last = period
    days = (last - first).days
    if days > 6:
        return [month_ledger(first, open_page)]
    return [_day(day, open_page) for day in period] if days == 1 else []


def month_ledger(first: date, open_page: OpenPage) -> Answer:
    title = f"{month_text(first)}の予約台帳"
    do = partial(open_page, "bookings", OpenMonth(first))
    return Answer("画面", title, "月の空き具合を見る", do)


def unread(words: str) -> str:
    """What is said of a length of time, which names no day; else nothing."""
    if not LENGTH.fullmatch(_plain(words)):
        return ""
    told = "".join(words.split())
    return (
        f"「{told}」だけでは日や時間が決まりません。"
        "「12/5 13:00-16:00」のように入力してください。"
    )


def _day(day: date, open_page: OpenPage) -> Answer:
    return Answer(
        "画面",
        f"{short_day(day)}の予約台帳",
        "全部の部屋を見る",
        partial(open_page, "bookings", OpenLedger(day)),
    )


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())
