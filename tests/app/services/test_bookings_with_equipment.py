"""A room and equipment asked for together: all of it, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.kit.messages import text_of
from app.rules.fees import LineKind, kept_lines
from app.services.bookings import BookRoom
from app.services.loans import OutOfStock, Wanted
from app.services.loans.refusals import OfBooking, OtherSite, StillOut
from db.journal.entry import Act
from db.occupancy import RoomTaken
from db.records.equipment import EquipmentKind
from tests.app.services.conftest import Center

TODAY = date(2026, 11, 24)
TUESDAY = date(2026, 12, 1)


def asked(center: Center, *wanted: Wanted, day: date = TUESDAY) -> BookRoom:
    group = center.register()
    return replace(center.wish(group, day, "午後"), equipment=wanted)


def test_one_quote_one_fee_one_number(center: Center) -> None:
    desk, kind = center.desk, center.kind("テント", 4)
    wish = asked(center, Wanted(kind, 2))
    offer = desk.offers.offer(wish)
    assert offer.refusal is None and offer.quote.fee == 1600
    assert [line.kind for line in offer.quote.lines] == ["base", "equipment"]
    outcome = desk.bookings.book(center.staff, wish, paid=True)
    booked = outcome.value
    assert booked.receipt is not None and booked.receipt.amount == 1600
    card = desk.bookings.card(booked.id)
    assert kept_lines(card.fee_lines)[1].kind is LineKind.EQUIPMENT
    [loan] = desk.loans.of_booking(booked.id)
    assert (loan.number, loan.fee, loan.what) == (booked.number, 0, "テント×2")
    assert (loan.first_on, loan.last_on, loan.status) == (TUESDAY, TUESDAY, "confirmed")
    assert desk.equipment.stock(kind, TUESDAY, 1)[0].taken == 2


def test_a_reduction_is_of_the_room_only(center: Center) -> None:
    wish = asked(center, Wanted(center.kind("テント", 4)))
    half = replace(wish, ground="市内の学校または社会福祉施設が行う活動")
    quote = center.desk.offers.offer(half).quote
    assert (quote.fee, quote.reduction) == (500 + 300, 500)


def test_without_the_equipment_there_is_no_booking(center: Center) -> None:
    desk, kind = center.desk, center.kind("テント", 2)
    center.lend(center.register("山﨑の会"), TUESDAY, kind)
    wish = asked(center, Wanted(kind, 2))
    offer = desk.offers.offer(wish)
    assert offer.refusal is not None and offer.equipment is not None
    assert offer.equipment.alternatives[0].what == "テント"
    with pytest.raises(OutOfStock) as refusal:
        desk.bookings.book(center.staff, wish)
    assert text_of(offer.refusal) == text_of(refusal.value)
    assert wish.group_id is not None
    assert desk.bookings.of_group(wish.group_id) == []


def test_without_the_room_nothing_is_lent(center: Center) -> None:
    desk, kind = center.desk, center.kind("テント", 2)
    wish = asked(center, Wanted(kind, 2))
    desk.bookings.book(center.staff, replace(wish, equipment=()))
    with pytest.raises(RoomTaken):
        desk.bookings.book(center.staff, wish)
    assert desk.equipment.stock(kind, TUESDAY, 1)[0].taken == 0


def test_cancelling_and_undoing_give_both_back(center: Center) -> None:
    desk, staff, kind = center.desk, center.staff, center.kind("テント", 2)
    wish = asked(center, Wanted(kind, 2))
    outcome = desk.bookings.book(staff, wish)
    assert outcome.entry is not None
    desk.journal.undo(staff, outcome.entry)
    assert desk.equipment.stock(kind, TUESDAY, 1)[0].taken == 0
    booked = desk.bookings.book(staff, wish).value
    [loan] = desk.loans.of_booking(booked.id)
    with pytest.raises(OfBooking):
        desk.loans.cancel(staff, loan.id)
    cancelled = desk.bookings.cancel(staff, booked.id)
    assert desk.loans.card(loan.id).status == "cancelled"
    assert cancelled.entry is not None
    desk.journal.undo(staff, cancelled.entry)
    assert desk.loans.card(loan.id).status == "confirmed"
    assert desk.equipment.stock(kind, TUESDAY, 1)[0].taken == 2


def test_what_is_out_keeps_its_booking(center: Center) -> None:
    desk, staff, kind = center.desk, center.staff, center.kind("テント", 2)
    booked = desk.bookings.book(staff, asked(center, Wanted(kind))).value
    [loan] = desk.loans.of_booking(booked.id)
    center.clock.now = center.clock.now.replace(month=12, day=1)
    desk.loans.hand_over(staff, loan.id, counts={kind: 1})
    with pytest.raises(StillOut):
        desk.bookings.cancel(staff, booked.id)


def test_equipment_of_another_site_stays_there(center: Center) -> None:
    act = Act("test.furnish", "", center.clock.now)
    with center.store.beside("E").write(act) as work:
        tents = EquipmentKind(id=work.new_id(), name="テント", home="E", quantity=3)
        work.add(tents)
    wish = asked(center, Wanted(tents.id))
    assert isinstance(center.desk.offers.offer(wish).refusal, OtherSite)
    with pytest.raises(OtherSite):
        center.desk.bookings.book(center.staff, wish)


def test_a_thing_for_certain_rooms(center: Center) -> None:
    screen = center.kind("スクリーン", 1)
    wish = asked(center, Wanted(screen))
    offer = center.desk.offers.offer(wish)
    assert offer.refusal is not None and offer.refusal.code == "loan.not_there"
    there = replace(wish, room_id=center.room("活動室B").id)
    assert center.desk.offers.offer(there).refusal is None


def test_nonsense_is_said_in_the_offer(center: Center) -> None:
    offer = center.desk.offers.offer(asked(center, Wanted(center.kind(), 0)))
    assert offer.refusal is not None and offer.refusal.code == "field.range"
