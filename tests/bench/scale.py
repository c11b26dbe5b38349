"""A small center after its ten years, and a large one that is booked by the hour."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from db.queries import vacancy
from db.reader import quarters
from tests.bench import bookings, data, ledger
from tests.bench.rows import Row, Scale, Work, compare

HOURS = [(f"{hour}時", hour, hour + 1) for hour in range(9, 21)]
TIMES = ", ".join(f'"{name}" = "{since}:00-{until}:00"' for name, since, until in HOURS)
PRICES = ", ".join(f'"{name}" = {200 + 10 * n}' for n, (name, *_) in enumerate(HOURS))
HOURLY = f"""
[[source]]
id = "時間貸し"
title = "試験用の設定"

[[slots]]
facilities = ["センター"]
times = {{ {TIMES} }}
source = "時間貸し"

[[price]]
facilities = ["センター"]
yen = {{ {PRICES} }}
source = "時間貸し"
"""
#: Days over which free rooms are looked for.
AHEAD = 90
SMALL = data.Shape(10, data.SLOTS, AHEAD)
LARGE = data.Shape(50, HOURS, AHEAD, HOURLY)
#: Ten years of 30 bookings a day, and a million; each beside a tenth of it.
FULL = (
    ("10 rooms", SMALL, Scale(many=110_000, few=11_000, runs=40)),
    ("50 rooms, hourly", LARGE, Scale(many=1_000_000, few=100_000, runs=40)),
)
Sizes = Sequence[tuple[str, data.Shape, Scale]]
#: How a center does a thing.
Of = Callable[[data.Center], Work]


def measure(folder: Path, sizes: Sizes = FULL) -> Iterator[Row]:
    for n, (name, shape, scale) in enumerate(sizes):
        large = data.with_bookings(folder / f"{n}-large", scale.many, shape)
        small = data.with_bookings(folder / f"{n}-small", scale.few, shape)
        grown, runs = f"the same after {scale.few:,}", scale.runs
        for what, of in _things(shape, scale).items():
            told = f"{what}, {name}, 10x"
            yield compare(told, grown, 1.2, of(large), of(small), runs)
        free = _free(large, shape)
        told = f"free in {AHEAD} days, {name}"
        yield compare(told, "raw SQL", 1.5, free, raw_free(large), runs)
        for center in (large, small):
            center.desk.close()


def _things(shape: data.Shape, scale: Scale) -> Mapping[str, Of]:
    """What is compared; `bookings` and `ledger` have the same beside raw SQL."""
    back = max(8, scale.few // shape.a_day - AHEAD)
    days = [data.TODAY - timedelta(days=n) for n in range(1, min(back, 28))]
    weeks, months = ([(_start(days[-1]), _start(days[-1], n))] for n in (7, 28))
    return {
        "day": lambda center: bookings.day_grid(center, days),
        "week": lambda center: ledger.week(center, weeks),
        "month": lambda center: ledger.month(center, months),
        f"free in {AHEAD} days": lambda center: _free(center, shape),
    }


def _free(center: data.Center, shape: data.Shape) -> Work:
    over, slot = center.desk.vacancies.over, shape.slots[0][0]
    return lambda: list(over(data.TODAY + timedelta(days=1), AHEAD - 1, slot, 20))


def raw_free(center: data.Center) -> Work:
    """What is taken in the days ahead, and nothing made of it."""
    connection, random = center.plain(), Random(1)
    span = quarters(_start(data.TODAY, 1), _start(data.TODAY, AHEAD))

    def taken() -> object:
        given = {"first": span.start, "last": span.stop + random.randrange(2)}
        return connection.execute(vacancy.TAKEN, given).fetchall()

    return taken


def _start(day: date, after: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=after), time.min)
