"""What is recorded of a page before the PDF is written. Millimetres from the top left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from app.printing.kit.fonts import Line

A4 = (210.0, 297.0)
LANDSCAPE = (297.0, 210.0)
LEFT, RIGHT = 20.0, 15.0
"""Margins; the left one carries the filing holes."""
BODY = A4[0] - LEFT - RIGHT
RIGHT_EDGE = LEFT + BODY
BOTTOM = 14.0
HAIR, THIN, MID = 0.10, 0.18, 0.30
"""Weights of rules. A paper that the office issues has a frame of MID."""


class Box(NamedTuple):
    """A place on the page."""

    x: float
    y: float
    w: float
    h: float

    def inset(self, x: float, y: float = 0.0) -> Box:
        return Box(self.x + x, self.y + y, self.w - 2 * x, self.h - 2 * y)

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2


class Text(NamedTuple):
    """One line; `base` is its baseline, `gap` the space between characters in mm.

    `box` is where it was meant to stay. `line` is the text as it is drawn: a long list
    has more texts than can be remembered between measuring and writing.
    """

    x: float
    base: float
    text: str
    face: str
    size: float
    gap: float
    grey: float
    box: Box
    line: Line


class Pen(NamedTuple):
    """How a rule is drawn; `dash` as lengths in mm, empty for an unbroken rule."""

    weight: float = THIN
    grey: float = 0.0
    dash: tuple[float, ...] = ()


class Shape(NamedTuple):
    """A tint lies under everything, a place for a seal over it."""

    kind: Literal["tint", "round seal", "square seal"]
    box: Box
    grey: float


Segment = tuple[float, float, float, float]


@dataclass(slots=True)
class Page:
    """Rules are kept by pen, each once, however many cells share it."""

    size: tuple[float, float] = A4
    rules: dict[Pen, dict[Segment, None]] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)
    """Names of what lies beneath, drawn once for all pages that have it."""
