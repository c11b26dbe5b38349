"""A place is promised once on the phone, whatever its slots and rooms are called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from app.services.emergencies import (
    Noted,
    PlaceClosed,
    PlaceGiven,
    Result,
    Wanted,
)
from app.services.offered import Alternative
from db.journal.entry import Act
from db.records.rooms import Room, RoomPart
from tests.app.services.conftest import Center
from tests.app.services.test_emergencies import DAY, Storm

LATER = DAY + timedelta(days=1)
WHOLE = "活動室A・B"


@pytest.fixture
def storm(center: Center) -> Storm:
    """With a room that is made of both others."""
    a, b = (center.room(name) for name in ("活動室A", "活動室B"))
    with center.store.write(Act("test.rooms", center.staff, center.clock.now)) as work:
        whole = work.new_id()
        work.add(Room(id=whole, name=WHOLE, home="H", capacity=48, place=9))
        for part in (a.id, b.id):
            work.add(RoomPart(id=work.new_id(), room_id=whole, part_id=part))
    return Storm(center)


def place(storm: Storm, room: str, *slots: str, day: date = LATER) -> Alternative:
    row = storm.center.room(room)
    return Alternative(row.id, room, day, slots, 0, row.capacity)


def promise(storm: Storm, key: UUID, booking: UUID, where: Alternative) -> None:
    storm.note(key, booking, Noted(Result.REACHED, Wanted.MOVE, where))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("活動室A", "全日"), ("活動室A", "午前")),
        (("活動室A", "午前", "午後"), ("活動室A", "全日")),
        ((WHOLE, "午後"), ("活動室B", "午後")),
        (("活動室B", "夜間"), (WHOLE, "全日")),
    ],
)
def test_some_of_a_promised_place_is_not_promised_again(
    storm: Storm, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    one, other = storm.booked("午後"), storm.booked("午後", room="活動室B")
    key = storm.closed()
    promise(storm, key, one, place(storm, *first))
    with pytest.raises(PlaceGiven) as refusal:
        promise(storm, key, other, place(storm, *second))
    assert refusal.value.params["group"] == "花の会1"
    for near in storm.desk.emergencies.places(key)[other]:
        promise(storm, key, other, near)
    storm.note(key, other, Noted(Result.ABSENT))
    promise(storm, key, one, place(storm, *first))  # its own place may be noted again
    assert storm.desk.emergencies.settle(storm.actor, key).value.moved == 1


def test_beside_a_promised_place_there_is_room(storm: Storm) -> None:
    one, other = storm.booked("午後"), storm.booked("午後", room="活動室B")
    key = storm.closed()
    promise(storm, key, one, place(storm, "活動室A", "午前"))
    promise(storm, key, other, place(storm, WHOLE, "午後"))
    assert storm.desk.emergencies.settle(storm.actor, key).value.moved == 2


def test_cleaning_up_after_a_promised_place_needs_its_time(storm: Storm) -> None:
    center = storm.center
    with center.store.write(Act("test.rooms", center.staff, center.clock.now)) as work:
        work.get_one(Room, center.room("活動室A").id).turnaround = 90
    one, other = storm.booked("午後"), storm.booked("午後", room="活動室B")
    key = storm.closed()
    promise(storm, key, one, place(storm, "活動室A", "午前"))
    with pytest.raises(PlaceGiven):
        promise(storm, key, other, place(storm, "活動室A", "午後"))


def test_what_another_closing_promised_is_promised(storm: Storm) -> None:
    one, other = storm.booked("午後"), storm.booked("午後", room="活動室B")
    first, second = storm.closed("活動室A"), storm.closed("活動室B")
    promise(storm, first, one, place(storm, "活動室B", "午後"))
    with pytest.raises(PlaceGiven):
        promise(storm, second, other, place(storm, "活動室B", "全日"))
    storm.desk.emergencies.call_off(storm.actor, first)
    promise(storm, second, other, place(storm, "活動室B", "全日"))


def test_what_became_free_in_the_closed_time_is_promised_to_nobody(storm: Storm) -> None:
    booking, gone = storm.booked("午後"), storm.booked("午後", room="活動室B")
    key = storm.closed()
    storm.desk.bookings.cancel(storm.center.staff, gone)
    near = storm.desk.emergencies.places(key)[booking]
    assert near and all(each.day > DAY for each in near)
    with pytest.raises(PlaceClosed):
        promise(storm, key, booking, place(storm, "活動室B", "午後", day=DAY))


def test_what_another_closing_shuts_is_promised_to_nobody(storm: Storm) -> None:
    booking, gone = storm.booked("午後"), storm.booked("午後", room=WHOLE, day=LATER)
    key = storm.closed()
    starts = datetime.combine(LATER, datetime.min.time()).replace(hour=13)
    shut = replace(storm.plan("活動室B"), starts=starts, ends=starts.replace(hour=17))
    storm.desk.emergencies.close(storm.actor, shut)
    storm.desk.bookings.cancel(storm.center.staff, gone)
    with pytest.raises(PlaceClosed):
        promise(storm, key, booking, place(storm, WHOLE, "午後"))
    promise(storm, key, booking, place(storm, "活動室A", "午後"))
