"""来月, 12月, 今週末, 土日: several days, as they are typed alone. No Qt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from app.kit.dates import MONTHS
from app.kit.wareki import month_text
from ui.contracts import Answer, OpenLedger, OpenMonth
from ui.parts.booking_words import short_day

#: Weeks ahead of the coming weekend, which on a Sunday is that of yesterday.
WEEKENDS = {"週末": 0, "今週末": 0, "土日": 0, "来週末": 1, "来週の土日": 1}
#: How long something lasts: no day, no time and no name.
LENGTH = re.compile(r"(?:\d+|半|数)(?:時間半?|分間?|日間|週間|[かカヶケ]月間?|年間)")


def spans_named(
    words: str, today: date, open_page: Callable[[str, object], object]
) -> Sequence[Answer]:
    """The ledger of the month or of both days; nothing for anything else."""
    plain = _plain(words)
    if (month := _month(plain, today)) is not None:
        title = f"{month_text(month)}の予約台帳"
        do = partial(open_page, "bookings", OpenMonth(month))
        return [Answer("画面", title, "月の空き具合を見る", do)]
    if plain not in WEEKENDS:
        return []
    saturday = today + timedelta(5 - today.weekday() + 7 * WEEKENDS[plain])
    return [
        Answer(
            "画面",
            f"{short_day(day)}の予約台帳",
            "全部の部屋を見る",
            partial(open_page, "bookings", OpenLedger(day)),
        )
        for day in (saturday, saturday + timedelta(1))
    ]


def unread(words: str) -> str:
    """What is said of a length of time, which names no day; else nothing."""
    if not LENGTH.fullmatch(_plain(words)):
        return ""
    told = "".join(words.split())
    return (
        f"「{told}」だけでは日や時間が決まりません。"
        "「12/5 13:00-16:00」のように入力してください。"
    )


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())


def _month(plain: str, today: date) -> date | None:
    """The first of the month; of 12月 that is this month or the next such one."""
    if plain in MONTHS:
        ahead = MONTHS[plain]
    elif (found := re.fullmatch(r"(\d\d?)月", plain)) and 1 <= int(found[1]) <= 12:
        ahead = (int(found[1]) - today.month) % 12
    else:
        return None
    years, month = divmod(today.month - 1 + ahead, 12)
    return date(today.year + years, month + 1, 1)
