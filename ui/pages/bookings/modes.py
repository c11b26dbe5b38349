"""日・週・月・年: the ways to look at 予約台帳. No Qt here."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple


class Mode(IntEnum):
    """Rooms by time, one room's week, rooms by days, one group's fiscal year."""

    DAY = 0
    WEEK = 1
    MONTH = 2
    YEAR = 3


#: Word and key of each, and what its steps are called.
WORDS = ("日", "週", "月", "年")
LETTERS = "DWMY"
STEPS = ("日", "週", "月", "年度")
#: The keys of the page, as its foot shows them.
HINTS = (
    ("←↑↓→", "選ぶ"),
    ("Shift", "のばす"),
    ("Space", "動かす"),
    ("Enter", "予約する・開く"),
    ("K", "待つ"),
    ("X", "使えなくする"),
    (LETTERS, "・".join(WORDS)),
    ("Ctrl+P", "掲示・一覧"),
)


class Head(NamedTuple):
    """What stands above a grid. `open` False: every room is closed that day.

    `rooms` are (key, name), to choose another one; `room` is the key of the one shown.
    `group`: it is about a group, and there are others.
    """

    mode: Mode
    title: str
    open: bool | None = None
    rooms: tuple[tuple[str, str], ...] = ()
    room: str = ""
    group: bool = False


def stepped(mode: Mode, day: date, by: int) -> date:
    """So many days, weeks, months or years further; the 31st becomes the last."""
    if mode in (Mode.DAY, Mode.WEEK):
        return day + timedelta(days=by * (7 if mode is Mode.WEEK else 1))
    months = day.year * 12 + day.month - 1 + by * (12 if mode is Mode.YEAR else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
