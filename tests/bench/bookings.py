"""Taking a booking, and looking at a day, in a center with a long history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from db.queries import today
from tests.bench import data
from tests.bench.plain import Plain
from tests.bench.rows import Row, Scale, Work, compare

FULL = Scale(many=1_000_000, few=100_000, runs=60)


def measure(folder: Path, scale: Scale = FULL) -> Iterator[Row]:
    large = data.with_bookings(folder / "large", scale.many)
    small = data.with_bookings(folder / "small", scale.few)
    runs, grown = scale.runs, f"the same after {scale.few:,}"
    ours, floor = _book(large), Plain(large)
    yield compare("booking", "its rows, raw, one commit", 3, ours, floor, runs)
    yield compare("booking, 10x history", grown, 1.2, ours, _book(small), runs)
    day = data.TODAY - timedelta(days=2)
    grid, plain = _grid(large, day), _raw(large, day)
    yield compare("day grid", "raw SQL", 1.5, grid, plain, runs)
    yield compare("day grid, 10x history", grown, 1.2, grid, _grid(small, day), runs)
    for center in (large, small):
        center.desk.close()


def _book(center: data.Center) -> Work:
    free = data.slots_from(data.TODAY + timedelta(days=3))

    def book() -> object:
        room, day, (slot, _, _) = next(free)
        return center.desk.bookings.book(center.staff, center.wish(room, day, slot))

    return book


def _grid(center: data.Center, day: date) -> Work:
    """The day as 予約台帳 gets it: rooms, what each slot costs or why not, bookings."""
    return lambda: center.desk.offers.day(day)


def _raw(center: data.Center, day: date) -> Work:
    connection = center.plain()
    span = {"since": f"{day}", "until": f"{day + timedelta(days=1)}"}

    def raw() -> object:
        rooms = connection.execute(today.ROOMS, {}).fetchall()
        return rooms, connection.execute(today.OF_SPAN, span).fetchall()

    return raw
