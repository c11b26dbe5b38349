"""Until when a win is kept, and who loses it by rule: 本申請, 納付, 当選の取消."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from app.rules.use.restrictions import Restricted
from app.services.emergencies import Cause, Plan
from app.services.lotteries.values import NotWinner
from db.journal.entry import Act
from db.queries import fairness
from db.queries.lotteries import won_key
from db.records.bookings import Booking, Status
from db.records.lotteries import Fate, LotteryRequest
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import CLAIM, DAY, crowded, drawn, rules
from tests.app.services.test_blockings import actor
from tests.app.services.test_life_of_bookings import PAY

#: Paid within ten days of the decision: after the last day to claim.
LATER = PAY.replace("days_after = 2", "days_after = 20")
FORFEITS = """
[[penalty]]
event = "forfeit"
months = 2
from = "next_day"
"""
CANCELS = """
[[penalty]]
event = "cancel"
months = 2
from = "event_day"
"""


def won(center: Center, *more: str, count: int = 1) -> tuple[UUID, UUID, UUID]:
    """A lottery that is drawn, its first winner's request, and the booking."""
    rules(center, *more)
    lottery = drawn(center, crowded(center, count))
    line = center.desk.lotteries.card(lottery).requests[0]
    assert line.outcome is not None
    return lottery, line.row.id, won_key(line.row.id, line.outcome.won[0])


def until(center: Center, booking: UUID) -> datetime | None:
    return center.desk.bookings.card(booking).held_until


def at(center: Center, day: date) -> None:
    center.clock.now = center.clock.now.replace(
        year=day.year, month=day.month, day=day.day
    )


def test_a_win_has_the_deadline_of_the_rules_but_not_before_it_can_be_claimed(
    center: Center,
) -> None:
    """Drawn on 12/1: two days are over before the last day to claim, 12/10."""
    _, _, booking = won(center, PAY)
    assert until(center, booking) == datetime(2026, 12, 10, 23, 59)
    at(center, CLAIM)
    center.desk.lapses.lapse()
    assert center.desk.bookings.card(booking).status == "confirmed"
    at(center, CLAIM + timedelta(days=1))
    center.desk.lapses.lapse()
    assert center.desk.bookings.card(booking).status == "lapsed"


def test_where_the_rules_give_longer_it_is_longer(center: Center) -> None:
    _, _, booking = won(center, LATER)
    assert until(center, booking) == datetime(2026, 12, 21, 23, 59)


def test_without_a_rule_nothing_lapses(center: Center) -> None:
    _, _, booking = won(center)
    assert until(center, booking) is None


def test_who_claims_has_as_long_to_pay_as_who_applies_that_day(center: Center) -> None:
    _, request, booking = won(center, PAY)
    at(center, CLAIM)
    center.desk.lotteries.claim(center.staff, request)
    assert until(center, booking) == datetime(2026, 12, 12, 23, 59)


def test_what_has_lapsed_is_not_claimed(center: Center) -> None:
    lottery, request, _ = won(center, PAY)
    at(center, CLAIM + timedelta(days=1))
    center.desk.lapses.lapse()
    with pytest.raises(NotWinner):
        center.desk.lotteries.claim(center.staff, request)
    assert center.desk.lotteries.forfeit(center.staff, lottery).value == 1


def barred(center: Center, request: UUID, lottery: UUID) -> bool:
    """Whether the group of a request may not apply."""
    lines = center.desk.lotteries.card(lottery).requests
    group = next(line.row.group_id for line in lines if line.row.id == request)
    wish = replace(center.wish(group, date(2027, 1, 6), "夜間"), users=8)
    return isinstance(center.desk.offers.offer(wish).refusal, Restricted)


def test_a_win_that_is_lost_by_rule_is_no_cancellation_of_the_group(
    center: Center,
) -> None:
    lottery, request, _ = won(center, CANCELS)
    at(center, CLAIM + timedelta(days=1))
    assert center.desk.lotteries.forfeit(center.staff, lottery).value == 1
    at(center, DAY)
    assert not barred(center, request, lottery)


def test_a_win_that_was_lost_before_schema_15_counts_once(center: Center) -> None:
    _, request, booking = won(center, CANCELS, FORFEITS)
    desk, staff = center.desk, center.staff
    at(center, CLAIM + timedelta(days=1))
    with center.store.write(Act("lottery.forfeit", staff, center.clock.now)) as work:
        lost = work.get_one(Booking, booking)
        lost.status, lost.cancelled_on = Status.CANCELLED, center.clock.now.date()
        lost.withdrawn = True
        its = work.get_one(LotteryRequest, request)
        its.status = Fate.FORFEITED
    assert counted(center, booking) == (0, 1)
    assert work.entry is not None
    desk.journal.undo(staff, work.entry)
    desk.bookings.cancel(staff, booking)
    assert counted(center, booking) == (1, 0)


def counted(center: Center, booking: UUID) -> tuple[int, int]:
    """How many cancellations, and how many forfeited wins, the group of a booking has."""
    group = center.desk.bookings.card(booking).group_id
    with center.store.read() as session:
        missed = fairness.missed(session, group, CLAIM)
        return len(missed), len(fairness.forfeited(session, group, CLAIM))


def test_it_counts_where_the_rules_say_so_from_the_last_day_to_claim(
    center: Center,
) -> None:
    lottery, request, _ = won(center, FORFEITS)
    at(center, CLAIM + timedelta(days=1))
    assert not barred(center, request, lottery)
    done = center.desk.lotteries.forfeit(center.staff, lottery)
    assert done.value == 1 and barred(center, request, lottery)
    assert done.entry is not None
    center.desk.journal.undo(center.staff, done.entry)
    assert not barred(center, request, lottery)


@pytest.mark.parametrize("by", ["center", "group"])
def test_nobody_loses_what_was_cancelled_before(center: Center, by: str) -> None:
    lottery, request, booking = won(center, FORFEITS)
    desk = center.desk
    if by == "group":
        desk.bookings.cancel(center.staff, booking)
    else:
        card = desk.bookings.card(booking)
        plan = Plan((card.room_id,), card.starts, card.ends, Cause.TYPHOON)
        key = desk.emergencies.close(actor(center), plan).value
        desk.emergencies.settle(actor(center), key)
    at(center, CLAIM + timedelta(days=1))
    assert desk.bookings.card(booking).status == "cancelled"
    assert desk.lotteries.forfeit(center.staff, lottery).value == 0
    [line] = desk.lotteries.card(lottery).requests
    assert line.row.status == "ended" and not barred(center, request, lottery)


def test_a_payment_that_was_taken_back_claims_nothing(center: Center) -> None:
    lottery, _, booking = won(center)
    entry = center.desk.payments.take(center.staff, booking).entry
    assert entry is not None
    center.desk.journal.undo(center.staff, entry)
    at(center, CLAIM + timedelta(days=1))
    assert center.desk.lotteries.forfeit(center.staff, lottery).value == 1
