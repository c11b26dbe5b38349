"""The committed fonts are what prepare.py says they are."""

from __future__ import annotations

from functools import cache

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from app.kit.glyphs import FONTS, SCREEN_FAMILIES, SCREEN_FILES, codes

BEHIND = {
    "BIZUDPGothic-Regular": "NotoSansJP-Regular",
    "BIZUDPGothic-Bold": "NotoSansJP-SemiBold",
    "BIZUDGothic-Regular": "NotoSansJP-Regular",
    "BIZUDGothic-Bold": "NotoSansJP-SemiBold",
    "BIZUDMincho-Regular": "NotoSerifJP-Regular",
}


@cache
def drawn_by(name: str) -> frozenset[str]:
    face = TTFontFace(str(FONTS / f"{name}.ttf"))
    return frozenset(map(chr, face.charToGlyph))


@pytest.mark.parametrize("name", BEHIND)
def test_a_face_and_its_fallback_draw_every_pair(name: str) -> None:
    assert drawn_by(name) | drawn_by(BEHIND[name]) >= set(codes().values())


@pytest.mark.parametrize("name", BEHIND)
def test_names_of_people_are_drawn(name: str) -> None:
    assert drawn_by(name) | drawn_by(BEHIND[name]) >= set(
        "髙𠮷﨑邉邊濵齋德瀨栁隆彅丼①㈱℡"
    )


@pytest.mark.parametrize("name", BEHIND)
def test_the_fallback_holds_only_what_is_lacking(name: str) -> None:
    assert not drawn_by(name) & drawn_by(BEHIND[name])


@pytest.mark.parametrize("name", SCREEN_FILES)
def test_families_are_our_own(name: str) -> None:
    face = TTFontFace(str(FONTS / name))
    family = face.familyName.decode()
    assert family.removesuffix(" SemiBold") in SCREEN_FAMILIES


def test_every_font_has_its_licence() -> None:
    assert len(list(FONTS.glob("OFL-*.txt"))) == 4
    sources = (FONTS / "SOURCES.md").read_text("utf-8")
    assert all(path.stem.split("-")[0] in sources for path in FONTS.glob("*.ttf"))
