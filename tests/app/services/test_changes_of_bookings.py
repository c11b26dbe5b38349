"""変更: another day, room or time, in one entry, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.kit.checks import FieldRefused
from app.services.bookings import ChangeWish, StaleForm
from app.services.bookings.refusals import Begun, ChangeIsCancel, NothingChanged
from app.services.loans import Wanted
from app.services.weighing import FarDay, TooManyForRoom
from db.occupancy import RoomTaken
from db.refusal import RowGone
from db.stock import OutOfStock
from tests.app.services.conftest import Center
from tests.app.services.test_life_of_bookings import rules

TUESDAY, WEDNESDAY = date(2026, 12, 1), date(2026, 12, 2)
CHANGE = """
[[change]]
difference_until = { days_before = 3 }
later_share = 0.5
cheaper = "refund"
rounding = { to = 10, way = "down" }
"""
AS_CANCEL = """
[[change]]
as_cancel = true
"""


def changed(center: Center, booking: UUID, **fields: Any) -> ChangeWish:
    card = center.desk.bookings.card(booking)
    wish = ChangeWish(
        card.room_id,
        card.starts.date(),
        tuple(card.slots.split("・")),
        card.purpose,
        card.users,
    )
    return replace(wish, **fields)


def change(center: Center, booking: UUID, **fields: Any) -> None:
    desk = center.desk
    loaded = desk.changes.changing(booking).loaded
    desk.changes.change(center.staff, booking, changed(center, booking, **fields), loaded)


def test_a_change_moves_everything_in_one_entry(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group, kind = center.register(), center.kind()
    wish = replace(center.wish(group, TUESDAY, "午前"), equipment=(Wanted(kind),))
    booking = desk.bookings.book(staff, wish, paid=True).value.id
    before = desk.bookings.card(booking)
    fields = {
        "room_id": center.room("活動室B").id,
        "day": WEDNESDAY,
        "slots": ("午前", "午後"),
        "users": 12,
    }
    offer = desk.changes.offer(booking, changed(center, booking, **fields))
    assert offer.refusal is None
    assert (offer.before, offer.fee) == (before.fee, before.fee + 1000)
    assert (offer.more, offer.back) == (1000, 0)
    assert sum(line.amount for line in offer.lines) == offer.fee
    assert desk.bookings.card(booking) == before  # asking changes nothing
    change(center, booking, **fields)
    card = desk.bookings.card(booking)
    assert (card.room, card.slots, card.users) == ("活動室B", "午前・午後", 12)
    assert (card.starts, card.ends) == (
        datetime(2026, 12, 2, 9),
        datetime(2026, 12, 2, 17),
    )
    assert (card.fee, card.owed) == (offer.fee, 1000)
    [loan] = desk.loans.of_booking(booking)
    assert (loan.first_on, loan.last_on) == (WEDNESDAY, WEDNESDAY)
    desk.bookings.book(staff, center.wish(group, TUESDAY, "午前"))  # it is free again
    with pytest.raises(RoomTaken):
        desk.bookings.book(staff, center.wish(group, WEDNESDAY, "午後", room="活動室B"))
    last = desk.journal.history("booking", booking)[-1]
    assert last.verb == "booking.change"
    with pytest.raises(RoomTaken):
        desk.journal.undo(staff, last.entry)


def test_a_change_can_be_undone_with_what_was_paid_back(center: Center) -> None:
    desk, staff = center.desk, center.staff
    rules(center, CHANGE)
    wish = center.wish(center.register(), date(2026, 12, 8), "午前", "午後")
    booking = desk.bookings.book(staff, wish, paid=True).value.id
    loaded = desk.changes.changing(booking).loaded
    shorter = changed(center, booking, slots=("午前",))
    outcome = desk.changes.change(staff, booking, shorter, loaded)
    assert (outcome.value.back, outcome.value.more) == (1000, 0)
    assert [row.amount for row in desk.payments.of_booking(booking)] == [-1000, 1800]
    assert outcome.entry is not None
    desk.journal.undo(staff, outcome.entry)
    card = desk.bookings.card(booking)
    assert (card.slots, card.fee, card.paid) == ("午前・午後", 1800, 1800)


def test_a_late_change_costs_what_the_rules_add(center: Center) -> None:
    desk, staff = center.desk, center.staff
    rules(center, CHANGE)
    wish = center.wish(center.register(), TUESDAY, "午前")
    booking = desk.bookings.book(staff, wish, paid=True).value.id
    center.clock.now += timedelta(days=5)  # 11/29, the change was free until 11/28
    offer = desk.changes.offer(booking, changed(center, booking, slots=("午後",)))
    assert (offer.fee, offer.more) == (1000 + 400, 600)
    assert sum(line.amount for line in offer.lines) == offer.fee
    assert any("50%" in step.text for step in offer.explained)


def test_where_the_rules_are_silent_nothing_is_paid_back(center: Center) -> None:
    desk, staff = center.desk, center.staff
    wish = center.wish(center.register(), TUESDAY, "午前", "午後")
    booking = desk.bookings.book(staff, wish, paid=True).value.id
    offer = desk.changes.offer(booking, changed(center, booking, slots=("午前",)))
    assert (offer.fee, offer.back, offer.more) == (800, 0, 0)
    assert "返しません" in offer.explained[-1].text


def test_changes_that_are_none(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group = center.register()
    booking = desk.bookings.book(staff, center.wish(group, TUESDAY, "午前")).value.id
    other = center.wish(group, TUESDAY, "午後")
    desk.bookings.book(staff, other)
    cases: list[tuple[dict[str, Any], type[Exception]]] = [
        ({}, NothingChanged),
        ({"slots": ("午後",)}, RoomTaken),
        ({"users": 25}, TooManyForRoom),
        ({"users": 0}, FieldRefused),
        ({"purpose": " "}, FieldRefused),
        ({"day": date(2126, 12, 1)}, FarDay),
    ]
    before = desk.journal.vector()
    for fields, refusal in cases:
        with pytest.raises(refusal):
            change(center, booking, **fields)
    assert desk.journal.vector() == before
    offer = desk.changes.offer(booking, changed(center, booking, slots=("全日",)))
    assert isinstance(offer.refusal, RoomTaken)
    rules(center, AS_CANCEL)
    with pytest.raises(ChangeIsCancel):
        change(center, booking, day=WEDNESDAY)
    center.clock.now += timedelta(days=7)
    with pytest.raises(Begun):
        change(center, booking, users=3)


def test_a_booking_is_lengthened_over_its_own_time(center: Center) -> None:
    desk, staff = center.desk, center.staff
    wish = center.wish(center.register(), TUESDAY, "午前")
    booking = desk.bookings.book(staff, wish).value.id
    change(center, booking, slots=("全日",))
    assert desk.bookings.card(booking).slots == "全日"
    change(center, booking, slots=("午後",))
    assert desk.bookings.card(booking).starts.hour == 13


def test_the_ground_of_a_reduction_is_known_again(center: Center) -> None:
    desk, staff = center.desk, center.staff
    ground = "市内の学校または社会福祉施設が行う活動"
    wish = replace(center.wish(center.register(), TUESDAY, "午前"), ground=ground)
    booking = desk.bookings.book(staff, wish).value.id
    assert desk.changes.changing(booking).ground == ground
    offer = desk.changes.offer(
        booking, changed(center, booking, slots=("午後",), ground=ground)
    )
    assert offer.fee == 500


def test_equipment_must_be_there_on_the_other_day(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group, kind = center.register(), center.kind(quantity=1)
    wish = replace(center.wish(group, TUESDAY, "午前"), equipment=(Wanted(kind),))
    booking = desk.bookings.book(staff, wish).value.id
    center.lend(group, WEDNESDAY, kind)
    offer = desk.changes.offer(booking, changed(center, booking, day=WEDNESDAY))
    assert isinstance(offer.refusal, OutOfStock)
    with pytest.raises(OutOfStock):
        change(center, booking, day=WEDNESDAY)


def test_what_was_taken_back_meanwhile_is_gone(center: Center) -> None:
    """Another clerk's list still shows it: a refusal, never a fault of the program."""
    desk, staff = center.desk, center.staff
    wish = center.wish(center.register(), TUESDAY, "午前")
    booked = desk.bookings.book(staff, wish)
    key, loaded = booked.value.id, desk.changes.changing(booked.value.id).loaded
    assert booked.entry is not None
    desk.journal.undo(staff, booked.entry)
    late = ChangeWish(wish.room_id, TUESDAY, ("午後",), "練習", 20)
    acts: list[Callable[[], object]] = [
        lambda: desk.bookings.card(key),
        lambda: desk.bookings.cancel(staff, key),
        lambda: desk.bookings.check_in(staff, key),
        lambda: desk.changes.change(staff, key, late, loaded),
        lambda: desk.decisions.permit(staff, key),
        lambda: desk.payments.take(staff, key),
        lambda: desk.visits.no_show(staff, key),
        lambda: desk.waiting.decline(staff, key),
        lambda: desk.waiting.entry(key),
        lambda: desk.loans.card(key),
    ]
    for act in acts:
        with pytest.raises(RowGone):
            act()


def test_the_second_clerk_is_shown_the_change(center: Center) -> None:
    desk, staff = center.desk, center.staff
    wish = center.wish(center.register(), TUESDAY, "午前")
    booking = desk.bookings.book(staff, wish).value.id
    loaded = desk.changes.changing(booking).loaded
    change(center, booking, users=12)
    mine = changed(center, booking, slots=("午後",), users=20)
    with pytest.raises(StaleForm) as caught:
        desk.changes.change(staff, booking, mine, loaded)
    [field] = caught.value.changes
    assert (field.field, field.old, field.new) == ("users", 20, 12)
    seen = replace(loaded, loaded=caught.value.loaded)
    desk.changes.change(staff, booking, mine, seen)
    assert desk.bookings.card(booking).users == 20
