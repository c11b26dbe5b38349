"""申込み of several dates and rooms: weighed line by line, written as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.services.bookings.refusals import NoGroup
from app.services.loans import Wanted
from app.services.payments import Tender
from app.services.requests import (
    AskRequest,
    Decision,
    Fate,
    LineKey,
    RequestOffer,
    Spot,
)
from app.services.requests.requests import NothingTaken
from app.services.requests.weigh import (
    MOST_LINES,
    EndsBeforeFirst,
    FarEnd,
    NoDates,
    OwnClash,
    TooManyLines,
)
from app.services.rooms import RoomForm
from db.occupancy import RoomTaken
from tests.app.services.conftest import Center
from tests.app.services.test_life_of_bookings import rules

AIRCON = """
[[aircon]]
rooms = ["活動室A"]
rate = 0.5
of = "base"
"""
FIRST = date(2026, 12, 1)
SECOND_TUESDAYS = [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]
TOO_EARLY = date(2027, 3, 9)


def ask(center: Center, repeat: str = "第2火", **more: Any) -> AskRequest:
    group = center.desk.groups.search("花の会")[0].id
    asked = AskRequest(center.wish(group, FIRST, "午後"), repeat)
    return replace(asked, **more)


@pytest.fixture
def desk(center: Center) -> Center:
    center.register()
    return center


def days(offer: RequestOffer, fate: Fate = Fate.TAKE) -> list[date]:
    return [line.wish.day for line in offer.of(fate)]


def test_a_fiscal_year_shows_clashes_and_leaves_them_out(desk: Center) -> None:
    other = desk.register("月の会", "ツキノカイ")
    desk.desk.bookings.book(desk.staff, desk.wish(other, SECOND_TUESDAYS[1], "午後"))
    offer = desk.desk.requests.offer(ask(desk))
    assert (offer.repeat, offer.until) == ("毎月第2火", date(2027, 3, 31))
    assert [line.wish.day for line in offer.lines] == [*SECOND_TUESDAYS, TOO_EARLY]
    free, taken, _, early = offer.lines
    assert (free.refusal, free.fee) == (None, 1000)
    assert isinstance(taken.refusal, RoomTaken) and taken.can_wait
    assert taken.refusal.params["group"] == "月の会"
    assert early.refusal is not None and not early.can_wait
    assert days(offer) == [SECOND_TUESDAYS[0], SECOND_TUESDAYS[2]]
    assert offer.fee == 2000 == sum(line.amount for line in offer.fee_lines)
    assert [(line.count, line.amount) for line in offer.fee_lines] == [(2, 2000)]


def test_all_is_written_and_paid_in_one_entry(desk: Center) -> None:
    outcome = desk.desk.requests.book(
        desk.staff, desk.desk.requests.offer(ask(desk)), paid=True
    )
    made = outcome.value
    assert made.receipt is not None and made.receipt.amount == made.fee == 3000
    card = desk.desk.requests.card(made.id)
    assert [each.starts.date() for each in card.bookings] == SECOND_TUESDAYS
    assert (card.repeat, card.fee, card.owed) == ("毎月第2火", 3000, 0)
    assert {each.status for each in card.bookings} == {"confirmed"}
    assert len({each.number for each in card.bookings}) == 3
    numbers = {
        row.number for key in made.bookings for row in desk.desk.payments.of_booking(key)
    }
    assert numbers == {made.receipt.number}
    assert outcome.entry is not None
    desk.desk.journal.undo(desk.staff, outcome.entry)
    assert desk.desk.bookings.of_group(card.group_id) == []
    desk.desk.requests.book(desk.staff, desk.desk.requests.offer(ask(desk)))


def test_lines_are_skipped_moved_and_waited_for(desk: Center) -> None:
    other = desk.register("月の会", "ツキノカイ")
    for day in SECOND_TUESDAYS[:2]:
        desk.desk.bookings.book(desk.staff, desk.wish(other, day, "午後"))
    room = desk.room().id
    keys = [LineKey(day, room) for day in SECOND_TUESDAYS]
    moved = Spot(date(2026, 12, 9), desk.room("活動室B").id, ("午前",))
    decided = {
        keys[0]: Decision(moved=moved),
        keys[1]: Decision(Fate.WAIT),
        keys[2]: Decision(Fate.SKIP),
    }
    offer = desk.desk.requests.offer(ask(desk, decided=decided))
    assert [line.fate for line in offer.lines[:3]] == [Fate.TAKE, Fate.WAIT, Fate.SKIP]
    assert offer.lines[0].moved and offer.lines[0].room == "活動室B"
    made = desk.desk.requests.book(desk.staff, offer).value
    [card] = desk.desk.requests.card(made.id).bookings
    assert (card.room, card.slots, card.starts.day) == ("活動室B", "午前", 9)
    [waits] = desk.desk.waiting.listed()
    assert (waits.group, waits.starts.date()) == ("花の会", SECOND_TUESDAYS[1])
    assert made.waiting == 1
    again = desk.desk.requests.offer(ask(desk, "12/9", decided=decided))
    assert desk.desk.requests.book(desk.staff, again).value.waiting == 0


def test_several_rooms_on_a_day_with_equipment_once(desk: Center) -> None:
    kind = desk.kind()
    asked = ask(desk, "12/2", rooms=(desk.room("活動室B").id,))
    wish = replace(asked.first, equipment=(Wanted(kind),))
    offer = desk.desk.requests.offer(replace(asked, first=wish))
    assert [line.room for line in offer.lines] == ["活動室A", "活動室B"] * 2
    made = desk.desk.requests.book(desk.staff, offer).value
    lent = [bool(desk.desk.loans.of_booking(key)) for key in made.bookings]
    assert lent == [True, False, True, False]
    assert desk.desk.requests.card(made.id).repeat == ""


def test_a_whole_and_its_part_clash_within_one_request(desk: Center) -> None:
    whole, part = desk.room("活動室A"), desk.room("活動室B")
    card = next(card for card in desk.desk.rooms.cards() if card.id == whole.id)
    form = RoomForm(card.name, str(card.capacity), parts=(part.id,))
    desk.desk.rooms.correct(desk.staff, whole.id, form)
    offer = desk.desk.requests.offer(ask(desk, "12/2", rooms=(part.id,)))
    assert [line.room for line in offer.of(Fate.TAKE)] == ["活動室A"] * 2
    no = offer.lines[1].refusal
    assert isinstance(no, OwnClash) and no.params["other"] == "活動室A"
    assert len(desk.desk.requests.book(desk.staff, offer).value.bookings) == 2


def test_who_came_first_has_it_and_nothing_else_is_written(desk: Center) -> None:
    offer = desk.desk.requests.offer(ask(desk))
    other = desk.register("月の会", "ツキノカイ")
    desk.desk.bookings.book(desk.staff, desk.wish(other, SECOND_TUESDAYS[2], "午後"))
    before = desk.desk.journal.vector()
    with pytest.raises(RoomTaken):
        desk.desk.requests.book(desk.staff, offer, paid=True)
    assert desk.desk.journal.vector() == before


def test_what_makes_no_sense_is_refused_before_anything_is_looked_at(
    desk: Center,
) -> None:
    every = "毎週月火水木金土日"
    cases: list[tuple[AskRequest, type[Exception]]] = [
        (ask(desk, "毎年2/29"), NoDates),
        (ask(desk, "第2火", until=date(2026, 11, 30)), EndsBeforeFirst),
        (ask(desk, "第2火", until=date(2056, 11, 30)), FarEnd),
        (ask(desk, "毎年2/29", until=date(2126, 3, 1)), FarEnd),
        (ask(desk, every, until=date(2028, 3, 31)), TooManyLines),
    ]
    for asked, refusal in cases:
        offer = desk.desk.requests.offer(asked)
        assert isinstance(offer.refusal, refusal) and offer.lines == ()
        with pytest.raises(refusal):
            desk.desk.requests.book(desk.staff, offer)
    leap = desk.desk.requests.offer(ask(desk, "毎年2/29", until=date(2029, 3, 31)))
    assert leap.without == ("令和9年", "令和11年") and len(leap.lines) == 1
    with pytest.raises(NothingTaken):
        desk.desk.requests.book(desk.staff, leap)  # far too early
    nobody = ask(desk)
    nobody = replace(nobody, first=replace(nobody.first, group_id=None))
    with pytest.raises(NoGroup):
        desk.desk.requests.book(desk.staff, desk.desk.requests.offer(nobody))
    assert MOST_LINES == 366


def test_all_is_held_or_applied_for_and_paid_later(desk: Center) -> None:
    offer = desk.desk.requests.offer(ask(desk))
    until = date(2026, 12, 20)
    held = desk.desk.requests.hold(desk.staff, offer, until)
    ends = [
        each.held_until.date()
        for each in desk.desk.requests.card(held.value.id).bookings
        if each.held_until
    ]
    assert ends == [SECOND_TUESDAYS[0], until, until]
    assert held.entry is not None
    desk.desk.journal.undo(desk.staff, held.entry)
    made = desk.desk.requests.take_application(desk.staff, offer).value
    card = desk.desk.requests.card(made.id)
    assert {each.status for each in card.bookings} == {"applied"}


def test_money_is_taken_for_all_or_for_a_part(desk: Center) -> None:
    offer = desk.desk.requests.offer(ask(desk))
    made = desk.desk.requests.book(desk.staff, offer).value
    part = desk.desk.payments.take_for_request(desk.staff, made.id, Tender(1500)).value
    assert (part.amount, part.left, part.part) == (1500, 1500, True)
    card = desk.desk.requests.card(made.id)
    assert [each.owed for each in card.bookings] == [0, 500, 1000]
    rest = desk.desk.payments.take_for_request(desk.staff, made.id).value
    assert (rest.amount, rest.left) == (1500, 0)
    assert desk.desk.requests.card(made.id).owed == 0


def test_cooling_is_charged_where_it_is_asked_for(desk: Center) -> None:
    rules(desk, AIRCON)
    asked = ask(desk, "")
    told = desk.desk.offers.offer(asked.first)
    assert told.aircon and told.quote.fee == 1000
    cool = replace(asked, first=replace(asked.first, aircon=True))
    offer = desk.desk.requests.offer(cool)
    assert [(line.kind, line.amount) for line in offer.fee_lines] == [
        ("base", 1000),
        ("aircon", 500),
    ]
    made = desk.desk.requests.book(desk.staff, offer).value
    [card] = desk.desk.requests.card(made.id).bookings
    assert card.aircon and card.fee == 1500
    other = replace(asked.first, room_id=desk.room("活動室B").id)
    assert not desk.desk.offers.offer(other).aircon
