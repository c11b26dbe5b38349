"""What a merge promised in vain is listed, and kept as soon as it can be."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from db.keys import derived
from db.occupancy import RoomTaken
from db.promises import Excess, excesses
from db.records.bookings import Booking, Occupancy
from db.records.rooms import Room, RoomPart
from tests.make import make_joined, make_room
from tests.sites import Site, Town, at, meet, send


def part(work_room: UUID, of: UUID) -> RoomPart:
    return RoomPart(id=derived("room_part", of, work_room), room_id=of, part_id=work_room)


def divide(site: Site, whole: UUID, *parts: UUID) -> None:
    with site.store.write(site.act("room.correct")) as work:
        work.add_all(part(room, whole) for room in parts)


def undivide(site: Site, whole: UUID) -> None:
    with site.store.write(site.act("room.correct")) as work:
        for found in work.records(select(RoomPart).where(RoomPart.room_id == whole)):
            work.delete(found)


def hall(site: Site) -> UUID:
    with site.store.write(site.act("room.add")) as work:
        return make_room(work, "大広間").id


def listed(site: Site) -> list[Excess]:
    with site.store.read() as session:
        return list(excesses(session))


def holders(site: Site, room: UUID) -> set[UUID]:
    with site.store.read() as session:
        found = select(Occupancy.booking_id).where(Occupancy.room_id == room)
        return set(session.scalars(found))


def test_new_parts_take_up_what_is_booked(home: Site, town: Town) -> None:
    whole = hall(home)
    booked = home.book(town.wish(whole, 10)).value
    divide(home, whole, town.a, town.b)
    assert holders(home, town.a) == holders(home, town.b) == {booked}
    with pytest.raises(RoomTaken):
        home.book(town.wish(town.a, 10))
    undivide(home, whole)
    assert holders(home, whole) == {booked} and not holders(home, town.a)
    home.book(town.wish(town.a, 10))


def test_parts_that_are_promised_are_refused(home: Site, town: Town) -> None:
    whole = hall(home)
    home.book(town.wish(whole, 10))
    home.book(town.wish(town.a, 10))
    with pytest.raises(RoomTaken):
        divide(home, whole, town.a)
    assert holders(home, whole) and not listed(home)


def test_a_merge_lists_what_it_cannot_keep(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    whole = hall(home)
    meet(*sites)
    divide(a, whole, town.a, town.b)
    late = home.book(town.wish(whole, 10)).value
    first = home.book(town.wish(town.a, 10)).value
    second = home.book(town.wish(town.b, 10)).value
    send(a, home)
    [found] = listed(home)
    assert found.promise.row_id == late and found.promise.what == "大広間"
    assert (found.promise.starts, found.promise.site) == (at(10), "H")
    assert {other.row_id for other in found.against} == {first, second}
    assert not any(holders(home, room) & {late} for room in (whole, town.a, town.b))
    home.withdraw(first)
    [found] = listed(home)
    assert [other.row_id for other in found.against] == [second]
    home.withdraw(second)
    assert listed(home) == [] and holders(home, town.a) == {late}
    meet(*sites)
    assert all(listed(site) == [] for site in sites)


def test_what_is_given_up_is_listed_no_more(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    whole = hall(home)
    meet(*sites)
    divide(a, whole, town.a)
    done = home.book(town.wish(whole, 10))
    home.book(town.wish(town.a, 10))
    send(a, home)
    assert len(listed(home)) == 1 and done.entry
    home.journal.undo("h", done.entry)
    assert listed(home) == []


def test_a_listed_booking_is_not_moved_onto_others(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    whole = hall(home)
    meet(*sites)
    divide(a, whole, town.a)
    late = home.book(town.wish(whole, 10)).value
    home.book(town.wish(town.a, 10))
    home.book(town.wish(town.a, 13))
    send(a, home)

    def move(hour: float) -> None:
        with home.store.write(home.act()) as work:
            booking = work.get_one(Booking, late)
            booking.starts, booking.ends = at(hour), at(hour + 1)
            booking.busy_from, booking.busy_until = booking.starts, booking.ends

    with pytest.raises(RoomTaken):
        move(13)
    assert len(listed(home)) == 1
    move(15)
    assert listed(home) == [] and late in holders(home, town.a)


def test_a_room_changes_its_home(sites: list[Site], town: Town) -> None:
    """Its time is kept where it is at home; who booked there knows nothing of it."""
    home, a, _ = sites
    booked = home.book(town.wish(town.a, 10)).value
    meet(*sites)
    with home.store.write(home.act("room.correct")) as work:
        work.get_one(Room, town.a).home = "A"
        work.get_one(Booking, booked).home = "A"
    assert not holders(home, town.a)
    meet(*sites)
    assert holders(a, town.a) == {booked}
    with pytest.raises(RoomTaken):
        a.book(town.wish(town.a, 10))


def test_joined_rooms_make_no_excess(home: Site, town: Town) -> None:
    with home.store.write(home.act()) as work:
        rooms = [work.get_one(Room, key) for key in (town.a, town.b)]
        make_joined(work, "全室", *rooms)
    assert listed(home) == []
