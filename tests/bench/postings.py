"""What is shown to the public, and finding room: no slower for ten times the history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from app.services.postings import Stretch
from tests.bench import data
from tests.bench.rows import Row, Scale, Work, compare

FULL = Scale(many=100_000, few=10_000, runs=40)
DAY = data.TODAY - timedelta(days=1)
AHEAD = data.TODAY + timedelta(days=7)


def measure(folder: Path, scale: Scale = FULL) -> Iterator[Row]:
    large = data.with_bookings(folder / "large", scale.many)
    small = data.with_bookings(folder / "small", scale.few)
    grown = f"the same after {scale.few:,} bookings"
    for name, ours in works(large).items():
        yield compare(name, grown, 1.2, ours, works(small)[name], scale.runs)
    for center in (large, small):
        center.desk.close()


def works(center: data.Center) -> Mapping[str, Work]:
    desk, room = center.desk, center.rooms[0]
    month = Stretch.month(DAY)
    made: dict[str, Callable[[], object]] = {
        "lobby board": desk.postings.board,
        "day sheet, 90 uses": lambda: desk.postings.day_sheet(DAY),
        "30 door sheets": lambda: desk.postings.door_sheets(DAY),
        "free month, 30 rooms": lambda: desk.postings.free_month(DAY),
        "a month as calendar": lambda: desk.postings.calendar(room, month),
        "nearest to a wish": lambda: desk.finding.near(AHEAD, "午後", 20),
        "usual time of a group": lambda: desk.finding.when_free(center.group),
    }
    return made
