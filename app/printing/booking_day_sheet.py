"""本日の利用一覧: every room of a day for the staff, to be ticked off through the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.kit import wareki
from app.kit.clock import until
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC
from app.printing.kit.page import BODY, LEFT, Box
from app.printing.kit.paper import FORM, Paper
from app.printing.kit.roster import BOTTOM, PER_PAGE, Column, draw_heading, draw_roster

TITLE = "本日の利用一覧"
SMALL = Style(GOTHIC, 8, least=4.5, squeeze=0.7)
COLUMNS = (
    Column("部　屋", 29, Style(BOLD, 8.5, least=4.5, squeeze=0.7)),
    Column("時　間", 22, Style(GOTHIC, 8.5, "center", least=5, squeeze=0.7)),
    Column("団体・使用目的", 55, SMALL),
    Column("人数", 10, SMALL._replace(align="right")),
    Column("備　品", 28, SMALL),
    Column("未　納", 13, SMALL._replace(align="right")),
    Column("鍵", 18, SMALL._replace(align="center")),
)
LEGEND = "鍵　□ まだ　■ 済み　　未納は円"


class DayUse(NamedTuple):
    """A use of a room. `owed` in yen; `key_out` and `key_back` that it went, and came.

    What is `blocked` is nobody's: its reason stands where others have their group.
    """

    room: str
    starts: datetime
    ends: datetime
    group: str
    purpose: str
    users: int
    equipment: str
    owed: int
    key_out: bool
    key_back: bool
    provisional: bool = False
    blocked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """What the paper shows; only `center` given, it is the blank form.

    `rooms` are all rooms in their order: one without a use has a line of its own.
    """

    center: str
    day: date | None = None
    printed: datetime | None = None
    rooms: Sequence[str] = ()
    uses: Sequence[DayUse] = ()


def make(day: DaySheet) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE)
    rows = _named([row for room in day.rooms for row in _rows(day, room)])
    for _ in draw_roster(paper, COLUMNS, rows, lambda: _heading(paper, day)):
        box = Box(LEFT, BOTTOM + 1.5, BODY, 5)
        paper.text(box, LEGEND, FORM._replace(size=8))
    annex(paper)
    return paper


def _rows(day: DaySheet, room: str) -> Sequence[tuple[str, ...]]:
    uses = [use for use in day.uses if use.room == room]
    if not uses:
        return [(room, "", "（予約はありません）", "", "", "", "")]
    return [_row(room, use) for use in uses]


def _named(rows: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """A room is named once on a page: the eye finds where it begins."""
    before: Sequence[tuple[str, ...]] = [("",), *rows]
    return [
        ("", *row[1:]) if at % PER_PAGE and row[0] == over[0] else row
        for at, (row, over) in enumerate(zip(rows, before, strict=False))
    ]


def _row(room: str, use: DayUse) -> tuple[str, ...]:
    held = "【仮】" * use.provisional
    return (
        room,
        f"{_clock(use.starts)}〜{until(use.ends)}",
        f"{held}{use.group}" + f"（{use.purpose}）" * bool(use.purpose),
        f"{use.users}人" if use.users else "",
        use.equipment,
        f"{use.owed:,}" if use.owed else "",
        "－" if use.blocked else f"{_box(use.key_out)}渡 {_box(use.key_back)}返",
    )


def _heading(paper: Paper, day: DaySheet) -> None:
    owed = [use.owed for use in day.uses if use.owed]
    people = sum(use.users for use in day.uses)
    booked = sum(not use.blocked for use in day.uses)
    printed = f"{_clock(day.printed)} 現在" if day.printed else ""
    unpaid = f"{len(owed)}件 {sum(owed):,}円" if owed else "ありません"
    told = (
        ("使用日", wareki.full(day.day) if day.day else wareki.on_form(None)),
        ("予　約", f"{booked:,}件 {people:,}人" if day.day else ""),
        ("作　成", printed),
        ("未　納", unpaid if day.day else ""),
    )
    draw_heading(paper, TITLE, day.center, 0, told)


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment:%M}"


def _box(done: bool) -> str:
    return "■" if done else "□"
