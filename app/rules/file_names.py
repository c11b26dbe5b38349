"""Names of files that any PC can keep, and those of programs."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

MOST = 100
#: Windows keeps these for itself.
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
#: What starts by itself when opened is not kept.
PROGRAM = re.compile(
    "bat|cmd|com|cpl|exe|hta|jse?|lnk|msi|ps1|reg|scr|vb[es]|ws[fh]", re.IGNORECASE
)


def cleaned(name: str) -> str:
    """The name without what a PC could not keep; never empty, its ending stays."""
    plain = FORBIDDEN.sub("_", unicodedata.normalize("NFC", name))
    visible = "".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Cs"))
    kept = visible.strip(" .") or "無題"
    if RESERVED.match(kept):
        kept = f"_{kept}"
    ending = PurePath(kept).suffix[:10]
    return kept if len(kept) <= MOST else kept[: MOST - len(ending)] + ending


def is_program(name: str) -> bool:
    return bool(PROGRAM.fullmatch(PurePath(name).suffix[1:]))
