"""抽選 from the first request to the winner who never came, on both databases."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.desk import desk_on
from app.rules.draws.exported import difference, read_exported
from app.rules.file.shelf import own_text, sample_text
from app.services.lotteries import BeforeDeadline, RequestForm
from app.services.lotteries.values import (
    Changed,
    Closed,
    DeadlineAfter,
    NoRequests,
    NoRooms,
    NotDrawn,
    NotFrozen,
    NotHere,
    NotInTime,
    NotOver,
    NotSeeded,
    NotWinner,
    OutsideLottery,
    SameWish,
    WishRefused,
)
from app.services.rulebooks import DoubtfulRules, NewRulebook
from app.services.sign_in import Actor
from db.journal.amend import ChangedSince
from db.journal.entry import Act
from db.records.rooms import Room
from tests.app.rules.draws import second
from tests.app.rules.draws.texts import REQUESTS, SOURCE, stage, uses
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import (
    CLAIM,
    DAY,
    crowded,
    drawn,
    enter,
    form,
    wishes,
)


def test_a_lottery_from_request_to_booking(center: Center) -> None:
    desk, staff = center.desk, center.staff
    lottery = crowded(center)
    with pytest.raises(BeforeDeadline):
        desk.lotteries.freeze(staff, lottery)
    drawn(center, lottery)
    card = desk.lotteries.card(lottery)
    assert [line.outcome.won for line in card.requests if line.outcome] == [
        (1,),
        (2,),
        (),
        (),
    ]
    assert [line.row.status for line in card.requests] == ["won", "won", "lost", "lost"]
    ledger = desk.offers.day(DAY)
    got = {(row.slots, row.group, row.status, row.fee) for row in ledger.bookings}
    first, second_, *_ = card.requests
    assert got == {
        ("午前", first.row.group, "confirmed", 800),
        ("午後", second_.row.group, "confirmed", 1000),
    }
    waiting = desk.waiting.listed()
    assert [row.group for row in waiting] == [
        line.row.group for line in card.requests[2:]
    ]
    assert {row.slots for row in waiting} == {"午前"}
    assert desk.waiting.to_ask() == []
    assert desk.journal.complaints() == []


def test_the_file_is_checked_by_anybody(center: Center) -> None:
    lottery = crowded(center)
    with pytest.raises(NotDrawn):
        center.desk.lotteries.file(lottery)
    file = center.desk.lotteries.file(drawn(center, lottery))
    assert file.name == "抽選_H26-0001.json"
    assert difference(read_exported(file.text)) == ""
    assert second.follows(json.loads(file.text))


def test_the_list_stands_once_it_is_frozen(center: Center) -> None:
    desk, staff = center.desk.lotteries, center.staff
    lottery = crowded(center, 2)
    request = desk.card(lottery).requests[0].row
    digest = desk.freeze(staff, lottery, accept_early=True).value
    late = RequestForm(
        request.group_id, wishes(center, ("活動室B", 3, "午前")), "練習", 5
    )
    for refused in (
        lambda: desk.enter(staff, lottery, late),
        lambda: desk.withdraw(staff, request.id),
        lambda: desk.freeze(staff, lottery),
        lambda: enter(center, lottery, "遅い会", ("活動室B", 4, "午前")),
    ):
        with pytest.raises(Closed):
            refused()
    assert desk.card(lottery).digest == digest and len(digest) == 64
    with pytest.raises(NotSeeded):
        desk.draw(staff, lottery)
    desk.set_seed(staff, lottery, "12", "新聞の番号")
    with pytest.raises(NotFrozen):
        desk.set_seed(staff, lottery, "13", "もう一度")
    assert desk.preview(lottery).winners == 2
    assert desk.card(lottery).winners == 0  # nothing was written


def test_nothing_said_before_the_freeze_is_undone_after_it(center: Center) -> None:
    desk, staff = center.desk, center.staff
    lottery = desk.lotteries.open(staff, form(center)).value
    group = center.register("花の会", "ハナノカイ")
    entries = []
    for slot in ("午前", "午後"):
        asked = RequestForm(group, wishes(center, ("活動室A", 3, slot)), "練習", 5)
        entries.append(desk.lotteries.enter(staff, lottery, asked).entry)
    frozen = desk.lotteries.freeze(staff, lottery, accept_early=True).entry
    for entry in entries:
        assert entry is not None
        with pytest.raises(ChangedSince):
            desk.journal.undo(staff, entry)
    assert frozen is not None
    desk.journal.undo(staff, frozen)  # told in the journal; then it is open again
    desk.lotteries.enter(staff, lottery, asked)
    assert desk.lotteries.card(lottery).status == "open"


def test_a_seed_that_was_set_twice_is_told(center: Center) -> None:
    desk, staff = center.desk, center.staff
    lottery = crowded(center, 2)
    desk.lotteries.freeze(staff, lottery, accept_early=True)
    entry = desk.lotteries.set_seed(staff, lottery, "1", "さいころ").entry
    assert entry is not None
    desk.journal.undo(staff, entry)
    desk.lotteries.set_seed(staff, lottery, "2", "さいころ")
    entry = desk.lotteries.draw(staff, lottery).entry
    assert entry is not None and len(desk.offers.day(DAY).bookings) == 2
    desk.journal.undo(staff, entry)
    assert desk.offers.day(DAY).bookings == [] and desk.waiting.listed() == []
    desk.lotteries.draw(staff, lottery)
    card = desk.lotteries.card(lottery)
    assert (card.seeds, card.draws) == (2, 2)


def test_a_group_has_one_request(center: Center) -> None:
    desk, staff = center.desk.lotteries, center.staff
    lottery = crowded(center, 1)
    [line] = desk.card(lottery).requests
    other = RequestForm(
        line.row.group_id, wishes(center, ("活動室B", 5, "夜間")), "発表会", 12
    )
    desk.enter(staff, lottery, other)
    [line] = desk.card(lottery).requests
    assert (line.row.purpose, line.wishes[0].room) == ("発表会", "活動室B")
    desk.withdraw(staff, line.row.id)
    center.clock.now += timedelta(days=7)
    with pytest.raises(NoRequests):
        desk.freeze(staff, lottery)


def test_what_was_withdrawn_is_not_drawn_and_can_be_asked_for_again(
    center: Center,
) -> None:
    desk, staff = center.desk, center.staff
    lottery = crowded(center, 3)
    gone, again, _ = [line.row for line in desk.lotteries.card(lottery).requests]
    for row in (gone, again):
        desk.lotteries.withdraw(staff, row.id)
    center.clock.now += timedelta(days=1)
    wished = wishes(center, ("活動室B", 5, "夜間"))
    asked = RequestForm(again.group_id, wished, "発表会", 12)
    assert desk.lotteries.enter(staff, lottery, asked).value == again.id
    rows = {line.row.id: line.row for line in desk.lotteries.card(lottery).requests}
    assert gone.id not in rows and len(rows) == 2
    assert rows[again.id].status == "entered"
    assert rows[again.id].entered_at == again.entered_at + timedelta(days=1)
    drawn(center, lottery)
    assert {line.row.id for line in desk.lotteries.card(lottery).requests} == {*rows}
    assert len(desk.offers.day(DAY).bookings) == 1


def test_wishes_are_asked_of_the_rules_one_by_one(center: Center) -> None:
    lottery = center.desk.lotteries.open(center.staff, form(center)).value
    fine = ("活動室A", 3, "午前")
    for told, refusal, field in (
        ((fine, fine), SameWish, "wish2"),
        ((fine, ("活動室A", 15, "午前")), WishRefused, "wish2"),  # 第3月曜は休館
        ((("活動室A", 3, "早朝"),), WishRefused, "wish1"),
    ):
        with pytest.raises(refusal) as caught:
            enter(center, lottery, f"{field}の会", *told)
        assert caught.value.field == field
    group = center.register("外の会", "ソトノカイ")
    [march] = wishes(center, fine)
    asked = RequestForm(group, (replace(march, day=date(2027, 3, 3)),), "練習", 5)
    with pytest.raises(OutsideLottery):
        center.desk.lotteries.enter(center.staff, lottery, asked)
    with pytest.raises(WishRefused):  # the room holds 24
        full = RequestForm(group, wishes(center, fine), "練習", 25)
        center.desk.lotteries.enter(center.staff, lottery, full)


def test_requests_are_taken_in_time_only(center: Center) -> None:
    desk, staff = center.desk.lotteries, center.staff
    opens = date(2026, 11, 26)
    lottery = desk.open(staff, replace(form(center), opens_on=opens)).value
    fine = ("活動室A", 3, "午前")
    with pytest.raises(NotInTime):
        enter(center, lottery, "早い会", fine)
    center.clock.now += timedelta(days=2)
    request = enter(center, lottery, "花の会", fine)
    center.clock.now += timedelta(days=5)  # 12/1, and nobody has frozen it yet
    with pytest.raises(NotInTime):
        enter(center, lottery, "遅い会", fine)
    with pytest.raises(NotInTime):
        desk.withdraw(staff, request)
    desk.freeze(staff, lottery)


def test_what_is_booked_already_is_not_drawn_for(center: Center) -> None:
    desk, staff = center.desk, center.staff
    lottery = crowded(center, 2)
    center.clock.now += timedelta(days=8)  # from 12/1 on February can be booked
    other = center.register("先の会", "サキノカイ")
    booked = desk.bookings.book(staff, center.wish(other, DAY, "午後")).value
    desk.lotteries.freeze(staff, lottery)
    desk.lotteries.set_seed(staff, lottery, "5", "さいころ")
    desk.lotteries.draw(staff, lottery)
    lines = desk.lotteries.card(lottery).requests
    assert [line.outcome.won for line in lines if line.outcome] == [(1,), ()]
    assert booked.number in [row.number for row in desk.offers.day(DAY).bookings]
    second_form = replace(
        form(center),
        name="2回目",
        closes_on=date(2026, 12, 2),
        draws_on=date(2026, 12, 3),
    )
    again = desk.lotteries.open(staff, second_form).value
    enter(center, again, "後の会", ("活動室A", 3, "午後"), ("活動室B", 3, "午後"))
    desk.lotteries.freeze(staff, again, accept_early=True)
    desk.lotteries.set_seed(staff, again, "5", "さいころ")
    desk.lotteries.draw(staff, again)
    [line] = desk.lotteries.card(again).requests
    assert line.outcome is not None and line.outcome.won == (2,)


def test_a_room_that_changed_since_is_found(center: Center) -> None:
    desk, staff = center.desk, center.staff
    lottery = crowded(center, 1)
    desk.lotteries.freeze(staff, lottery, accept_early=True)
    desk.lotteries.set_seed(staff, lottery, "5", "さいころ")
    act = Act("room.correct", staff, center.clock.now)
    with center.store.write(act) as work:
        work.get_one(Room, center.room().id).turnaround = 30
    with pytest.raises(Changed):
        desk.lotteries.draw(staff, lottery)


def test_winners_who_do_not_claim_lose_it_and_the_next_is_asked(center: Center) -> None:
    desk, staff = center.desk, center.staff
    lottery = drawn(center, crowded(center, 4))
    first, second_, third, _ = desk.lotteries.card(lottery).requests
    center.clock.now = center.clock.now.replace(day=9)
    [due] = desk.today.view(center.clock.now.replace(tzinfo=None)).claims
    assert (due.winners, due.claim_by, due.lapses) == (2, CLAIM, True)
    desk.lotteries.claim(staff, second_.row.id)
    with pytest.raises(NotWinner):
        desk.lotteries.claim(staff, second_.row.id)
    with pytest.raises(NotOver):
        desk.lotteries.forfeit(staff, lottery)
    center.clock.now = center.clock.now.replace(day=11)
    assert desk.lotteries.forfeit(staff, lottery).value == 1
    statuses = [line.row.status for line in desk.lotteries.card(lottery).requests]
    assert statuses == ["forfeited", "claimed", "lost", "lost"]
    [asked] = desk.waiting.to_ask()
    assert asked.group == third.row.group
    assert [row.group for row in desk.offers.day(DAY).bookings] == [second_.row.group]
    assert first.row.group != third.row.group


def test_who_paid_has_claimed(center: Center) -> None:
    desk, staff = center.desk, center.staff
    lottery = drawn(center, crowded(center, 1))
    [booking] = desk.offers.day(DAY).bookings
    desk.payments.take(staff, booking.id)
    center.clock.now = center.clock.now.replace(day=20)
    assert desk.lotteries.forfeit(staff, lottery).value == 0
    assert len(desk.offers.day(DAY).bookings) == 1


def test_several_wins_go_round_by_round(center: Center) -> None:
    lottery = crowded(center, 3, most=2)
    enter(center, lottery, "星の会", *[("活動室B", 3, s) for s in ("午前", "午後")])
    card = center.desk.lotteries.card(drawn(center, lottery))
    won = {line.row.group: line.outcome.won for line in card.requests if line.outcome}
    assert won["星の会"] == (1, 2)
    assert sorted(len(each) for each in won.values()) == [0, 1, 1, 2]


def test_the_days_of_a_lottery_follow_one_another(center: Center) -> None:
    good = form(center)
    for bad, refusal in (
        (replace(good, rooms=()), NoRooms),
        (replace(good, last_on=good.first_on - timedelta(days=1)), DeadlineAfter),
        (replace(good, draws_on=good.closes_on - timedelta(days=1)), DeadlineAfter),
        (replace(good, claim_by=good.closes_on), DeadlineAfter),
        (replace(good, opens_on=good.draws_on), DeadlineAfter),
    ):
        with pytest.raises(refusal):
            center.desk.lotteries.open(center.staff, bad)


def test_a_lottery_is_called_off_before_it_is_drawn(center: Center) -> None:
    desk, staff = center.desk.lotteries, center.staff
    lottery = crowded(center, 1)
    desk.cancel(staff, lottery)
    with pytest.raises(Closed):
        desk.freeze(staff, lottery)
    assert [row.status for row in desk.latest()] == ["cancelled"]
    other = desk.open(staff, form(center)).value
    enter(center, other, "空の会", ("活動室A", 3, "午前"))
    over = drawn(center, other)
    with pytest.raises(Closed):
        desk.cancel(staff, over)


def test_the_next_month_is_proposed(center: Center) -> None:
    """体験用の規則集 has no stage 抽選: the days of use, and nothing else."""
    found = center.desk.lotteries.proposal()
    assert (found.first_on, found.last_on) == (date(2027, 1, 1), date(2027, 1, 31))
    assert found.closes_on is None


RULES = SOURCE + uses(1) + REQUESTS + stage()


def test_the_rulebook_is_respected(center: Center) -> None:
    """One use a month: who has one already wins nothing; two wishes are requests."""
    desk, staff = center.desk, center.staff
    text = own_text("blank", "試験用", "センター", ["活動室A", "活動室B"]) + RULES
    rules = NewRulebook("試験用", date(2020, 4, 1), text, {"blank": sample_text("blank")})
    desk.rulebooks.enact(staff, rules, DoubtfulRules(desk.rulebooks.doubts(rules)).keys)
    found = desk.lotteries.proposal()
    assert (found.first_on, found.draws_on) == (date(2027, 2, 1), date(2026, 12, 12))
    lottery = desk.lotteries.open(staff, form(center)).value
    full = center.register("先の会", "サキノカイ")
    desk.bookings.book(staff, center.wish(full, date(2027, 2, 20), "午前"))
    asked = RequestForm(full, wishes(center, ("活動室A", 3, "午前")), "練習", 5, True)
    desk.lotteries.enter(staff, lottery, asked)
    enter(center, lottery, "花の会", ("活動室A", 3, "午前"))
    with pytest.raises(WishRefused) as caught:
        enter(center, lottery, "山の会", *[("活動室B", day, "午前") for day in (3, 4, 5)])
    assert caught.value.field == "wish3" and "第11条" in str(caught.value.params)
    card = desk.lotteries.card(drawn(center, lottery))
    won = {line.row.group: line.outcome.won for line in card.requests if line.outcome}
    assert won == {"先の会": (), "花の会": (1,)}


def test_another_site_only_looks(center: Center) -> None:
    lottery = crowded(center, 1)
    other = desk_on(center.store.beside("E"), "H", center.clock)
    with pytest.raises(NotHere):
        other.lotteries.freeze(center.staff, lottery, accept_early=True)
    assert other.lotteries.card(lottery).requests


def test_the_papers_of_a_lottery(center: Center) -> None:
    forms, staff = center.desk.forms, center.staff
    lottery = crowded(center, 3)
    with pytest.raises(NotFrozen):
        forms.lottery_minutes(lottery)
    center.desk.lotteries.freeze(staff, lottery, accept_early=True)
    assert forms.lottery_minutes(lottery).title == "抽選申込一覧 H26-0001 令和9年2月分"
    with pytest.raises(NotDrawn):
        forms.lottery_results(lottery)
    center.desk.lotteries.set_seed(staff, lottery, "471", "さいころ")
    center.desk.lotteries.draw(staff, lottery)
    actor = Actor(UUID(staff), "渡邊 千恵子")
    for paper in (forms.lottery_minutes(lottery), forms.lottery_results(lottery)):
        assert paper.missing == () and paper.copy == 1
        forms.printed(staff, paper)
    again = [forms.again(row, actor) for row in forms.printouts()]
    assert sorted(paper.title for paper in again) == [
        "抽選結果 H26-0001 令和9年2月分",
        "抽選録 H26-0001 令和9年2月分",
    ]
    assert {paper.copy for paper in again} == {2}
