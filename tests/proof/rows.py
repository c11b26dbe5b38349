"""What a proof says: rows of a table."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was tried `count` times, and whether it `held`."""

    name: str
    done: str
    count: int
    result: str
    held: bool


def could_not_run(name: str, reason: object) -> Row:
    """A proof that did not run proves nothing, so it counts as failed."""
    return Row(name, "could not run", 0, str(reason).strip(), held=False)


def as_json(rows: Sequence[Row]) -> str:
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2)


def as_table(rows: Sequence[Row]) -> str:
    head = ("", "proof", "what was done", "count", "result")
    lines = [
        ("ok" if row.held else "FAILED", row.name, row.done, f"{row.count:,}", row.result)
        for row in rows
    ]
    widths = [max(map(_width, column)) for column in zip(head, *lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell))
            for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in (head, *lines)
    )


def _width(text: str) -> int:
    """Columns on a screen, where a wide character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
