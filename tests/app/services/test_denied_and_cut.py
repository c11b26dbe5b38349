"""減免の不承認 and 短縮: whichever comes first, the use costs the same in the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.rules.fees import LineKind
from app.services.bookings import BookRoom
from app.services.bookings.asking import as_it_is
from app.services.emergencies import Cause, Noted, Plan, Result, Wanted
from app.services.payments import Tender
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.app.services.test_deciding import WHY
from tests.app.services.test_denied_reductions import FIRST, Denying

RULES = """
[[aircon]]
rooms = ["活動室A", "活動室B"]
yen = { "朝" = 95, "昼" = 139, "夜" = 121 }

[[extension]]
rooms = ["活動室B"]
yen_per_hour = 300
surcharged = false

[[slots]]
rooms = ["活動室A", "活動室B"]
times = { "朝" = "9:00-11:00", "昼" = "11:00-15:15", "夜" = "18:00-21:00" }

[[price]]
rooms = ["活動室A", "活動室B"]
yen = { "朝" = 730, "昼" = 1070, "夜" = 930 }

[[refund]]
rooms = ["活動室A", "活動室B"]
when = { cause = ["disaster"] }
tiers = [{ rate = %s }]
cut_short = "%s"
rounding = { to = 1, way = "down" }
"""
GROUNDS = {
    "免除の事業": "rate = 1",
    "半額の事業": 'rate = 0.5\nrounding = { to = 10, way = "up" }',
    "定額の事業": "yen_off = 300",
}
REDUCTION = """
[[reduction]]
ground = "%s"
%s
approval = true
"""
YEN = {"朝": 730, "昼": 1070, "夜": 930}
AIRCON = {"朝": 95, "昼": 139, "夜": 121}
TIMES = {"朝": (540, 660), "昼": (660, 915), "夜": (1080, 1260)}
#: How it counts, and how much of it comes back.
WAYS = [("slots", "1"), ("slots", "0.5"), ("time", "1"), ("time", "0.7")]


class Life(NamedTuple):
    """What was asked for, with 冷暖房, for a reason, so many yen of it paid; when the
    house closes, and once more: minutes of the day; what a person adds before it does."""

    slots: tuple[str, ...]
    aircon: bool
    ground: str
    paid: int
    shut: int
    again: int
    special: int


LIVES = st.builds(
    Life,
    st.sampled_from([("朝",), ("朝", "昼"), ("昼",), ("朝", "昼", "夜"), ("昼", "夜")]),
    st.booleans(),
    st.sampled_from([*GROUNDS]),
    st.sampled_from([0, 100, 9_999]),
    st.sampled_from([690, 780, 900]),
    st.sampled_from([0, 675]),
    st.sampled_from([0, 40]),
)


class House:
    def __init__(self, center: Center, counted: str, rate: str) -> None:
        grounds = [REDUCTION % it for it in GROUNDS.items()]
        self.denying = Denying(center, RULES % (rate, counted) + "".join(grounds))
        self.center, self.desk = center, center.desk
        self.actor = Actor(UUID(self.denying.clerk), "佐藤 花子")
        self.counted, self.rate = counted, Fraction(rate)

    def booked(self, life: Life, day: date, room: str, ground: str) -> UUID:
        denying = self.denying
        denying.at(day - timedelta(days=14), 10)
        asked = BookRoom(
            self.center.room(room).id, denying.group, day, life.slots, "練習", 20, ground,
            aircon=life.aircon,
        )  # fmt: skip
        booking = self.desk.bookings.book(denying.clerk, asked).value.id
        if paid := min(life.paid, denying.card(booking).owed):
            self.desk.payments.take(denying.clerk, booking, Tender(paid))
        if life.special:
            fee = denying.card(booking).fee
            change = self.desk.special_fees.change
            change(denying.head, booking, seen=fee, fee=fee + life.special, reason=WHY)
        return booking

    def cut(self, booking: UUID, minute: int) -> None:
        """The house closes from a time of that day on, the group leaves by then."""
        card = self.desk.bookings.card(booking)
        starts = datetime.combine(card.starts.date(), time(minute // 60, minute % 60))
        plan = Plan((card.room_id,), starts, starts.replace(hour=22), Cause.TYPHOON)
        key = self.desk.emergencies.close(self.actor, plan).value
        shorten = Noted(Result.REACHED, Wanted.SHORTEN)
        self.desk.emergencies.note(self.actor, key, booking, shorten)
        assert self.desk.emergencies.settle(self.actor, key).value.shortened == 1

    def deny(self, booking: UUID) -> None:
        self.desk.approvals.deny(self.denying.head, booking, WHY)

    def obvious(self, life: Life) -> int:
        """What it costs without the reduction, cut short by hand."""
        fee, slots = self.price(life, life.slots) + life.special, life.slots
        ends = TIMES[slots[-1]][1]
        for minute in cuts(life):
            begin = TIMES[slots[0]][0]
            left = tuple(slot for slot in slots if TIMES[slot][0] < minute)
            part = self.price(life, slots) - self.price(life, left)
            if self.counted == "time":
                part = fee * (ends - minute) // (ends - begin)
            fee -= min(int(part * self.rate), fee)
            slots, ends = left, minute
        return fee

    def price(self, life: Life, slots: tuple[str, ...]) -> int:
        return sum(YEN[slot] + life.aircon * AIRCON[slot] for slot in slots)


def cuts(life: Life) -> list[int]:
    """When it is cut short, as far as it is going on then."""
    first, last = TIMES[life.slots[0]][0], TIMES[life.slots[-1]][1]
    found = [minute for minute in (life.shut, life.again) if first < minute < last]
    return [m for n, m in enumerate(found) if all(m < each for each in found[:n])]


@pytest.fixture(params=WAYS, ids="-".join)
def house(request: pytest.FixtureRequest, center: Center) -> House:
    return House(center, *request.param)


@given(life=LIVES)
@settings(
    max_examples=4,
    phases=[Phase.generate],  # each life has a week and a group of its own
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_is_denied_and_cut_costs_the_same_whichever_comes_first(
    house: House, life: Life
) -> None:
    denying = house.denying
    week = next(denying.weeks)
    day = FIRST + timedelta(days=7 * week)
    denying.group = denying.center.register(f"第{week}の会")
    one = house.booked(life, day, "活動室A", life.ground)
    other = house.booked(life, day, "活動室B", life.ground)
    for minute in cuts(life):
        house.cut(one, minute)
    house.deny(one)
    house.deny(other)
    for minute in cuts(life):
        house.cut(other, minute)
    assert denying.lines(one) == denying.lines(other)
    assert denying.card(one).fee == denying.card(other).fee == house.obvious(life)
    assert denying.card(one).ends == denying.card(other).ends


@pytest.mark.parametrize("first", ["denied", "cut"])
def test_what_was_extended_before_it_was_cut_is_counted_in(
    center: Center, first: str
) -> None:
    house = House(center, "time", "1")
    life = Life(("昼",), False, "免除の事業", 0, 0, 0, 0)
    booking = house.booked(life, FIRST, "活動室B", life.ground)
    if first == "denied":
        house.deny(booking)
    house.denying.at(FIRST, 12)
    clerk = house.denying.clerk
    house.desk.bookings.check_in(clerk, booking, accept_unpaid=True)
    loaded = house.desk.changes.changing(booking).loaded
    until = datetime.combine(FIRST, time(17, 15))
    house.desk.extending.extend(clerk, booking, until, loaded)
    house.cut(booking, 16 * 60)
    if first == "cut":
        house.deny(booking)
    whole, minutes, lost = 1070 + 2 * 300, 375, 75
    assert house.desk.bookings.card(booking).fee == whole - whole * lost // minutes


@pytest.mark.parametrize("cut", [True, False])
def test_a_correction_of_another_reduction_leaves_the_cut(
    center: Center, cut: bool
) -> None:
    """As if it had been asked for without the reduction, and cut then."""
    house = House(center, "time", "1")
    life = Life(("朝", "昼"), True, "免除の事業", 9_999, 690, 0, 0)
    booking = house.booked(life, FIRST, "活動室A", life.ground)
    if cut:
        house.cut(booking, life.shut)
    card = house.desk.bookings.card(booking)
    loaded = house.desk.changes.changing(booking).loaded
    wish = replace(as_it_is(card), ground="")
    house.desk.changes.change(house.denying.clerk, booking, wish, loaded)
    if not cut:
        house.cut(booking, life.shut)
    assert house.desk.bookings.card(booking).fee == house.obvious(life)
    assert house.denying.lines(booking)[-1].kind is LineKind.CUT


def test_another_day_knows_nothing_of_the_cut(center: Center) -> None:
    house = House(center, "time", "1")
    life = Life(("朝", "昼"), False, "半額の事業", 0, 690, 0, 0)
    booking = house.booked(life, FIRST, "活動室A", life.ground)
    house.cut(booking, life.shut)
    loaded = house.desk.changes.changing(booking).loaded
    wish = replace(
        as_it_is(house.desk.bookings.card(booking)),
        day=FIRST + timedelta(days=1),
        slots=("昼",),
    )
    house.desk.changes.change(house.denying.clerk, booking, wish, loaded)
    house.deny(booking)
    assert house.desk.bookings.card(booking).fee == 1070
