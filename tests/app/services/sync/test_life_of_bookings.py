"""What is held and decided only where the room is, and what other sites see of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from app.services.bookings.refusals import AwayRoom
from tests.app.services.conftest import Center, rules_without
from tests.app.services.sync.conftest import carry
from tests.app.services.test_life_of_bookings import PAY, enact

DAY = date(2026, 12, 7)


def test_only_the_home_of_a_room_holds_and_decides(
    center: Center, east: Center, folder: Path
) -> None:
    group = center.register()
    held = center.desk.bookings.hold(
        center.staff, center.wish(group, DAY, "午前"), date(2026, 11, 27)
    ).value.id
    carry(center, "E", east, folder)
    desk, staff = east.desk, east.staff
    card = desk.bookings.card(held)
    assert (card.status, card.held_until) == (
        "held",
        center.desk.bookings.card(held).held_until,
    )
    wish = center.wish(group, DAY, "午後")
    for act in (
        lambda: desk.bookings.hold(staff, wish, date(2026, 11, 27)),
        lambda: desk.bookings.take_application(staff, wish),
        lambda: desk.decisions.apply(staff, held),
        lambda: desk.decisions.permit(staff, held),
        lambda: desk.decisions.refuse(staff, held, "理由"),
        lambda: desk.decisions.extend(staff, held, date(2026, 11, 28)),
    ):
        with pytest.raises(AwayRoom):
            act()
    assert desk.lapses.due() == []


def test_a_hold_given_up_elsewhere_is_cancelled_at_home(
    center: Center, east: Center, folder: Path
) -> None:
    wish = center.wish(center.register(), DAY, "午前")
    held = center.desk.bookings.hold(center.staff, wish, date(2026, 11, 27)).value.id
    carry(center, "E", east, folder)
    east.desk.bookings.cancel(east.staff, held)
    assert carry(east, "H", center, folder).cancelled == 1
    card = center.desk.bookings.card(held)
    assert (card.status, card.held_until) == ("cancelled", None)
    center.desk.bookings.book(center.staff, wish)


def to_be_paid(center: Center) -> None:
    """Within two days of its permission, or it lapses."""
    plain = rules_without("limit", "extension", "no_show", "penalty", "waiver")
    since = center.clock.now.date()
    enact(center, replace(plain, valid_from=since, text=plain.text + PAY))


def test_what_is_confirmed_on_merging_is_due_as_if_permitted_at_the_desk(
    center: Center, east: Center, folder: Path
) -> None:
    to_be_paid(center)
    wish = center.wish(center.register(), DAY, "午前")
    carry(center, "E", east, folder)
    booked = east.desk.bookings.book(east.staff, wish).value.id
    assert east.desk.bookings.card(booked).held_until is None
    center.clock.now += timedelta(days=3)
    carry(east, "H", center, folder)
    card = center.desk.bookings.card(booked)
    assert (card.status, card.decided_on) == ("confirmed", date(2026, 11, 27))
    assert card.held_until == datetime(2026, 11, 29, 23, 59)
    center.clock.now += timedelta(days=3)
    assert [row.id for row in center.desk.lapses.lapse().value] == [booked]


def test_what_has_begun_when_it_is_confirmed_is_for_a_person_to_say(
    center: Center, east: Center, folder: Path
) -> None:
    to_be_paid(center)
    wish = center.wish(center.register(), DAY, "午前")
    carry(center, "E", east, folder)
    booked = east.desk.bookings.book(east.staff, wish).value.id
    center.clock.now = datetime.combine(DAY, time(10), center.clock.now.tzinfo)
    carry(east, "H", center, folder)
    card = center.desk.bookings.card(booked)
    assert (card.status, card.held_until) == ("confirmed", None)
    assert center.desk.lapses.due() == []
