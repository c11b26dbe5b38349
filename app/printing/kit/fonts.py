"""Faces, and texts cut into runs that one font can draw.

Data keeps a character and its selector. Only here, when a line is drawn, the pair becomes
one code point; the ToUnicode table turns it back in the PDF.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics, ttfonts

from app.kit.glyphs import FONTS, clusters, codes
from app.printing.kit.to_unicode import to_unicode

MINCHO = "BIZUDMincho-Regular"
GOTHIC = "BIZUDGothic-Regular"
BOLD = "BIZUDGothic-Bold"
FALLBACK = {
    MINCHO: "NotoSerifJP-Regular",
    GOTHIC: "NotoSansJP-Regular",
    BOLD: "NotoSansJP-SemiBold",
}
GETA = "〓"
"""The printers' mark for a character that is not in the case."""
PER_EM = 1000


class Face(NamedTuple):
    """What is known of a font: the width of each code, in 1/1000 em."""

    widths: dict[int, float]
    drawn: frozenset[str]


class Run(NamedTuple):
    """Text in one font; `em` is its width."""

    font: str
    text: str
    em: float


class Line(NamedTuple):
    """One line ready to draw, and what had to be replaced by 〓 or a plainer form."""

    runs: tuple[Run, ...]
    em: float
    missing: tuple[str, ...]


@cache
def face(name: str) -> Face:
    """The face, registered with reportlab when it is first needed: 30 ms each."""
    ttfonts.makeToUnicodeCMap = to_unicode
    font = ttfonts.TTFont(name, str(FONTS / f"{name}.ttf"), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return Face(font.face.charWidths, frozenset(map(chr, font.face.charToGlyph)))


@lru_cache(maxsize=20_000)
def line(text: str, name: str) -> Line:
    """The text in the face `name`, in its fallback font where the face lacks it."""
    widths, drawn = face(name)
    if drawn.issuperset(text):
        em = sum(widths[ord(character)] for character in text) / PER_EM
        return Line((Run(name, text, em),), em, ())
    parts: list[tuple[str, str]] = []
    missing: list[str] = []
    for cluster in clusters(text):
        font, code, whole = _place(cluster, name)
        if not whole:
            missing.append(cluster)
        if parts and parts[-1][0] == font:
            parts[-1] = (font, parts[-1][1] + code)
        else:
            parts.append((font, code))
    runs = tuple(Run(font, part, _em(font, part)) for font, part in parts)
    return Line(runs, sum(run.em for run in runs), tuple(missing))


def _place(cluster: str, name: str) -> tuple[str, str, bool]:
    """Font, code, and whether that is the whole cluster.

    First the cluster itself, then the character without its selector, at last 〓.
    """
    for code in (codes().get(cluster, cluster), cluster[0]):
        for font in (name, FALLBACK[name]):
            if code in face(font).drawn:
                return font, code, code != cluster[0] or code == cluster
    return name, GETA, False


def _em(font: str, text: str) -> float:
    widths = face(font).widths
    return sum(widths[ord(character)] for character in text) / PER_EM
