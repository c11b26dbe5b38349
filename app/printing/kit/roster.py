"""A list of people over as many pages as it needs: the same heads and rules on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from app.kit.wareki import fiscal_year_text
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import MINCHO
from app.printing.kit.page import BODY, LEFT, MID, RIGHT_EDGE, Box, Pen
from app.printing.kit.paper import ENTRY, FORM, Paper
from app.printing.kit.table import Head, Table

PER_PAGE, ROW = 40, 5.5
BY_HAND = 25
"""Rows of a page that is filled in by hand; they share the height of the others."""
TOP, HEAD = 40.0, 6.0
BOTTOM = TOP + PER_PAGE * ROW
"""Below the last row (mm)."""
INSIDE, BETWEEN = 1.0, 0.35
"""Between a text and the rules beside it, and those above and below (mm)."""
FINE, FIFTH = Pen(0.12, 0.45), Pen(MID)


class Column(NamedTuple):
    """A column of a list; width in mm."""

    head: str
    width: float
    style: Style


class RosterPage(NamedTuple):
    """The page's number from 1, of how many, and its rows: the first and one past the
    last."""

    number: int
    of: int
    first: int
    end: int

    @property
    def last(self) -> bool:
        return self.number == self.of


def draw_roster(
    paper: Paper,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    heading: Callable[[], None],
) -> Iterator[RosterPage]:
    """Page by page, so that the caller can write its totals below `BOTTOM`.

    `heading` draws what stands above every page. Without rows there is one page, with
    numbers to be written beside.
    """
    widths = [column.width for column in columns]
    edges = list(accumulate(widths, initial=LEFT))
    places = [
        (x + INSIDE, column.width - 2 * INSIDE, column.style, column.head)
        for x, column in zip(edges, columns, strict=False)
    ]

    def beneath() -> None:
        heading()
        _ruling(paper, columns, edges, PER_PAGE if rows else BY_HAND)

    pages = max(1, -(-len(rows) // PER_PAGE))
    for number in range(pages):
        if number:
            paper.new_page()
        paper.stamp("roster", beneath)
        first = number * PER_PAGE
        shown = rows[first : first + PER_PAGE]
        for at, row in enumerate(shown):
            y = TOP + ROW * at + BETWEEN
            for (x, w, style, head), text in zip(places, row, strict=True):
                paper.text(Box(x, y, w, ROW - 2 * BETWEEN), text, style, head)
        _rest(paper, len(rows), len(shown))
        yield RosterPage(number + 1, pages, first, first + len(shown))


def _rest(paper: Paper, count: int, shown: int) -> None:
    """What stands in the rows that are left."""
    if not count:
        number, row = Style(MINCHO, 8, "right"), (BOTTOM - TOP) / BY_HAND
        for at in range(BY_HAND):
            paper.text(Box(LEFT, TOP + row * at, 7, row), str(at + 1), number)
    elif shown < PER_PAGE:
        below = Box(LEFT + 10, TOP + ROW * shown, 60, ROW)
        paper.text(below, "（以下余白）", FORM._replace(size=8.5))


def _ruling(
    paper: Paper, columns: Sequence[Column], edges: Sequence[float], rows: int
) -> None:
    table = Table(paper, TOP - HEAD, [column.width for column in columns])
    table.row(HEAD, *(Head(column.head) for column in columns))
    for x in edges[1:-1]:
        paper.rule(x, TOP, x, BOTTOM)
    for n in range(1, rows):
        y = TOP + (BOTTOM - TOP) / rows * n
        paper.rule(LEFT, y, LEFT + BODY, y, FINE if n % 5 else FIFTH)
    paper.frame(Box(LEFT, TOP - HEAD, BODY, BOTTOM - TOP + HEAD), 0.5)


def draw_heading(
    paper: Paper, title: str, center: str, reissue: int, told: Sequence[tuple[str, str]]
) -> None:
    """A title and four facts, two at the left and two at the right: label and value."""
    paper.text(Box(LEFT, 8.5, 100, 5), center, FORM._replace(size=8.5))
    if reissue:
        paper.mark(Box(RIGHT_EDGE - 38, 8.5, 38, 7), f"再発行（{reissue}回目）")
    paper.heading(Box(LEFT, 14, BODY, 7), title, Style(MINCHO, 13.5), 0.15)
    aside = RIGHT_EDGE - 50
    places = (LEFT, 23), (LEFT, 28), (aside, 23), (aside, 28)
    for (x, y), (label, value) in zip(places, told, strict=True):
        paper.spread(Box(x, y, 15, 5), label, FORM._replace(size=9))
        end = RIGHT_EDGE if x == aside else aside - 3
        box = Box(x + 18, y, end - x - 18, 5)
        paper.text(box, value, ENTRY._replace(size=9, least=6), label)


def year_text(year: int | None) -> str:
    """令和8年度, or the blank to be filled in by hand."""
    return "令和　　　年度" if year is None else fiscal_year_text(year)
