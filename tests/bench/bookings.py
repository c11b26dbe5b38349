"""Taking a booking, and looking at a day, in a center with a long history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

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
    days = [data.TODAY - timedelta(days=n) for n in range(1, scale.few // 90)]
    grid, plain = day_grid(large, days), raw_day(large, days)
    yield compare("day grid", "raw SQL", 1.5, grid, plain, 3 * runs)
    yield compare(
        "day grid, 10x history", grown, 1.2, grid, day_grid(small, days), 3 * runs
    )
    priced = _priced(large, days)
    yield compare("day grid with its rules", "raw SQL", None, priced, plain, runs)
    for center in (large, small):
        center.desk.close()


def _book(center: data.Center) -> Work:
    free = data.slots_from(data.TODAY + timedelta(days=3))

    def book() -> object:
        room, day, (slot, _, _) = next(free)
        return center.desk.bookings.book(center.staff, center.wish(room, day, slot))

    return book


def day_grid(center: data.Center, days: Sequence[date]) -> Work:
    """Rooms and bookings of a day, another one each time, as rows."""
    random = Random(1)

    def grid() -> object:
        with center.store.reader() as read:
            return today.rooms(read), today.bookings(read, random.choice(days))

    return grid


def _priced(center: data.Center, days: Sequence[date]) -> Work:
    """The same with what each slot costs or why it is not to be had, as 予約台帳 asks."""
    random = Random(2)
    return lambda: center.desk.offers.day(random.choice(days))


def raw_day(center: data.Center, days: Sequence[date]) -> Work:
    connection, random = center.plain(), Random(3)

    def raw() -> object:
        day = random.choice(days)
        span = {"since": f"{day}", "until": f"{day + timedelta(days=1)}"}
        rooms = connection.execute(today.ROOMS, {}).fetchall()
        return rooms, connection.execute(today.OF_SPAN, span).fetchall()

    return raw
