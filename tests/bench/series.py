"""A 定期利用 of 52 dates: weighed, and written, in a center with a long history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from app.services.requests import AskRequest
from tests.bench import data
from tests.bench.plain import Plain
from tests.bench.rows import Row, Scale, Work, compare

FULL = Scale(many=1_000_000, few=100_000, runs=30)
DATES = 52
WEEK = timedelta(weeks=1)


def measure(folder: Path, scale: Scale = FULL) -> Iterator[Row]:
    large = data.with_bookings(folder / "large", scale.many)
    small = data.with_bookings(folder / "small", scale.few)
    runs, grown = scale.runs, f"the same after {scale.few:,}"
    ours, floor = _book(large), _raw(large)
    against = f"{DATES} single rows, raw, one commit"
    yield compare(f"series of {DATES}", against, 3, ours, floor, runs)
    yield compare("series, 10x history", grown, 1.2, ours, _book(small), runs)
    weighed = _offer(large)
    yield compare("series weighed, 10x", grown, 1.2, weighed, _offer(small), runs)
    for center in (large, small):
        center.desk.close()


def _asked(center: data.Center, room: int, slot: str) -> AskRequest:
    first = data.TODAY + timedelta(days=3)
    wish = center.wish(room, first, slot)
    return AskRequest(wish, "毎週", first + (DATES - 1) * WEEK)


def _places() -> Iterator[tuple[int, tuple[str, int, int]]]:
    for slot in data.SLOTS:
        for room in range(data.ROOMS):
            yield room, slot


def _book(center: data.Center) -> Work:
    """Weighed beforehand, as the clerk sees it, then written."""
    places = _places()

    def book() -> object:
        room, (slot, *_) = next(places)
        return center.desk.requests.book(center.staff, offers[room, slot])

    offers = {
        (room, slot): center.desk.requests.offer(_asked(center, room, slot))
        for room, (slot, *_) in _places()
    }
    return book


def _offer(center: data.Center) -> Work:
    asked = _asked(center, 0, "夜間")
    return lambda: center.desk.requests.offer(asked)


def _raw(center: data.Center) -> Work:
    plain, places = Plain(center), _places()
    first = data.TODAY + timedelta(days=4)

    def raw() -> None:
        room, slot = next(places)
        plain.write([(room, first + n * WEEK, slot) for n in range(DATES)])

    return raw
