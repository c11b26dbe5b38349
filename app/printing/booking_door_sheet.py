"""部屋の掲示: who uses a room on a day, to be hung at its door and read from afar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.kit import wareki
from app.kit.clock import until
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.page import BODY, LEFT, MID, RIGHT_EDGE, Box, Pen
from app.printing.kit.paper import FORM, Paper

TITLE = "部屋の掲示"
TOP, BOTTOM = 74.0, 276.0
TALLEST, LOWEST = 29.0, 11.0
"""A line of the list (mm); more lines than the lowest fill go on to another page."""
PER_PAGE = int((BOTTOM - TOP) / LOWEST)
BY_HAND = 7
TIMES = 62.0
UNNAMED, NOBODY = "予約あり", "本日の予約はありません"
BLANK_TIME = "　　：　　〜　　：　　"


class DoorUse(NamedTuple):
    """When, and by whom; `group` is empty where the name must not be shown."""

    starts: datetime
    ends: datetime
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorSheet:
    """What hangs at one door; only `center` given, it is the blank form."""

    center: str
    room: str = ""
    day: date | None = None
    uses: Sequence[DoorUse] = ()


def make(doors: Sequence[DoorSheet]) -> Paper:
    """A page for each room, and further ones where a day has very many uses."""
    paper = Paper(TITLE)
    pages = [page for door in doors for page in _pages(door)]
    for number, (door, uses) in enumerate(pages):
        if number:
            paper.new_page()
        _heading(paper, door)
        _list(paper, door, uses)
        below = Style(MINCHO, 12, "right", least=8)
        paper.text(Box(LEFT, BOTTOM + 1.5, BODY, 7), door.center, below)
    annex(paper)
    return paper


def _pages(door: DoorSheet) -> Sequence[tuple[DoorSheet, Sequence[DoorUse]]]:
    parts = range(0, max(1, len(door.uses)), PER_PAGE)
    return [(door, door.uses[at : at + PER_PAGE]) for at in parts]


def _heading(paper: Paper, door: DoorSheet) -> None:
    day = wareki.full(door.day) if door.day else wareki.on_form(None, with_weekday=True)
    paper.text(Box(LEFT, 14, BODY, 14), day, Style(MINCHO, 24, "center", least=14))
    name = Style(BOLD, 54, "center", least=24, squeeze=0.5)
    paper.text(Box(LEFT, 30, BODY, 36), door.room, name, "部屋")
    paper.rule(LEFT, TOP - 4, RIGHT_EDGE, TOP - 4, Pen(MID * 3))


def _list(paper: Paper, door: DoorSheet, uses: Sequence[DoorUse]) -> None:
    if door.day and not uses:
        style = Style(GOTHIC, 28, "center", least=14)
        paper.text(Box(LEFT, TOP + 50, BODY, 20), NOBODY, style)
        return
    step = min(TALLEST, (BOTTOM - TOP) / (len(uses) or BY_HAND))
    size = min(30.0, step * 1.25)
    for at in range(len(uses) or BY_HAND):
        y = TOP + step * at
        when = Box(LEFT, y, TIMES, step)
        if uses:
            _use(paper, when, uses[at], size)
        else:
            paper.text(when, BLANK_TIME, FORM._replace(size=17))
        paper.rule(LEFT, y + step, RIGHT_EDGE, y + step, Pen(0.2, 0.5))


def _use(paper: Paper, when: Box, use: DoorUse, size: float) -> None:
    times = f"{_clock(use.starts)}〜{until(use.ends)}"
    paper.text(when.inset(1), times, Style(BOLD, min(size, 26), least=12, squeeze=0.5))
    who = Box(when.x + TIMES + 3, when.y + 0.6, BODY - TIMES - 4, when.h - 1.2)
    named = Style(BOLD if use.group else GOTHIC, size, least=9, leading=1.15)
    paper.text(who, use.group or UNNAMED, named, "団体名")


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment:%M}"
