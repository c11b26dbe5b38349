"""The colors, as roles. Nothing outside this file knows a hue."""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """Colors by what they are for.

    `*_soft` is a fill behind the role's own text; `line` divides and is never the only
    edge of something to press, which is `line_ui` (3:1 against its ground).
    Text is 4.5:1 or better, 7:1 in `CONTRAST`; `tests/ui/kit/test_contrast.py` measures.
    """

    name: str
    bg: str
    surface: str
    sunken: str
    line: str
    line_ui: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_soft: str
    accent_line: str
    on_accent: str
    good: str
    good_soft: str
    on_good: str
    wait: str
    wait_soft: str
    late: str
    late_soft: str
    off: str
    off_soft: str
    hatch: str
    now: str
    on_now: str
    sel: str
    on_sel: str
    scrim: str
    focus: str


LIGHT = Palette(
    name="light",
    bg="#F3F4F6",
    surface="#FFFFFF",
    sunken="#E9ECF0",
    line="#D9DDE3",
    line_ui="#7D8794",
    text="#171C23",
    text2="#444E5A",
    text3="#5F6975",
    accent="#1C4E8F",
    accent_soft="#E4EDF8",
    accent_line="#6C93C7",
    on_accent="#FFFFFF",
    good="#1B6B3F",
    good_soft="#DFF2E6",
    on_good="#FFFFFF",
    wait="#855000",
    wait_soft="#FFF3DA",
    late="#AE1F1A",
    late_soft="#FDEAE8",
    off="#555F6B",
    off_soft="#ECEEF1",
    hatch="#C3C9D1",
    now="#171C23",
    on_now="#FFFFFF",
    sel="#E4EDF8",
    on_sel="#1C4E8F",
    scrim="#66101820",
    focus="#171C23",
)
DARK = Palette(
    name="dark",
    bg="#14181D",
    surface="#1C2229",
    sunken="#272E37",
    line="#333C47",
    line_ui="#76828F",
    text="#EEF1F4",
    text2="#C0C8D1",
    text3="#9CA7B3",
    accent="#8FBBF2",
    accent_soft="#223752",
    accent_line="#5C86BC",
    on_accent="#0C1724",
    good="#7FD3A0",
    good_soft="#1B3B29",
    on_good="#0B1C12",
    wait="#F2C063",
    wait_soft="#3B2F17",
    late="#FF9C92",
    late_soft="#45211F",
    off="#AAB4BF",
    off_soft="#262D35",
    hatch="#47515D",
    now="#FFFFFF",
    on_now="#14181D",
    sel="#223752",
    on_sel="#8FBBF2",
    scrim="#99000000",
    focus="#FFFFFF",
)
CONTRAST = Palette(
    name="contrast",
    bg="#FFFFFF",
    surface="#FFFFFF",
    sunken="#FFFFFF",
    line="#5A5A5A",
    line_ui="#000000",
    text="#000000",
    text2="#000000",
    text3="#2B2B2B",
    accent="#00307A",
    accent_soft="#FFFFFF",
    accent_line="#00307A",
    on_accent="#FFFFFF",
    good="#004D20",
    good_soft="#FFFFFF",
    on_good="#FFFFFF",
    wait="#5C3300",
    wait_soft="#FFFFFF",
    late="#8A0000",
    late_soft="#FFFFFF",
    off="#000000",
    off_soft="#FFFFFF",
    hatch="#000000",
    now="#000000",
    on_now="#FFFFFF",
    sel="#00307A",
    on_sel="#FFFFFF",
    scrim="#99000000",
    focus="#000000",
)
