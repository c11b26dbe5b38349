"""Characters with a variation selector, as our fonts know them.

葛󠄀 is kept as two characters: 葛 and a selector that says which form of it. Neither the
screen nor the PDF writer draws the pair, so the prepared fonts give every pair they can
draw a code of its own in plane 15 (`resources/fonts/prepare.py`). Data, search and
exchange keep the pair; only what draws asks for the code, at the last moment.
"""

from __future__ import annotations

import re
from functools import cache

from app.kit.paths import RESOURCES

FONTS = RESOURCES / "fonts"
SCREEN_FAMILIES = ("Madoguchi BIZ UDPGothic", "Madoguchi Noto Sans JP")
"""Names of the screen fonts; the second only for what the first lacks."""
SCREEN_FILES = (
    "BIZUDPGothic-Regular.ttf",
    "BIZUDPGothic-Bold.ttf",
    "NotoSansJP-Regular.ttf",
    "NotoSansJP-SemiBold.ttf",
)

SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SELECTOR = re.compile(f"[{SELECTORS}]")
_PAIR = re.compile(f"[^{SELECTORS}][{SELECTORS}]")
_CLUSTER = re.compile(f"(?s:.)[{SELECTORS}]*")


@cache
def codes() -> dict[str, str]:
    """Pair → its code point; about 13,800 of them."""
    import json  # for those who have such characters before them

    content = json.loads((FONTS / "ivs.json").read_text("utf-8"))
    first: int = content["first"]
    pairs = (
        base + chr(int(selector, 16))
        for selector, bases in content["pairs"].items()
        for base in bases
    )
    return {pair: chr(first + n) for n, pair in enumerate(pairs)}


@cache
def pairs() -> dict[str, str]:
    """Code point → the pair it draws."""
    return {code: pair for pair, code in codes().items()}


def for_screen(text: str) -> str:
    """The text to draw: a pair becomes its code; one no font knows stays as it is."""
    if not _SELECTOR.search(text):
        return text
    return _PAIR.sub(lambda pair: codes().get(pair[0], pair[0]), text)


def clusters(text: str) -> list[str]:
    """Characters as a person counts them: one with its selector is one."""
    return _CLUSTER.findall(text) if _SELECTOR.search(text) else list(text)
