"""Finding room: what is nearest to a wish, and when a usual time is free."""

from __future__ import annotations

from datetime import date, timedelta

from app.rules.requirements import RegisteredOnly
from app.rules.use.refusals import NotOpenYet
from app.services.finding import DAYS, WEEKS, Nearness
from tests.app.services.conftest import Center

TUESDAY = date(2026, 12, 1)
WEDNESDAY = date(2026, 12, 2)


def book(center: Center, group: str, day: date, slot: str, room: str = "活動室A") -> None:
    found = center.desk.groups.search(group, 1)
    key = found[0].id if found else center.register(group, "ダンタイ")
    center.desk.bookings.book(center.staff, center.wish(key, day, slot, room=room))


def test_nearest_first(center: Center) -> None:
    book(center, "花の会", TUESDAY, "午後")
    book(center, "花の会", TUESDAY, "夜間")
    book(center, "花の会", WEDNESDAY, "午後")
    near = center.desk.finding.near(TUESDAY, "午後", 20, ("活動室A",))
    assert [
        (n.nearness, n.place.room, n.place.day.day, n.place.slots[0]) for n in near
    ] == [
        (Nearness.OTHER_ROOM, "活動室B", 1, "午後"),
        (Nearness.OTHER_TIME, "活動室A", 1, "午前"),
        (Nearness.NEXT_DAYS, "活動室A", 3, "午後"),
        (Nearness.NEXT_DAYS, "活動室A", 4, "午後"),
        (Nearness.NEXT_DAYS, "活動室A", 5, "午後"),
        (Nearness.SAME_WEEKDAY, "活動室A", 8, "午後"),
        (Nearness.SAME_WEEKDAY, "活動室A", 15, "午後"),
    ]
    assert all(n.place.fee and n.place.capacity == 24 for n in near)


def test_on_a_closed_day_only_other_days_are_near(center: Center) -> None:
    near = center.desk.finding.near(date(2026, 12, 21), "", 0)
    assert {n.nearness for n in near} == {Nearness.NEXT_DAYS, Nearness.SAME_WEEKDAY}
    assert len(near) == DAYS + WEEKS


def test_nobody_finds_room_for_a_crowd(center: Center) -> None:
    assert center.desk.finding.near(TUESDAY, "午後", 500) == []


def test_the_usual_time_of_a_group(center: Center) -> None:
    book(center, "花の会", TUESDAY, "午後")
    book(center, "花の会", TUESDAY + timedelta(weeks=2), "午後")
    book(center, "花の会", WEDNESDAY, "夜間", "活動室B")
    book(center, "合唱団", TUESDAY + timedelta(weeks=1), "午後")
    group = center.desk.groups.search("花の会")[0].id
    found = center.desk.finding.when_free(group)
    assert found is not None and found.room == "活動室A"
    assert (found.usual.times, found.usual.of, found.usual.people) == (2, 3, 20)
    assert [place.day.day for place in found.places][:2] == [22, 5]
    held = [(p.day.day, p.why.params.get("group")) for p in found.passed[:3]]
    assert held == [(1, "花の会"), (8, "合唱団"), (15, "花の会")]


def test_nothing_is_promised_before_the_acceptance(center: Center) -> None:
    book(center, "花の会", TUESDAY, "午後")
    group = center.desk.groups.search("花の会")[0].id
    for _ in range(3):  # the year is taken as far as it is open
        found = center.desk.finding.when_free(group)
        assert found is not None
        for place in found.places:
            book(center, "花の会", place.day, "午後")
    found = center.desk.finding.when_free(group)
    assert found is not None and found.places == []
    assert isinstance(found.ended, NotOpenYet)


def test_cancelled_uses_are_no_habit(center: Center) -> None:
    book(center, "花の会", TUESDAY, "午後")
    group = center.desk.groups.search("花の会")[0].id
    [card] = center.desk.bookings.of_group(group)
    center.desk.bookings.cancel(center.staff, card.id)
    assert center.desk.finding.usual(group) is None


def test_a_registration_that_is_over_ends_the_search(center: Center) -> None:
    book(center, "花の会", TUESDAY, "午後")
    group = center.desk.groups.search("花の会")[0].id
    center.clock.now = center.clock.now.replace(year=2028)
    found = center.desk.finding.when_free(group)
    assert found is not None and found.places == []
    assert isinstance(found.ended, RegisteredOnly) and found.passed == []
