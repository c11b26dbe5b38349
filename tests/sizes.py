"""Small enough to be read in one sitting: files < 400 lines, functions < 60.

`python -m tests.sizes` names what is larger. Migrations are generated, not read so.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[1]
ROOMS = ("app", "db", "resources", "tests", "ui")
GENERATED = Path("db/migrations/versions")
FILE_LINES = 400
FUNCTION_LINES = 60


def python_files(house: Path) -> Iterator[Path]:
    yield from house.glob("*.py")
    for room in ROOMS:
        yield from sorted((house / room).rglob("*.py"))


def too_large(house: Path) -> list[str]:
    """Every file and function over its limit, as `path:line: what is too long`."""
    return [text for path in python_files(house) for text in oversizes(path, house)]


def oversizes(path: Path, house: Path) -> Iterator[str]:
    place, source = path.relative_to(house), path.read_text("utf-8")
    if GENERATED in place.parents:
        return
    if (lines := len(source.splitlines())) >= FILE_LINES:
        yield f"{place}:1: {lines} lines in a file, the limit is {FILE_LINES}"
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines >= FUNCTION_LINES:
            limit = f"the limit is {FUNCTION_LINES}"
            yield f"{place}:{node.lineno}: {lines} lines in {node.name}, {limit}"


if __name__ == "__main__":
    sys.exit("\n".join(too_large(HOUSE)) or None)
