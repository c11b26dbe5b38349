"""Free rooms over many days: what is shown as free can be booked, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random

import pytest

from app.services.bookings import BookRoom
from db.occupancy import RoomTaken
from tests.postgres import Server
from tests.proof.race import slowed
from tests.proof.workplace import Opened, Workplace, furnish

DAYS = [date(2026, 12, 1) + timedelta(days=n) for n in range(3)]
SLOTS = ("午前", "午後", "夜間", "全日")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Workplace:
    """Two rooms and both as one; one half is cleaned up for long after each use."""
    if request.param == "SQLite":
        made = furnish(tmp_path / "desk.db")
    else:
        on: Server = request.getfixturevalue("postgres")
        made = furnish(on.create())
    slowed(made)
    return made


def bookable(place: Workplace, opened: Opened) -> Iterator[tuple[object, ...]]:
    """Whatever the database itself lets in."""
    desk, staff = opened.desk, place.actor.key
    for day, room, slot in product(DAYS, place.parts, SLOTS):
        wish = BookRoom(room, place.groups[0], day, (slot,), "練習", 20)
        with suppress(RoomTaken):
            done = desk.bookings.book(staff, wish)
            assert done.entry is not None
            desk.journal.undo(staff, done.entry)
            yield day, room, slot, done.value.fee


def test_what_is_free_is_what_can_be_booked(place: Workplace) -> None:
    opened, random = place.open(), Random(5)
    for _ in range(9):
        wish = BookRoom(
            random.choice([*place.parts]),
            place.groups[0],
            random.choice(DAYS),
            (random.choice(SLOTS[:3]),),
            "練習",
            20,
        )
        with suppress(RoomTaken):
            opened.desk.bookings.book(place.actor.key, wish)
    found = {
        (free.day, free.room_id, slot, free.fee)
        for slot in SLOTS
        for free in opened.desk.vacancies.over(DAYS[0], len(DAYS), slot)
        if free.slots == (slot,)
    }
    wanted = {*bookable(place, opened)}
    assert found == wanted and 0 < len(wanted) < 36
    opened.store.close()


def test_by_day_the_smallest_that_is_large_enough(place: Workplace) -> None:
    opened = place.open()
    over = opened.desk.vacancies.over
    every = list(over(DAYS[0], 40))
    assert [free.day for free in every] == sorted(free.day for free in every)
    assert {free.slots for free in every} == {("午前",), ("午後",), ("夜間",)}
    assert {free.day for free in every}.isdisjoint({date(2026, 12, 21), date(2027, 1, 1)})
    assert list(over(DAYS[0], 40, people=25)) == []
    only = {free.room for free in over(DAYS[0], 40, only=("活動室B",))}
    assert only == {"活動室B"}
    assert list(over(date(2027, 4, 1), 30)) == []  # the acceptance has not begun
    opened.store.close()
