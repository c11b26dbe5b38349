"""What a proof says: rows of a table."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Size:
    """How much a proof is to do; without `attempts` as much as it does by itself.

    `database` is the URL of a database instead of those that are made for it.
    """

    processes: int = 4
    attempts: int | None = None
    database: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was tried `count` times, and whether it `held`.

    `figures` say the result once more, for programs.
    """

    name: str
    done: str
    count: int
    result: str
    held: bool
    figures: Mapping[str, float] = field(default_factory=dict)


def could_not_run(name: str, reason: object) -> Row:
    """A proof that did not run proves nothing, so it counts as failed."""
    return Row(name, "could not run", 0, str(reason).strip(), held=False)


def as_json(rows: Sequence[Row]) -> str:
    """One object: whether all `held`, and every row."""
    told = {"held": all(row.held for row in rows), "proofs": [asdict(r) for r in rows]}
    return json.dumps(told, ensure_ascii=False, indent=2)


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
