"""空き状況: a month of all rooms without a name, to be hung up or handed out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.kit import wareki
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.page import LANDSCAPE, LEFT, MID, RIGHT, Box, Pen, Shape
from app.printing.kit.paper import FORM, Paper

TITLE = "空き状況"
BODY = LANDSCAPE[0] - LEFT - RIGHT
RIGHT_EDGE = LEFT + BODY
TOP, BOTTOM = 36.0, 190.0
"""Of the rows (mm); the days stand above, the signs are explained below."""
ROOM, SLOT, MOST_DAYS = 37.0, 15.0, 31
DAY = (BODY - ROOM - SLOT) / MOST_DAYS
ROW = 6.2
PER_PAGE = int((BOTTOM - TOP) / ROW)
SHADE, PALE = 0.9, 0.45
SIGN = Style(GOTHIC, 10, "center", least=6)
NAME = Style(BOLD, 9, least=5, squeeze=0.8)
NAMED = Style(GOTHIC, 7.5, "center", least=5, squeeze=0.7)
BY_HAND = 8
FREE, SHADED = "○", ("休", "－", "")


@dataclass(frozen=True, slots=True)
class Line:
    """A sign for each day; `slot` is empty where a line stands for the whole day."""

    slot: str
    signs: Sequence[str]


@dataclass(frozen=True, slots=True)
class RoomMonth:
    room: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeMonth:
    """What the paper shows; only `center` given, it is the blank form.

    `holidays` are days of the month; `meanings` explains the signs that may stand there.
    """

    center: str
    contact: str = ""
    first: date | None = None
    rooms: Sequence[RoomMonth] = ()
    holidays: frozenset[date] = frozenset()
    meanings: Sequence[tuple[str, str]] = ()
    printed: date | None = None


def make(month: FreeMonth) -> Paper:
    """The paper; blank and filled are the same drawing. A room is not torn apart."""
    paper = Paper(TITLE, holes=False, size=LANDSCAPE)
    rooms = month.rooms or [RoomMonth("", [Line("", ())]) for _ in range(BY_HAND)]
    for number, page in enumerate(_pages(rooms)):
        if number:
            paper.new_page()
        paper.stamp("head", lambda: _head(paper, month))
        _rooms(paper, month, page, high=1.0 if month.rooms else 2.5)
    annex(paper)
    return paper


def _pages(rooms: Sequence[RoomMonth]) -> Iterator[Sequence[RoomMonth]]:
    page: list[RoomMonth] = []
    count = 0
    for room in rooms:
        if page and count + len(room.lines) > PER_PAGE:
            yield page
            page, count = [], 0
        page.append(room)
        count += len(room.lines)
    yield page


def _head(paper: Paper, month: FreeMonth) -> None:
    when = wareki.month_text(month.first) if month.first else "令和　　年　　月"
    title = f"{when}　{TITLE}"
    paper.heading(Box(LEFT, 10, BODY, 8), title, Style(MINCHO, 16), 0.15)
    small = FORM._replace(size=8.5, least=6)
    paper.text(Box(LEFT, 19, BODY / 2, 5), month.center, small)
    told = f"{wareki.day_text(month.printed)}現在" if month.printed else ""
    right = small._replace(align="right")
    paper.text(Box(LEFT + BODY / 2, 19, BODY / 2, 5), told, right)
    for n in range(MOST_DAYS):
        _day_head(paper, month, n)
    _legend(paper, month)


def _day_head(paper: Paper, month: FreeMonth, n: int) -> None:
    x = LEFT + ROOM + SLOT + DAY * n
    day = month.first + timedelta(days=n) if month.first else None
    if day is not None and month.first is not None and day.month != month.first.month:
        return
    strong = day is not None and (day.weekday() == 6 or day in month.holidays)
    face = BOLD if strong else GOTHIC
    number = Style(face, 9, "center", least=6)
    paper.text(Box(x, TOP - 10.5, DAY, 5), str(n + 1), number)
    if day is not None:
        style = Style(face, 7.5, "center", least=5, grey=0 if strong else PALE)
        words = wareki.weekday(day) + "祝" * (day in month.holidays)
        paper.text(Box(x, TOP - 5.5, DAY, 4.5), words, style)


def _legend(paper: Paper, month: FreeMonth) -> None:
    signs = "　　".join(f"{sign} {words}" for sign, words in month.meanings)
    left = Style(GOTHIC, 9, least=6)
    paper.text(Box(LEFT, BOTTOM + 2, BODY * 0.62, 5), signs, left, "しるし")
    right = FORM._replace(size=8.5, align="right", least=6)
    box = Box(LEFT + BODY * 0.63, BOTTOM + 2, BODY * 0.37, 5)
    paper.text(box, month.contact, right, "連絡先")


def _rooms(
    paper: Paper, month: FreeMonth, rooms: Sequence[RoomMonth], high: float
) -> None:
    y, step = TOP, ROW * high
    edge = Pen(MID)
    for room in rooms:
        paper.rule(LEFT, y, RIGHT_EDGE, y, edge)
        wide = ROOM if room.lines[0].slot else ROOM + SLOT
        name = Box(LEFT + 0.8, y, wide - 1.6, step * len(room.lines))
        paper.text(name, room.room, NAME, "部屋")
        for line in room.lines:
            _line(paper, line, y, step)
            y += step
            paper.rule(LEFT + ROOM, y, RIGHT_EDGE, y, Pen(0.1, 0.5))
    paper.rule(LEFT, y, RIGHT_EDGE, y, edge)
    for n in range(MOST_DAYS + 1):
        x = LEFT + ROOM + SLOT + DAY * n
        sunday = month.first is not None and (month.first + timedelta(n)).weekday() == 0
        pen = Pen(0.2, 0.2) if sunday else Pen(0.1, 0.6)
        paper.rule(x, TOP, x, y, pen)
    paper.rule(LEFT, TOP, LEFT, y, edge)
    paper.rule(RIGHT_EDGE, TOP, RIGHT_EDGE, y, edge)


def _line(paper: Paper, line: Line, y: float, step: float) -> None:
    if line.slot:
        paper.text(Box(LEFT + ROOM, y, SLOT, step), line.slot, NAMED)
    for n, sign in enumerate(line.signs):
        box = Box(LEFT + ROOM + SLOT + DAY * n, y, DAY, step)
        if sign in SHADED:
            paper.page.shapes.append(Shape("tint", box, SHADE))
        style = SIGN if sign == FREE else SIGN._replace(grey=PALE, size=8.5)
        paper.text(box, sign, style)
