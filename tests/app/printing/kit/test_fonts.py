"""Runs, replacements, and what readers are told of the characters."""

from __future__ import annotations

import pytest

from app.kit.glyphs import codes
from app.printing.kit.fonts import BOLD, FALLBACK, GOTHIC, MINCHO, line
from app.printing.kit.to_unicode import to_unicode

KATSURAGI = "葛\U000e0100城"


@pytest.mark.parametrize("face", [MINCHO, GOTHIC, BOLD])
def test_the_fallback_draws_what_the_face_lacks(face: str) -> None:
    runs = line("𠮷田さん", face).runs
    assert [run.font for run in runs] == [FALLBACK[face], face]
    assert line("𠮷田さん", face).em == pytest.approx(4.0)


def test_a_pair_is_drawn_by_its_own_code() -> None:
    drawn = line(KATSURAGI, GOTHIC)
    assert drawn.runs[0].text == codes()["葛\U000e0100"] + "城" and not drawn.missing


@pytest.mark.parametrize(
    ("text", "drawn", "missing"),
    [
        ("龘山", "〓山", ("龘",)),
        ("猫🐱", "猫〓", ("🐱",)),
        ("邉\U000e0111", "邉", ("邉\U000e0111",)),
        ("a\tb", "a〓b", ("\t",)),
    ],
)
def test_what_no_font_has_is_replaced_and_reported(
    text: str, drawn: str, missing: tuple[str, ...]
) -> None:
    ready = line(text, GOTHIC)
    assert "".join(run.text for run in ready.runs) == drawn
    assert ready.missing == missing


def test_readers_get_pairs_whole_and_utf16() -> None:
    table = to_unicode("F", [0x20, 0x845B, 0x20BB7, ord(codes()["葛\U000e0100"])])
    assert "<01> <845B>" in table and "<02> <D842DFB7>" in table
    assert "<03> <845BDB40DD00>" in table


def test_a_block_holds_a_hundred() -> None:
    table = to_unicode("F", list(range(0x4E00, 0x4E00 + 250)))
    assert table.count("100 beginbfchar") == 2 and "\n50 beginbfchar" in table
