"""What a PDF tells its readers about its characters, so that search and copy work."""

from __future__ import annotations

from collections.abc import Sequence

from app.kit.glyphs import pairs

BLOCK = 100
"""The format allows so many entries in one block."""
FIRST_PAIR = 0xF0000


def to_unicode(fontname: str, subset: Sequence[int]) -> str:
    """The ToUnicode table of a subset, in the place of reportlab's own.

    reportlab writes characters beyond the basic plane with five digits, which readers
    misread; the format wants UTF-16. A code of a pair is written as its two characters.
    """
    rows = [f"<{place:02X}> <{_utf16(code)}>" for place, code in enumerate(subset)]
    blocks = (rows[at : at + BLOCK] for at in range(0, len(rows), BLOCK))
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
        for block in blocks
    )
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def
/CMapName /{fontname} def
/CMapType 2 def
1 begincodespacerange
<00> <{len(subset) - 1:02X}>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _utf16(code: int) -> str:
    text = chr(code)
    if code >= FIRST_PAIR:
        text = pairs().get(text, text)
    return text.encode("utf-16-be").hex().upper()
