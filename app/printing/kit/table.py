"""Ruled tables: rows of cells, each of which draws itself in its box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.kit import money
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.page import LEFT, MID, Box
from app.printing.kit.paper import ENTRY, FORM, Paper

PAD = 2.0
"""Between the rule and a value, in mm."""
MINUS = "△"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """An empty cell; `span` columns wide and `rows` rows high."""

    span: int = 1
    rows: int = 1

    def draw(self, paper: Paper, box: Box) -> None:
        """Draw what is inside the rules."""


@dataclass(frozen=True, slots=True)
class Label(Cell):
    """The name of a field, 均等割付 `pad` mm from the rules."""

    text: str
    size: float = 9.5
    pad: float = 3.0
    tinted: bool = False

    def draw(self, paper: Paper, box: Box) -> None:
        if self.tinted:
            paper.tint(box)
        paper.spread(box.inset(self.pad), self.text, FORM._replace(size=self.size))


@dataclass(frozen=True, slots=True)
class Head(Cell):
    """The head of a column."""

    text: str

    def draw(self, paper: Paper, box: Box) -> None:
        paper.tint(box)
        style = Style(MINCHO, 8.5, "center", least=6)
        paper.text(box.inset(0.6), self.text, style)


@dataclass(frozen=True, slots=True)
class Value(Cell):
    """What was entered; where nothing was, the `blank` that one writes upon.

    `label` names the field on the 別紙 if the value finds no room.
    """

    text: str
    style: Style = ENTRY
    blank: str = ""
    label: str = ""

    def draw(self, paper: Paper, box: Box) -> None:
        inner = box.inset(PAD, 0.4)
        if self.text:
            paper.text(inner, self.text, self.style, self.label)
        else:
            paper.text(inner, self.blank, self.style._replace(face=MINCHO, size=9))


@dataclass(frozen=True, slots=True)
class Amount(Cell):
    """Yen, closed on both sides."""

    amount: int | None
    size: float = 13.0

    def draw(self, paper: Paper, box: Box) -> None:
        style = Style(BOLD, self.size, "right")
        Value(money.on_form(self.amount), style, "円").draw(paper, box)


class Table:
    """Rows from the top. A frame of MID is drawn by `end`."""

    def __init__(
        self, paper: Paper, y: float, columns: Sequence[float], x: float = LEFT
    ) -> None:
        self.paper, self.top, self.y = paper, y, y
        self.edges = list(accumulate(columns, initial=x))
        self._tops = [y]
        self._covered: dict[int, int] = {}
        self._waiting: list[tuple[Cell, int, float, int]] = []

    def row(self, h: float, *cells: Cell) -> None:
        """One row; columns still covered by a cell from above are passed over."""
        column, at = 0, len(self._tops) - 1
        for cell in cells:
            while self._covered.get(column, 0) > at:
                column += 1
            self._waiting.append((cell, column, self.y, at + cell.rows))
            for covered in range(column, column + cell.span):
                self._covered[covered] = at + cell.rows
            column += cell.span
        self.y += h
        self._tops.append(self.y)
        self._draw_finished()

    def _draw_finished(self) -> None:
        """A cell is drawn when its last row is there."""
        at = len(self._tops) - 1
        for cell, column, top, last in self._waiting:
            if last == at:
                x = self.edges[column]
                w = self.edges[column + cell.span] - x
                box = Box(x, top, w, self.y - top)
                self.paper.frame(box)
                cell.draw(self.paper, box)
        self._waiting = [item for item in self._waiting if item[3] != at]

    def end(self) -> float:
        """Close the frame; the y below it."""
        x = self.edges[0]
        box = Box(x, self.top, self.edges[-1] - x, self.y - self.top)
        self.paper.frame(box, MID)
        return self.y


def signed(amount: int) -> str:
    """1,200, or △1,200 below zero, for a column of amounts."""
    return f"{MINUS * (amount < 0)}{abs(amount):,}"


RIGHT_ALIGNED = Style(GOTHIC, align="right")
CENTERED = Style(GOTHIC, align="center")
