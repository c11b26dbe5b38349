"""Finding a group among many names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.bench import data
from tests.bench.rows import Row, Scale, Work, compare

FULL = Scale(many=100_000, few=10_000, runs=300)
WORDS = "里山"
RAW = "SELECT rowid FROM group_fts WHERE group_fts MATCH '\"里山\"' LIMIT 50"


def measure(folder: Path, scale: Scale = FULL) -> Iterator[Row]:
    large = data.with_groups(folder / "large", scale.many)
    small = data.with_groups(folder / "small", scale.few)
    ours, grown = _search(large), f"the same among {scale.few:,}"
    with closing(large.plain()) as raw:

        def floor() -> object:
            return raw.execute(RAW).fetchall()

        yield compare("group search", "raw FTS5 query", 2, ours, floor, scale.runs)
    yield compare("search, 10x names", grown, 1.2, ours, _search(small), scale.runs)
    for center in (large, small):
        center.desk.close()


def _search(center: data.Center) -> Work:
    def search() -> object:
        found = center.desk.groups.search(WORDS)
        assert len(found) == data.HITS, len(found)
        return found

    return search
