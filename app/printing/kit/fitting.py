"""Text into a box: shrink a little, wrap, shrink more, go on elsewhere. Never cut."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from app.kit.glyphs import clusters
from app.printing.kit.fonts import GOTHIC, line

PT = 25.4 / 72
"""Millimetres in a point."""
NOT_AT_START = frozenset(
    "、。，．・：；？！」』）】〕〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％,.)!?:;/〜～－"
)
NOT_AT_END = frozenset("「『（【〔〈《([￥¥№＃#")
GOES_ON = "…（別紙へ続く）"
GOES_ON_SHORT = "…"
UNBROKEN = re.compile(r"[0-9A-Za-z@._:/+\-]+")
ORPHANS = 3
"""A last line of so few characters gets company from the line before it."""

Align = Literal["left", "center", "right"]


class Style(NamedTuple):
    """How a text is set. Sizes in points; `leading` is a multiple of the size.

    `least` is the size below which text goes on elsewhere instead of shrinking;
    `squeeze` the part of its size to which one line is shrunk before it becomes two.
    `grey` is 0 for black.
    """

    face: str = GOTHIC
    size: float = 9.5
    align: Align = "left"
    least: float = 7.0
    leading: float = 1.3
    squeeze: float = 0.85
    grey: float = 0.0
    top: bool = False


class Fitted(NamedTuple):
    """Lines, their size in points, and the text that found no room."""

    lines: tuple[str, ...]
    size: float
    rest: str = ""


def width(text: str, face: str, size: float) -> float:
    """Millimetres."""
    return line(text, face).em * size * PT


def wrap(text: str, face: str, size: float, w: float) -> list[str]:
    """Lines no wider than `w` mm, by 禁則: no line begins with 。 or ends with 「."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        row: list[str] = []
        used = 0.0
        for atom in _atoms(paragraph, face, w / size):
            need = width(atom, face, size)
            if row and used + need > w + 0.01:
                kept = _before(row, atom)
                used = sum(width(a, face, size) for a in row[kept:])
                if used + need > w + 0.01:
                    kept, used = len(row), 0.0
                lines.append("".join(row[:kept]))
                row = row[kept:]
            row.append(atom)
            used += need
        lines.append("".join(row))
    return lines


def _atoms(text: str, face: str, w: float) -> list[str]:
    """Latin words and numbers whole, every other character alone.

    A word that no line holds, `w` mm at a point, is broken like any other text.
    """
    atoms: list[str] = []
    at = 0
    for word in UNBROKEN.finditer(text):
        atoms += clusters(text[at : word.start()])
        whole = width(word.group(), face, 1) <= w
        atoms += [word.group()] if whole else list(word.group())
        at = word.end()
    return atoms + clusters(text[at:])


def _before(row: list[str], atom: str) -> int:
    """追い出し: how many atoms of the row stay when `atom` begins the next line."""
    kept = len(row)
    while kept > 1 and (row[kept:] or [atom])[0][0] in NOT_AT_START:
        kept -= 1
    while kept > 1 and row[kept - 1][-1] in NOT_AT_END:
        kept -= 1
    return kept


@lru_cache(maxsize=20_000)
def fit(text: str, style: Style, w: float, h: float) -> Fitted:
    """The text in a box of `w` × `h` mm, at the greatest size it can have there."""
    text = text.rstrip("\n")
    if "\n" not in text:
        one = width(text, style.face, 1)
        if one * style.size <= w:
            return Fitted((text,), style.size)
        shrunk = int(w / one * 4) / 4
        if shrunk >= max(style.least, style.size * style.squeeze):
            return Fitted((text,), shrunk)
    size = style.size
    while size > style.least:
        lines = wrap(text, style.face, size, w)
        if len(lines) <= _room(size, style.leading, h):
            return Fitted(tuple(_in_company(lines, text, style.face, size, w)), size)
        size -= 0.5
    return _kept(text, style, w, max(1, _room(style.least, style.leading, h)))


def _in_company(
    lines: list[str], text: str, face: str, size: float, w: float
) -> list[str]:
    """The same number of lines, but no two or three characters left alone in the last."""
    for narrower in range(1, ORPHANS + 1):
        if len(lines) == 1 or len(clusters(lines[-1])) > ORPHANS:
            break
        other = wrap(text, face, size, w - narrower * size * PT)
        lines = other if len(other) == len(lines) else lines
    return lines


def _room(size: float, leading: float, h: float) -> int:
    """Lines of a size that `h` mm hold; the last needs no space below it."""
    return int((h / PT / size + leading - 1) / leading + 1e-6)


def _kept(text: str, style: Style, w: float, room: int) -> Fitted:
    """At the least size; what does not fit is given back as the rest."""
    lines = wrap(text, style.face, style.least, w)
    if len(lines) <= room:
        return Fitted(tuple(lines), style.least)
    sign = GOES_ON
    if width(sign, style.face, style.least) > w / 2:
        sign = GOES_ON_SHORT
    left = w - width(sign, style.face, style.least)
    last = wrap(lines[room - 1], style.face, style.least, left)[0]
    kept = (*lines[: room - 1], last)
    rest = _after(text, sum(map(len, kept)))
    return Fitted((*kept[:-1], last + sign), style.least, rest)


def _after(text: str, count: int) -> str:
    """What follows the first `count` characters that are not line breaks."""
    for at, character in enumerate(text):
        if not count:
            return text[at:].removeprefix("\n")
        count -= character != "\n"
    return ""
