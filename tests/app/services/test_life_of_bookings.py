"""A booking from 仮予約 to 完了, 失効, 不許可, 変更 and 不使用."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from app.kit.settings import HOLD_DAYS
from app.rules.file.shelf import sample_text
from app.services.bookings import BookRoom, NotPermitted
from app.services.bookings.refusals import (
    NoReason,
    NotOverYet,
    NotThatDeadline,
)
from app.services.loans import Wanted
from app.services.payments import NothingOwed, Tender
from app.services.rulebooks import NewRulebook
from app.services.waiting import Entry
from db.occupancy import RoomTaken
from tests.app.services.conftest import Center, rules_without

TUESDAY, WEDNESDAY = date(2026, 12, 1), date(2026, 12, 2)
#: Where these rules say nothing, nothing is made up; the rulebook of the tests lacks
#: deadlines, changes and no-shows, which each test adds as it needs them.
CONFIRM = """
[[deadline]]
what = "formal_application"
by = { days_after = 3 }
since = "provisional"
first_day_counts = false
lapses = true
"""
PAY = """
[[payment]]
rooms = ["活動室A", "活動室B"]
days_after = 2
first_day_counts = false
lapses = true
"""
NO_SHOW = """
[[no_show]]
rooms = ["活動室A"]
cancelled_before = "start"
paid_by = "end"
"""


def rules(center: Center, *more: str) -> None:
    bases = {"koshigaya": sample_text("koshigaya")}
    text = sample_text("demo") + "".join(more)
    enact(center, NewRulebook("体験用", date(2020, 4, 2), text, bases))


def enact(center: Center, version: NewRulebook) -> None:
    keys = [doubt.key for doubt in center.desk.rulebooks.doubts(version)]
    center.desk.rulebooks.enact(center.staff, version, keys)


def status(center: Center, booking: UUID) -> str:
    return center.desk.bookings.card(booking).status


def hold(center: Center, wish: BookRoom, until: date = date(2026, 11, 27)) -> UUID:
    return center.desk.bookings.hold(center.staff, wish, until).value.id


def test_what_was_waited_for_lapses_unpaid_and_comes_back_permitted(
    center: Center,
) -> None:
    desk, staff = center.desk, center.staff
    rules(center, PAY)
    wish = center.wish(center.register(), TUESDAY, "午前")
    assert wish.group_id is not None
    entry = Entry(wish.room_id, wish.group_id, TUESDAY, wish.slots, "練習", 8)
    desk.waiting.take(staff, desk.waiting.enter(staff, entry).value)
    [row] = desk.offers.day(TUESDAY).bookings
    assert row.held_until == datetime(2026, 11, 26, 23, 59)
    center.clock.now += timedelta(days=3)
    [lapsed] = desk.lapses.lapse().value
    assert lapsed.id == row.id
    desk.decisions.extend(staff, row.id, date(2026, 11, 30))
    assert status(center, row.id) == "confirmed"


def test_from_a_hold_to_the_end(center: Center) -> None:
    desk, staff = center.desk, center.staff
    wish = center.wish(center.register(), TUESDAY, "午前")
    booking = hold(center, wish)
    card = desk.bookings.card(booking)
    assert (card.status, card.held_until) == ("held", datetime(2026, 11, 27, 23, 59))
    with pytest.raises(RoomTaken):
        desk.bookings.book(staff, wish)  # it is as good as taken
    with pytest.raises(NothingOwed):
        desk.payments.take(staff, booking)  # and nothing is owed for it
    with pytest.raises(NotPermitted):
        desk.bookings.check_in(staff, booking)
    desk.decisions.apply(staff, booking)
    card = desk.bookings.card(booking)
    assert (card.status, card.held_until) == ("applied", None)
    desk.decisions.permit(staff, booking)
    card = desk.bookings.card(booking)
    assert (card.status, card.decided_on) == ("confirmed", date(2026, 11, 24))
    desk.payments.take(staff, booking)
    center.clock.now += timedelta(days=7, hours=-5)
    desk.bookings.check_in(staff, booking)
    desk.bookings.check_out(staff, booking, 18)
    assert status(center, booking) == "done"
    verbs = [event.verb for event in desk.journal.history("booking", booking)]
    assert verbs == [
        "booking.hold",
        "booking.apply",
        "booking.permit",
        "booking.check_in",
        "booking.check_out",
    ]
    assert desk.journal.complaints() == []


def test_the_deadline_comes_from_the_rules_else_from_the_setting(center: Center) -> None:
    desk = center.desk
    wish = center.wish(center.register(), TUESDAY, "午前")
    terms = desk.bookings.holding(wish)
    assert (terms.day, terms.why.rule) == (TUESDAY, "当センターの設定")  # 7 days
    desk.settings.change(center.staff, {HOLD_DAYS: "2"})
    assert desk.bookings.holding(wish).day == date(2026, 11, 26)
    desk.settings.change(center.staff, {HOLD_DAYS: "たくさん"})
    assert desk.bookings.holding(wish).day == TUESDAY  # the default again
    rules(center, CONFIRM)
    terms = desk.bookings.holding(wish)
    assert terms.day == date(2026, 11, 27) and "3日以内" in terms.why.text


@pytest.mark.parametrize("day", [date(2026, 11, 23), WEDNESDAY, date(2126, 12, 1)])
def test_a_deadline_lies_between_now_and_the_use(center: Center, day: date) -> None:
    wish = center.wish(center.register(), TUESDAY, "午前")
    with pytest.raises(NotThatDeadline):
        hold(center, wish, day)
    assert center.desk.bookings.of_group(wish.group_id or UUID(int=0)) == []


def test_a_hold_of_the_day_of_use_ends_when_it_begins(center: Center) -> None:
    wish = center.wish(center.register(), TUESDAY, "午前")
    card = center.desk.bookings.card(hold(center, wish, TUESDAY))
    assert card.held_until == datetime(2026, 12, 1, 9)


def test_what_is_past_its_deadline_lapses_told_and_undoable(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group = center.register()
    booking = hold(center, center.wish(group, TUESDAY, "午前"))
    later = hold(center, center.wish(group, TUESDAY, "午後"), date(2026, 11, 28))
    center.clock.now = center.clock.now.replace(day=27, hour=23, minute=58)
    at = center.clock.now.replace(tzinfo=None)
    view = desk.today.view(at)
    assert [row.id for row in view.lapsing] == [booking, later] and not view.due
    assert desk.lapses.due() == []
    center.clock.now += timedelta(minutes=1)
    assert desk.today.view(center.clock.now.replace(tzinfo=None)).due
    outcome = desk.lapses.lapse()
    assert [card.id for card in outcome.value] == [booking]
    card = desk.bookings.card(booking)
    assert card.status == "lapsed" and "申請がなかった" in card.reason
    [event] = [
        e for e in desk.journal.history("booking", booking) if e.verb == "booking.lapse"
    ]
    assert event.staff == ""  # the program's own act
    taken = hold(center, center.wish(group, TUESDAY, "午前"), date(2026, 11, 30))
    assert outcome.entry is not None
    with pytest.raises(RoomTaken):
        desk.journal.undo(staff, outcome.entry)
    desk.bookings.cancel(staff, taken)
    desk.journal.undo(staff, outcome.entry)
    assert status(center, booking) == "held"
    assert desk.lapses.due() == []  # somebody wanted to keep it
    assert booking in [row.id for row in desk.today.view(at).lapsing]
    desk.decisions.extend(staff, booking, date(2026, 11, 28))
    center.clock.now += timedelta(days=1)
    assert set(desk.lapses.due()) == {booking, later}  # until the new deadline


def test_a_lapsed_hold_comes_back_with_another_deadline(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group = center.register()
    booking = hold(center, center.wish(group, TUESDAY, "午前"))
    center.clock.now += timedelta(days=4)
    desk.lapses.lapse()
    other = hold(center, center.wish(group, TUESDAY, "午前"), date(2026, 11, 29))
    with pytest.raises(RoomTaken):
        desk.decisions.extend(staff, booking, date(2026, 11, 30))
    desk.bookings.cancel(staff, other)
    desk.decisions.extend(staff, booking, date(2026, 11, 30))
    card = desk.bookings.card(booking)
    assert (card.status, card.reason) == ("held", "")


def test_an_unpaid_permit_lapses_only_where_the_rules_say_so(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group = center.register()
    plain = desk.bookings.book(staff, center.wish(group, TUESDAY, "夜間")).value.id
    assert desk.bookings.card(plain).held_until is None
    rules(center, PAY)
    paid = desk.bookings.book(staff, center.wish(group, TUESDAY, "午前"), paid=True)
    late = desk.bookings.book(staff, center.wish(group, TUESDAY, "午後")).value.id
    soon = desk.bookings.book(staff, center.wish(group, WEDNESDAY, "午後")).value.id
    until = datetime(2026, 11, 26, 23, 59)
    assert desk.bookings.card(paid.value.id).held_until == until
    assert desk.bookings.card(late).held_until == until
    desk.payments.take(staff, soon)
    steps = desk.today.view(center.clock.now.replace(tzinfo=None)).steps
    kinds = [(step.kind, step.booking.id) for step in steps]
    assert ("pay_soon", late) in kinds and ("pay", late) not in kinds
    center.clock.now += timedelta(days=3)
    assert [card.id for card in desk.lapses.lapse().value] == [late]
    desk.decisions.extend(staff, late, TUESDAY)
    assert status(center, late) == "confirmed"  # as it was permitted


def test_nothing_lapses_that_is_applied_for_or_whose_equipment_is_out(
    center: Center,
) -> None:
    desk, staff = center.desk, center.staff
    group, kind = center.register(), center.kind()
    center.piece(kind, "P-1")
    wish = replace(center.wish(group, TUESDAY, "午前"), equipment=(Wanted(kind),))
    held = hold(center, wish)
    applied = hold(center, center.wish(group, TUESDAY, "午後"))
    desk.decisions.apply(staff, applied)
    center.clock.now += timedelta(days=6, hours=20)
    [loan] = desk.loans.of_booking(held)
    assert desk.lapses.due() == [held]
    desk.lapses.lapse()
    assert desk.loans.card(loan.id).status == "cancelled"
    assert status(center, applied) == "applied"


def test_a_refusal_has_its_reason_and_frees_the_room(center: Center) -> None:
    desk, staff = center.desk, center.staff
    wish = center.wish(center.register(), TUESDAY, "午前")
    booking = desk.bookings.take_application(staff, wish).value.id
    assert status(center, booking) == "applied"
    for empty in ("", "　 "):
        with pytest.raises(NoReason):
            desk.decisions.refuse(staff, booking, empty)
    desk.decisions.refuse(staff, booking, "営利を目的とするため")
    card = desk.bookings.card(booking)
    assert (card.status, card.reason) == ("refused", "営利を目的とするため")
    assert card.decided_on == date(2026, 11, 24)
    for act in (desk.decisions.permit, desk.decisions.apply, desk.bookings.cancel):
        with pytest.raises(NotPermitted):
            act(staff, booking)
    hold(center, wish)


def test_a_no_show_is_noted_after_the_time_is_over(center: Center) -> None:
    desk, staff = center.desk, center.staff
    rules(center, NO_SHOW)
    group = center.register()
    booking = desk.bookings.book(staff, center.wish(group, TUESDAY, "午前")).value.id
    paid = desk.bookings.book(staff, center.wish(group, TUESDAY, "午後"), paid=True)
    center.clock.now = center.clock.now.replace(month=12, day=1, hour=11, minute=59)
    for act in (desk.visits.absence, lambda key: desk.visits.no_show(staff, key)):
        with pytest.raises(NotOverYet):
            act(booking)
    center.clock.now += timedelta(hours=6)
    view = desk.today.view(center.clock.now.replace(tzinfo=None))
    assert [row.id for row in view.unseen] == [booking, paid.value.id]
    outcome = desk.visits.no_show(staff, booking)
    assert outcome.value.counts
    card = desk.bookings.card(booking)
    assert card.status == "no_show" and card.reason.startswith("無断不使用")
    excused = desk.visits.absence(paid.value.id)
    assert excused.counts is False and "あたりません" in excused.told
    assert outcome.entry is not None
    desk.journal.undo(staff, outcome.entry)
    assert status(center, booking) == "confirmed"
    desk.visits.came(staff, booking, 9)
    card = desk.bookings.card(booking)
    assert (card.status, card.actual_users) == ("done", 9)


def test_what_is_paid_in_parts_is_paid_with_the_last(center: Center) -> None:
    desk, staff = center.desk, center.staff
    rules(center, NO_SHOW)
    wish = center.wish(center.register(), TUESDAY, "午前")
    booking = desk.bookings.book(staff, wish).value.id
    desk.payments.take(staff, booking, Tender(100))
    center.clock.now = center.clock.now.replace(month=12, day=1, hour=18)
    desk.payments.take(staff, booking)
    assert desk.visits.absence(booking).counts


def test_without_a_rule_nobody_is_blamed(center: Center) -> None:
    desk, staff = center.desk, center.staff
    enact(center, rules_without("no_show", "penalty"))
    wish = center.wish(center.register(), TUESDAY, "午前")
    booking = desk.bookings.book(staff, wish).value.id
    center.clock.now += timedelta(days=8)
    assert desk.visits.no_show(staff, booking).value.counts is None
    assert "定めはありません" in desk.bookings.card(booking).reason


def test_only_what_somebody_came_to_is_a_use(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group = center.register()
    for slot in ("午前", "午後", "夜間"):
        desk.bookings.book(staff, center.wish(group, TUESDAY, slot))
    morning, noon, _ = sorted(desk.bookings.of_group(group), key=lambda card: card.starts)
    center.clock.now = center.clock.now.replace(month=12, day=1, hour=18)
    desk.visits.came(staff, morning.id, 7)
    desk.visits.no_show(staff, noon.id)
    report = desk.reports.figures(TUESDAY)
    assert [use.users for use in report.uses] == [7]
    assert report.unseen == []  # the evening is not over
    center.clock.now += timedelta(hours=5)
    assert [line.slots for line in desk.reports.figures(TUESDAY).unseen] == ["夜間"]


def test_a_booking_is_found_by_the_number_of_its_permit_or_receipt(
    center: Center,
) -> None:
    desk, staff, group = center.desk, center.staff, center.register()
    first = desk.bookings.book(staff, center.wish(group, TUESDAY, "午前")).value
    paid = center.wish(group, WEDNESDAY, "午前")
    second = desk.bookings.book(staff, paid, paid=True).value
    assert second.receipt is not None and second.receipt.number == first.number
    found = [card.id for card in desk.bookings.numbered(first.number)]
    assert found == [first.id, second.id]
    assert [c.id for c in desk.bookings.numbered(second.number)] == [second.id]
    assert not desk.bookings.numbered("H26-9999")
