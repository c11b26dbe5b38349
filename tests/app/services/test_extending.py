"""使用中の延長 by the rules, on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from app.rules.book.base import Silent
from app.rules.book.facts import Fact, one
from app.rules.fees import LineKind, kept_lines
from app.rules.use.refusals import OutsideHours
from app.services.blockings import BlockRooms, Stretch
from app.services.bookings import NotPermitted
from app.services.bookings.refusals import NotLonger
from app.services.rulebooks import NewRulebook
from app.services.sign_in import Actor
from db.journal.stale import StaleForm
from db.occupancy import RoomBlocked, RoomTaken
from tests.app.services.conftest import JAPAN, Center, demo_rules, rules_without

RULE = """
[[extension]]
rooms = ["活動室A"]
yen_per_hour = 300
surcharged = false
"""
SURCHARGED = """
[[surcharge]]
kind = "市外"
rate = 0.5
when = { residency = "市外" }
"""
NOON = datetime(2026, 12, 1, 13, tzinfo=JAPAN)


def in_use(
    center: Center,
    rule: str = RULE,
    *,
    evening: bool = False,
    facts: Mapping[str, Fact] | None = None,
) -> UUID:
    """活動室A in the afternoon, its key given; somebody else has it in the `evening`.
    `facts` is what was said of the use."""
    rules = replace(demo_rules(), text=demo_rules().text + rule)
    return used(center, rules, evening=evening, facts=facts)


def used(
    center: Center,
    rules: NewRulebook,
    *,
    evening: bool = False,
    facts: Mapping[str, Fact] | None = None,
) -> UUID:
    rules = replace(rules, valid_from=NOON.date())
    center.desk.rulebooks.enact(center.staff, rules)
    wish = center.wish(center.register(), NOON.date(), "午後")
    wish = replace(wish, facts=facts or {})
    booking = center.desk.bookings.book(center.staff, wish, paid=True).value.id
    if evening:
        later = center.wish(center.register("月の会"), NOON.date(), "夜間")
        center.desk.bookings.book(center.staff, later)
    center.clock.now = NOON
    center.desk.bookings.check_in(center.staff, booking)
    return booking


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, 1, hour, minute)


def extend(center: Center, booking: UUID, until: datetime) -> int:
    """What is still to be paid then (yen)."""
    loaded = center.desk.changes.changing(booking).loaded
    done = center.desk.extending.extend(center.staff, booking, until, loaded)
    return done.value.more


def test_a_use_lasts_longer_for_what_the_rules_say(center: Center) -> None:
    booking = in_use(center)
    before = center.desk.bookings.card(booking)
    offer = center.desk.extending.offer(booking, at(18, 30))
    assert (offer.fee - offer.before, offer.more, offer.refusal) == (600, 600, None)
    assert extend(center, booking, at(18)) == 300
    card = center.desk.bookings.card(booking)
    assert (card.ends, card.fee, card.owed) == (at(18), before.fee + 300, 300)
    assert sum(line.amount for line in kept_lines(card.fee_lines)) == card.fee
    assert extend(center, booking, at(19)) == 600  # from the booked end, not once more
    lines = kept_lines(center.desk.bookings.card(booking).fee_lines)
    [longer] = [line for line in lines if line.kind is LineKind.EXTENSION]
    assert (longer.what, longer.amount) == ("19:00まで", 600)


def test_what_was_said_of_a_use_counts_for_its_extension(center: Center) -> None:
    rule = SURCHARGED + RULE.replace("false", "true")
    booking = in_use(center, rule, facts={"residency": one("市外")})
    assert extend(center, booking, at(18)) == 450


def test_an_extension_is_taken_back(center: Center) -> None:
    booking = in_use(center)
    before = center.desk.bookings.card(booking)
    extend(center, booking, at(18))
    found = center.desk.journal.history("booking", booking)
    entry = next(each.entry for each in found if each.verb == "booking.lengthen")
    center.desk.journal.undo(center.staff, entry)
    after = center.desk.bookings.card(booking)
    assert (after.ends, after.fee) == (before.ends, before.fee)


def test_where_the_rules_know_no_extension_there_is_none(center: Center) -> None:
    booking = used(center, rules_without("extension"))
    offer = center.desk.extending.offer(booking, at(18))
    assert isinstance(offer.refusal, Silent) and offer.fee == offer.before
    with pytest.raises(Silent):
        extend(center, booking, at(18))


def test_who_comes_next_keeps_the_room(center: Center) -> None:
    booking = in_use(center, evening=True)
    assert isinstance(center.desk.extending.offer(booking, at(19)).refusal, RoomTaken)
    with pytest.raises(RoomTaken):
        extend(center, booking, at(19))


@pytest.mark.parametrize("until", [at(17), at(16), datetime(2026, 12, 2, 9)])
def test_it_can_only_be_longer_on_its_day(center: Center, until: datetime) -> None:
    booking = in_use(center)
    assert isinstance(center.desk.extending.offer(booking, until).refusal, NotLonger)


def test_what_is_over_or_changed_meanwhile_is_not_extended(center: Center) -> None:
    booking = in_use(center)
    loaded = center.desk.changes.changing(booking).loaded
    extend(center, booking, at(18))
    with pytest.raises(StaleForm):
        center.desk.extending.extend(center.staff, booking, at(19), loaded)
    center.desk.bookings.check_out(center.staff, booking, 12)
    with pytest.raises(NotPermitted):
        extend(center, booking, at(19))


WAIVER = """
[[waiver]]
of = ["hours"]
"""


def test_after_closing_it_lasts_by_an_exception_only(center: Center) -> None:
    """The center closes at 21:30."""
    desk, booking = center.desk, in_use(center, RULE + WAIVER)
    offer = desk.extending.offer(booking, at(22))
    assert isinstance(offer.refusal, OutsideHours) and offer.waivable
    with pytest.raises(OutsideHours):
        extend(center, booking, at(22))
    why = "停電で始まりが遅れたため"
    offer = desk.extending.offer(booking, at(22), why)
    assert offer.refusal is None and len(offer.waived) == 1
    loaded = desk.changes.changing(booking).loaded
    desk.extending.extend(center.staff, booking, at(22), loaded, why)
    [kept] = desk.waivers.of_booking(booking)
    assert (kept.about, kept.reason) == ("hours", why)
    assert desk.bookings.card(booking).ends == at(22)


def test_what_no_rule_lets_be_excepted_from_stands(center: Center) -> None:
    booking = in_use(center)
    offer = center.desk.extending.offer(booking, at(22), "停電で始まりが遅れたため")
    assert isinstance(offer.refusal, OutsideHours) and not offer.waivable


def test_an_extension_into_a_blocking_is_an_exception(center: Center) -> None:
    desk, booking = center.desk, in_use(center)
    span = Stretch(at(17), at(21))
    room = center.room().id
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    wish = BlockRooms((room,), (span,), "maintenance", "清掃", allowed_by="所長")
    desk.blockings.block(actor, wish)
    assert desk.extending.offer(booking, at(18)).waivable == "所長"
    loaded = desk.changes.changing(booking).loaded
    with pytest.raises(RoomBlocked):
        desk.extending.extend(center.staff, booking, at(18), loaded)
    desk.extending.extend(center.staff, booking, at(18), loaded, "片づけのため")
    assert [kept.about for kept in desk.waivers.of_booking(booking)] == ["blocking"]
