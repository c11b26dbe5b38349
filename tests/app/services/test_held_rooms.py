"""Joined rooms, preparation and cleaning up in 予約台帳, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from app.services.bookings import ChangeWish
from db.journal.entry import Act
from db.occupancy import RoomTaken
from db.records.bookings import Booking
from db.records.rooms import Room, RoomPart
from tests.app.services.conftest import Center

TUESDAY = date(2026, 12, 1)


@pytest.fixture
def joined(center: Center) -> Center:
    """活動室B is made of 活動室A and more."""
    a, b = center.room("活動室A").id, center.room("活動室B").id
    with center.store.write(Act("test.rooms", center.staff, center.clock.now)) as work:
        work.add(RoomPart(id=work.new_id(), room_id=b, part_id=a))
    return center


def book(center: Center, slot: str, room: str = "活動室A") -> UUID:
    group = center.register()
    wish = center.wish(group, TUESDAY, slot, room=room)
    return center.desk.bookings.book(center.staff, wish).value.id


def slow(center: Center, minutes: int, before: int = 0) -> None:
    """From now on each use of 活動室A is cleaned up, and prepared, so long."""
    with center.store.write(Act("test.rooms", center.staff, center.clock.now)) as work:
        room = work.get_one(Room, center.room().id)
        room.turnaround, room.preparation = minutes, before


def ledger(center: Center, room: str) -> tuple[list[str], list[str], list[str]]:
    """The slots that are taken, those that are cleaned in, and the uses beside."""
    [found] = [r for r in center.desk.offers.day(TUESDAY).rooms if r.room.name == room]
    return (
        [offer.slot.name for offer in found.base if offer.taken],
        [offer.slot.name for offer in found.base if offer.between],
        [row.room for row in found.beside],
    )


@pytest.mark.parametrize(
    ("used", "other"), [("活動室A", "活動室B"), ("活動室B", "活動室A")]
)
def test_whole_and_part_take_each_others_time(
    joined: Center, used: str, other: str
) -> None:
    book(joined, "午後", used)
    assert ledger(joined, other) == (["午後"], [], [used])
    assert ledger(joined, used) == (["午後"], [], [])
    free = joined.desk.offers.free(TUESDAY, "午後")
    assert not {place.room for place in free} & {used, other}
    week = joined.desk.ledgers.week(joined.room(other).id, TUESDAY)
    assert [[row.room for row in each.room.beside] for each in week.days][1] == [used]
    month = joined.desk.months.month(TUESDAY)
    assert month.sharing[joined.room(used).id] == {joined.room(other).id}


def test_rooms_apart_do_not_mind_each_other(center: Center) -> None:
    book(center, "午後")
    assert ledger(center, "活動室B") == ([], [], [])


def test_cleaning_up_takes_its_time_from_the_slot_after(center: Center) -> None:
    slow(center, 75)
    book(center, "午前")
    assert ledger(center, "活動室A") == (["午前"], ["午後"], [])
    assert "午後" not in {
        slot
        for place in center.desk.offers.free(TUESDAY)
        if place.room == "活動室A"
        for slot in place.slots
    }


def test_what_could_not_be_cleaned_up_before_the_next_use_is_not_free(
    center: Center,
) -> None:
    book(center, "夜間")
    slow(center, 75)
    assert ledger(center, "活動室A") == (["夜間"], ["午後"], [])


@pytest.mark.parametrize(("used", "near"), [("夜間", "午後"), ("午前", "午後")])
def test_preparation_takes_its_time_from_the_slot_before(
    center: Center, used: str, near: str
) -> None:
    """That of what is booked, or of what would come next."""
    wish = center.wish(center.register("山の会", "ヤマノカイ"), TUESDAY, used)
    fee = center.desk.offers.offer(wish).quote.fee
    slow(center, 0, before=75)
    booking = book(center, used)
    assert ledger(center, "活動室A") == ([used], [near], [])
    free = [place for place in center.desk.offers.free(TUESDAY) if "A" in place.room]
    [left] = free
    assert left.slots not in [(used,), (near,)]
    with pytest.raises(RoomTaken):
        center.desk.bookings.book(center.staff, replace(wish, slots=(near,)))
    with center.store.read() as session:
        kept = session.get_one(Booking, booking)
    assert kept.starts - kept.busy_from == timedelta(minutes=75)
    assert kept.fee == fee


def test_cleaning_up_and_preparing_both_need_their_time(center: Center) -> None:
    """An hour lies between the slots: 45 minutes are enough for one, not for both."""
    slow(center, 45)
    book(center, "午前")
    assert ledger(center, "活動室A") == (["午前"], [], [])
    slow(center, 45, before=30)
    assert ledger(center, "活動室A") == (["午前"], ["午後"], [])
    slow(center, 45, before=15)
    assert ledger(center, "活動室A") == (["午前"], [], [])
    book(center, "午後")


def test_what_was_prepared_for_moves_with_the_booking(center: Center) -> None:
    slow(center, 0, before=75)
    moved = book(center, "午前")
    wish = ChangeWish(center.room().id, TUESDAY, ("夜間",), "生け花の練習", 20)
    changing = center.desk.changes.changing(moved)
    center.desk.changes.change(center.staff, moved, wish, changing.loaded)
    assert ledger(center, "活動室A") == (["夜間"], ["午後"], [])
    free = [place for place in center.desk.offers.free(TUESDAY) if "A" in place.room]
    assert [place.slots for place in free] == [("午前",)]


def test_a_change_is_offered_only_where_it_can_be_cleaned_up(center: Center) -> None:
    book(center, "夜間")
    moved = book(center, "午前")
    slow(center, 75)
    wish = ChangeWish(center.room().id, TUESDAY, ("午後",), "生け花の練習", 20)
    offer = center.desk.changes.offer(moved, wish)
    assert isinstance(offer.refusal, RoomTaken)
    changing = center.desk.changes.changing(moved)
    with pytest.raises(RoomTaken):
        center.desk.changes.change(center.staff, moved, wish, changing.loaded)


def test_the_week_shows_what_is_held_and_asked_for(center: Center) -> None:
    wish = center.wish(center.register(), TUESDAY, "午後")
    center.desk.bookings.hold(center.staff, wish, TUESDAY)
    week = center.desk.ledgers.week(center.room().id, TUESDAY)
    [row] = week.days[1].bookings
    assert (row.status, row.busy_until) == ("held", datetime(2026, 12, 1, 17))
    with center.store.read() as session:
        assert session.get_one(Booking, row.id).held_until == row.held_until
    year = center.desk.ledgers.year(row.group_id, TUESDAY)
    assert [each.id for each in year.bookings] == [row.id]
