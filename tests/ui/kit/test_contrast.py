"""WCAG 2.2 contrast (1.4.3, 1.4.11) of every pair of colors the screens use."""

from __future__ import annotations

from itertools import chain

import pytest

from ui.kit.palette import CONTRAST, DARK, LIGHT, Palette

TEXT = """text/surface text/bg text2/surface text2/bg text2/sunken text3/surface text3/bg
text3/sunken accent/surface accent/accent_soft text/accent_soft wait/accent_soft accent/bg
text2/accent_soft on_accent/accent good/surface good/good_soft text/good_soft on_good/good
wait/surface wait/wait_soft text/wait_soft late/surface late/late_soft text/late_soft
late/bg good/bg wait/bg off/off_soft on_sel/sel late/sel wait/sel good/sel on_now/now
surface/late"""
LINES = """line_ui/surface line_ui/bg accent_line/surface wait/bg focus/surface focus/bg
focus/accent_soft now/surface late/late_soft accent/bg"""


def luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def ratio(palette: Palette, pair: str) -> float:
    light = sorted(luminance(getattr(palette, role)) for role in pair.split("/"))
    return (light[1] + 0.05) / (light[0] + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST], ids=lambda p: p.name)
def test_text_and_lines_are_readable(palette: Palette) -> None:
    least = 7.0 if palette is CONTRAST else 4.5
    needs = chain(
        ((pair, least) for pair in TEXT.split()), ((pair, 3.0) for pair in LINES.split())
    )
    weak = {
        pair: round(ratio(palette, pair), 2)
        for pair, need in needs
        # in the high-contrast look a chosen row is filled, and its text is on_sel
        if ratio(palette, pair) < need
        and not (palette is CONTRAST and pair.endswith("/sel") and pair != "on_sel/sel")
    }
    assert not weak
