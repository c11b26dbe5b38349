"""Places that were promised in the time of a 臨時休館: offers and wishes in a lottery."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.services.emergencies import (
    About,
    Became,
    Cause,
    Noted,
    PlaceClosed,
    Plan,
    Result,
    Wanted,
)
from app.services.groups import GroupForm, PersonForm
from app.services.waiting import Entry
from db.journal.entry import Act
from db.records.lotteries import LotteryRequest
from db.refusal import RowGone
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import crowded
from tests.app.services.test_emergencies import DAY, Storm
from tests.app.services.test_emergencies_at_random import as_before, rows


@pytest.fixture
def storm(center: Center) -> Storm:
    return Storm(center)


def offered(storm: Storm) -> UUID:
    """A group that was offered the afternoon of the day."""
    center, desk = storm.center, storm.desk
    room = center.room("活動室A").id
    entry = Entry(room, center.register("待つ会", "マツ"), DAY, ("午後",), "練習", 8)
    key = desk.waiting.enter(center.staff, entry).value
    desk.waiting.offer(center.staff, key, DAY)
    return key


def test_an_offer_is_called_about_and_ends_with_a_note(storm: Storm) -> None:
    desk, waiting = storm.desk, offered(storm)
    booking = storm.booked("夜間")
    [first, _] = desk.emergencies.affected(storm.plan())
    assert (first.id, first.about, first.group) == (waiting, About.OFFER, "待つ会")
    key = storm.closed()
    with pytest.raises(PlaceClosed):
        desk.waiting.take(storm.center.staff, waiting)
    storm.note(key, waiting, Noted(Result.REACHED, Wanted.CANCEL))
    line = desk.emergencies.card(key).lines[0]
    assert line.call.result == Result.REACHED and line.call.wanted == Wanted.UNKNOWN
    assert waiting not in desk.emergencies.places(key)
    calls = "".join(text_of(desk.forms.emergencies.calls(key).pdf, 0).split())
    assert "キャンセル待ちの案内" in calls and "待つ会" in calls
    before = rows(storm.center)
    done = desk.emergencies.settle(storm.actor, key)
    assert (done.value.promises, done.value.cancelled) == (1, 1)
    entry = desk.waiting.entry(waiting)
    assert (entry.status, entry.offer_until) == ("waiting", None)
    assert "臨時休館（台風）のため、案内を取りやめ" in entry.note
    assert desk.waiting.to_ask() == []  # what is closed is free for nobody
    lines = desk.emergencies.card(key).lines
    assert [ln.call.became for ln in lines] == [Became.ENDED, Became.CANCELLED]
    assert desk.bookings.card(booking).status == "cancelled"
    assert done.entry is not None
    desk.journal.undo(storm.center.staff, done.entry)
    assert as_before(rows(storm.center)) == as_before(before)
    assert desk.waiting.entry(waiting).status == "offered"


def test_called_off_the_offer_stands(storm: Storm) -> None:
    waiting = offered(storm)
    key = storm.closed()
    storm.desk.emergencies.call_off(storm.actor, key)
    assert storm.desk.waiting.entry(waiting).status == "offered"
    storm.desk.waiting.take(storm.center.staff, waiting)


@pytest.mark.parametrize("frozen", [False, True])
def test_wishes_in_a_lottery_are_called_about_though_it_is_frozen(
    storm: Storm, frozen: bool
) -> None:
    desk, center = storm.desk, storm.center
    lottery = crowded(center, 2)
    if frozen:
        center.clock.now += timedelta(days=7)
        desk.lotteries.freeze(center.staff, lottery)
    plan = Plan(
        (center.room("活動室A").id,),
        datetime(2027, 2, 3, 13),
        datetime(2027, 2, 3, 21),
        Cause.BREAKDOWN,
    )
    key = desk.emergencies.close(storm.actor, plan).value
    lines = desk.emergencies.card(key).lines
    assert {line.row.group for line in lines} == {"花の会", "山の会"}
    assert {line.row.about for line in lines} == {About.WISH}
    assert {line.was_room for line in lines} == {"活動室A"}
    assert {line.call.was_starts.hour for line in lines} == {13}
    storm.note(key, lines[1].row.id, Noted(Result.ABSENT))
    shown = desk.emergencies.settlement(key)
    assert (shown.back, shown.count(Became.PASSED)) == (0, 2)
    assert desk.emergencies.settle(storm.actor, key).value.promises == 2
    lines = desk.emergencies.card(key).lines
    assert [line.call.result for line in lines] == ["", "absent"]
    assert {line.call.became for line in lines} == {Became.PASSED}
    assert not any(line.open for line in lines)


def test_wishes_for_other_times_are_not_concerned(storm: Storm) -> None:
    crowded(storm.center, 2)
    for room, day in (("活動室B", 3), ("活動室A", 4)):
        shut = (storm.center.room(room).id,)
        starts = datetime(2027, 2, day, 9)
        plan = Plan(shut, starts, starts.replace(hour=21), Cause.BREAKDOWN)
        assert storm.desk.emergencies.affected(plan) == []


def test_both_phones_of_a_group_are_told(storm: Storm) -> None:
    center = storm.center
    head = PersonForm(name="髙橋 節子", kana="タカハシ セツコ", title="会長")
    form = GroupForm(
        name="花の会",
        kana="ハナノカイ",
        phone="048-963-1111",
        mobile="090-0000-1111",
        members=18,
        representative=head,
    )
    group = center.desk.groups.register(center.staff, form).value.id
    center.desk.bookings.book(center.staff, center.wish(group, DAY, "午後"))
    key = storm.closed()
    [line] = storm.desk.emergencies.card(key).lines
    assert line.row.phones == ("048-963-1111", "090-0000-1111")
    calls = text_of(storm.desk.forms.emergencies.calls(key).pdf, 0)
    assert "090-0000-1111" in calls


def test_a_request_that_was_called_about_can_be_taken_back(storm: Storm) -> None:
    center, desk = storm.center, storm.desk
    lottery = crowded(center, 2)
    starts = datetime(2027, 2, 3, 13)
    plan = Plan(
        (center.room("活動室A").id,), starts, starts.replace(hour=21), Cause.OTHER
    )
    key = desk.emergencies.close(storm.actor, plan).value
    listed = desk.emergencies.card(key).lines
    request = listed[0].row.request_id
    assert request is not None
    done = desk.lotteries.withdraw(center.staff, request)
    left = desk.emergencies.card(key).lines
    assert [ln.open for ln in left] == [ln.row.request_id != request for ln in listed]
    with pytest.raises(RowGone):
        desk.lotteries.withdraw(center.staff, request)
    assert done.entry is not None
    desk.journal.undo(center.staff, done.entry)
    assert desk.emergencies.card(key).lines == listed
    assert len(desk.lotteries.card(lottery).requests) == 2


def test_a_wish_for_a_slot_that_is_no_more_keeps_nothing_open(storm: Storm) -> None:
    center, desk = storm.center, storm.desk
    lottery = crowded(center, 2)
    keys = [line.row.id for line in desk.lotteries.card(lottery).requests]
    act = Act("lottery.enter", center.staff, center.clock.now)
    with center.store.write(act) as work:
        request = work.get_one(LotteryRequest, keys[0])
        request.wishes = request.wishes.replace("午後", "昼の部")
    starts = datetime(2027, 2, 3, 13)
    rooms = (center.room("活動室A").id,)
    plan = Plan(rooms, starts, starts.replace(hour=21), Cause.BREAKDOWN)
    called = desk.emergencies.card(desk.emergencies.close(storm.actor, plan).value).lines
    assert {line.row.request_id for line in called} == {keys[1]}
