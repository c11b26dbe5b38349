"""Double booking is impossible, whoever comes at the same moment."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

import pytest

from db.occupancy import RoomTaken, quarters
from db.records.bookings import Booking
from db.store import engine_for
from tests.sites import Site, Town, at, open_site

PROCESSES = 2


def test_a_divided_room_is_one_place(home: Site, town: Town) -> None:
    home.book(town.wish(town.both, 10))
    for room in (town.a, town.b, town.both):
        with pytest.raises(RoomTaken):
            home.book(town.wish(room, 10.5))


def test_who_has_the_room_is_told(home: Site, town: Town) -> None:
    home.book(town.wish(town.both, 10, 2))
    with pytest.raises(RoomTaken) as refusal:
        home.book(town.wish(town.b, 11.5))
    assert refusal.value.params == {
        "number": "H26-0001",
        "room": "会議室A+B",
        "group": "合唱団こだま",
        "starts": at(10),
        "ends": at(12),
    }


def test_two_bookings_change_places(home: Site, town: Town) -> None:
    first = home.book(town.wish(town.a, 10)).value
    second = home.book(town.wish(town.a, 11)).value
    with home.store.write(home.act()) as work:
        one, two = work.get_one(Booking, first), work.get_one(Booking, second)
        one.starts, one.ends, one.busy_until = at(11), at(12), at(12)
        two.starts, two.ends, two.busy_until = at(10), at(11), at(11)
    with pytest.raises(RoomTaken) as refusal:
        home.book(town.wish(town.a, 10))
    assert refusal.value.params["number"] == "H26-0002"


def test_turnaround_keeps_the_room_busy(home: Site, town: Town) -> None:
    home.book(town.wish(town.b, 10))
    with pytest.raises(RoomTaken):
        home.book(town.wish(town.b, 11))
    home.book(town.wish(town.b, 11.25))


def test_a_refused_booking_leaves_no_gap_in_the_numbers(home: Site, town: Town) -> None:
    home.book(town.wish(town.a, 10))
    with pytest.raises(RoomTaken):
        home.book(town.wish(town.a, 10))
    home.book(town.wish(town.a, 12))
    assert [b.number for b in home.bookings()] == ["H26-0001", "H26-0002"]


def test_quarters_cover_a_part_of_one() -> None:
    day = datetime(2000, 1, 1)
    assert list(quarters(day.replace(minute=10), day.replace(minute=31))) == [0, 1, 2]


def race(won: Queue[int], start: Barrier, url: str, town: Town, seed: int) -> None:
    """Book every half hour of every room, each process in another order."""
    site = open_site("H", engine_for(url))
    rooms = (town.a, town.both, town.b)
    wishes = [town.wish(room, 9 + half / 2) for half in range(12) for room in rooms]
    start.wait()
    count = 0
    for wish in wishes[seed * 7 :] + wishes[: seed * 7]:
        try:
            site.book(wish)
            count += 1
        except RoomTaken:
            pass
    site.close()
    won.put(count)


def test_processes_race(home: Site, town: Town) -> None:
    url = home.engine.url.render_as_string(hide_password=False)
    context = get_context("spawn")
    start, won = context.Barrier(PROCESSES), context.Queue()
    processes = [
        context.Process(target=race, args=(won, start, url, town, seed))
        for seed in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    total = sum(won.get(timeout=60) for _ in processes)
    for process in processes:
        process.join()
    bookings = home.bookings()
    assert len(bookings) == total
    parts = {town.both: {town.a, town.b}}
    for x, y in combinations(bookings, 2):
        shared = parts.get(x.room_id, {x.room_id}) & parts.get(y.room_id, {y.room_id})
        assert not shared or x.busy_until <= y.starts or y.busy_until <= x.starts
    numbers = sorted(int(b.number[4:]) for b in bookings)
    assert numbers == list(range(1, len(numbers) + 1))
    assert home.journal.complaints() == []
    assert home.journal.vector() == {"H": len(bookings) + 1}
