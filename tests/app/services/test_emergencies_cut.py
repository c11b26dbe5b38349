"""A use that reaches into a 臨時休館: cut short, or cancelled whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from app.rules.fees import LineKind, kept_lines
from app.services.bookings.asking import as_it_is
from app.services.emergencies import Affected, Became, NotCut, Noted, Result, Wanted
from app.services.payments import Tender
from db.journal.entry import Act
from db.occupancy import NotFree
from db.records.bookings import Booking
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center
from tests.app.services.test_emergencies import AT_ONE, DAY, Storm
from tests.app.services.test_emergencies_at_random import as_before, rows

AT_TWO, AT_THREE = datetime(2026, 11, 25, 14), datetime(2026, 11, 25, 15)


@pytest.fixture
def storm(center: Center) -> Storm:
    return Storm(center)


def line_of(storm: Storm, key: UUID, booking: UUID) -> Affected:
    lines = storm.desk.emergencies.card(key).lines
    return next(line for line in lines if line.row.id == booking)


def at(storm: Storm, hour: int, minute: int = 0) -> None:
    then = datetime.combine(DAY, time(hour, minute), storm.center.clock.now.tzinfo)
    storm.center.clock.now = then


def test_half_of_it_is_proposed_to_be_kept_and_what_is_lost_paid_back(
    storm: Storm,
) -> None:
    desk = storm.desk
    whole, morning = storm.booked("午前", "午後"), storm.booked("午前", room="活動室B")
    card = desk.bookings.card(whole)
    key = storm.closed()
    [line] = desk.emergencies.card(key).lines
    assert (line.row.id, line.cut, line.becomes) == (whole, AT_ONE, Became.SHORTENED)
    shown = desk.emergencies.settlement(key)
    before = rows(storm.center)
    done = desk.emergencies.settle(storm.actor, key)
    now = desk.bookings.card(whole)
    lost = card.fee - desk.bookings.card(morning).fee
    assert (now.status, now.ends, now.slots) == ("confirmed", AT_ONE, "午前")
    assert now.fee == now.paid == card.fee - lost and now.number == card.number
    assert done.value.back == shown.back == lost > 0
    assert (done.value.shortened, done.value.cancelled) == (1, 0)
    lines = kept_lines(now.fee_lines)
    assert sum(each.amount for each in lines) == now.fee
    assert lines[-1].kind is LineKind.CUT and lines[-1].what == "13:00まで"
    paid = desk.payments.of_booking(whole)
    assert "使えない区分" in paid[0].reason
    with pytest.raises(NotFree):
        storm.booked("午後")
    assert done.entry is not None
    desk.journal.undo(storm.center.staff, done.entry)
    assert desk.bookings.card(whole) == card
    assert as_before(rows(storm.center)) == as_before(before)
    assert desk.journal.complaints() == []


def test_the_group_may_have_it_cancelled_whole(storm: Storm) -> None:
    desk, booking = storm.desk, storm.booked("午前", "午後")
    fee = desk.bookings.card(booking).fee
    key = storm.closed()
    storm.note(key, booking, Noted(Result.REACHED, Wanted.CANCEL))
    assert desk.emergencies.settle(storm.actor, key).value.back == fee
    assert desk.bookings.card(booking).status == "cancelled"


def test_less_than_half_is_kept_only_where_the_group_wants_it(storm: Storm) -> None:
    desk = storm.desk
    one, other = storm.booked("午後"), storm.booked("午後", room="活動室B")
    plan = replace(storm.plan(), starts=AT_TWO)
    key = desk.emergencies.close(storm.actor, plan).value
    assert {ln.becomes for ln in desk.emergencies.card(key).lines} == {Became.CANCELLED}
    storm.note(key, one, Noted(Result.REACHED, Wanted.SHORTEN))
    done = desk.emergencies.settle(storm.actor, key).value
    assert (done.shortened, done.cancelled) == (1, 1)
    kept = desk.bookings.card(one)
    assert (kept.ends, kept.slots) == (AT_TWO, "午後")  # no slot is lost whole
    assert kept.paid == kept.fee == desk.bookings.card(other).fee


def test_what_lies_within_cannot_be_cut(storm: Storm) -> None:
    booking = storm.booked("午後")
    key = storm.closed()
    with pytest.raises(NotCut):
        storm.note(key, booking, Noted(Result.REACHED, Wanted.SHORTEN))


def test_what_is_owed_is_less_and_a_part_paid_is_kept(storm: Storm) -> None:
    desk = storm.desk
    booking = storm.booked("午前", "午後", paid=False)
    desk.payments.take(storm.center.staff, booking, Tender(100))
    key = storm.closed()
    assert desk.emergencies.settle(storm.actor, key).value.back == 0
    card = desk.bookings.card(booking)
    assert card.paid == 100 and card.owed == card.fee - 100


@pytest.mark.parametrize(
    ("now", "ends"), [((11, 0), AT_ONE), ((14, 50), AT_THREE), ((15, 0), AT_THREE)]
)
def test_who_is_in_the_house_ends_early_and_is_not_cancelled(
    storm: Storm, now: tuple[int, int], ends: datetime
) -> None:
    desk, staff = storm.desk, storm.center.staff
    booking = storm.booked("午前", "午後")
    at(storm, 9)
    desk.bookings.check_in(staff, booking)
    at(storm, 11)
    key = storm.closed()
    at(storm, *now)
    line = line_of(storm, key, booking)
    assert line.inside and line.cut == ends
    storm.note(key, booking, Noted(Result.REACHED, Wanted.CANCEL))
    assert line_of(storm, key, booking).call.wanted == Wanted.UNKNOWN
    desk.emergencies.settle(storm.actor, key)
    card = desk.bookings.card(booking)
    assert (card.status, card.ends) == ("in_use", ends)
    desk.bookings.check_out(staff, booking, 12)
    assert desk.bookings.card(booking).status == "done"


def test_who_has_the_key_before_the_closed_time_is_asked_to_leave(storm: Storm) -> None:
    desk, booking = storm.desk, storm.booked("午後")
    at(storm, 12, 50)
    desk.bookings.check_in(storm.center.staff, booking)
    key = storm.closed()
    [line] = desk.emergencies.card(key).leaving
    assert (line.row.id, line.cut) == (booking, datetime(2026, 11, 25, 13, 15))
    desk.emergencies.settle(storm.actor, key)
    card = desk.bookings.card(booking)
    assert (card.status, card.ends) == ("in_use", line.cut)


def test_who_should_have_left_is_left_alone(storm: Storm) -> None:
    desk, staff = storm.desk, storm.center.staff
    booking = storm.booked("午前", "午後")
    at(storm, 9)
    desk.bookings.check_in(staff, booking)
    key = storm.closed()
    at(storm, 17, 30)
    assert not line_of(storm, key, booking).open
    assert desk.emergencies.settle(storm.actor, key).value.shortened == 0


def test_the_letter_tells_what_is_left(storm: Storm) -> None:
    booking = storm.booked("午前", "午後")
    key = storm.closed()
    papers = storm.desk.forms.emergencies
    calls = "".join(text_of(papers.calls(key).pdf, 0).split())
    assert "□短縮" in calls and "13:00までで短縮できる" in calls
    storm.desk.emergencies.settle(storm.actor, key)
    letter = "".join(text_of(papers.letters(key, storm.actor).pdf, 0).split())
    fee = storm.desk.bookings.card(booking).fee
    assert "短縮後の使用" in letter and f"{fee:,}円" in letter
    assert "体験用の設定" in letter  # the rule of what is paid back


def test_another_day_is_still_another_way(storm: Storm) -> None:
    booking = storm.booked("午前", "午後")
    key = storm.closed()
    place = storm.desk.emergencies.places(key).get(booking)
    assert place and place[0].day >= date(2026, 11, 25) + timedelta(days=1)
    storm.note(key, booking, Noted(Result.REACHED, Wanted.MOVE, place[0]))
    assert storm.desk.emergencies.settle(storm.actor, key).value.moved == 1


def test_who_came_all_the_same_is_not_moved_to_another_day(storm: Storm) -> None:
    desk, booking = storm.desk, storm.booked("午前", "午後")
    key = storm.closed()
    place = desk.emergencies.places(key)[booking][0]
    storm.note(key, booking, Noted(Result.REACHED, Wanted.MOVE, place))
    at(storm, 9)
    desk.bookings.check_in(storm.center.staff, booking)
    done = desk.emergencies.settle(storm.actor, key).value
    card = desk.bookings.card(booking)
    assert (done.moved, done.shortened) == (0, 1)
    assert (card.status, card.ends) == ("in_use", AT_ONE)


def test_what_was_cut_short_stays_so_when_it_is_corrected(storm: Storm) -> None:
    desk, booking = storm.desk, storm.booked("午前", "午後")
    desk.emergencies.settle(storm.actor, storm.closed())
    card = desk.bookings.card(booking)
    wish = replace(as_it_is(card), users=card.users - 1)
    loaded = desk.changes.changing(booking).loaded
    desk.changes.change(storm.center.staff, booking, wish, loaded)
    after = desk.bookings.card(booking)
    assert (after.users, after.ends) == (card.users - 1, AT_ONE)
    assert (after.fee, after.owed) == (card.fee, 0)


@pytest.mark.parametrize("slots", ["昼の部", "午前・昼の部"])
def test_a_storm_closes_although_rules_that_came_since_have_other_slots(
    storm: Storm, slots: str
) -> None:
    desk, booking = storm.desk, storm.booked("午前", "午後")
    act = Act("booking.change", storm.center.staff, storm.center.clock.now)
    with storm.center.store.write(act) as work:
        work.get_one(Booking, booking).slots = slots
    fee, key = desk.bookings.card(booking).fee, storm.closed()
    assert desk.emergencies.settlement(key).back == 0
    assert desk.emergencies.settle(storm.actor, key).value.shortened == 1
    card = desk.bookings.card(booking)
    assert (card.ends, card.slots, card.fee) == (AT_ONE, slots, fee)
