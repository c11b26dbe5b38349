"""Pairs of a character and its selector, on the screen."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.kit.glyphs import clusters, for_screen

KATSURAGI = "葛\U000e0100城"


@pytest.mark.parametrize("text", ["", "ABC 123", "髙橋 𠮷田 山﨑", "一行\n二行"])
def test_text_without_selectors_is_drawn_as_it_is(text: str) -> None:
    assert for_screen(text) is text


def test_a_pair_is_drawn_by_one_code() -> None:
    drawn = for_screen(KATSURAGI)
    assert len(drawn) == 2 and drawn[1] == "城" and 0xF0000 <= ord(drawn[0]) <= 0xFFFFD


def test_different_selectors_have_different_codes() -> None:
    assert for_screen("葛\U000e0100") != for_screen("葛\U000e0101")


def test_a_pair_no_font_knows_stays() -> None:
    assert for_screen("邉\U000e0111") == "邉\U000e0111"


def test_a_selector_alone_does_no_harm() -> None:
    assert for_screen("\U000e0100葛") == "\U000e0100葛"


def test_characters_are_counted_as_people_count() -> None:
    assert clusters(KATSURAGI + "\n𠮷") == ["葛\U000e0100", "城", "\n", "𠮷"]


def test_the_table_is_not_read_for_ordinary_text() -> None:
    script = (
        "from app.kit.glyphs import codes, for_screen;"
        "for_screen('𠮷田'); raise SystemExit(codes.cache_info().currsize)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
