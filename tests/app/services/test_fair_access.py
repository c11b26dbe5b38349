"""上限, 利用の制限 and 例外 as the desk applies them, and what was said of a use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from app.rules.book.facts import one
from app.rules.use.limits import LimitReached
from app.rules.use.restrictions import Restricted, RestrictedTo
from app.services.bookings import BookRoom, ChangeWish
from app.services.lotteries import RequestForm
from app.services.lotteries.values import WishRefused
from app.services.requests import AskRequest
from app.services.rights import NotDeciding
from app.services.staff import NewStaff
from app.services.waiting import Entry
from db.occupancy import RoomTaken
from db.queries import fairness
from db.records.staff import Role
from tests.app.services.conftest import JAPAN, Center
from tests.app.services.lotteries.town import form, wishes
from tests.app.services.test_life_of_bookings import NO_SHOW, rules

TUESDAY, WEDNESDAY = date(2026, 12, 1), date(2026, 12, 2)
MONTHLY = """
[[limit]]
most = 2
per = "month"
of = "uses"
pending = false
same_day_counts = true
"""
PENALTY = """
[[penalty]]
event = "no_show"
months = 3
from = "next_day"
"""
POINTS = """
[[points]]
points = { no_show = 1 }
consequences = [{ threshold = 2, months = 3, from = "next_day" }]
kept = "fiscal_year"
"""
NO_LOTTERY = (
    "[[points]]\npoints = { no_show = 1 }\nconsequences = [{ threshold = 1, "
    'no_lottery = true, most_per_month = 1, months = 3, from = "next_day" }]\n'
)
LATE = date(2026, 12, 5)
WAIVER = """
[[waiver]]
of = ["limit", "penalty"]
"""
BOTH = """
[[limit]]
most = 6
per = "month"
of = "uses"
pending = false
same_day_counts = true
[[limit]]
rooms = ["活動室A"]
most = 4
per = "week"
of = "slots"
pending = false
same_day_counts = true
week_begins = "月"
"""
OUTSIDERS = """
[[surcharge]]
kind = "市外"
rate = 0.5
when = { residency = "市外" }
[[refuse]]
reason = "営利の利用はできません"
when = { commercial = true }
"""


def book(center: Center, wish: BookRoom) -> str:
    return center.desk.bookings.book(center.staff, wish).value.number


def twice(center: Center) -> BookRoom:
    """A group that has its two uses of the month, and its wish for a third."""
    group = center.register()
    for slot in ("午前", "午後"):
        book(center, center.wish(group, TUESDAY, slot))
    return center.wish(group, WEDNESDAY, "午前", room="活動室B")


def missed(center: Center, group_wish: BookRoom) -> None:
    """Booked, nobody came, and it was noted on the day after."""
    booked = center.desk.bookings.book(center.staff, group_wish).value
    center.clock.now = datetime.combine(
        group_wish.day + timedelta(days=1), datetime.min.time(), JAPAN
    ) + timedelta(hours=9)
    center.desk.visits.no_show(center.staff, booked.id)


def test_a_limit_counts_what_the_group_has_and_says_so(center: Center) -> None:
    rules(center, MONTHLY)
    wish = twice(center)
    with pytest.raises(LimitReached) as caught:
        book(center, wish)
    params = caught.value.params
    assert (params["had"], params["limit"]) == ("2回", "1か月に2回まで")
    assert "令和9年1月1日" in str(params["instead"])
    offer = center.desk.offers.offer(wish)
    assert isinstance(offer.refusal, LimitReached) and not offer.waivable
    assert not offer.alternatives  # another room in December does not help
    others = replace(wish, group_id=center.register("茶の会", "チャノカイ"))
    assert book(center, others)
    assert book(center, replace(wish, day=date(2027, 1, 5)))


def test_what_is_cancelled_counts_no_more_and_a_change_not_against_itself(
    center: Center,
) -> None:
    rules(center, MONTHLY)
    desk, wish = center.desk, twice(center)
    first, second = desk.bookings.of_group(wish.group_id or wish.room_id)
    loaded = desk.changes.changing(first.id).loaded
    slots = ("夜間",)
    moved = ChangeWish(wish.room_id, WEDNESDAY, slots, first.purpose, first.users)
    assert desk.changes.offer(first.id, moved).refusal is None
    desk.changes.change(center.staff, first.id, moved, loaded)
    desk.bookings.cancel(center.staff, second.id)
    assert book(center, wish)


def test_an_exception_has_a_reason_and_is_kept_shown_and_taken_back(
    center: Center,
) -> None:
    rules(center, MONTHLY, WAIVER)
    desk, wish = center.desk, twice(center)
    assert desk.offers.offer(wish).waivable
    asked = replace(wish, waiver="市の共催の準備のため")
    offer = desk.offers.offer(asked)
    assert offer.refusal is None and [w.about for w in offer.waived] == ["limit"]
    outcome = desk.bookings.book(center.staff, asked)
    [row] = desk.waivers.of_booking(outcome.value.id)
    assert (row.about, row.reason, row.staff) == (
        "limit",
        "市の共催の準備のため",
        "渡邊 千恵子",
    )
    assert "1か月に2回まで" in row.told and row.rule
    assert list(desk.waivers.latest()) == [row]
    assert outcome.entry is not None
    desk.journal.undo(center.staff, outcome.entry)
    assert not desk.waivers.latest()
    assert desk.journal.complaints() == []


def test_nobody_excepts_without_the_right_or_from_what_is_taken(center: Center) -> None:
    rules(center, MONTHLY, WAIVER)
    desk, wish = center.desk, twice(center)
    newcomer = desk.staff.add(center.staff, NewStaff("山﨑 節", "ヤマザキ セツ", "1357"))
    helper = newcomer.value.hex
    asked = replace(wish, waiver="どうしても")
    assert desk.waivers.decider(helper) == ""
    assert desk.waivers.decider(center.staff).startswith("所長 ")
    with pytest.raises(NotDeciding):
        desk.bookings.book(helper, asked)
    desk.staff.change_role(center.staff, newcomer.value, Role.CHIEF)
    assert desk.bookings.book(helper, asked)
    taken = replace(asked, group_id=center.register("茶の会", "チャノカイ"))
    with pytest.raises(RoomTaken):
        desk.bookings.book(center.staff, taken)
    assert not desk.offers.offer(replace(taken, waiver="")).waivable


def test_no_show_restricts_and_is_shown_before_it_bites(center: Center) -> None:
    rules(center, NO_SHOW, POINTS, WAIVER)
    desk, group = center.desk, center.register()
    assert desk.groups.standing(group) == ()
    missed(center, center.wish(group, TUESDAY, "午前"))
    assert "あと1回の無断不使用で" in desk.groups.standing(group)[0]
    second = center.wish(group, date(2026, 12, 8), "午前")
    assert "あと1回" in desk.offers.offer(second).warnings[0]
    missed(center, second)
    wish = center.wish(group, date(2026, 12, 16), "午前")
    with pytest.raises(Restricted) as caught:
        book(center, wish)
    assert caught.value.last == date(2027, 3, 8)
    assert caught.value.params["again"] == "令和9年3月9日(火)"
    assert "令和8年12月8日(火)の無断不使用" in str(caught.value.params["because"])
    assert book(center, replace(wish, waiver="事情を聞き取り、所長が認めた"))
    assert "まで申し込めません" in desk.groups.standing(group)[0]
    center.clock.now = datetime(2027, 3, 9, 9, tzinfo=JAPAN)
    assert book(center, replace(wish, day=date(2027, 3, 10)))


def test_what_would_follow_is_said_when_somebody_did_not_come(center: Center) -> None:
    rules(center, NO_SHOW, PENALTY)
    desk = center.desk
    booked = desk.bookings.book(
        center.staff, center.wish(center.register(), TUESDAY, "午前")
    ).value
    center.clock.now = datetime(2026, 12, 1, 13, tzinfo=JAPAN)
    absence = desk.visits.absence(booked.id)
    assert absence.follows.startswith("あと1回の無断不使用で、令和8年12月2日(水)から")


def test_what_was_said_of_a_use_weighs_and_stays(center: Center) -> None:
    rules(center, OUTSIDERS)
    desk, group = center.desk, center.register()
    wish = center.wish(group, TUESDAY, "午前")
    plain = desk.offers.offer(wish)
    assert [each.name for each in plain.questions] == ["residency", "commercial"]
    dearer = replace(wish, facts={"residency": one("市外")})
    offer = desk.offers.offer(dearer)
    assert offer.quote.fee == plain.quote.fee * 3 // 2
    assert "市外" in next(line.what for line in offer.quote.lines if line.amount == 400)
    no = desk.offers.offer(replace(wish, facts={"commercial": True})).refusal
    assert no is not None and no.code == "booking.refused"
    booked = desk.bookings.book(center.staff, dearer).value
    card = desk.bookings.card(booked.id)
    assert (card.fee, card.facts) == (1200, '{"residency": "市外"}')
    assert desk.bookings.usual(group).facts == card.facts
    changed = ChangeWish(
        card.room_id, TUESDAY, ("午前",), card.purpose, card.users, facts={}
    )
    assert desk.changes.offer(card.id, changed).fee == 800


def test_the_desk_counts_as_the_slow_obvious_count(center: Center) -> None:
    """Whatever is asked for: refused exactly when week or month hold enough already."""
    rules(center, BOTH)
    group, dice = center.register(), Random(7)
    held: list[tuple[date, str, str]] = []
    days = [date(2026, 11, 30) + timedelta(days=n) for n in range(34)]
    refused = 0
    for _ in range(60):
        day, slot = dice.choice(days), dice.choice(["午前", "午後", "夜間", "全日"])
        room = dice.choice(["活動室A", "活動室B"])
        offer = center.desk.offers.offer(center.wish(group, day, slot, room=room))
        enough = _enough(held, day, slot, room)
        if not isinstance(offer.refusal, LimitReached | None):
            continue
        assert isinstance(offer.refusal, LimitReached) is enough, (day, slot, room, held)
        refused += enough
        if offer.refusal is None:
            book(center, center.wish(group, day, slot, room=room))
            held.append((day, slot, room))
    assert refused > 5 and len(held) > 5


def _enough(
    held: Sequence[tuple[date, str, str]], day: date, slot: str, room: str
) -> bool:
    pieces = {"全日": 3}
    month = [each for each in held if each[0].month == day.month]
    monday = day - timedelta(days=day.weekday())
    week = [
        pieces.get(name, 1)
        for other, name, where in held
        if 0 <= (other - monday).days < 7 and where == "活動室A"
    ]
    by_week = room == "活動室A" and sum(week) + pieces.get(slot, 1) > 4
    return by_week or len(month) + 1 > 6


def test_who_is_restricted_neither_draws_nor_takes_what_was_waited_for(
    center: Center,
) -> None:
    rules(center, NO_SHOW, NO_LOTTERY)
    desk, group = center.desk, center.register()
    late = center.register("茶の会", "チャノカイ")
    held = desk.bookings.book(center.staff, center.wish(late, date(2026, 12, 9), "午前"))
    missed(center, center.wish(group, TUESDAY, "午前"))
    room = center.room().id
    entry = Entry(room, group, date(2026, 12, 9), ("午前",), "練習", 5)
    waiting = desk.waiting.enter(center.staff, entry).value
    desk.bookings.cancel(center.staff, held.value.id)
    lottery = desk.lotteries.open(
        center.staff, replace(form(center), closes_on=date(2026, 12, 4), draws_on=LATE)
    ).value
    asked = RequestForm(group, wishes(center, ("活動室A", 3, "午前")), "練習", 5)
    with pytest.raises(WishRefused) as caught:
        desk.lotteries.enter(center.staff, lottery, asked)
    assert caught.value.why.code == "booking.restricted_lottery"
    number = desk.waiting.take(center.staff, waiting).value  # that is not forbidden
    with pytest.raises(RestrictedTo):
        book(center, center.wish(group, date(2026, 12, 10), "午前"))
    assert number


def test_the_lines_of_one_request_count_for_its_limits(center: Center) -> None:
    """Every Tuesday of December: two may be had, whatever was written before."""
    rules(center, MONTHLY)
    desk, group = center.desk, center.register()
    asked = AskRequest(center.wish(group, TUESDAY, "午後"), "毎週火", date(2026, 12, 31))
    offer = desk.requests.offer(asked)
    assert [line.refusal is None for line in offer.lines] == [True, True, *[False] * 3]
    assert isinstance(offer.lines[2].refusal, LimitReached)
    made = desk.requests.book(center.staff, offer).value
    assert len(made.bookings) == 2


def test_no_more_is_read_than_the_periods_that_are_counted(center: Center) -> None:
    group, plans = center.register(), list[str]()
    with center.store.read() as session:
        connection = session.connection()
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL plans by statistics: a small table needs no index")

        def explain(_: Any, cursor: Any, statement: str, *rest: Any) -> None:
            if statement.startswith("SELECT room.name"):
                cursor.execute(f"EXPLAIN QUERY PLAN {statement}", rest[0])
                plans.append(" ".join(str(row) for row in cursor.fetchall()))

        event.listen(connection, "before_cursor_execute", explain)
        fairness.used(session, group, TUESDAY, WEDNESDAY)
        fairness.missed(session, group, TUESDAY)
    used, missing = plans
    assert "ix_booking_group_id_starts (group_id=? AND starts>? AND starts<?)" in used
    assert "ix_booking_group_id_starts (group_id=? AND starts>?)" in missing
