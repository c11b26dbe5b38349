"""臨時休館: proposed by a warning, called through, settled in one pass, and undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.kit.refusal import Refusal
from app.kit.settings import EMERGENCY_ORDER
from app.rules.emergencies import BY_USERS
from app.services.bookings import ChangeWish
from app.services.emergencies import (
    AlreadySettled,
    Cause,
    NoRooms,
    Noted,
    PlaceGiven,
    PlaceTaken,
    Plan,
    Result,
    Span,
    Wanted,
    Warned,
)
from app.services.loans import Wanted as Lent
from app.services.sign_in import Actor
from db.queries import loans
from tests.app.services.conftest import Center
from tests.app.services.test_life_of_bookings import rules

CANCELLED = """
[[penalty]]
event = "cancel"
months = 3
from = "next_day"
"""
ONE_A_MONTH = """
[[limit]]
most = 1
per = "month"
of = "uses"
pending = false
same_day_counts = true
"""
DAY = date(2026, 11, 25)
AT_ONE, AT_NIGHT = datetime(2026, 11, 25, 13), datetime(2026, 11, 25, 21, 30)


class Storm:
    """A center the day before a storm, with what tests ask of it most."""

    def __init__(self, center: Center) -> None:
        self.center, self.desk = center, center.desk
        self.actor = Actor(UUID(center.staff), "渡邊 千恵子")
        self.groups = 0

    def booked(
        self, *slots: str, room: str = "活動室A", paid: bool = True, day: date = DAY
    ) -> UUID:
        self.groups += 1
        group = self.center.register(f"花の会{self.groups}", "ハナノカイ")
        wish = self.center.wish(group, day, *slots, room=room)
        return self.desk.bookings.book(self.center.staff, wish, paid=paid).value.id

    def plan(self, *rooms: str) -> Plan:
        keys = tuple(self.center.room(n).id for n in rooms or ("活動室A", "活動室B"))
        return Plan(keys, AT_ONE, AT_NIGHT, Cause.TYPHOON)

    def closed(self, *rooms: str) -> UUID:
        return self.desk.emergencies.close(self.actor, self.plan(*rooms)).value

    def note(self, key: UUID, booking: UUID, noted: Noted) -> None:
        self.desk.emergencies.note(self.actor, key, booking, noted)


@pytest.fixture
def storm(center: Center) -> Storm:
    return Storm(center)


def test_the_rulebook_proposes_when_a_warning_closes(storm: Storm) -> None:
    desk = storm.desk.emergencies
    assert "暴風警報" in desk.warnings(DAY)
    found = desk.propose(DAY, Warned("暴風警報", in_force_at=13 * 60))
    assert (found.starts, found.ends) == (AT_ONE, AT_NIGHT)
    assert len(found.rooms) == 2 and found.rule.startswith("体験用の設定")
    assert not desk.propose(DAY, Warned("津波警報")).rooms
    assert desk.propose(DAY, Warned("津波警報")).silent == ("活動室A", "活動室B")


def test_who_is_affected_is_called_in_order(storm: Storm) -> None:
    evening = storm.booked("夜間")
    storm.booked("午前")
    noon = storm.booked("午後", room="活動室B")
    storm.booked("午後", day=DAY + timedelta(days=1))
    assert [row.id for row in storm.desk.emergencies.affected(storm.plan())] == [
        noon,
        evening,
    ]
    assert [row.id for row in storm.desk.emergencies.affected(storm.plan("活動室A"))] == [
        evening
    ]


def test_the_largest_first_where_the_center_wants_it(storm: Storm) -> None:
    noon = storm.booked("午後", room="活動室B")
    storm.groups += 1
    group = storm.center.register("大きな会", "オオキナカイ")
    wish = replace(storm.center.wish(group, DAY, "夜間"), users=24)
    evening = storm.desk.bookings.book(storm.center.staff, wish).value.id
    storm.desk.settings.change(storm.center.staff, {EMERGENCY_ORDER: BY_USERS})
    assert [row.id for row in storm.desk.emergencies.affected(storm.plan())] == [
        evening,
        noon,
    ]


def test_a_call_is_noted_and_noted_again(storm: Storm) -> None:
    booking = storm.booked("午後")
    key = storm.closed()
    storm.note(key, booking, Noted(Result.ABSENT))
    storm.note(key, booking, Noted(Result.REACHED, Wanted.CANCEL))
    (line,) = storm.desk.emergencies.card(key).lines
    assert (line.call.place, line.call.result) == (1, Result.REACHED)
    assert (line.call.wanted, line.call.called_by) == (Wanted.CANCEL, "渡邊 千恵子")
    assert line.call.called_at == datetime(2026, 11, 24, 14, 7)
    assert storm.desk.emergencies.card(key).called == 1


def test_everything_is_settled_in_one_entry_and_undone(storm: Storm) -> None:
    desk = storm.desk
    paid, unpaid = storm.booked("午後"), storm.booked("夜間", paid=False)
    mover = storm.booked("午後", room="活動室B")
    before = [desk.bookings.card(key) for key in (paid, unpaid, mover)]
    key = storm.closed()
    place = desk.emergencies.places(key)[mover][0]
    assert place.room == "活動室B" and place.slots == ("午後",) and place.day > DAY
    storm.note(key, mover, Noted(Result.REACHED, Wanted.MOVE, place))
    shown = desk.emergencies.settlement(key)
    assert (shown.back, shown.moving) == (before[0].fee, 1)
    assert all(line.offers for line in shown.lines if not line.moves)
    done = desk.emergencies.settle(storm.actor, key)
    assert (done.value.cancelled, done.value.moved) == (2, 1)
    assert done.value.back == before[0].fee > 0
    after = [desk.bookings.card(key) for key in (paid, unpaid, mover)]
    assert [card.status for card in after] == ["cancelled", "cancelled", "confirmed"]
    assert [card.paid for card in after] == [0, 0, before[2].paid]
    assert after[2].starts.date() == place.day and after[2].fee == before[2].fee
    with pytest.raises(AlreadySettled):
        desk.emergencies.settle(storm.actor, key)
    with pytest.raises(AlreadySettled):
        storm.note(key, paid, Noted(Result.REACHED))
    assert done.entry is not None
    desk.journal.undo(storm.center.staff, done.entry)
    assert [desk.bookings.card(key) for key in (paid, unpaid, mover)] == before
    assert desk.emergencies.card(key).row.settled_at is None


def test_a_promised_place_is_given_once_and_may_be_lost(storm: Storm) -> None:
    desk = storm.desk
    one, other = storm.booked("午後"), storm.booked("午後", room="活動室B")
    key = storm.closed()
    place = desk.emergencies.places(key)[one][0]
    assert place in desk.emergencies.places(key)[other]
    storm.note(key, one, Noted(Result.REACHED, Wanted.MOVE, place))
    assert place not in desk.emergencies.places(key)[other]
    with pytest.raises(PlaceGiven):
        storm.note(key, other, Noted(Result.REACHED, Wanted.MOVE, place))
    storm.booked("午後", room=place.room, day=place.day)
    (line,) = (each for each in desk.emergencies.settlement(key).lines if each.moves)
    assert isinstance(line.refused, PlaceTaken)
    with pytest.raises(PlaceTaken):
        desk.emergencies.settle(storm.actor, key)
    assert desk.bookings.card(other).status == "confirmed"
    storm.note(key, one, Noted(Result.REACHED, Wanted.CANCEL))
    assert desk.emergencies.settle(storm.actor, key).value.cancelled == 2


def test_what_was_cancelled_meanwhile_is_left_alone(storm: Storm) -> None:
    booking = storm.booked("午後")
    key = storm.closed()
    storm.desk.bookings.cancel(storm.center.staff, booking)
    assert storm.desk.emergencies.settlement(key).lines == []
    assert storm.desk.emergencies.settle(storm.actor, key).value.cancelled == 0
    assert len(storm.desk.emergencies.card(key).lines) == 1


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"rooms": ()}, NoRooms),
        ({"ends": AT_ONE}, Span),
        ({"ends": AT_ONE + timedelta(days=40)}, Span),
        ({"starts": datetime(2026, 11, 1), "ends": datetime(2026, 11, 2)}, Span),
    ],
)
def test_what_cannot_be_meant(
    storm: Storm, fields: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        storm.desk.emergencies.close(storm.actor, replace(storm.plan(), **fields))
    assert not storm.desk.emergencies.latest()


def test_what_was_moved_by_hand_meanwhile_is_left_alone(storm: Storm) -> None:
    desk = storm.desk
    booking = storm.booked("午後")
    key = storm.closed()
    changing = desk.changes.changing(booking)
    wish = ChangeWish(
        changing.card.room_id, DAY + timedelta(days=1), ("午後",), "生け花の練習", 20
    )
    desk.changes.change(storm.center.staff, booking, wish, changing.loaded)
    (line,) = desk.emergencies.card(key).lines
    assert not line.open
    assert (line.was_room, line.call.was_starts) == ("活動室A", AT_ONE)
    assert desk.emergencies.settle(storm.actor, key).value.cancelled == 0
    assert desk.bookings.card(booking).status == "confirmed"


def test_what_was_lent_goes_with_it_or_comes_free(storm: Storm) -> None:
    desk, center = storm.desk, storm.center
    kind = center.kind()
    made = []
    for room in ("活動室A", "活動室B"):
        storm.groups += 1
        group = center.register(f"花の会{storm.groups}", "ハナノカイ")
        wish = center.wish(group, DAY, "午後", room=room)
        wish = replace(wish, equipment=(Lent(kind),))
        made.append(desk.bookings.book(center.staff, wish, paid=True).value.id)
    key = storm.closed()
    place = desk.emergencies.places(key)[made[0]][0]
    storm.note(key, made[0], Noted(Result.REACHED, Wanted.MOVE, place))
    done = desk.emergencies.settle(storm.actor, key)

    def lent(booking: UUID) -> list[tuple[str, date]]:
        with center.store.reader() as read:
            return [(row.status, row.first_on) for row in loans.of_booking(read, booking)]

    assert lent(made[0]) == [("confirmed", place.day)]
    assert lent(made[1]) == [("cancelled", DAY)]
    assert done.entry is not None
    desk.journal.undo(center.staff, done.entry)
    assert [lent(each) for each in made] == [[("confirmed", DAY)]] * 2


def test_what_the_house_causes_is_paid_back_as_the_rules_say_of_it(storm: Storm) -> None:
    desk = storm.desk
    booking = storm.booked("午後")
    plan = replace(storm.plan(), cause=Cause.BLACKOUT)
    key = desk.emergencies.close(storm.actor, plan).value
    (line,) = desk.emergencies.settlement(key).lines
    assert line.back == desk.bookings.card(booking).paid > 0
    cancelling = desk.bookings.cancelling(booking)
    assert cancelling.back is not None and cancelling.back.amount < line.back


def test_money_paid_back_in_a_pass_leaves_the_drawer_alone(storm: Storm) -> None:
    desk, booking = storm.desk, storm.booked("午後")
    key = storm.closed()
    cash = desk.closings.offer(date(2026, 11, 24), with_days_before=True).cash
    desk.emergencies.settle(storm.actor, key)
    assert desk.closings.offer(date(2026, 11, 24), with_days_before=True).cash == cash
    methods = [row.method for row in desk.payments.of_booking(booking)]
    assert methods == ["account", "cash"]


def test_a_storm_that_passes_by_is_called_off_and_that_taken_back(storm: Storm) -> None:
    desk, center = storm.desk, storm.center
    booking = storm.booked("午後")
    before = desk.bookings.card(booking)
    key = storm.closed()
    storm.note(key, booking, Noted(Result.REACHED, Wanted.CANCEL))
    done = desk.emergencies.call_off(storm.actor, key)
    assert desk.bookings.card(booking) == before
    card = desk.emergencies.card(key)
    assert card.row.called_off and not card.lines[0].call.became
    with pytest.raises(AlreadySettled):
        desk.emergencies.settle(storm.actor, key)
    wish = center.wish(center.register("あとの会", "アト"), DAY, "夜間")
    assert not isinstance(desk.offers.verdict(wish), Refusal)
    assert done.entry is not None
    desk.journal.undo(center.staff, done.entry)
    assert isinstance(desk.offers.verdict(wish), Refusal)
    assert desk.emergencies.settle(storm.actor, key).value.cancelled == 1


def test_what_the_house_called_off_is_not_held_against_the_group(storm: Storm) -> None:
    rules(storm.center, CANCELLED)
    desk, booking = storm.desk, storm.booked("午後")
    group = desk.bookings.card(booking).group_id
    key = storm.closed()
    desk.emergencies.settle(storm.actor, key)
    later = storm.center.wish(group, DAY + timedelta(days=7), "午後")
    assert not desk.offers.offer(later).warnings
    own = desk.bookings.book(storm.center.staff, later).value.id
    desk.bookings.cancel(storm.center.staff, own)
    assert desk.offers.offer(later).warnings


def test_who_is_to_move_does_not_stand_in_its_own_way(storm: Storm) -> None:
    """Its one use of the month is the one that it cannot have."""
    rules(storm.center, ONE_A_MONTH)
    booking = storm.booked("午後")
    key = storm.closed()
    place = storm.desk.emergencies.places(key)[booking][0]
    assert place.day.month == DAY.month
    storm.note(key, booking, Noted(Result.REACHED, Wanted.MOVE, place))
    assert storm.desk.emergencies.settle(storm.actor, key).value.moved == 1
