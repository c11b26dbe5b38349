"""Double booking is impossible, whoever comes at the same moment."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from db.journal.entry import RowKey
from db.occupancy import (
    NotFree,
    RoomBlocked,
    RoomTaken,
    holding,
    in_the_way,
    quarters,
    told,
)
from db.records.blockings import Blocking
from db.records.bookings import Booking, Occupancy
from db.records.rooms import Room
from db.store import engine_for
from tests.make import make_booking
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
        "prepared_from": None,
        "cleaned_until": None,
        "preparation": 0,
        "turnaround": 0,
    }


def test_who_is_told_had_it_when_it_was_looked_at(home: Site, town: Town) -> None:
    """A booking that is moved between the clash and the words for it is told as it was;
    who asks again is told of nobody."""
    booking = home.book(town.wish(town.a, 10)).value
    wanted = quarters(at(10), at(11))
    with home.store.read() as session:
        clash = holding(session, "booking", [town.a], [wanted])
        with home.store.write(home.act()) as work:
            row = work.get_one(Booking, booking)
            row.starts, row.ends = row.busy_from, row.busy_until = at(14), at(15)
        assert clash == {booking}
        told_of = told(session, RowKey("booking", booking))
        again = in_the_way(session, town.a, wanted)
    assert (told_of.params["starts"], told_of.params["ends"]) == (at(10), at(11))
    assert again is not None and again.params == told_of.params
    with home.store.read() as session:
        assert in_the_way(session, town.a, wanted) is None


def test_two_bookings_change_places(home: Site, town: Town) -> None:
    first = home.book(town.wish(town.a, 10)).value
    second = home.book(town.wish(town.a, 11)).value
    with home.store.write(home.act()) as work:
        one, two = work.get_one(Booking, first), work.get_one(Booking, second)
        one.starts, one.ends = one.busy_from, one.busy_until = at(11), at(12)
        two.starts, two.ends = two.busy_from, two.busy_until = at(10), at(11)
    with pytest.raises(RoomTaken) as refusal:
        home.book(town.wish(town.a, 10))
    assert refusal.value.params["number"] == "H26-0002"


def test_preparation_keeps_the_room_busy(home: Site, town: Town) -> None:
    """Preparing for a use and cleaning up after the one before share no time."""
    with home.store.write(home.act("room.correct")) as work:
        room = work.get_one(Room, town.b)
        room.preparation, room.turnaround = 30, 15
    home.book(town.wish(town.b, 11))
    with pytest.raises(RoomTaken) as refusal:
        home.book(town.wish(town.b, 9.5))
    told = refusal.value.params
    assert (told["starts"], told["prepared_from"]) == (at(11), at(10.5))
    assert (told["cleaned_until"], told["preparation"]) == (at(12.25), 30)
    home.book(town.wish(town.b, 9.25))
    with pytest.raises(RoomTaken):
        home.book(town.wish(town.b, 12.5))
    home.book(town.wish(town.b, 12.75))


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


def test_a_blocking_and_a_booking_keep_each_other_out(home: Site, town: Town) -> None:
    blocking = home.block(town.wish(town.both, 10)).value
    with pytest.raises(RoomBlocked) as refusal:
        home.book(town.wish(town.a, 10.5))
    assert refusal.value.params == {
        "kind": "maintenance",
        "reason": "空調の点検",
        "starts": at(10),
        "ends": at(11),
        "made_by": "渡邊 花子",
        "allowed_by": "",
        "room": "会議室A+B",
    }
    home.book(town.wish(town.a, 11))
    with pytest.raises(RoomTaken):
        home.block(town.wish(town.both, 11))
    home.lift(blocking)
    home.book(town.wish(town.b, 10))


def test_one_entry_gives_the_time_of_a_blocking_to_a_booking(
    home: Site, town: Town
) -> None:
    blocking = home.block(town.wish(town.a, 10, 3)).value
    with home.store.write(home.act()) as work:
        found = work.get_one(Blocking, blocking)
        found.ends = at(11)
        make_booking(work, work.get_one(Room, town.a), town.group, at(11))
    assert work.entry
    with pytest.raises(RoomTaken):
        home.block(town.wish(town.a, 11))
    home.journal.undo("h", work.entry)
    with pytest.raises(RoomBlocked):
        home.book(town.wish(town.a, 12))


def test_a_quarter_has_one_holder(home: Site, town: Town) -> None:
    booking = home.book(town.wish(town.a, 10)).value
    blocking = home.block(town.wish(town.b, 10)).value
    for holders in ((booking, blocking), (None, None)):
        values = dict(zip(("booking_id", "blocking_id"), holders, strict=True))
        with pytest.raises(IntegrityError), home.engine.begin() as connection:
            connection.execute(update(Occupancy).values(values))


def test_quarters_cover_a_part_of_one() -> None:
    day = datetime(2000, 1, 1)
    assert list(quarters(day.replace(minute=10), day.replace(minute=31))) == [0, 1, 2]


def race(won: Queue[int], start: Barrier, url: str, town: Town, seed: int) -> None:
    """Book or block every half hour of every room, each process in another order."""
    site = open_site("H", engine_for(url))
    rooms = (town.a, town.both, town.b)
    wishes = [town.wish(room, 9 + half / 2) for half in range(12) for room in rooms]
    start.wait()
    count = 0
    for place, wish in enumerate(wishes[seed * 7 :] + wishes[: seed * 7]):
        act = site.block if place % 3 == seed else site.book
        try:
            act(wish)
            count += 1
        except NotFree:
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
    taken = [(b.room_id, b.starts, b.busy_until) for b in bookings]
    taken += [(b.room_id, b.starts, b.ends) for b in home.blockings()]
    assert len(taken) == total > len(bookings) > 0
    parts = {town.both: {town.a, town.b}}
    for (room, starts, ends), (other, since, until) in combinations(taken, 2):
        shared = parts.get(room, {room}) & parts.get(other, {other})
        assert not shared or ends <= since or until <= starts
    numbers = sorted(int(b.number[4:]) for b in bookings)
    assert numbers == list(range(1, len(numbers) + 1))
    assert home.journal.complaints() == []
    assert home.journal.vector() == {"H": len(taken) + 1}
