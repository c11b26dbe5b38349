"""減免の不承認: the fee is that of a use for which no reduction was ever asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import NamedTuple
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.rules.fees import FeeLine, LineKind, kept_lines
from app.services.bookings import BookRoom
from app.services.bookings.asking import as_it_is
from app.services.loans import Wanted
from app.services.payments import Tender
from tests.app.services.conftest import JAPAN, Center
from tests.app.services.test_deciding import GROUND, WHY, Deciding
from tests.app.services.test_life_of_bookings import PAY
from tests.app.services.test_payment_deadlines import lapsed, listed

FIRST = date(2027, 1, 12)
RULES = """
[[extension]]
rooms = ["活動室B"]
yen_per_hour = 300
surcharged = false

[[aircon]]
rooms = ["活動室A", "活動室B"]
yen_per_use = 130

[[change]]
difference_until = { days_before = 3 }
later_share = 0.5
cheaper = "keep"
rounding = { to = 10, way = "down" }
"""


class Life(NamedTuple):
    """What becomes of a use: slots, 冷暖房, equipment, yen paid; the slots that it is
    changed to so many days before; what a person adds; how long it lasts."""

    slot: str
    aircon: bool
    lent: bool
    paid: int
    other: str
    ahead: int
    special: int
    until: int


LIVES = st.builds(
    Life,
    st.sampled_from(["午前", "午後", "全日"]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([0, 100, 250]),
    st.sampled_from(["", "午前", "午後"]),
    st.sampled_from([1, 5]),
    st.sampled_from([0, 40]),
    st.sampled_from([0, 18, 19]),
)


class Denying(Deciding):
    """Two rooms that cost the same: what is denied in one was never asked for in the
    other."""

    def __init__(self, center: Center, more: str = RULES) -> None:
        super().__init__(center, more)
        self.kind = center.kind(quantity=2)
        self.weeks = count()

    def at(self, day: date, hour: int) -> None:
        self.center.clock.now = datetime.combine(day, time(hour), JAPAN)

    def live(self, life: Life, day: date, room: str, ground: str) -> UUID:
        self.at(day - timedelta(days=14), 10)
        wanted = (Wanted(self.kind),) if life.lent else ()
        asked = BookRoom(
            self.center.room(room).id,
            self.group,
            day,
            (life.slot,),
            "練習",
            20,
            ground,
            aircon=life.aircon,
            equipment=wanted,
        )
        booking = self.desk.bookings.book(self.clerk, asked).value.id
        owed = self.card(booking).owed
        if paid := min(life.paid, owed):
            self.desk.payments.take(self.clerk, booking, Tender(paid))
        if life.other and life.other != life.slot:
            self.at(day - timedelta(days=life.ahead), 10)
            loaded = self.desk.changes.changing(booking).loaded
            wish = replace(as_it_is(self.card(booking)), slots=(life.other,))
            self.desk.changes.change(self.clerk, booking, wish, loaded)
        if life.special:
            fee = self.card(booking).fee
            change = self.desk.special_fees.change
            change(self.head, booking, seen=fee, fee=fee + life.special, reason=WHY)
        if life.until and self.card(booking).slots == "午後":
            self.at(day, 13)
            self.desk.bookings.check_in(self.clerk, booking, accept_unpaid=True)
            loaded = self.desk.changes.changing(booking).loaded
            until = datetime.combine(day, time(life.until))
            self.desk.extending.extend(self.clerk, booking, until, loaded)
        return booking

    def lines(self, booking: UUID) -> list[FeeLine]:
        """As they would be in 活動室A."""
        return [
            replace(line, what=line.what.replace("活動室B", "活動室A"))
            for line in kept_lines(self.card(booking).fee_lines)
        ]


@pytest.fixture
def denying(center: Center) -> Denying:
    return Denying(center)


@given(life=LIVES)
@settings(
    max_examples=10,
    phases=[Phase.generate],  # each life has a week and a group of its own
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_is_denied_was_never_asked_for(denying: Denying, life: Life) -> None:
    week = next(denying.weeks)
    day = FIRST + timedelta(days=7 * week)
    denying.group = denying.center.register(f"第{week}の会")
    asked = denying.live(life, day, "活動室A", GROUND)
    plain = denying.live(life, day, "活動室B", "")
    denying.desk.approvals.deny(denying.head, asked, WHY)
    assert denying.lines(asked) == denying.lines(plain)
    assert denying.card(asked).fee == denying.card(plain).fee
    assert denying.card(asked).reduction == 0
    assert denying.card(asked).reduced_by == ""


def test_what_a_change_costs_stays_when_its_reduction_is_denied(
    denying: Denying,
) -> None:
    """Paid in whole before it was changed late, for something cheaper."""
    life = Life("全日", False, False, 9_999, "午前", 1, 0, 0)
    booking = denying.live(life, FIRST, "活動室A", GROUND)
    before = {line.kind: line.amount for line in denying.lines(booking)}
    paid = 1350
    assert before[LineKind.NOT_BACK] == paid - 400
    denying.desk.approvals.deny(denying.head, booking, WHY)
    after = {line.kind: line.amount for line in denying.lines(booking)}
    assert after[LineKind.NOT_BACK] == paid - 800
    assert after[LineKind.LATE_CHANGE] == before[LineKind.LATE_CHANGE] == paid // 20 * 10
    assert denying.card(booking).fee == paid + after[LineKind.LATE_CHANGE]


def test_what_is_denied_late_is_due_that_day(center: Center) -> None:
    denying = Denying(center, PAY)
    life = Life("午後", False, False, 0, "", 1, 0, 0)
    booking = denying.live(life, FIRST, "活動室A", GROUND)
    change = denying.desk.special_fees.change
    change(denying.head, booking, seen=500, fee=0, reason=WHY)
    denying.at(FIRST - timedelta(days=3), 10)
    denying.desk.approvals.deny(denying.head, booking, WHY)
    assert lapsed(center) == []
    assert listed(center)[-1] == "pay_soon 500 False"
    denying.at(FIRST, 10)
    assert lapsed(center) == [booking]
