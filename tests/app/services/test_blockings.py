"""利用停止 keeps bookings out, and is kept out by them; exceptions have a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from app.kit.checks import FieldRefused, Required
from app.kit.messages import text_of
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.services.blockings import (
    BlockingForm,
    BlockRooms,
    InTheWay,
    Stretch,
)
from app.services.blockings.refusals import (
    FarDay,
    NoRoom,
    NotAllowedBy,
    NoTime,
    NotInForce,
    NotOneDay,
    Over,
    TooMany,
)
from app.services.bookings.asking import as_it_is
from app.services.requests import AskRequest
from app.services.rights import NotDeciding
from app.services.rooms import PartsBlocked, RoomForm
from app.services.sign_in import Actor
from app.services.staff import NewStaff
from db.occupancy import RoomBlocked
from db.queries.blockings import BlockingRow, blockings_in
from db.records.staff import Role
from tests.app.services.conftest import Center

TODAY, DAY, FAR = date(2026, 11, 24), date(2026, 12, 1), date(2126, 1, 1)


def hour(clock: float, day: date = DAY) -> datetime:
    minutes = int(clock * 60)
    return datetime(day.year, day.month, day.day, minutes // 60, minutes % 60)


def actor(center: Center) -> Actor:
    return Actor(UUID(center.staff), "渡邊 千恵子")


def wish(center: Center, since: float = 9, until: float = 12, **other: Any) -> BlockRooms:
    given: dict[str, Any] = {
        "rooms": (center.room().id,),
        "stretches": (Stretch(hour(since), hour(until)),),
        "kind": "maintenance",
        "reason": "空調の点検",
        "allowed_by": "所長・係長",
        **other,
    }
    return BlockRooms(**given)


def rows(center: Center) -> list[tuple[str, str, float, float]]:
    """What is in force: the room shown, the room blocked, from when to when."""
    with center.store.reader() as read:
        found = blockings_in(read, hour(0), hour(23))
    names = {center.room(name).id: name for name in ("活動室A", "活動室B")}
    return [
        (names[row.room_id], row.room, _clock(row.starts), _clock(row.ends))
        for row in found
    ]


def _clock(at: datetime) -> float:
    return at.hour + at.minute / 60


def undo(center: Center, done: Outcome[Any]) -> None:
    assert done.entry
    center.desk.journal.undo(center.staff, done.entry)


def shown(center: Center) -> BlockingRow:
    with center.store.reader() as read:
        [found] = blockings_in(read, hour(0), hour(23))
    return found


def test_nobody_books_over_a_blocking(center: Center) -> None:
    done = center.desk.blockings.block(actor(center), wish(center))
    assert (done.value.count, done.value.provisional) == (1, 0)
    group = center.register()
    asked = center.wish(group, DAY, "午前")
    offer = center.desk.offers.offer(asked)
    assert isinstance(offer.refusal, RoomBlocked)
    with pytest.raises(RoomBlocked) as refused:
        center.desk.bookings.book(center.staff, asked)
    told = text_of(refused.value)
    assert "9:00～12:00、点検・修繕のため利用停止です（空調の点検、渡邊 千恵子" in told
    center.desk.bookings.book(
        center.staff, center.wish(group, DAY, "午前", room="活動室B")
    )
    undo(center, done)
    center.desk.bookings.book(center.staff, asked)


def test_a_blocking_over_bookings_lists_them(center: Center) -> None:
    group = center.register()
    booked = center.desk.bookings.book(
        center.staff, center.wish(group, DAY, "午前")
    ).value
    with pytest.raises(InTheWay) as refused:
        center.desk.blockings.block(actor(center), wish(center, 11, 13))
    assert [card.id for card in refused.value.bookings] == [booked.id]
    assert f"、{booked.number}）。" in text_of(refused.value)
    assert rows(center) == []
    stretch = [Stretch(hour(11), hour(13))]
    [found] = center.desk.blockings.in_the_way([center.room().id], stretch)
    assert found.number == booked.number
    assert not center.desk.blockings.in_the_way([center.room("活動室B").id], stretch)


def test_many_rooms_and_days_are_one_entry(center: Center) -> None:
    both = tuple(center.room(name).id for name in ("活動室A", "活動室B"))
    days = tuple(
        Stretch(hour(9, date(2026, 12, day)), hour(17, date(2026, 12, day)))
        for day in (1, 2, 3)
    )
    done = center.desk.blockings.block(
        actor(center), wish(center, rooms=both, stretches=days)
    )
    assert done.value.count == 6
    first = next(
        key
        for key in [row.id for row in _all(center)]
        if center.desk.blockings.looked_at(key).card.starts == hour(9)
    )
    looked = center.desk.blockings.looked_at(first)
    assert len(looked.others) == 5
    center.desk.blockings.lift(actor(center), [first, *looked.others])
    assert rows(center) == []
    with pytest.raises(NotInForce):
        center.desk.blockings.lift(actor(center), [first])


def _all(center: Center) -> list[BlockingRow]:
    with center.store.reader() as read:
        return list(blockings_in(read, hour(0), hour(0, date(2027, 1, 1))))


def clerk_of(center: Center, role: str) -> str:
    """Somebody else at the desk: their key."""
    add, change_role = center.desk.staff.add, center.desk.staff.change_role
    key = add(center.staff, NewStaff("佐藤 花子", "サトウ ハナコ", "2525")).value
    change_role(center.staff, key, role)
    return key.hex


def test_an_exception_is_decided_by_whom_the_blocking_names(center: Center) -> None:
    center.desk.blockings.block(actor(center), wish(center, 8, 17, allowed_by="所長"))
    group = center.register()
    asked = center.wish(group, DAY, "午前")
    assert center.desk.offers.offer(asked).waivable == "所長"
    excepted = replace(asked, waiver="市長の来訪")
    for role, no in ((Role.CLERK, NotDeciding), (Role.CHIEF, NotAllowedBy)):
        with pytest.raises(no):
            center.desk.bookings.book(clerk_of(center, role), excepted)
    offer = center.desk.offers.offer(excepted)
    assert offer.refusal is None
    assert [each.told for each in offer.waived] == ["利用停止（点検・修繕：空調の点検）"]
    done = center.desk.bookings.book(center.staff, excepted)
    card = center.desk.bookings.card(done.value.id)
    [kept] = center.desk.waivers.latest()
    assert (kept.number, kept.about, kept.rule) == (card.number, "blocking", "")
    assert (kept.staff, kept.reason) == ("渡邊 千恵子", "市長の来訪")
    assert center.desk.waivers.of_booking(card.id) == [kept]
    assert rows(center) == [
        ("活動室A", "活動室A", 8, 9),
        ("活動室A", "活動室A", _clock(card.ends), 17),
    ]
    undo(center, done)
    assert rows(center) == [("活動室A", "活動室A", 8, 17)]
    assert not center.desk.waivers.latest()
    assert center.desk.journal.complaints() == []


def test_a_booking_is_moved_into_a_blocking_by_an_exception(center: Center) -> None:
    desk = center.desk
    desk.blockings.block(actor(center), wish(center, 8, 17))
    asked = center.wish(center.register(), DAY, "午前", room="活動室B")
    key = desk.bookings.book(center.staff, asked).value.id
    card = desk.bookings.card(key)
    into = replace(as_it_is(card), room_id=center.room().id)
    seen = desk.changes.changing(key).loaded
    offer = desk.changes.offer(key, into)
    assert isinstance(offer.refusal, RoomBlocked) and offer.waivable == "所長・係長"
    with pytest.raises(RoomBlocked):
        desk.changes.change(center.staff, key, into, seen)
    excepted = replace(into, waiver="市長の来訪")
    offer = desk.changes.offer(key, excepted)
    assert offer.refusal is None and len(offer.waived) == 1
    done = desk.changes.change(center.staff, key, excepted, seen)
    [kept] = desk.waivers.of_booking(key)
    assert kept.about == "blocking" and rows(center)[0][2:] == (8, 9)
    undo(center, done)
    assert rows(center) == [("活動室A", "活動室A", 8, 17)]


def test_where_nobody_may_allow_it_there_is_no_exception(center: Center) -> None:
    center.desk.blockings.block(actor(center), wish(center, allowed_by=""))
    asked = center.wish(center.register(), DAY, "午前")
    excepted = replace(asked, waiver="市長の来訪")
    assert isinstance(center.desk.offers.offer(excepted).refusal, RoomBlocked)
    assert not center.desk.offers.offer(asked).waivable
    with pytest.raises(RoomBlocked):
        center.desk.bookings.book(center.staff, excepted)


def test_an_exception_nobody_needs_is_not_noted(center: Center) -> None:
    asked = center.wish(center.register(), DAY, "午前")
    center.desk.bookings.book(center.staff, replace(asked, waiver="市長の来訪"))
    assert not center.desk.waivers.latest()


def join(center: Center) -> None:
    """活動室B has 活動室A as its part from now on."""
    room = RoomForm("活動室B", "24", parts=(center.room().id,))
    center.desk.rooms.correct(center.staff, center.room("活動室B").id, room)


def test_a_joined_room_is_blocked_with_its_part(center: Center) -> None:
    join(center)
    center.desk.blockings.block(actor(center), wish(center))
    assert sorted(rows(center)) == [
        ("活動室A", "活動室A", 9, 12),
        ("活動室B", "活動室A", 9, 12),
    ]
    with pytest.raises(RoomBlocked):
        center.desk.bookings.book(
            center.staff, center.wish(center.register(), DAY, "午前", room="活動室B")
        )


def test_rooms_are_not_joined_over_blockings(center: Center) -> None:
    for name in ("活動室A", "活動室B"):
        center.desk.blockings.block(
            actor(center), wish(center, rooms=(center.room(name).id,))
        )
    with pytest.raises(PartsBlocked):
        join(center)


def test_a_blocking_is_changed_and_ended_early(center: Center) -> None:
    center.desk.blockings.block(
        actor(center),
        wish(center, stretches=(Stretch(hour(9, TODAY), hour(17, TODAY)),)),
    )
    [row] = _today(center)
    looked = center.desk.blockings.looked_at(row.id)
    form = BlockingForm(
        hour(10, TODAY), hour(18, TODAY), "official", "投票所", True, "所長"
    )
    center.desk.blockings.change(actor(center), row.id, form, looked.loaded)
    [row] = _today(center)
    assert (row.starts, row.ends, row.kind) == (form.starts, form.ends, "official")
    assert (row.reason, row.posted) == ("投票所", True)
    assert center.desk.blockings.looked_at(row.id).card.allowed_by == "所長"
    done = center.desk.blockings.end(actor(center), row.id)
    assert _today(center)[0].ends == hour(14, TODAY)  # it is 14:07
    undo(center, done)
    assert _today(center)[0].ends == form.ends


def _today(center: Center) -> list[BlockingRow]:
    with center.store.reader() as read:
        return list(blockings_in(read, hour(0, TODAY), hour(23, TODAY)))


def test_a_changed_blocking_meets_bookings(center: Center) -> None:
    center.desk.blockings.block(actor(center), wish(center, 9, 10))
    center.desk.bookings.book(center.staff, center.wish(center.register(), DAY, "午後"))
    row = shown(center)
    looked = center.desk.blockings.looked_at(row.id)
    form = BlockingForm(hour(9), hour(15), row.kind, row.reason, False, "")
    with pytest.raises(InTheWay):
        center.desk.blockings.change(actor(center), row.id, form, looked.loaded)


def test_what_is_blocked_is_not_blocked_again(center: Center) -> None:
    center.desk.blockings.block(actor(center), wish(center))
    with pytest.raises(RoomBlocked):
        center.desk.blockings.block(actor(center), wish(center, 11, 13))


@pytest.mark.parametrize(
    ("other", "no"),
    [
        ({"rooms": ()}, NoRoom),
        ({"stretches": ()}, NoTime),
        ({"stretches": (Stretch(hour(9), hour(9)),)}, NotOneDay),
        ({"stretches": (Stretch(hour(22), hour(1, date(2026, 12, 2))),)}, NotOneDay),
        ({"stretches": (Stretch(hour(9), hour(8)),)}, NotOneDay),
        ({"stretches": (Stretch(hour(9, TODAY), hour(14, TODAY)),)}, Over),
        ({"stretches": (Stretch(hour(9, FAR), hour(10, FAR)),)}, FarDay),
        ({"stretches": (Stretch(hour(9), hour(10)),) * 801}, TooMany),
        ({"reason": " "}, Required),
    ],
)  # fmt: skip
def test_bad_input(center: Center, other: dict[str, Any], no: type[Refusal]) -> None:
    with pytest.raises(no) as refused:
        center.desk.blockings.block(actor(center), wish(center, **other))
    assert isinstance(refused.value, FieldRefused) and text_of(refused.value)
    assert rows(center) == []


def test_a_whole_day_ends_at_midnight(center: Center) -> None:
    whole = Stretch(hour(0), hour(0, date(2026, 12, 2)))
    center.desk.blockings.block(actor(center), wish(center, stretches=(whole,)))
    with pytest.raises(RoomBlocked) as refused:
        center.desk.bookings.book(
            center.staff, center.wish(center.register(), DAY, "夜間")
        )
    assert "0:00～24:00" in text_of(refused.value)


def test_a_series_says_which_of_its_days_is_blocked(center: Center) -> None:
    center.desk.blockings.block(actor(center), wish(center))
    first = center.wish(center.register(), date(2026, 11, 26), "午前")
    asked = AskRequest(replace(first, day=DAY), "毎週火", date(2026, 12, 8))
    offer = center.desk.requests.offer(asked)
    blocked, free = [line.refusal for line in offer.lines]
    assert isinstance(blocked, RoomBlocked) and free is None
