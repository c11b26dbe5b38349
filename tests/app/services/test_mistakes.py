"""入力の誤り: taken back at full value, and nobody's cancellation."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from app.kit.checks import FieldRefused
from app.kit.refusal import Refusal
from app.services.requests import AskRequest, Scope
from app.services.requests.series_values import NothingToCome
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


def test_a_whole_request_is_taken_back_in_one_entry(center: Center) -> None:
    rules(center, CANCELLED)
    desk, staff, group = center.desk, center.staff, center.register()
    asked = AskRequest(center.wish(group, DAY, "午後"), "毎週", DAY + timedelta(days=14))
    offer = desk.requests.offer(asked)
    keys = desk.requests.book(staff, offer, paid=True).value.bookings
    before = [desk.bookings.card(key) for key in keys]
    shown = desk.series.cancelling(keys[1], Scope.ALL)
    assert shown.paid == sum(card.fee for card in before) > shown.back
    with pytest.raises(FieldRefused):
        desk.series.mistaken(staff, keys[1], Scope.ALL, " ")
    with pytest.raises(NotDeciding):
        desk.series.mistaken(clerk(center), keys[1], Scope.ALL, "団体ちがい")
    assert [desk.bookings.card(key) for key in keys] == before
    done = desk.series.mistaken(staff, keys[1], Scope.ALL, "団体ちがい")
    after = [desk.bookings.card(key) for key in keys]
    assert done.value == shown.paid
    assert {(card.status, card.cancel_cause, card.paid) for card in after} == {
        ("cancelled", "mistake", 0)
    }
    assert len({desk.payments.of_booking(key)[0].number for key in keys}) == 1
    assert given_up(center, group) == 0
    history = desk.journal.history("booking", keys[2])
    assert (history[-1].verb, history[-1].note) == ("series.mistaken", "団体ちがい")
    with pytest.raises(NothingToCome):
        desk.series.mistaken(staff, keys[1], Scope.ALL, "団体ちがい")
    assert done.entry is not None
    desk.journal.undo(staff, done.entry)
    assert [desk.bookings.card(key) for key in keys] == before


def test_from_one_on_is_taken_back_by_a_clerk_where_the_rules_pay_all(
    center: Center,
) -> None:
    desk, day = center.desk, DAY + timedelta(days=14)
    wish = center.wish(center.register(), day, "午後")
    offer = desk.requests.offer(AskRequest(wish, "毎週", day + timedelta(days=14)))
    keys = desk.requests.book(center.staff, offer, paid=True).value.bookings
    desk.series.mistaken(clerk(center), keys[1], Scope.FOLLOWING, "曜日ちがい")
    states = [desk.bookings.card(key).status for key in keys]
    assert states == ["confirmed", "cancelled", "cancelled"]
