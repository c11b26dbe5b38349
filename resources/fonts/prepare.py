"""Prepare the fonts that are committed beside this script.

    python resources/fonts/prepare.py FOLDER_OF_ORIGINALS

The originals, by name, are listed in SOURCES.md. Two things are done to each:

- A character followed by a variation selector (葛 + U+E0100) gets a code point of its own
  in plane 15, the same in every font, because neither the screen nor the PDF writer
  draws the pair. `ivs.json` says which code is which pair.
- The family gets a name of its own, so that a computer that has the original font
  installed cannot draw our plane-15 codes with it, as boxes.

The fallback fonts keep only what the BIZ fonts lack. Running it again gives equal files.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

HERE = Path(__file__).parent
MARK = "Madoguchi"
FIRST_CODE = 0xF0000
SCREEN = ("BIZUDPGothic-Regular", "BIZUDPGothic-Bold")
PAPER = ("BIZUDGothic-Regular", "BIZUDGothic-Bold", "BIZUDMincho-Regular")
FALLBACK = {
    "NotoSansJP-Regular": "BIZUDGothic-Regular",
    "NotoSansJP-SemiBold": "BIZUDGothic-Bold",
    "NotoSerifJP-Regular": "BIZUDMincho-Regular",
}
UNUSED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "DSIG", "meta")
HINTS = ("fpgm", "prep", "cvt ", "gasp")
NAMES_WITH_FAMILY = (1, 3, 4, 6, 16)

Pair = tuple[int, int]


def pairs_of(font: TTFont) -> dict[Pair, str]:
    """(character, selector) → glyph, as the font's own table of variations says."""
    plain = font.getBestCmap()
    return {
        (base, selector): glyph or plain[base]
        for table in font["cmap"].tables
        if table.format == 14
        for selector, entries in table.uvsDict.items()
        for base, glyph in entries
        if glyph or base in plain
    }


def numbered(pairs: set[Pair]) -> dict[Pair, int]:
    in_order = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    return {pair: FIRST_CODE + n for n, pair in enumerate(in_order)}


def write_pairs(codes: dict[Pair, int]) -> None:
    """By selector, the characters in the order of their codes: short and fast to read."""
    groups: dict[str, str] = {}
    for base, selector in codes:
        groups[f"{selector:X}"] = groups.get(f"{selector:X}", "") + chr(base)
    content = {"first": FIRST_CODE, "pairs": groups}
    text = json.dumps(content, ensure_ascii=False, indent=0)
    (HERE / "ivs.json").write_text(text + "\n", "utf-8")


def drawable(font: TTFont, usual: set[Pair]) -> dict[Pair, str]:
    """What the font draws: its own pairs, and usual forms it does not list itself.

    A pair is usual where another font says it looks like the character alone. The fonts
    agree on that for every one of the 9,729 pairs that both list.
    """
    plain = font.getBestCmap()
    return {p: plain[p[0]] for p in usual if p[0] in plain} | pairs_of(font)


def give_codes(font: TTFont, glyphs: dict[Pair, str], codes: dict[Pair, int]) -> None:
    wide = CmapSubtable.newSubtable(12)
    wide.platformID, wide.platEncID, wide.language = 3, 10, 0
    wide.cmap = font.getBestCmap() | {codes[pair]: g for pair, g in glyphs.items()}
    short = [table for table in font["cmap"].tables if table.format == 4]
    font["cmap"].tables = [*short, wide]


def keep_only(font: TTFont, codes: set[int]) -> None:
    options = Options()
    options.drop_tables += list(UNUSED)
    options.hinting = False
    options.bidi_closure = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def rename(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID in NAMES_WITH_FAMILY:
            between = "" if record.nameID == 6 else " "
            record.string = f"{MARK}{between}{record.toUnicode()}"


def save(font: TTFont, name: str, hints: bool) -> None:
    for table in UNUSED if hints else UNUSED + HINTS:
        if table in font:
            del font[table]
    if not hints:
        drop_instructions(font)
    rename(font)
    font.save(HERE / f"{name}.ttf")


def drop_instructions(font: TTFont) -> None:
    """Paper needs no hints, and they would be copied into every PDF."""
    for name in font["glyf"].keys():  # noqa: SIM118 (a font table, not a dict)
        font["glyf"][name].removeHinting()


def main(originals: Path) -> None:
    names = (*SCREEN, *PAPER, *FALLBACK)
    fonts = {n: TTFont(originals / f"{n}.ttf", recalcTimestamp=False) for n in names}
    own = {name: pairs_of(font) for name, font in fonts.items()}
    codes = numbered({pair for pairs in own.values() for pair in pairs})
    usual = {
        pair
        for name, pairs in own.items()
        for pair, glyph in pairs.items()
        if fonts[name].getBestCmap().get(pair[0]) == glyph
    }
    write_pairs(codes)
    glyphs = {name: drawable(font, usual) for name, font in fonts.items()}
    plain = {name: set(font.getBestCmap()) for name, font in fonts.items()}
    for name, font in fonts.items():
        before = FALLBACK.get(name)
        behind = {
            p: g for p, g in glyphs[name].items() if p not in glyphs.get(before or "", {})
        }
        give_codes(font, behind, codes)
        if before:
            keep_only(font, set(font.getBestCmap()) - plain[before])
        save(font, name, hints=name in SCREEN)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
