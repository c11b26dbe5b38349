"""Bookings that were asked for together: this one, those from it on, or all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.rules.calendar.opening import ClosedDay
from app.rules.use.limits import LimitReached
from app.services.bookings import ChangeWish, StaleForm, as_it_is
from app.services.bookings.refusals import NothingChanged
from app.services.payments import PAYABLE
from app.services.requests import AskRequest, Scope
from app.services.requests.series_values import NothingToCome
from app.services.rooms import RoomForm
from db.occupancy import RoomTaken
from tests.app.services.conftest import Center
from tests.app.services.test_life_of_bookings import rules

FIRST, LAST = date(2026, 12, 2), date(2026, 12, 25)
CHANGE = """
[[change]]
difference_until = { days_before = 1 }
cheaper = "refund"
"""

ONE_A_WEEK = """
[[limit]]
most = 1
per = "week"
of = "uses"
pending = false
same_day_counts = true
week_begins = "月"
"""


@pytest.fixture
def series(center: Center) -> list[UUID]:
    """毎週水 午前・午後, paid: 12/2, 12/9, 12/16, 12/23."""
    wish = center.wish(center.register(), FIRST, "午前", "午後")
    asked = AskRequest(wish, "毎週", LAST)
    offer = center.desk.requests.offer(asked)
    return list(center.desk.requests.book(center.staff, offer, paid=True).value.bookings)


def wish(center: Center, booking: UUID, **fields: Any) -> ChangeWish:
    found = as_it_is(center.desk.bookings.card(booking))
    return replace(found, **fields)


def change(
    center: Center, booking: UUID, scope: Scope, *leave: UUID, **fields: Any
) -> None:
    loaded = center.desk.series.loaded(booking)
    asked = wish(center, booking, **fields)
    center.desk.series.change(center.staff, booking, scope, asked, loaded, leave)


def told(center: Center, series: list[UUID]) -> list[tuple[int, str]]:
    cards = [center.desk.bookings.card(key) for key in series]
    return [(card.starts.day, card.slots) for card in cards]


def test_each_moves_into_the_place_of_the_next(
    center: Center, series: list[UUID]
) -> None:
    """The whole moves by a week: nothing is in its own way."""
    week = date(2026, 11, 25)
    found = center.desk.series.changing(
        series[0], Scope.ALL, wish(center, series[0], day=week)
    )
    assert [line.refusal for line in found.lines] == [None] * 4
    change(center, series[0], Scope.ALL, day=week)
    both = "午前・午後"
    assert told(center, series) == [(25, both), (2, both), (9, both), (16, both)]


def test_who_has_to_stay_is_in_the_way_of_the_next(
    center: Center, series: list[UUID]
) -> None:
    """12/30 is closed, so that 12/23 stays, and nothing can take its place."""
    later = wish(center, series[0], day=date(2026, 12, 9))
    found = center.desk.series.changing(series[0], Scope.ALL, later)
    assert [type(line.refusal) for line in found.lines] == [*[RoomTaken] * 3, ClosedDay]
    found = center.desk.series.changing(series[0], Scope.ALL, later, series[3:])
    assert found.refused == set(series[:3])


def test_from_one_on_is_changed_and_paid_back_under_one_number(
    center: Center, series: list[UUID]
) -> None:
    desk, staff = center.desk, center.staff
    rules(center, CHANGE)
    shorter = wish(center, series[1], slots=("午前",), users=12)
    found = desk.series.changing(series[1], Scope.FOLLOWING, shorter)
    assert [line.before.id for line in found.lines] == series[1:]
    assert (found.more, found.back) == (0, 3000)
    loaded = desk.series.loaded(series[1])
    outcome = desk.series.change(staff, series[1], Scope.FOLLOWING, shorter, loaded)
    assert outcome.value.back == 3000
    assert [slots for _, slots in told(center, series)] == ["午前・午後", *["午前"] * 3]
    backs = [desk.payments.of_booking(key)[0] for key in series[1:]]
    assert {row.amount for row in backs} == {-1000}
    assert len({row.number for row in backs}) == 1
    assert outcome.entry is not None
    desk.journal.undo(staff, outcome.entry)
    assert [slots for _, slots in told(center, series)] == ["午前・午後"] * 4
    assert [desk.bookings.card(key).paid for key in series] == [1800] * 4


def test_what_others_have_is_shown_and_can_stay_as_it_is(
    center: Center, series: list[UUID]
) -> None:
    desk, staff = center.desk, center.staff
    other = center.register("月の会", "ツキノカイ")
    desk.bookings.book(staff, center.wish(other, date(2026, 12, 17), "午後"))
    thursday = wish(center, series[0], day=date(2026, 12, 3))
    found = desk.series.changing(series[0], Scope.ALL, thursday)
    assert found.refused == {series[2]}
    with pytest.raises(RoomTaken):
        change(center, series[0], Scope.ALL, day=date(2026, 12, 3))
    change(center, series[0], Scope.ALL, series[2], day=date(2026, 12, 3))
    assert [day for day, _ in told(center, series)] == [3, 10, 16, 24]


def test_the_past_is_left_alone(center: Center, series: list[UUID]) -> None:
    center.clock.now += timedelta(days=16)  # 12/10
    change(center, series[3], Scope.ALL, users=5)
    users = [center.desk.bookings.card(key).users for key in series]
    assert users == [20, 20, 5, 5]
    found = center.desk.series.cancelling(series[0], Scope.ALL)
    assert [line.card.id for line in found.lines] == series[2:]
    with pytest.raises(NothingToCome):
        center.desk.series.cancel(center.staff, series[0], Scope.THIS)


def test_another_room_is_meant_for_those_in_the_same_room(center: Center) -> None:
    rooms = [center.room(name).id for name in ("活動室A", "活動室B")]
    first = center.wish(center.register(), FIRST, "午前")
    asked = AskRequest(first, "12/3", rooms=(rooms[1],))
    made = center.desk.requests.book(center.staff, center.desk.requests.offer(asked))
    a1, b1, a2, b2 = made.value.bookings
    later = wish(center, a1, slots=("午後",))
    assert len(center.desk.series.changing(a1, Scope.ALL, later).lines) == 4
    swap = wish(center, a1, room_id=rooms[1])
    found = center.desk.series.changing(a1, Scope.ALL, swap)
    assert [line.before.id for line in found.lines] == [a1, a2]
    assert all(isinstance(line.refusal, RoomTaken) for line in found.lines)
    center.desk.series.cancel(center.staff, b1, Scope.THIS)
    center.desk.series.cancel(center.staff, b2, Scope.THIS)
    change(center, a1, Scope.ALL, room_id=rooms[1])
    assert {center.desk.bookings.card(key).room for key in (a1, a2)} == {"活動室B"}


def test_all_from_one_on_is_cancelled_and_undone(
    center: Center, series: list[UUID]
) -> None:
    desk, staff = center.desk, center.staff
    assert desk.series.cancelling(series[1], Scope.FOLLOWING).back == 3 * 1800
    outcome = desk.series.cancel(staff, series[1], Scope.FOLLOWING)
    assert outcome.value == 3 * 1800
    states = [desk.bookings.card(key).status for key in series]
    assert states == ["confirmed", *["cancelled"] * 3]
    assert len({desk.payments.of_booking(key)[0].number for key in series[1:]}) == 1
    request = desk.series.of_booking(series[0])
    assert request is not None
    assert (len(request.bookings), len(request.living)) == (4, 1)
    assert outcome.entry is not None
    desk.journal.undo(staff, outcome.entry)
    states = [desk.bookings.card(key).status for key in series]
    assert states == ["confirmed"] * 4


def test_what_somebody_changed_meanwhile_is_told(
    center: Center, series: list[UUID]
) -> None:
    loaded = center.desk.series.loaded(series[0])
    change(center, series[2], Scope.THIS, users=7)
    asked = wish(center, series[0], users=9)
    with pytest.raises(StaleForm):
        center.desk.series.change(center.staff, series[0], Scope.ALL, asked, loaded)
    with pytest.raises(NothingChanged):
        change(center, series[2], Scope.THIS, users=7)


def test_what_was_applied_for_is_permitted_at_once(center: Center) -> None:
    first = center.wish(center.register(), FIRST, "午前")
    offer = center.desk.requests.offer(AskRequest(first, "12/3 12/4"))
    made = center.desk.requests.take_application(center.staff, offer).value.bookings
    assert center.desk.series.permit(center.staff, made[1], Scope.FOLLOWING).value == 2
    states = [center.desk.bookings.card(key).status for key in made]
    assert states == ["applied", "confirmed", "confirmed"]
    assert states[1] in PAYABLE


def test_what_others_need_after_it_keeps_one_where_it_is(
    center: Center, series: list[UUID]
) -> None:
    """The room is cleaned up after the use: who comes next would find it unready."""
    desk, staff, room = center.desk, center.staff, center.room()
    desk.rooms.correct(staff, room.id, RoomForm(room.name, "24", turnaround="90"))
    group = center.register("山の会", "ヤマノカイ")
    desk.bookings.book(staff, center.wish(group, FIRST, "夜間"))
    found = desk.series.changing(series[0], Scope.ALL, wish(center, series[0], users=9))
    assert found.refused == {series[0]}
    change(center, series[0], Scope.ALL, *found.refused, users=9)
    assert [desk.bookings.card(key).users for key in series] == [20, 9, 9, 9]


def test_limits_count_what_moves_together_as_it_shall_be(center: Center) -> None:
    """One a week, as before: only what is left behind is in the way."""
    rules(center, ONE_A_WEEK)
    asked = AskRequest(center.wish(center.register(), FIRST, "午前"), "毎週", LAST)
    offer = center.desk.requests.offer(asked)
    series = center.desk.requests.book(center.staff, offer).value.bookings
    week = wish(center, series[0], day=FIRST - timedelta(days=7))
    found = center.desk.series.changing(series[0], Scope.ALL, week)
    assert [line.refusal for line in found.lines] == [None] * 4
    found = center.desk.series.changing(series[0], Scope.ALL, week, series[:1])
    left, *others = found.lines
    assert left.left and found.stays == set(series)
    assert [type(line.refusal) for line in others] == [LimitReached] * 3
    change(center, series[0], Scope.ALL, day=week.day)
    assert [day for day, _ in told(center, [*series])] == [25, 2, 9, 16]
