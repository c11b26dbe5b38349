"""キャンセル待ち: in order, asked by phone, taken, declined or lapsed."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from app.rules.requirements import RegisteredOnly
from app.services.waiting import Entry
from app.services.waiting.waiting import AlreadyWaiting, NotWaiting, OfferWhen, UsePast
from db.occupancy import RoomTaken
from tests.app.services.conftest import Center

DAY = date(2026, 12, 1)


def taken(center: Center) -> UUID:
    """活動室A has somebody on the morning of the day."""
    group = center.register("先の会", "サキノカイ")
    wish = center.wish(group, DAY, "午前")
    return center.desk.bookings.book(center.staff, wish).value.id


def wait(center: Center, name: str, *slots: str, room: str = "活動室A") -> UUID:
    group = center.register(name, "カイ")
    entry = Entry(center.room(room).id, group, DAY, slots or ("午前",), "練習", 8)
    center.clock.now += timedelta(minutes=1)
    return center.desk.waiting.enter(center.staff, entry).value


def asked(center: Center) -> list[str]:
    at = center.clock.now.replace(tzinfo=None)
    return [row.group for row in center.desk.today.view(at).offers]


def test_the_first_is_asked_first_when_it_becomes_free(center: Center) -> None:
    desk, staff = center.desk, center.staff
    booking = taken(center)
    first, second = wait(center, "花の会"), wait(center, "山の会")
    wait(center, "川の会", "全日")
    assert asked(center) == []
    cancelled = desk.bookings.cancel(staff, booking).entry
    assert asked(center) == ["花の会"]  # who wants more of it waits for an answer, too
    desk.waiting.offer(staff, first, date(2026, 11, 26), "留守番電話に入れた")
    assert asked(center) == []
    entry = desk.waiting.entry(first)
    assert entry.offer_until == date(2026, 11, 26)
    assert entry.note == "R8.11.24 14:10 渡邊 千恵子：留守番電話に入れた"
    desk.waiting.decline(staff, first, "都合が悪い")
    assert entry.note in desk.waiting.entry(first).note
    assert asked(center) == ["山の会"]
    desk.waiting.offer(staff, second, date(2026, 11, 26))
    number = desk.waiting.take(staff, second, "お願いします").value
    [row] = desk.offers.day(DAY).bookings
    assert (row.number, row.group, row.fee) == (number, "山の会", 800)
    assert asked(center) == [] and cancelled is not None
    assert [row.status for row in desk.waiting.listed()] == [
        "declined",
        "taken",
        "waiting",
    ]
    assert desk.journal.complaints() == []


def test_an_offer_that_was_not_answered_lapses(center: Center) -> None:
    desk, staff = center.desk, center.staff
    first = wait(center, "花の会")
    wait(center, "山の会")
    desk.waiting.offer(staff, first, date(2026, 11, 25))
    center.clock.now += timedelta(days=2)
    view = desk.today.view(center.clock.now.replace(tzinfo=None))
    assert [row.group for row in view.offered] == ["花の会"] and view.offers == []
    desk.waiting.note(staff, first, "留守")
    desk.waiting.lapse(staff, first)
    assert asked(center) == ["山の会"]
    for act in (desk.waiting.decline, desk.waiting.lapse, desk.waiting.take):
        with pytest.raises(NotWaiting):
            act(staff, first)


def test_what_is_taken_back_is_as_before(center: Center) -> None:
    desk, staff = center.desk, center.staff
    key = wait(center, "花の会")
    entry = desk.waiting.take(staff, key).entry
    assert entry is not None and asked(center) == []
    desk.journal.undo(staff, entry)
    assert asked(center) == ["花の会"] and desk.offers.day(DAY).bookings == []


def test_nobody_takes_what_another_has(center: Center) -> None:
    taken(center)
    key = wait(center, "花の会")
    with pytest.raises(RoomTaken):
        center.desk.waiting.take(center.staff, key)
    assert center.desk.waiting.entry(key).status == "waiting"


def test_what_cannot_be_waited_for(center: Center) -> None:
    desk, staff = center.desk, center.staff
    key = wait(center, "花の会")
    group = desk.waiting.entry(key).group_id
    room = center.room().id
    with pytest.raises(AlreadyWaiting):
        desk.waiting.enter(staff, Entry(room, group, DAY, ("午前",), "練習", 8))
    with pytest.raises(UsePast):
        today = center.clock.now.date()
        desk.waiting.enter(staff, Entry(room, group, today, ("午前",), "練習", 8))
    for until in (date(2026, 11, 23), date(2026, 12, 2)):
        with pytest.raises(OfferWhen):
            desk.waiting.offer(staff, key, until)
    center.clock.now += timedelta(days=2000)
    later = center.clock.now.date() + timedelta(days=7)
    with pytest.raises(RegisteredOnly):
        desk.waiting.enter(staff, Entry(room, group, later, ("午前",), "練習", 8))
