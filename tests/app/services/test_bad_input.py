"""Slips of the hand and of the clock: refused in plain words, or harmless."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta, timezone

import pytest

from app.kit.checks import FieldRefused
from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.services.bookings import ChangeWish
from app.services.bookings.refusals import TooManyUsers
from app.services.rulebooks import NewRulebook
from app.services.waiting import Entry
from app.services.weighing import FarDay, NoSlot, TooManyForRoom
from tests.app.services.conftest import Center, demo_rules

TUESDAY, FAR = date(2026, 12, 1), date(2126, 12, 3)


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act()
    assert text_of(caught.value)
    return caught.value


BAD_HOURS = "22:00-2:00", "22時から翌2時", "9:00-9:00", "25:00-26:00", "12:00-9:00"


@pytest.mark.parametrize("hours", BAD_HOURS)
def test_no_slot_crosses_midnight_or_has_no_length(hours: str) -> None:
    given = demo_rules()
    text = given.text.replace('"午前" = "9:00-12:00"', f'"午前" = "{hours}"')
    assert text != given.text
    refused(lambda: NewRulebook("夜", TUESDAY, text, given.bases).checked())


def test_a_day_a_century_off_is_a_slip(center: Center) -> None:
    desk, staff, before = center.desk, center.staff, center.desk.journal.vector()
    group = center.register()
    booked = desk.bookings.book(staff, center.wish(group, TUESDAY, "午前")).value.id
    before = desk.journal.vector()
    wish = center.wish(group, FAR, "午前")
    entry = Entry(wish.room_id, group, FAR, ("午前",), "練習", 20)
    loaded = desk.changes.changing(booked).loaded
    change = ChangeWish(wish.room_id, FAR, ("午前",), "練習", 20)
    for act in (
        lambda: desk.bookings.book(staff, wish),
        lambda: desk.bookings.hold(staff, wish, TUESDAY),
        lambda: desk.bookings.take_application(staff, wish),
        lambda: desk.changes.change(staff, booked, change, loaded),
        lambda: desk.waiting.enter(staff, entry),
    ):
        assert isinstance(refused(act), FarDay)
    assert isinstance(desk.offers.offer(wish).refusal, FarDay)
    assert desk.journal.vector() == before


def test_more_people_than_a_room_holds(center: Center) -> None:
    desk, staff, group = center.desk, center.staff, center.register()
    booked = desk.bookings.book(staff, center.wish(group, TUESDAY, "午前")).value.id
    wish = replace(center.wish(group, TUESDAY, "午後"), users=25)
    entry = Entry(wish.room_id, group, TUESDAY, ("午後",), "練習", 25)
    loaded = desk.changes.changing(booked).loaded
    change = ChangeWish(wish.room_id, TUESDAY, ("午前",), "練習", 25)
    before = desk.journal.vector()
    for act in (
        lambda: desk.bookings.book(staff, wish),
        lambda: desk.bookings.hold(staff, wish, TUESDAY),
        lambda: desk.bookings.take_application(staff, wish),
        lambda: desk.changes.change(staff, booked, change, loaded),
        lambda: desk.waiting.enter(staff, entry),
    ):
        assert isinstance(refused(act), TooManyForRoom)
    for none in (0, -3, 10_000):
        few = replace(wish, users=none)
        with pytest.raises(FieldRefused):
            desk.bookings.book(staff, few)
    center.clock.now += timedelta(days=7)
    desk.bookings.check_in(staff, booked, accept_unpaid=True)
    for none in (-1, 10_000):
        with pytest.raises(TooManyUsers):
            desk.bookings.check_out(staff, booked, none)
    assert desk.bookings.card(booked).status == "in_use"
    assert desk.journal.vector()["H"] == before["H"] + 1


def test_no_slot_is_no_booking(center: Center) -> None:
    desk, staff, group = center.desk, center.staff, center.register()
    wish = center.wish(group, TUESDAY)
    entry = Entry(wish.room_id, group, TUESDAY, (), "練習", 20)
    for act in (
        lambda: desk.bookings.book(staff, wish),
        lambda: desk.bookings.hold(staff, wish, TUESDAY),
        lambda: desk.waiting.enter(staff, entry),
    ):
        assert isinstance(refused(act), NoSlot)


@pytest.mark.parametrize("hours", [10, 8, -5])
def test_a_clock_that_is_set_back_or_to_another_zone(center: Center, hours: int) -> None:
    """As in summer time: what comes later stays later, whatever the clock says."""
    desk, staff, group = center.desk, center.staff, center.register()
    wish = center.wish(group, TUESDAY, "午前")
    booked = desk.bookings.book(staff, wish, paid=True)
    zone = timezone(timedelta(hours=hours))
    center.clock.now = center.clock.now.astimezone(zone) - timedelta(hours=1)
    cancelled = desk.bookings.cancel(staff, booked.value.id)
    assert cancelled.entry is not None
    card = desk.bookings.card(booked.value.id)
    assert (card.status, card.paid) == ("cancelled", 0)
    verbs = [event.verb for event in desk.journal.history("booking", card.id)]
    assert verbs == ["booking.book", "booking.cancel"]
    desk.journal.undo(staff, cancelled.entry)
    card = desk.bookings.card(booked.value.id)
    assert (card.status, card.paid, card.starts.hour) == ("confirmed", 800, 9)
    assert desk.journal.complaints() == []
