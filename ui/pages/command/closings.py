"""臨時休館 明日 13:00-: what is to be closed in an emergency, as it is typed. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from app.kit.dates import read_date
from app.kit.kana import fold
from app.kit.refusal import Refusal
from app.kit.times import TimeUnreadable, read_span
from ui.contracts import Answer, CloseRooms
from ui.kit.grid.day import clock
from ui.parts.booking_words import short_day

#: How somebody begins who means it.
MEANT = ("臨時休館", "りんじきゅうかん", "休館", "台風", "停電")
TITLE = "臨時休館にする"


def closing_named(
    words: str, today: date, open_page: Callable[[str, object], object]
) -> Sequence[Answer]:
    """With a day or a time behind it; nothing for anything else."""
    first, *rest = words.split() or [""]
    if not rest or fold(first) not in map(fold, MEANT):
        return []
    wish = CloseRooms()
    for word in rest:
        if (more := _with(wish, word, today)) is None:
            return []
        wish = more
    return [Answer("画面", TITLE, _told(wish), partial(open_page, "emergencies", wish))]


def _with(wish: CloseRooms, word: str, today: date) -> CloseRooms | None:
    try:
        begins, ends = read_span(word)
        return wish._replace(first=begins, last=ends)
    except TimeUnreadable:
        pass
    try:
        return wish._replace(day=read_date(word, today))
    except Refusal:
        return None


def _told(wish: CloseRooms) -> str:
    day = short_day(wish.day) if wish.day else "今日"
    begins = "" if wish.first is None else f" {clock(wish.first)}から"
    ends = "" if wish.last is None else f" {clock(wish.last)}まで"
    return f"{day}{begins}{ends}・連絡する団体を見る"
