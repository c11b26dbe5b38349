"""What others see of our papers: their text, their fonts, where the ink is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import combinations

import pypdf
import pypdfium2

from app.printing.kit.fitting import PT, width
from app.printing.kit.page import Box, Text
from app.printing.kit.paper import Paper

ABOVE, BELOW = 0.86, 0.12
"""Ink of a kanji above and below its baseline, in em."""
SLACK = 0.25
SEAL_WORDS = ("領収日付印", "公印", "受付印", "印")


def text_of(pdf: bytes, page: int = 0) -> str:
    """As PDFium, the reader built into browsers, finds it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].get_textpage().get_text_bounded()


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Fonts of all pages, and whether their outlines are inside."""
    found: dict[str, bool] = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        resources = page["/Resources"].get_object()
        assert isinstance(resources, pypdf.generic.DictionaryObject)
        kept_fonts = resources["/Font"]
        assert isinstance(kept_fonts, pypdf.generic.DictionaryObject)
        for font in kept_fonts.values():
            kept = font.get_object()
            inside = "/FontFile2" in kept["/FontDescriptor"].get_object()
            found[str(kept["/BaseFont"])] = inside
    return found


def ink(text: Text) -> Box:
    em = text.size * PT
    wide = width(text.text, text.face, text.size) + text.gap * (len(text.text) - 1)
    return Box(text.x, text.base - ABOVE * em, wide, (ABOVE + BELOW) * em)


def outside(paper: Paper) -> list[str]:
    """Texts that leave the box they were meant for."""
    return [
        text.text
        for texts in _pages(paper)
        for text in texts
        if not _within(ink(text), text.box)
    ]


def overlaps(paper: Paper) -> list[tuple[str, str]]:
    """Pairs of texts that lie on each other; seals may lie on what they seal."""
    return [
        (a.text, b.text)
        for texts in _pages(paper)
        for a, b in combinations(texts, 2)
        if _meet(ink(a), ink(b)) and not {a.text, b.text} & set(SEAL_WORDS)
    ]


def _pages(paper: Paper) -> Iterator[list[Text]]:
    """The texts of each page, with those it has in common with others."""
    for page in paper.pages:
        beneath = [text for name in page.stamps for text in paper.stamps[name].texts]
        yield beneath + page.texts


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x - SLACK
        and inner.y >= outer.y - SLACK
        and inner.x + inner.w <= outer.x + outer.w + SLACK
        and inner.y + inner.h <= outer.y + outer.h + SLACK
    )


def _meet(a: Box, b: Box) -> bool:
    across = a.x + SLACK < b.x + b.w and b.x + SLACK < a.x + a.w
    along = a.y + SLACK < b.y + b.h and b.y + SLACK < a.y + a.h
    return across and along
