"""Nobody is promised time of a 臨時休館 once it is closed: who waits, whoever wishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from uuid import UUID

import pytest

from app.services.bookings.asking import as_it_is
from app.services.emergencies import Cause, PlaceClosed, Plan
from app.services.lotteries.values import WishRefused
from app.services.waiting import Entry
from db.occupancy import RoomTaken
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import DAY as DRAWN
from tests.app.services.lotteries.town import crowded, enter
from tests.app.services.test_emergencies import DAY, Storm


@pytest.fixture
def storm(center: Center) -> Storm:
    return Storm(center)


def entry(storm: Storm, *slots: str, room: str = "活動室A") -> Entry:
    group = storm.center.register("待つ会", "マツ")
    return Entry(storm.center.room(room).id, group, DAY, slots, "練習", 8)


def shut(storm: Storm) -> UUID:
    """The afternoon and the evening of a day that is drawn for."""
    starts = datetime.combine(DRAWN, time(13))
    rooms = (storm.center.room().id,)
    plan = Plan(rooms, starts, starts.replace(hour=22), Cause.BREAKDOWN)
    return storm.desk.emergencies.close(storm.actor, plan).value


def test_nobody_waits_for_time_that_is_closed(storm: Storm) -> None:
    waiting, staff = storm.desk.waiting, storm.center.staff
    storm.booked("午後")
    key = storm.closed("活動室A")
    with pytest.raises(PlaceClosed) as no:
        waiting.enter(staff, entry(storm, "午後"))
    assert no.value.params["room"] == "活動室A"
    for open_ in (entry(storm, "午前"), entry(storm, "午後", room="活動室B")):
        waiting.enter(staff, open_)
    storm.desk.emergencies.settle(storm.actor, key)
    with pytest.raises(PlaceClosed):
        waiting.enter(staff, entry(storm, "午後"))


def test_who_waited_before_is_offered_nothing_though_it_was_given_up(
    storm: Storm,
) -> None:
    desk, staff = storm.desk, storm.center.staff
    booking = storm.booked("午後")
    waits = desk.waiting.enter(staff, entry(storm, "午後")).value
    key = storm.closed("活動室A")
    desk.bookings.cancel(staff, booking)
    assert desk.waiting.to_ask() == []
    with pytest.raises(PlaceClosed):
        desk.waiting.offer(staff, waits, DAY)
    desk.emergencies.call_off(storm.actor, key)
    assert [row.id for row in desk.waiting.to_ask()] == [waits]
    desk.waiting.offer(staff, waits, DAY)


def test_nobody_books_what_was_given_up_before_it_was_settled(storm: Storm) -> None:
    desk, staff = storm.desk, storm.center.staff
    booking, kept = storm.booked("午後"), storm.booked("夜間")
    key = storm.closed("活動室A")
    wish = as_it_is(desk.bookings.card(kept))
    desk.bookings.cancel(staff, booking)
    with pytest.raises(PlaceClosed):
        storm.booked("午後")
    with pytest.raises(RoomTaken):
        storm.booked("夜間")
    found = desk.changes.changing(kept).loaded
    with pytest.raises(PlaceClosed):
        desk.changes.change(staff, kept, replace(wish, slots=("午後", "夜間")), found)
    desk.changes.change(staff, kept, replace(wish, users=9), found)
    storm.booked("午前")
    storm.booked("午後", room="活動室B")
    desk.emergencies.call_off(storm.actor, key)
    storm.booked("午後")


def test_a_wish_for_time_that_is_closed_is_refused_at_its_field(storm: Storm) -> None:
    lottery = crowded(storm.center, 1)
    key = shut(storm)
    with pytest.raises(WishRefused) as no:
        enter(
            storm.center,
            lottery,
            "風の会",
            ("活動室A", 3, "午前"),
            ("活動室A", 3, "午後"),
        )
    assert no.value.params["field"] == "wish2" and "臨時休館" in str(no.value.params)
    enter(storm.center, lottery, "川の会", ("活動室A", 3, "午前"), ("活動室B", 3, "午後"))
    storm.desk.emergencies.call_off(storm.actor, key)
    enter(storm.center, lottery, "海の会", ("活動室A", 3, "午後"))
