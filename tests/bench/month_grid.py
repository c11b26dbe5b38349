"""A month of 30 rooms, colored by the rules, against its rooms and bookings alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from app.desk import desk_on
from app.services.rulebooks import NewRulebook
from db.journal.entry import Act
from db.queries import today
from tests.app.services.conftest import Hand
from tests.bench import data, large_city
from tests.bench.rows import Row, Scale, clocked, compare, row

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

    def first_look(*, ahead: bool) -> float:
        """What somebody waits who looks at a month for the first time under new rules."""
        fresh = desk_on(center.store, "H", Hand()).months
        for day in fresh.ahead() if ahead else ():
            fresh.prepare(day)
        return clocked(lambda: fresh.month(MONTH))

    def floor() -> float:
        return clocked(query)

    against, few = "its query alone", max(scale.runs // 3, 1)
    yield compare("month grid, 30 rooms", against, 1.1, colored, query, scale.runs)
    first = partial(first_look, ahead=True)
    yield row("month grid, first look", against, 1.1, first, floor, few)
    # before its turn came: the rulebook is read and everything asked while one waits
    unready = partial(first_look, ahead=False)
    yield row("month grid, not yet ahead", against, None, unready, floor, few)
    center.desk.close()


def rules() -> NewRulebook:
    """Every room with its own prices: by days, by seasons, for those from elsewhere."""
    names = [f"会議室{n:02}" for n in range(1, data.ROOMS + 1)]
    return NewRulebook("大きな市", date(2020, 4, 1), large_city.text(names), {})
