"""入力の誤り: taken back at full value, and nobody's cancellation."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from app.kit.checks import FieldRefused
from app.kit.refusal import Refusal
from app.services.rights import NotDeciding
from db.queries import fairness
from tests.app.services.conftest import Center
from tests.app.services.lotteries.test_exceptions import clerk
from tests.app.services.test_emergencies import CANCELLED
from tests.app.services.test_life_of_bookings import rules

DAY = date(2026, 11, 25)


def given_up(center: Center, group: UUID) -> int:
    with center.store.read() as session:
        return len(fairness.missed(session, group, DAY - timedelta(days=90)))


def test_what_nobody_asked_for_is_paid_back_whole(center: Center) -> None:
    rules(center, CANCELLED)
    desk, staff = center.desk, center.staff
    group = center.register()
    wish = center.wish(group, DAY, "午後")
    booking = desk.bookings.book(staff, wish, paid=True).value.id
    fee = desk.bookings.card(booking).fee
    by_rule = desk.bookings.cancelling(booking).back
    assert by_rule is not None and by_rule.amount < fee
    with pytest.raises(NotDeciding):
        desk.bookings.mistaken(clerk(center), booking, "一日ちがい")
    done = desk.bookings.mistaken(staff, booking, "一日ちがい")
    assert done.value is not None and done.value.amount == fee > 0
    card = desk.bookings.card(booking)
    assert (card.status, card.paid) == ("cancelled", 0)
    assert given_up(center, group) == 0
    assert not desk.offers.offer(wish).warnings
    assert done.entry is not None
    desk.journal.undo(staff, done.entry)
    assert desk.bookings.card(booking).paid == fee


def test_a_clerk_takes_back_alone_what_the_rules_pay_back_whole(center: Center) -> None:
    desk, day = center.desk, DAY + timedelta(days=14)
    wish = center.wish(center.register(), day, "午後")
    booking = desk.bookings.book(center.staff, wish, paid=True).value.id
    done = desk.bookings.mistaken(clerk(center), booking, "一日ちがい")
    assert done.value is not None and done.value.amount > 0


def test_why_must_be_said_and_what_is_over_stays(center: Center) -> None:
    desk, staff = center.desk, center.staff
    wish = center.wish(center.register(), DAY, "午後")
    booking = desk.bookings.book(staff, wish).value.id
    with pytest.raises(FieldRefused):
        desk.bookings.mistaken(staff, booking, " ")
    desk.bookings.mistaken(staff, booking, "部屋ちがい")
    with pytest.raises(Refusal) as no:
        desk.bookings.mistaken(staff, booking, "部屋ちがい")
    assert no.value.code == "booking.not_permitted"
