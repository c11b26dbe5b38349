"""Finding a group among many names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from tests.bench import data
from tests.bench.rows import Row, Scale, Work, compare

FULL = Scale(many=100_000, few=10_000, runs=300)
WORDS = "里山"
IDS = "SELECT rowid FROM group_fts WHERE group_fts MATCH '\"里山\"' LIMIT 50"
ROWS = """
    SELECT g.id, g.number, g.name, g.kana, g.phone, p.name, g.members, g.valid_until,
           g.lapsed
    FROM group_fts f JOIN group_key k ON k.number = f.rowid
    JOIN "group" g ON g.id = k.group_id
    LEFT JOIN member m ON m.group_id = g.id AND m.role = 'representative'
    LEFT JOIN person p ON p.id = m.person_id
    WHERE group_fts MATCH '"里山"' LIMIT 50
"""


def measure(folder: Path, scale: Scale = FULL) -> Iterator[Row]:
    large = data.with_groups(folder / "large", scale.many)
    small = data.with_groups(folder / "small", scale.few)
    ours, grown = _search(large), f"the same among {scale.few:,}"
    with closing(large.plain()) as raw:
        for against, sql in (("raw FTS5 query: row numbers", IDS), ("its rows", ROWS)):
            floor = partial(_fetch, raw, sql)
            yield compare("group search", against, 2, ours, floor, scale.runs)
    yield compare("search, 10x names", grown, 1.2, ours, _search(small), scale.runs)
    for center in (large, small):
        center.desk.close()


def _fetch(raw: sqlite.Connection, sql: str) -> Sequence[object]:
    return raw.execute(sql).fetchall()


def _search(center: data.Center) -> Work:
    def search() -> object:
        found = center.desk.groups.search(WORDS)
        assert len(found) == data.HITS, len(found)
        return found

    return search
