"""料金改定の影響額 of a year: every booking priced by two versions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from app.kit.progress import Progress
from app.kit.wareki import fiscal_year
from app.rules.file.shelf import sample_text
from app.rules.questions import answer
from app.services.rulebooks import NewRulebook
from tests.bench import data
from tests.bench.rows import Row, Scale, compare

FULL = Scale(many=10_000, few=0, runs=3)
SQL = """
    SELECT b.starts, r.name, b.slots FROM booking b JOIN room r ON r.id = b.room_id
    WHERE b.status IN ('confirmed', 'in_use', 'done')
"""


def measure(folder: Path, scale: Scale = FULL) -> Iterator[Row]:
    center = data.with_bookings(folder / "year", scale.many)
    [now] = center.desk.rulebooks.versions()
    text = center.desk.rulebooks.text(now.id)
    bases = {"blank": sample_text("blank")}
    edited = NewRulebook("改正案", now.valid_from, text, bases)
    book, year = edited.loaded(), fiscal_year(data.TODAY)

    def ours() -> object:
        return center.desk.trials.impact(year, now.id, edited, Progress())

    with closing(sqlite.connect(center.path)) as raw:

        def bare() -> None:
            for starts, room, slots in raw.execute(SQL).fetchall():
                ask = {"kind": "quote", "room": room, "use_date": starts[:10]}
                for _ in range(2):
                    answer(book, ask | {"slots": slots.split("・")})

        yield compare(
            f"impact on {scale.many:,} bookings",
            "raw SQL and the bare questions",
            2,
            ours,
            bare,
            scale.runs,
        )
