"""What was said of the use is judged and priced, in a lottery and on the waiting list."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from app.rules.book.facts import Fact, one
from app.rules.use.asked import facts_in
from app.services.forms import Form
from app.services.forms.lotteries import asked_at, fields_of
from app.services.lotteries import RequestForm
from app.services.lotteries.values import WishRefused
from app.services.offered import BookRoom
from app.services.waiting import Entry
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import DAY, drawn, form, rules, wishes
from tests.app.services.test_fair_access import MONTHLY, OUTSIDERS

#: What many people cost, and what the desk is told by which way.
CROWD = """
[[surcharge]]
kind = "多人数"
rate = 1
when = { people = { over = 15 } }
"""
AT_DESK = """
[[surcharge]]
kind = "窓口"
yen = 70
when = { channel = "窓口" }
"""
OUTSIDE: dict[str, Fact] = {"residency": one("市外"), "commercial": False}


def request(center: Center, group: UUID, **facts: Fact) -> RequestForm:
    asked = wishes(center, ("活動室A", 3, "午前"))
    return RequestForm(group, asked, "練習", 20, waits=True, facts=facts)


def won(center: Center, *more: str, **facts: Fact) -> BookRoom:
    """What a lone winner asked for; and it is drawn."""
    rules(center, *more)
    lottery = center.desk.lotteries.open(center.staff, form(center)).value
    group = center.register()
    asked = request(center, group, **facts)
    center.desk.lotteries.enter(center.staff, lottery, asked)
    drawn(center, lottery)
    wish = center.wish(group, DAY, "午前")
    return replace(wish, purpose="練習", facts=facts)


@pytest.mark.parametrize("rule", [OUTSIDERS, CROWD, AT_DESK])
def test_a_win_costs_what_the_same_booking_costs(center: Center, rule: str) -> None:
    wish = won(center, rule, **OUTSIDE)
    [row] = center.desk.offers.day(DAY).bookings
    card = center.desk.bookings.card(row.id)
    quote = center.desk.offers.offer(wish).quote
    assert card.fee == quote.fee > 800 and card.users == 20
    assert facts_in(card.facts) == OUTSIDE


@pytest.mark.parametrize("rule", [OUTSIDERS, CROWD, AT_DESK])
def test_what_was_waited_for_costs_the_same(center: Center, rule: str) -> None:
    rules(center, rule)
    group, desk = center.register(), center.desk
    wish = replace(center.wish(group, DAY.replace(year=2026, month=12), "午前"))
    wish = replace(wish, facts=OUTSIDE)
    entry = Entry(wish.room_id, group, wish.day, wish.slots, "練習", 20, facts=OUTSIDE)
    key = desk.waiting.enter(center.staff, entry).value
    fee = desk.offers.offer(wish).quote.fee
    desk.waiting.take(center.staff, key)
    [row] = desk.offers.day(wish.day).bookings
    assert desk.bookings.card(row.id).fee == fee > 800


def test_what_the_rules_refuse_is_neither_drawn_nor_waited_for(center: Center) -> None:
    rules(center, OUTSIDERS)
    desk, group = center.desk, center.register()
    lottery = desk.lotteries.open(center.staff, form(center)).value
    with pytest.raises(WishRefused) as caught:
        desk.lotteries.enter(
            center.staff, lottery, request(center, group, commercial=True)
        )
    assert caught.value.why.code == "booking.refused"
    day = DAY.replace(year=2026, month=12)
    entry = Entry(
        center.room().id, group, day, ("午前",), "販売", 8, facts={"commercial": True}
    )
    with pytest.raises(type(caught.value.why)):
        desk.waiting.enter(center.staff, entry)


def test_what_the_group_has_meanwhile_matters_only_when_its_turn_comes(
    center: Center,
) -> None:
    rules(center, MONTHLY)
    desk, group = center.desk, center.register()
    day = DAY.replace(year=2026, month=12)
    for slot in ("午後", "夜間"):
        desk.bookings.book(center.staff, center.wish(group, day, slot))
    entry = Entry(center.room().id, group, day, ("午前",), "練習", 8)
    assert desk.waiting.enter(center.staff, entry)


def test_the_same_is_asked_as_for_a_booking(center: Center) -> None:
    rules(center, OUTSIDERS)
    desk = center.desk
    lottery = desk.lotteries.open(center.staff, form(center)).value
    wish = center.wish(center.register(), DAY, "午前")
    assert desk.lotteries.card(lottery).questions == desk.offers.offer(wish).questions
    assert [each.name for each in desk.lotteries.card(lottery).questions] == [
        "residency",
        "commercial",
    ]


def test_what_was_said_goes_on_to_the_waiting_list(center: Center) -> None:
    rules(center, OUTSIDERS)
    desk = center.desk
    lottery = desk.lotteries.open(center.staff, form(center)).value
    for name in ("花の会", "山の会"):
        asked = request(center, center.register(name, "カイ"), **OUTSIDE)
        desk.lotteries.enter(center.staff, lottery, asked)
    drawn(center, lottery)
    [row] = desk.waiting.listed()
    assert facts_in(row.facts) == OUTSIDE


def test_an_admission_fee_is_kept_as_a_number(center: Center) -> None:
    lottery = center.desk.lotteries.open(center.staff, form(center)).value
    asked = request(center, center.register(), admission_fee=Decimal(500))
    center.desk.lotteries.enter(center.staff, lottery, asked)
    [line] = center.desk.lotteries.card(lottery).requests
    assert facts_in(line.row.facts) == {"admission_fee": Decimal(500)}


def test_the_blank_form_asks_the_same(center: Center) -> None:
    rules(center, OUTSIDERS)
    with center.store.read() as session:
        today = center.clock.now.date()
        asked = asked_at(session, center.desk.rulebooks, "H", today)
    assert [(each.label, each.told) for each in fields_of(asked)] == [
        ("市内・市外の別", "□ 市内　□ 市外"),
        ("営利", "□ はい　□ いいえ"),
    ]
    assert center.desk.forms.blank(Form.LOTTERY_APPLICATION).missing == ()
