"""How text, figures, key caps and focus rings are drawn, wherever they are drawn."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout

from app.kit.glyphs import for_screen
from ui.kit import icons
from ui.kit.theme import FOCUS, RADIUS, Role, Theme

Align = Literal["l", "c", "r"]
#: What a box to tick takes before its words (px at 100 %).
TICK = 28
#: Forces a new line in wrapped text.
BREAK = "\u2028"


def draw_text(
    q: QPainter,
    t: Theme,
    x: float,
    y: float,
    w: float,
    text: str,
    role: Role = "body",
    color: str = "text",
    align: Align = "l",
) -> float:
    """One line in its line box at (x, y), elided to `w` px (0: as long as it is).

    The baseline is the first font's, so that 𠮷 from the fallback cannot move the line.
    Answers the width drawn.
    """
    font = t.font(role)
    metrics = _metrics(font)
    text = for_screen(text)
    advance = _advance(font, text)
    if 0 < w < advance:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, w)
        advance = metrics.horizontalAdvance(text)
    ascent, descent = metrics.ascent(), metrics.descent()
    base = y + (t.box(role) - ascent - descent) / 2 + ascent
    q.setFont(font)
    q.setPen(t.color(color))
    shift = {"l": 0.0, "c": (w - advance) / 2, "r": w - advance}[align]
    q.drawText(QPointF(x + shift, round(base)), text)
    return advance


def draw_figures(
    q: QPainter,
    t: Theme,
    right: float,
    y: float,
    text: str,
    role: Role = "body",
    color: str = "text",
) -> None:
    """An amount ending at `right`, each digit in a cell as wide as 0.

    BIZ UDPGothic's 1 is narrower than its other figures, and it has no `tnum`.
    """
    metrics = _metrics(t.font(role))
    cell, x = metrics.horizontalAdvance("0"), right
    for sign in reversed(text):
        w = cell if sign.isdigit() else metrics.horizontalAdvance(sign)
        x -= w
        draw_text(q, t, x, y, w + 1, sign, role, color, "c")


def figures_width(t: Theme, text: str, role: Role = "body") -> int:
    """How wide `draw_figures` draws."""
    metrics = _metrics(t.font(role))
    cell = metrics.horizontalAdvance("0")
    widths = (cell if s.isdigit() else metrics.horizontalAdvance(s) for s in text)
    return round(sum(widths) + 0.5)


def wrap(t: Theme, text: str, role: Role, width: float, most: int = 99) -> list[str]:
    """Lines by Japanese rules (kinsoku), at most `most`, the last one elided.

    Where it takes no more lines, a name is broken at its blanks only; a sentence, which
    ends with 。, is not: its blanks stand around a key or a name. A lone last character
    (会) is balanced away by narrowing the lines.
    """
    return list(_wrap(t.font(role), for_screen(text), round(width), most))


@lru_cache(maxsize=4096)
def _wrap(font: QFont, text: str, width: int, most: int) -> tuple[str, ...]:
    rows = _break(font, text, width, most)
    if len(rows) > 1 and (whole := _at_blanks(font, text, width, len(rows))):
        return whole
    if len(rows) > 1 and len(rows[-1]) < 4 and not rows[-1].endswith("…"):
        even = _advance(font, text) / len(rows) + font.pixelSize() * 1.2
        better = _break(font, text, min(width, even), most)
        if len(better) == len(rows):
            return better
    return rows


def _at_blanks(font: QFont, text: str, width: int, most: int) -> tuple[str, ...]:
    """Broken only where a name has blanks (榎本新田 | 田んぼの学校); () if it cannot."""
    rows: list[str] = []
    prose = BREAK in text or "。" in text
    for word in () if prose else re.findall(r"\S+\s*", text):
        if rows and _advance(font, (rows[-1] + word).rstrip()) <= width:
            rows[-1] += word
        else:
            rows.append(word)
    fit = all(_advance(font, row.rstrip()) <= width for row in rows)
    return tuple(row.rstrip() for row in rows) if fit and len(rows) <= most else ()


def _break(font: QFont, text: str, width: float, most: int) -> tuple[str, ...]:
    layout = QTextLayout(text, font)
    # Qt counts in UTF-16, Python in code points: 𠮷 would shift every later slice.
    units = text.encode("utf-16-le")
    rows: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 8))
        start = line.textStart() * 2
        end = start + line.textLength() * 2
        if len(rows) == most - 1:
            rest = units[start:].decode("utf-16-le")
            elide = Qt.TextElideMode.ElideRight
            rows.append(_metrics(font).elidedText(rest.strip(BREAK), elide, width))
            break
        rows.append(units[start:end].decode("utf-16-le").rstrip(BREAK))
    layout.endLayout()
    return tuple(rows)


@lru_cache(maxsize=64)
def _metrics(font: QFont) -> QFontMetricsF:
    return QFontMetricsF(font)


@lru_cache(maxsize=8192)
def _advance(font: QFont, text: str) -> float:
    return _metrics(font).horizontalAdvance(text)


def advance(t: Theme, role: Role, text: str) -> float:
    """Width of a text in px, remembered."""
    return _advance(t.font(role), for_screen(text))


def cap_width(t: Theme, text: str) -> int:
    return max(t.px(18), t.width("caption", text) + t.px(10))


def cap(
    q: QPainter,
    t: Theme,
    x: int,
    middle: int,
    text: str,
    color: str = "text2",
    edge: str = "line_ui",
) -> int:
    """A key cap around the line y = `middle`; answers its width."""
    w, h = cap_width(t, text), t.px(18)
    box = QRectF(x + 0.5, middle - h // 2 + 0.5, w - 1, h - 1)
    q.setRenderHint(QPainter.RenderHint.Antialiasing)
    q.setBrush(Qt.BrushStyle.NoBrush)
    q.setPen(QPen(t.color(edge), 1))
    q.drawRoundedRect(box, t.px(3), t.px(3))
    draw_text(q, t, x, middle - t.box("caption") / 2, w, text, "caption", color, "c")
    return w


def tick_box(q: QPainter, t: Theme, x: int, within: QRect, *, on: bool) -> None:
    """A box to tick in the middle of a row's height; it takes `TICK` px."""
    size, m = t.px(20), t.px(3)
    box = QRect(x, within.y() + (within.height() - size) // 2, size, size)
    edge = t.color("accent" if on else "line_ui")
    frame(q, t, box, edge, t.color("accent" if on else "surface"), radius=4)
    if on:
        tick = t.name("on_accent")
        icons.draw(q, "check", box.x() + m, box.y() + m, size - 2 * m, tick, 3)


def ring(
    q: QPainter, t: Theme, rect: QRect, radius: int = RADIUS, role: str = "focus"
) -> None:
    """The focus ring, inside `rect`: outside it a parent would clip it."""
    w = t.px(FOCUS)
    q.setRenderHint(QPainter.RenderHint.Antialiasing)
    q.setBrush(Qt.BrushStyle.NoBrush)
    q.setPen(QPen(t.color(role), w))
    inner = QRectF(rect).adjusted(w / 2, w / 2, -w / 2, -w / 2)
    q.drawRoundedRect(inner, t.px(radius), t.px(radius))


def frame(
    q: QPainter,
    t: Theme,
    rect: QRect,
    edge: QColor | None,
    fill: QColor | None,
    *,
    radius: int = RADIUS,
    width: float = 1,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """A rounded box whose edge lies wholly inside `rect`."""
    q.setRenderHint(QPainter.RenderHint.Antialiasing)
    q.setPen(QPen(edge, width, style) if edge else Qt.PenStyle.NoPen)
    q.setBrush(fill if fill else Qt.BrushStyle.NoBrush)
    half = width / 2
    inner = QRectF(rect).adjusted(half, half, -half, -half)
    q.drawRoundedRect(inner, t.px(radius), t.px(radius))
