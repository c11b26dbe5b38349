"""The tour is the same whenever it runs, papers and all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from app.tour.run import run
from tests.proof.rows import Row

SEED = 1
DONE = "one tour is run twice, its facts and papers compared byte by byte"


def prove() -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        one, two = Path(folder, "one"), Path(folder, "two")
        for out in (one, two):
            run(out, SEED, told=lambda _: None)
        yield alike(one, two)


def alike(one: Path, two: Path) -> Row:
    """Whether two tours left the same facts and the same papers."""
    names = {path.name for out in (one, two) for path in out.glob("*.pdf")}
    other = [
        name
        for name in sorted({"tour.json", *names})
        if _read(one, name) != _read(two, name)
    ]
    result = f"{len(other)} of {len(names) + 1} files differ"
    told = "; ".join([result, *other[:3]])
    return Row("tour", DONE, len(names) + 1, told, held=bool(names) and not other)


def _read(out: Path, name: str) -> bytes | None:
    path = out / name
    return path.read_bytes() if path.exists() else None
