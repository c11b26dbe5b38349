"""別紙: further pages with all that found no room on a paper, at full size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from app.printing.kit.fitting import PT, Style, width, wrap
from app.printing.kit.fonts import GOTHIC, MINCHO
from app.printing.kit.page import BODY, BOTTOM, LEFT, Box
from app.printing.kit.paper import ENTRY, FORM, Paper, Rest

SET_AS = ENTRY._replace(size=10.5)
STEP = 10.5 * 1.5 * PT
INDENT = 4.0
TOP = 20.0
FIRST = 42.0

Columns = list[tuple[float, float, Style]]


def annex(paper: Paper) -> None:
    """Add the pages, if there is anything to go on with. The last step of a paper."""
    if not paper.rest:
        return
    paper.new_page()
    paper.heading(Box(LEFT, TOP, BODY, 8), "別紙", Style(MINCHO, 14), 1.0)
    of = f"{paper.title}（{paper.reference}）" if paper.reference else paper.title
    style = FORM._replace(align="center")
    paper.text(Box(LEFT, 30, BODY, 5), f"{of}の記載の続き", style)
    y = FIRST
    for rest in paper.rest:
        y = _one(paper, rest, y) + 6


def _one(paper: Paper, rest: Rest, y: float) -> float:
    y = _turned(paper, y, 8 + STEP)
    paper.text(Box(LEFT, y, BODY, 6), f"「{rest.label}」の続き", FORM)
    paper.rule(LEFT, y + 6, LEFT + BODY, y + 6)
    y += 8
    if not rest.rows:
        return _lines(paper, rest.text, y)
    columns = _columns((rest.heads, *rest.rows))
    y = _row(paper, columns, rest.heads, y, MINCHO)
    for row in rest.rows:
        y = _row(paper, columns, row, y, GOTHIC)
    return y


def _lines(paper: Paper, text: str, y: float) -> float:
    for line in wrap(text, GOTHIC, SET_AS.size, BODY - 2 * INDENT):
        y = _turned(paper, y, STEP)
        paper.text(Box(LEFT + INDENT, y, BODY - 2 * INDENT, STEP), line, SET_AS)
        y += STEP
    return y


def _row(
    paper: Paper, columns: Columns, row: Sequence[str], y: float, face: str
) -> float:
    """One row, as high as its longest cell needs."""
    cells = [
        wrap(text, face, SET_AS.size, w)
        for (_, w, _), text in zip(columns, row, strict=True)
    ]
    height = STEP * max(map(len, cells))
    y = _turned(paper, y, height)
    for (x, w, style), cell in zip(columns, cells, strict=True):
        paper.text(Box(x, y, w, height), "\n".join(cell), style._replace(face=face))
    return y + height


def _turned(paper: Paper, y: float, need: float) -> float:
    """The y to go on at: on the next page where this one has no room for `need` mm."""
    if y + need <= paper.page.size[1] - BOTTOM:
        return y
    paper.new_page()
    return TOP


def _columns(rows: Sequence[Sequence[str]]) -> Columns:
    """Left edge, width and style of each column; figures stand to the right.

    The first row has the heads.
    """
    columns = list(zip(*rows, strict=True))
    widths = [
        max(width(text, GOTHIC, SET_AS.size) for text in column) + 0.1
        for column in columns
    ]
    styles = [
        SET_AS._replace(align="right" if all(map(_figure, column[1:])) else "left")
        for column in columns
    ]
    widths = _within(widths, BODY - INDENT * (len(widths) + 1))
    edges = accumulate((w + INDENT for w in widths), initial=LEFT + INDENT)
    return list(zip(edges, widths, styles, strict=False))


def _within(widths: Sequence[float], room: float) -> list[float]:
    """The widths, the widest of them cut down alike until all find room."""
    for left, narrow in zip(range(len(widths), 0, -1), sorted(widths), strict=True):
        most = room / left
        if narrow > most:
            break
        room -= narrow
    else:
        return list(widths)
    return [min(w, most) for w in widths]


def _figure(text: str) -> bool:
    return not text or text[0] in "△0123456789"
