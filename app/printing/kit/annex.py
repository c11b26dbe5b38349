"""別紙: further pages with all that found no room on a paper, at full size."""

from __future__ import annotations

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
    columns = _columns(rest.rows)
    lines = wrap(rest.text, GOTHIC, SET_AS.size, BODY - 2 * INDENT)
    for row in rest.rows or [(line,) for line in lines]:
        y = _turned(paper, y, STEP)
        for (x, w, style), text in zip(columns, row, strict=True):
            paper.text(Box(x, y, w, STEP), text, style)
        y += STEP
    return y


def _turned(paper: Paper, y: float, need: float) -> float:
    """The y to go on at: on the next page where this one has no room for `need` mm."""
    if y + need <= paper.page.size[1] - BOTTOM:
        return y
    paper.new_page()
    return TOP


def _columns(rows: tuple[tuple[str, ...], ...]) -> Columns:
    """Left edge, width and style of each column; figures stand to the right."""
    if not rows:
        return [(LEFT + INDENT, BODY - 2 * INDENT, SET_AS)]
    columns = list(zip(*rows, strict=True))
    widths = [
        max(width(text, GOTHIC, SET_AS.size) for text in column) + 0.1
        for column in columns
    ]
    styles = [
        SET_AS._replace(align="right" if all(map(_figure, column)) else "left")
        for column in columns
    ]
    squeeze = min(1.0, (BODY - INDENT * (len(widths) + 1)) / sum(widths))
    widths = [w * squeeze for w in widths]
    edges = accumulate((w + INDENT for w in widths), initial=LEFT + INDENT)
    return list(zip(edges, widths, styles, strict=False))


def _figure(text: str) -> bool:
    return not text or text[0] in "△0123456789"
