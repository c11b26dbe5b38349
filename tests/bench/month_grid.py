"""A month of 30 rooms, colored by the rules, against its rooms and bookings alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from app.services.rulebooks import NewRulebook
from db.journal.entry import Act
from db.queries import today
from tests.bench import data, large_city
from tests.bench.rows import Row, Scale, compare

FULL = Scale(many=100_000, few=0, runs=60)
#: The month before the last: full of bookings, and 90 of them a day.
MONTH = (data.TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)


def measure(folder: Path, scale: Scale = FULL) -> Iterator[Row]:
    center = data.with_bookings(folder / "month", scale.many)
    with center.store.write(Act("bench.rules", "", data.NOW)) as work:
        rules().enact(work)
    after = (MONTH + timedelta(days=31)).replace(day=1)
    since, until = (datetime(day.year, day.month, day.day) for day in (MONTH, after))
    months = center.desk.months

    def query() -> object:
        with center.store.reader() as read:
            return today.rooms(read), today.bookings_in(read, since, until)

    def colored() -> object:
        return months.month(MONTH)

    def first_look() -> object:
        months.forget()
        return months.month(MONTH)

    grid = "month grid, 30 rooms"
    yield compare(grid, "its query alone", 1.1, colored, query, scale.runs)
    yield compare(
        f"{grid}, first", "its query alone", None, first_look, query, scale.runs
    )
    center.desk.close()


def rules() -> NewRulebook:
    """Every room with its own prices: by days, by seasons, for those from elsewhere."""
    names = [f"会議室{n:02}" for n in range(1, data.ROOMS + 1)]
    return NewRulebook("大きな市", date(2020, 4, 1), large_city.text(names), {})
