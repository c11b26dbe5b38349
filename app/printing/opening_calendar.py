"""開館カレンダー: a fiscal year of a place on one page, to be hung up or handed out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.kit import wareki
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.page import BODY, LEFT, MID, RIGHT_EDGE, Box, Pen, Shape
from app.printing.kit.paper import FORM, Paper
from app.printing.kit.table import Label, Table, Value

TITLE = "開館カレンダー"
TOP, ABREAST = 30.0, 3
GAP = 5.0
WIDE = (BODY - GAP * (ABREAST - 1)) / ABREAST
"""Of a month (mm)."""
NAME, HEAD, WEEK, WEEKS, NOTE = 5.4, 3.8, 6.1, 6, 4.8
"""Heights in a month (mm): its name, the weekdays, a week, and the names of holidays."""
MONTH = NAME + HEAD + WEEK * WEEKS + NOTE
STEP = MONTH + 1.2
CELL = WIDE / 7
SUNDAY_FIRST = "日月火水木金土"
NUMBER = Style(GOTHIC, 8.5, "center")
SIGN = Style(GOTHIC, 5.6, "center", least=4.5, squeeze=0.7)
SMALL = Style(GOTHIC, 8.5, least=6.5)
NOTED = Style(GOTHIC, 6.4, least=4.8, top=True, leading=1.2)
PALE, SHADE = 0.55, 0.87
"""Grey of a number of which nothing is said, and of a closed day."""
LEGEND_AT = TOP + STEP * 4 + 1.0


@dataclass(frozen=True, slots=True)
class Day:
    """`signs` stand below the number; `closed` is shaded besides. Nothing is said of a
    day that is not `known`."""

    day: date
    holiday: str = ""
    closed: bool = False
    known: bool = True
    signs: str = ""
    framed: bool = False

    @property
    def strong(self) -> bool:
        return bool(self.holiday) or self.day.weekday() == 6


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningCalendar:
    """What a page shows; `signs` explains the signs that are on it.

    `hours`, `regular` (休館日) and `single` (臨時休館・臨時開館) are told line by line;
    `rules` names the versions of the rulebook it follows.
    """

    center: str
    place: str
    contact: str = ""
    fiscal_year: int
    days: Sequence[Day]
    signs: Sequence[tuple[str, str]] = ()
    hours: Sequence[str] = ()
    regular: Sequence[str] = ()
    single: Sequence[str] = ()
    rules: str = ""
    printed: date


def make(pages: Sequence[OpeningCalendar]) -> Paper:
    """One page for each calendar."""
    paper = Paper(TITLE)
    for number, page in enumerate(pages):
        if number:
            paper.new_page()
        _heading(paper, page)
        months = groupby(page.days, key=lambda each: each.day.replace(day=1))
        for at, (first, days) in enumerate(months):
            x = LEFT + at % ABREAST * (WIDE + GAP)
            _month(paper, x, TOP + at // ABREAST * STEP, first, list(days))
        _legend(paper, page)
        _told(paper, page)
    annex(paper)
    return paper


def _heading(paper: Paper, page: OpeningCalendar) -> None:
    title = f"{wareki.fiscal_year_text(page.fiscal_year)}　{TITLE}"
    paper.heading(Box(LEFT, 12, BODY, 8), title, Style(MINCHO, 16), 0.15)
    paper.text(Box(LEFT, 22, 105, 6), page.place, Style(BOLD, 11, least=7))
    contact = Style(MINCHO, 8, "right", least=6)
    names = page.center if page.center not in page.place else ""
    told = "　".join(part for part in (names, page.contact) if part)
    paper.text(Box(LEFT + 107, 22, BODY - 107, 6), told, contact)


def _month(paper: Paper, x: float, y: float, first: date, days: Sequence[Day]) -> None:
    name = Style(BOLD, 10)
    paper.text(Box(x + 0.5, y, 14, NAME), f"{first.month}月", name)
    year = FORM._replace(size=7, align="right")
    paper.text(Box(x + WIDE - 30, y, 30, NAME), wareki.year_text(first), year)
    top = y + NAME
    for column, weekday in enumerate(SUNDAY_FIRST):
        style = Style(BOLD if column == 0 else GOTHIC, 6.5, "center")
        paper.text(Box(x + CELL * column, top, CELL, HEAD), weekday, style)
    top += HEAD
    paper.rule(x, top, x + WIDE, top, Pen(MID))
    lead = (first.weekday() + 1) % 7
    for day in days:
        at = lead + day.day.day - 1
        _cell(paper, Box(x + at % 7 * CELL, top + at // 7 * WEEK, CELL, WEEK), day)
    rows = (lead + len(days) - 1) // 7 + 1
    for row in range(1, rows + 1):
        paper.rule(x, top + row * WEEK, x + WIDE, top + row * WEEK, Pen(0.1, 0.6))
    below = top + rows * WEEK + 0.8
    holidays = "　".join(f"{d.day.day} {d.holiday}" for d in days if d.holiday)
    box = Box(x + 0.5, below, WIDE - 1, top + WEEK * WEEKS + NOTE - below)
    paper.text(box, holidays, NOTED, f"{first.month}月の休日")


def _cell(paper: Paper, box: Box, day: Day) -> None:
    if day.closed:
        paper.page.shapes.append(Shape("tint", box, SHADE))
    if day.framed:
        paper.frame(box.inset(0.5, 0.3), MID)
    style = NUMBER._replace(face=BOLD if day.strong else GOTHIC)
    if not day.known:
        style = style._replace(grey=PALE)
    number = Box(box.x, box.y + 0.3, box.w, 3.4)
    paper.text(number, str(day.day.day), style)
    sign = Box(box.x + 0.3, box.y + 3.55, box.w - 0.6, 2.3)
    paper.text(sign, day.signs, SIGN)


def _legend(paper: Paper, page: OpeningCalendar) -> None:
    """Each sign with its meaning, in one line."""
    told = [f"{sign} {words}" for sign, words in page.signs]
    words = "　　".join((*told, "太い数字 日曜日・休日"))
    style = Style(GOTHIC, 8, least=6)
    paper.text(Box(LEFT, LEGEND_AT, BODY, 5), words, style, "しるし")


def _told(paper: Paper, page: OpeningCalendar) -> None:
    parts = (
        ("開館時間", "　".join(page.hours), 9.4),
        ("休館日", "、".join(page.regular), 8.4),
        ("臨時休館・\n臨時開館", "、".join(page.single), 13),
    )
    table = Table(paper, LEGEND_AT + 5.4, (26, BODY - 26))
    for label, told, height in parts:
        value = Value(told or "ありません", SMALL, label=label.replace("\n", ""))
        table.row(height, Label(label, size=8.5), value)
    end = table.end()
    style = FORM._replace(size=7)
    paper.text(Box(LEFT, end + 1, BODY - 45, 5), page.rules, style)
    printed = f"{wareki.day_text(page.printed)}現在"
    right = style._replace(align="right")
    paper.text(Box(RIGHT_EDGE - 43, end + 1, 43, 5), printed, right)
