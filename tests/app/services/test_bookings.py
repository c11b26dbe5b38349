"""A booking from the wish to the key handed back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.kit.checks import FieldRefused
from app.rules.calendar.opening import ClosedDay
from app.rules.requirements import Refused, RegisteredOnly
from app.rules.use.refusals import NoLongerOpen, NotOpenYet
from app.services.bookings import NoGroup, NotPermitted, NotToday, TooManyUsers, Unpaid
from app.services.groups import GroupForm, PersonForm
from app.services.payments import NothingOwed
from app.services.weighing import NoSlot
from db.occupancy import RoomTaken
from tests.app.services.conftest import Center, demo_rules

TUESDAY = date(2026, 12, 1)
THIRD_MONDAY = date(2026, 12, 21)


def test_a_day_at_the_desk(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group = center.register()
    booked = desk.bookings.book(staff, center.wish(group, TUESDAY, "午前", "午後")).value
    assert booked.number == "H26-0001"
    assert booked.fee == 800 + 1000  # 越谷市 利用案内: 活動室A 午前800円 午後1,000円
    receipt = desk.payments.take(staff, booked.id).value
    assert (receipt.number, receipt.amount) == ("H26-0001", 1800)
    center.clock.now += timedelta(days=7)
    desk.bookings.check_in(staff, booked.id)
    desk.bookings.check_out(staff, booked.id, 18)
    card = desk.bookings.card(booked.id)
    assert (card.status, card.actual_users, card.owed) == ("done", 18, 0)
    assert (card.starts.hour, card.ends.hour) == (9, 17)
    assert desk.journal.complaints() == []


def test_a_room_is_not_given_twice(center: Center) -> None:
    group = center.register()
    wish = center.wish(group, TUESDAY, "午前")
    center.desk.bookings.book(center.staff, wish)
    before = center.desk.journal.vector()
    for slots in (("午前",), ("全日",)):
        with pytest.raises(RoomTaken):
            center.desk.bookings.book(center.staff, center.wish(group, TUESDAY, *slots))
    assert center.desk.journal.vector() == before
    second = center.desk.bookings.book(center.staff, center.wish(group, TUESDAY, "午後"))
    assert second.value.number == "H26-0002"  # refused bookings use up no number


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(2027, 3, 2), NotOpenYet),  # 規則第5条: from 12/1, three months before
        (date(2026, 11, 24), NoLongerOpen),  # until the day before
        (THIRD_MONDAY, ClosedDay),
    ],
)
def test_the_rules_are_asked_when_it_is_written(
    center: Center, day: date, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        center.desk.bookings.book(
            center.staff, center.wish(center.register(), day, "午前")
        )


def test_an_offer_says_what_else_is_possible(center: Center) -> None:
    group = center.register()
    center.desk.bookings.book(center.staff, center.wish(group, TUESDAY, "午前"))
    offer = center.desk.offers.offer(center.wish(group, TUESDAY, "午前"))
    assert isinstance(offer.refusal, RoomTaken)
    found = [(a.room, a.day, a.slots, a.fee) for a in offer.alternatives]
    assert found == [
        ("活動室B", TUESDAY, ("午前",), 800),
        ("活動室A", TUESDAY, ("午後",), 1000),
        ("活動室A", TUESDAY, ("夜間",), 900),
    ]
    assert offer.window.opens == date(2026, 9, 1)


def test_a_free_wish_has_no_refusal(center: Center) -> None:
    offer = center.desk.offers.offer(center.wish(center.register(), TUESDAY, "夜間"))
    assert offer.refusal is None
    assert offer.alternatives == ()
    assert offer.quote.fee == 900


def test_free_rooms_of_an_afternoon(center: Center) -> None:
    group = center.register()
    center.desk.bookings.book(center.staff, center.wish(group, TUESDAY, "午後"))
    free = center.desk.offers.free(TUESDAY, "午後", 20)
    assert [(a.room, a.fee) for a in free] == [("活動室B", 1000)]
    assert center.desk.offers.free(TUESDAY, "午後", 25) == []


def test_a_key_waits_for_its_day_and_its_fee(center: Center) -> None:
    desk, staff = center.desk, center.staff
    wish = center.wish(center.register(), TUESDAY, "午後")
    booking = desk.bookings.book(staff, wish).value.id
    with pytest.raises(NotToday):
        desk.bookings.check_in(staff, booking)
    center.clock.now += timedelta(days=7)
    with pytest.raises(Unpaid):
        desk.bookings.check_in(staff, booking)
    desk.bookings.check_in(staff, booking, accept_unpaid=True)
    with pytest.raises(NotPermitted):
        desk.bookings.check_in(staff, booking, accept_unpaid=True)
    with pytest.raises(TooManyUsers):
        desk.bookings.check_out(staff, booking, 10_000)


def test_cancelling_pays_back_what_the_rules_say(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group = center.register()
    booking = desk.bookings.book(staff, center.wish(group, TUESDAY, "午後")).value.id
    assert desk.bookings.cancelling(booking).back is None  # nothing was paid
    desk.payments.take(staff, booking)
    told = desk.bookings.cancelling(booking).back
    cancelled = desk.bookings.cancel(staff, booking)
    assert cancelled.value == told
    assert cancelled.value is not None and cancelled.value.amount == 1000  # 7 days before
    assert [p.amount for p in desk.payments.of_booking(booking)] == [-1000, 1000]
    assert desk.bookings.card(booking).status == "cancelled"
    desk.bookings.book(staff, center.wish(group, TUESDAY, "午後"))
    with pytest.raises(NothingOwed):
        desk.payments.take(staff, booking)


def test_a_cancellation_is_taken_back_whole(center: Center) -> None:
    desk, staff = center.desk, center.staff
    wish = center.wish(center.register(), TUESDAY, "午後")
    booking = desk.bookings.book(staff, wish).value.id
    desk.payments.take(staff, booking)
    entry = desk.bookings.cancel(staff, booking).entry
    assert entry is not None
    desk.journal.undo(staff, entry)
    card = desk.bookings.card(booking)
    assert (card.status, card.paid, card.cancelled_on) == ("confirmed", 1000, None)
    with pytest.raises(RoomTaken):
        desk.bookings.book(staff, wish)


def test_a_wish_must_be_whole(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group = center.register()
    with pytest.raises(NoSlot):
        desk.bookings.book(staff, center.wish(group, TUESDAY))
    wish = center.wish(group, TUESDAY, "午後")
    for bad in (
        replace(wish, group_id=None),
        replace(wish, purpose=""),
        replace(wish, purpose="お花😀"),
        replace(wish, purpose="花" * 101),
        replace(wish, users=0),
        replace(wish, users=10_000),
    ):
        with pytest.raises((NoGroup, FieldRefused)):
            desk.bookings.book(staff, bad)
    assert desk.bookings.of_group(group) == []


def test_no_other_room_helps_a_group_whose_registration_has_ended(center: Center) -> None:
    group = center.register()
    center.clock.now = center.clock.now.replace(year=2027, month=4)
    offer = center.desk.offers.offer(center.wish(group, date(2027, 5, 11), "午前"))
    assert isinstance(offer.refusal, RegisteredOnly)
    assert offer.alternatives == ()


def test_a_group_is_judged_by_its_class_and_its_people(center: Center) -> None:
    more = """
[[group_type]]
name = "企業"
[[surcharge]]
source = "体験"
kind = "企業"
factor = 2
when = { group_type = "企業" }
[[refuse]]
source = "体験"
reason = "20人を超える企業の利用はできません"
when = { group_type = "企業", people = { over = 20 } }
"""
    rules = demo_rules()
    version = replace(rules, text=rules.text + more, valid_from=date(2026, 11, 1))
    doubts = [each.key for each in center.desk.rulebooks.doubts(version)]
    center.desk.rulebooks.enact(center.staff, version, doubts)
    head = PersonForm(name="髙橋 節子", kana="タカハシ セツコ", title="会長")
    form = GroupForm("花商事", "ハナショウジ", kind="企業", representative=head)
    firm = center.desk.groups.register(center.staff, form).value.id
    wish = center.wish(firm, TUESDAY, "午前")
    assert center.desk.offers.offer(wish).quote.fee == 1600
    assert center.desk.offers.offer(replace(wish, group_id=None)).quote.fee == 800
    with pytest.raises(Refused):
        center.desk.bookings.book(center.staff, replace(wish, users=21))
    assert center.desk.bookings.book(center.staff, wish).value.fee == 1600
