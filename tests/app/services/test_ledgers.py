"""予約台帳 of a week and of a year, on both databases; reads that history cannot slow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.services.months import State
from app.services.offered import LedgerRoom
from db.queries import today
from tests.app.services.conftest import Center

TUESDAY = date(2026, 12, 1)


def test_a_week_has_what_is_booked_in_its_room(center: Center) -> None:
    group = center.register()
    for days, room in ((0, "活動室A"), (5, "活動室A"), (6, "活動室A"), (1, "活動室B")):
        wish = center.wish(group, TUESDAY + timedelta(days=days), "午後", room=room)
        center.desk.bookings.book(center.staff, wish)
    week = center.desk.ledgers.week(center.room().id, TUESDAY)
    assert week.room == center.room()
    assert [each.day for each in week.days] == [
        date(2026, 11, 30) + timedelta(days=n) for n in range(7)
    ]
    assert [len(each.bookings) for each in week.days] == [0, 1, 0, 0, 0, 0, 1]
    taken = [offer.slot.name for offer in week.days[1].room.base if offer.taken]
    assert taken == ["午後"]
    assert [room.name for room in week.rooms] == ["活動室A", "活動室B"]


def told(room: LedgerRoom) -> list[tuple[object, ...]]:
    return [(each.slot, each.fee, each.taken, type(each.refusal)) for each in room.slots]


def test_the_week_says_what_the_day_says(center: Center) -> None:
    wish = center.wish(center.register(), TUESDAY, "午前")
    center.desk.bookings.book(center.staff, wish)
    for room in ("活動室A", "活動室B"):
        for each in center.desk.ledgers.week(center.room(room).id, TUESDAY).days:
            ledger = center.desk.offers.day(each.day)
            [same] = [row for row in ledger.rooms if row.room.name == room]
            assert told(each.room) == told(same)
            held = [row for row in ledger.bookings if row.room == room]
            assert each.bookings == held


def test_a_cancelled_booking_is_in_no_grid(center: Center) -> None:
    group = center.register()
    booked = center.desk.bookings.book(
        center.staff, center.wish(group, TUESDAY, "午前")
    ).value.id
    center.desk.bookings.cancel(center.staff, booked)
    week = center.desk.ledgers.week(center.room().id, TUESDAY)
    assert not any(each.bookings for each in week.days)
    assert not center.desk.ledgers.year(group, TUESDAY).bookings


def test_without_a_room_the_first_own_one_is_shown(center: Center) -> None:
    assert center.desk.ledgers.week(None, TUESDAY).room == center.room("活動室A")


def test_before_the_first_rules_a_week_has_no_slots(center: Center) -> None:
    week = center.desk.ledgers.week(None, date(2019, 5, 1))
    assert {each.room.refusal is not None for each in week.days} == {True}


def test_a_year_begins_in_april(center: Center) -> None:
    group, other = center.register(), center.register("山﨑の会", "ヤマザキノカイ")
    for whose, day in ((group, TUESDAY), (group, date(2027, 2, 9)), (other, TUESDAY)):
        slot = "午前" if whose == group else "午後"
        wish = replace(center.wish(whose, day, slot), users=5)
        center.desk.bookings.book(center.staff, wish)
    year = center.desk.ledgers.year(group, date(2027, 3, 31))
    assert (year.year, year.group) == (2026, "花の会")
    days = [row.starts.date() for row in year.bookings]
    assert days == [TUESDAY, date(2027, 2, 9)]
    assert not center.desk.ledgers.year(group, date(2027, 4, 1)).bookings


def test_a_closed_day_of_the_month_says_why(center: Center) -> None:
    days = center.desk.months.month(TUESDAY).colors["活動室A"]
    shut = [day for day in days if day.state is State.CLOSED]
    assert shut and all("休館日です" in day.why for day in shut)
    assert not any(day.why for day in days if day.state is State.OPEN)


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (today.OF_SPAN, "ix_booking_starts"),
        (today.OF_ROOM, "ix_booking_starts"),
        (today.OF_GROUP, "ix_booking_group_id"),
    ],
)
def test_no_grid_reads_all_of_history(center: Center, sql: str, index: str) -> None:
    with center.store.read() as session:
        on = session.connection().dialect.name
    if on != "sqlite":
        pytest.skip("PostgreSQL plans by statistics, and a small table needs no index")
    given = {
        "since": "2026-12-01 00:00:00.000000",
        "until": "2026-12-08 00:00:00.000000",
        "room": center.room().id.hex,
        "group": center.register().hex,
    }
    wanted = {name: value for name, value in given.items() if f":{name}" in sql}
    with center.store.reader() as read:
        plan = [str(row[-1]) for row in read(f"EXPLAIN QUERY PLAN {sql}", wanted)]
    [booking] = [step for step in plan if step.split()[1] == "b"]
    assert index in booking, plan
