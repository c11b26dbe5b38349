"""A week of one room and a month of all, as rows for their grids, with a long history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from db.queries import today
from tests.bench import data
from tests.bench.rows import Row, Scale, Work, compare

FULL = Scale(many=1_000_000, few=100_000, runs=60)
Span = tuple[datetime, datetime]


def measure(folder: Path, scale: Scale = FULL) -> Iterator[Row]:
    large = data.with_bookings(folder / "large", scale.many)
    small = data.with_bookings(folder / "small", scale.few)
    runs, grown = scale.runs, f"the same after {scale.few:,}"
    for name, goal, rows, raw, spans in (
        ("week grid", 1.5, week, raw_week, _weeks(scale.few)),
        ("month grid", 1.5, month, raw_month, _months(scale.few)),
    ):
        ours, plain = rows(large, spans), raw(large, spans)
        yield compare(name, "raw SQL", goal, ours, plain, runs)
        yield compare(f"{name}, 10x history", grown, 1.2, ours, rows(small, spans), runs)
    ruled = _ruled_week(large, _weeks(scale.few))
    plain = raw_week(large, _weeks(scale.few))
    yield compare("week grid with its rules", "raw SQL", None, ruled, plain, runs)
    for center in (large, small):
        center.desk.close()


def _weeks(few: int) -> Sequence[Span]:
    """Weeks that the smaller history has, too."""
    end = datetime.combine(data.TODAY, time.min)
    count = max(1, few // 90 // 7)
    return [
        (end - timedelta(weeks=n), end - timedelta(weeks=n - 1))
        for n in range(1, count + 1)
    ]


def _months(few: int) -> Sequence[Span]:
    end = datetime.combine(data.TODAY, time.min)
    count = max(1, few // 90 // 31)
    return [
        (end - timedelta(days=31 * n), end - timedelta(days=31 * (n - 1)))
        for n in range(1, count + 1)
    ]


def week(center: data.Center, spans: Sequence[Span]) -> Work:
    random = Random(1)

    def week() -> object:
        room = random.choice(center.rooms)
        with center.store.reader() as read:
            found = today.bookings_of_room(read, room, *random.choice(spans))
            return today.rooms(read), found

    return week


def _ruled_week(center: data.Center, spans: Sequence[Span]) -> Work:
    """The same with what each slot costs or why it is not to be had."""
    random = Random(2)
    week: Callable[..., object] = center.desk.ledgers.week
    return lambda: week(random.choice(center.rooms), _day(random.choice(spans)))


def _day(span: Span) -> date:
    return span[0].date()


def month(center: data.Center, spans: Sequence[Span]) -> Work:
    random = Random(1)

    def month() -> object:
        with center.store.reader() as read:
            found = today.bookings_in(read, *random.choice(spans))
            return today.rooms(read), found

    return month


def raw_week(center: data.Center, spans: Sequence[Span]) -> Work:
    connection, random = center.plain(), Random(1)

    def raw() -> object:
        room = random.choice(center.rooms).hex
        since, until = random.choice(spans)
        span = {"since": f"{since}", "until": f"{until}", "room": room}
        rooms = connection.execute(today.ROOMS, {}).fetchall()
        return rooms, connection.execute(today.OF_ROOM, span).fetchall()

    return raw


def raw_month(center: data.Center, spans: Sequence[Span]) -> Work:
    connection, random = center.plain(), Random(1)

    def raw() -> object:
        since, until = random.choice(spans)
        span = {"since": f"{since}", "until": f"{until}"}
        rooms = connection.execute(today.ROOMS, {}).fetchall()
        return rooms, connection.execute(today.OF_MONTH, span).fetchall()

    return raw
