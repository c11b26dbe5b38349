"""What is offered, and what is said against a wish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.kit.messages import text_of
from app.services.requests import AskRequest
from app.services.rooms import RoomForm
from app.services.weighing import TooManyForRoom
from db.journal.entry import Act
from db.occupancy import RoomTaken
from db.records.rooms import Room
from tests.app.services.conftest import Center

TUESDAY = date(2026, 12, 1)


def add_room(center: Center, name: str, capacity: int) -> None:
    with center.store.write(Act("room.add", center.staff, center.clock.now)) as work:
        key = work.new_id()
        work.add(Room(id=key, name=name, home="H", capacity=capacity, place=9))


def test_a_refusal_says_who_has_the_room(center: Center) -> None:
    first, second = center.register(), center.register("山﨑の会", "ヤマザキノカイ")
    taken = center.wish(first, TUESDAY, "午後")
    number = center.desk.bookings.book(center.staff, taken).value.number
    wish = replace(taken, group_id=second, slots=("全日",))
    with pytest.raises(RoomTaken) as refused:
        center.desk.bookings.book(center.staff, wish)
    told = "活動室Aは12月1日 13:00～17:00に花の会の予約が入っています"
    assert text_of(refused.value).startswith(f"{told}（{number}）。")
    offer = center.desk.offers.offer(wish)
    assert offer.refusal is not None
    assert text_of(offer.refusal) == text_of(refused.value)
    assert [a.room for a in offer.alternatives[:1]] == ["活動室B"]


def test_a_room_holds_so_many(center: Center) -> None:
    add_room(center, "会議室1", 60)
    wish = replace(center.wish(center.register(), TUESDAY, "午後"), users=30)
    with pytest.raises(TooManyForRoom):
        center.desk.bookings.book(center.staff, wish)
    offer = center.desk.offers.offer(wish)
    assert isinstance(offer.refusal, TooManyForRoom)
    assert offer.refusal.field == "users"
    found = [(a.room, a.day.day) for a in offer.alternatives]
    assert found == [("会議室1", 1), ("会議室1", 2), ("会議室1", 3)]


def test_a_room_without_a_number_holds_any(center: Center) -> None:
    add_room(center, "会議室1", 0)
    group = center.register()
    wish = center.wish(group, TUESDAY, "午後", room="会議室1")
    assert center.desk.offers.offer(replace(wish, users=500)).refusal is None
    assert [a.room for a in center.desk.offers.free(TUESDAY, "午後", 500)] == ["会議室1"]


def test_a_room_the_rules_do_not_know_says_so(center: Center) -> None:
    add_room(center, "調理室", 16)
    rooms = {row.room.name: row for row in center.desk.offers.day(TUESDAY).rooms}
    unknown = rooms["調理室"].refusal
    assert unknown is not None and unknown.code == "rulebook.unknown_place"
    assert rooms["調理室"].slots == () and rooms["活動室A"].refusal is None


def test_all_pieces_of_a_day_are_the_whole_day(center: Center) -> None:
    room = center.desk.offers.day(TUESDAY).rooms[0]
    names = [offer.slot.name for offer in room.base]
    assert names == ["午前", "午後", "夜間"]
    assert room.joined(names) == ("全日",)
    assert room.joined(names[:2]) == ("午前", "午後")
    assert room.pieces(("全日",)) == ("午前", "午後", "夜間")
    assert room.pieces(("午後",)) == ("午後",)


def test_an_offer_names_the_grounds_of_reduction(center: Center) -> None:
    wish = center.wish(center.register(), TUESDAY, "午後")
    ground = "市内の学校または社会福祉施設が行う活動"
    assert ground in center.desk.offers.offer(wish).grounds
    assert center.desk.offers.offer(replace(wish, ground=ground)).quote.fee == 500


def test_the_fee_is_received_with_the_permit(center: Center) -> None:
    desk, staff = center.desk, center.staff
    wish = center.wish(center.register(), TUESDAY, "午後")
    outcome = desk.bookings.book(staff, wish, paid=True)
    receipt = outcome.value.receipt
    assert receipt is not None and receipt.amount == 1000
    assert desk.bookings.card(outcome.value.id).owed == 0
    assert outcome.entry is not None
    desk.journal.undo(staff, outcome.entry)
    assert desk.payments.of_booking(outcome.value.id) == []
    assert desk.bookings.book(staff, wish).value.receipt is None


def test_nothing_is_received_for_a_free_use(center: Center) -> None:
    wish = center.wish(center.register(), TUESDAY, "午後")
    free = replace(wish, ground="市が主催または共催する事業")
    assert center.desk.bookings.book(center.staff, free, paid=True).value.receipt is None


def test_cleaning_up_after_a_wish_needs_time_too(center: Center) -> None:
    """What is offered can be booked: the room is not ready for who comes next."""
    desk, staff, room = center.desk, center.staff, center.room()
    desk.rooms.correct(staff, room.id, RoomForm(room.name, "24", "75", "90"))
    desk.bookings.book(staff, center.wish(center.register(), TUESDAY, "午後"))
    wish = center.wish(center.register("山の会", "ヤマノカイ"), TUESDAY, "午前")
    refusal = desk.offers.offer(wish).refusal
    assert isinstance(refusal, RoomTaken)
    assert "、準備 11:45から、片付け 18:30まで）。" in text_of(refusal)
    assert "準備に75分を空けます。" in text_of(refusal)
    assert isinstance(desk.offers.verdict(wish), RoomTaken)
    [line] = desk.requests.offer(AskRequest(wish)).lines
    assert isinstance(line.refusal, RoomTaken) and line.can_wait
    with pytest.raises(RoomTaken):
        desk.bookings.book(staff, wish)
