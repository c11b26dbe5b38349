"""臨時休館 連絡表: whom to call, in order, with boxes to tick while the phone rings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.kit import wareki
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.page import BODY, LEFT, RIGHT_EDGE, Box
from app.printing.kit.paper import FORM, Paper
from app.printing.kit.table import Cell, Head, Table

TITLE = "臨時休館 連絡表"
COLUMNS = (9.0, 33.0, 46.0, 37.0, 50.0)
HEADS = ("順", "使用の日時・部屋", "団体・連絡する人", "電　話", "結果・希望・メモ")
TOP, ROW, PER_PAGE = 52.0, 18.5, 12
HEAD = 6.0
SMALL = Style(GOTHIC, 9, least=5.5, squeeze=0.7)
#: The boxes: what it is called in a record, and on the paper.
RESULTS = {"reached": "連絡済", "absent": "不在", "calls_back": "折返し"}
WANTED = {"cancel": "取消", "move": "振替", "shorten": "短縮", "thinking": "考える"}
#: Where a tick box of each stands, from the left of the last column (mm).
PLACES = (1.5, 19.0, 33.5), (1.5, 13.0, 24.5, 36.0)


class Call(NamedTuple):
    """A group to call. `result` and `wanted` are the boxes already ticked."""

    starts: datetime
    ends: datetime
    room: str
    group: str
    contact: str
    users: int
    phones: tuple[str, ...]
    result: str = ""
    wanted: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    """What the paper shows; only `center` given, it is the blank form."""

    center: str
    span: str = ""
    rooms: str = ""
    cause: str = ""
    printed: datetime | None = None
    calls: Sequence[Call] = ()
    reissue: int = 0


@dataclass(frozen=True, slots=True)
class _Words(Cell):
    """One or two lines of a cell, the first one large."""

    first: str
    second: str
    style: Style
    label: str
    below: Style = SMALL

    def draw(self, paper: Paper, box: Box) -> None:
        inner = box.inset(1.2)
        half = box.h * 0.62
        paper.text(inner._replace(h=half - 1.2), self.first, self.style, self.label)
        below = inner._replace(y=box.y + half, h=box.h - half - 0.6)
        paper.text(below, self.second, self.below, self.label)


@dataclass(frozen=True, slots=True)
class _Number(Cell):
    text: str

    def draw(self, paper: Paper, box: Box) -> None:
        paper.text(box.inset(0.5), self.text, Style(BOLD, 13, "center", least=8))


@dataclass(frozen=True, slots=True)
class _Ticks(Cell):
    """The boxes of what came of it and what is wanted, and a line to write upon."""

    call: Call | None

    def draw(self, paper: Paper, box: Box) -> None:
        call = self.call
        ticked = {call.result, call.wanted} if call else set()
        for at, words in enumerate((RESULTS, WANTED)):
            for x, (key, word) in zip(PLACES[at], words.items(), strict=True):
                place = Box(box.x + x, box.y + 0.8 + 5.6 * at, 13.5, 5.6)
                told = f"{'■' if key in ticked else '□'}{word}"
                paper.text(place, told, Style(GOTHIC, 10, least=7))
        note = Box(box.x + 1.5, box.y + 12.2, box.w - 3, box.h - 12.8)
        paper.text(note, call.note if call else "", Style(GOTHIC, 8, least=5), "メモ")


def make(sheet: CallSheet) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE)
    rows: Sequence[Call | None] = sheet.calls or [None] * PER_PAGE
    for first in range(0, len(rows), PER_PAGE):
        if first:
            paper.new_page()
        _heading(paper, sheet)
        table = Table(paper, TOP - HEAD, COLUMNS)
        table.row(HEAD, *map(Head, HEADS))
        for place, call in enumerate(rows[first : first + PER_PAGE], first + 1):
            table.row(ROW, *_cells(place, call))
        table.end()
    annex(paper)
    return paper


def _cells(place: int, call: Call | None) -> Sequence[Cell]:
    if call is None:
        return (_Number(str(place)), Cell(), Cell(), Cell(), _Ticks(None))
    day = f"{call.starts.month}/{call.starts.day}({wareki.weekday(call.starts.date())})"
    when = f"{day} {_clock(call.starts)}〜{_clock(call.ends)}"
    large = Style(BOLD, 11, least=5, squeeze=0.6)
    phone = Style(BOLD, 15, least=8, squeeze=0.55)
    first, other = [*call.phones, "", ""][:2] if call.phones else ["登録なし", ""]
    who = "　".join(part for part in (call.contact, f"{call.users}人") if part)
    return (
        _Number(str(place)),
        _Words(when, call.room, large, "使用の日時・部屋"),
        _Words(call.group, who, large, "団体"),
        _Words(first, other, phone, "電話", Style(BOLD, 11, least=6, squeeze=0.55)),
        _Ticks(call),
    )


def _heading(paper: Paper, sheet: CallSheet) -> None:
    paper.text(Box(LEFT, 8.5, 100, 5), sheet.center, FORM._replace(size=8.5))
    if sheet.reissue:
        paper.mark(Box(RIGHT_EDGE - 38, 8.5, 38, 7), f"再発行（{sheet.reissue}回目）")
    paper.heading(Box(LEFT, 15, BODY, 9), TITLE, Style(MINCHO, 17), 0.3)
    told = (
        ("休館の時間", sheet.span),
        ("部　屋", sheet.rooms),
        ("原因・件数", _counted(sheet)),
    )
    for at, (label, value) in enumerate(told):
        y = 26.5 + 6 * at
        paper.spread(Box(LEFT, y, 20, 5.5), label, FORM._replace(size=9.5))
        style = Style(BOLD, 10.5, least=6)
        paper.text(Box(LEFT + 23, y, BODY - 23, 5.5), value, style, label)


def _counted(sheet: CallSheet) -> str:
    if sheet.printed is None:
        return ""
    at = f"{wareki.day_text(sheet.printed.date())} {_clock(sheet.printed)} 現在"
    return f"{sheet.cause}　{len(sheet.calls)}件　{at}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment:%M}"
