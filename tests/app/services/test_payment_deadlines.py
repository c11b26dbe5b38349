"""Until when a permitted use is paid, whatever becomes of the money meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.services.bookings.asking import as_it_is
from app.services.payments import Tender
from db.journal.entry import Dot
from tests.app.services.conftest import Center
from tests.app.services.test_life_of_bookings import PAY, TUESDAY, rules, status

UNTIL = datetime(2026, 11, 26, 23, 59)
WHY = "別の団体の納付だった"


@pytest.fixture
def booking(center: Center) -> UUID:
    """A use of next Tuesday that is to be paid by the day after tomorrow."""
    rules(center, PAY)
    wish = center.wish(center.register(), TUESDAY, "午前")
    return center.desk.bookings.book(center.staff, wish).value.id


def pay(center: Center, booking: UUID, amount: int | None = None) -> UUID:
    tender = Tender(amount)
    return center.desk.payments.take(center.staff, booking, tender).value.id


def listed(center: Center) -> list[str]:
    """What 今日 says is to be done before it lapses."""
    view = center.desk.today.view(center.clock.now.replace(tzinfo=None))
    return [f"{step.kind} {step.booking.owed} {step.late}" for step in view.steps]


def lapsed(center: Center) -> list[UUID]:
    return [card.id for card in center.desk.lapses.lapse().value]


def test_what_is_taken_back_has_its_deadline_again(center: Center, booking: UUID) -> None:
    fee = center.desk.bookings.card(booking).fee
    payment = pay(center, booking)
    assert listed(center) == []
    center.desk.payments.reverse(center.staff, payment, WHY)
    assert center.desk.bookings.card(booking).held_until == UNTIL
    assert listed(center) == [f"pay_soon {fee} False"]
    center.clock.now += timedelta(days=3)
    assert lapsed(center) == [booking]


def test_what_is_taken_back_too_late_is_listed_until_the_day_is_over(
    center: Center, booking: UUID
) -> None:
    fee = center.desk.bookings.card(booking).fee
    payment = pay(center, booking)
    center.clock.now += timedelta(days=4)
    assert lapsed(center) == []
    center.desk.payments.reverse(center.staff, payment, WHY)
    assert lapsed(center) == []
    assert listed(center) == [f"pay_soon {fee} True"]
    center.clock.now += timedelta(days=1)
    assert lapsed(center) == [booking]


def test_money_in_part_is_never_lost_with_its_booking(
    center: Center, booking: UUID
) -> None:
    """It stays on 今日 until it is paid, given more time, or cancelled by the rules."""
    fee = center.desk.bookings.card(booking).fee
    pay(center, booking, 100)
    assert listed(center) == [f"pay_soon {fee - 100} False"]
    center.clock.now += timedelta(days=5)
    assert lapsed(center) == [] and status(center, booking) == "confirmed"
    assert listed(center) == [f"pay_soon {fee - 100} True"]
    center.desk.decisions.extend(center.staff, booking, date(2026, 11, 30))
    pay(center, booking)
    assert listed(center) == []


def test_what_was_free_has_a_deadline_once_it_costs_something(center: Center) -> None:
    rules(center, PAY)
    wish = center.wish(center.register(), TUESDAY, "午前")
    booking = center.desk.bookings.book(center.staff, wish, paid=True).value.id
    fee = center.desk.bookings.card(booking).fee
    change = center.desk.special_fees.change
    change(center.staff, booking, seen=fee, fee=0, reason="市長の特認")
    assert listed(center) == []
    change(center.staff, booking, seen=0, fee=300, reason="備品の破損")
    assert listed(center) == ["pay_soon 300 False"]
    assert center.desk.bookings.card(booking).held_until == UNTIL


def kept(center: Center) -> UUID:
    """A use of next Tuesday, not paid by Thursday: what lapsed was taken back."""
    rules(center, PAY)
    wish = center.wish(center.register(), TUESDAY, "午前")
    booking = center.desk.bookings.book(center.staff, wish).value.id
    center.clock.now += timedelta(days=3)
    done = center.desk.lapses.lapse()
    assert [card.id for card in done.value] == [booking] and done.entry
    center.desk.journal.undo(center.staff, done.entry)
    assert lapsed(center) == []
    return booking


def corrected(center: Center, booking: UUID, **to: Any) -> Dot | None:
    loaded = center.desk.changes.changing(booking).loaded
    wish = replace(as_it_is(center.desk.bookings.card(booking)), **to)
    return center.desk.changes.change(center.staff, booking, wish, loaded).entry


def test_what_a_person_kept_stays_when_it_is_corrected(center: Center) -> None:
    booking = kept(center)
    corrected(center, booking, purpose="合唱の練習", users=12)
    fee = center.desk.bookings.card(booking).fee
    change = center.desk.special_fees.change
    change(center.staff, booking, seen=fee, fee=fee - 100, reason="市長の特認")
    center.clock.now += timedelta(days=1)
    assert lapsed(center) == []


@pytest.mark.parametrize("way", ["change", "special"])
def test_what_a_person_kept_lapses_by_what_it_costs_more(
    center: Center, way: str
) -> None:
    booking = kept(center)
    fee = center.desk.bookings.card(booking).fee
    if way == "change":
        corrected(center, booking, slots=("午前", "午後"))
    else:
        change = center.desk.special_fees.change
        change(center.staff, booking, seen=fee, fee=fee + 100, reason="備品の破損")
    until = center.desk.bookings.card(booking).held_until
    assert until and until > center.clock.now.replace(tzinfo=None)
    assert lapsed(center) == []
    center.clock.now = until.replace(tzinfo=center.clock.now.tzinfo)
    assert lapsed(center) == [booking]


def test_what_it_costs_more_is_taken_back_and_it_is_kept_again(center: Center) -> None:
    booking = kept(center)
    entry = corrected(center, booking, slots=("午前", "午後"))
    assert entry is not None
    center.desk.journal.undo(center.staff, entry)
    assert lapsed(center) == []
