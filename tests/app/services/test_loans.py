"""Equipment lent ahead, handed over and taken back by scan, and what is said to slips."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest

from app.desk import desk_on
from app.kit.checks import OutsideRange
from app.kit.messages import text_of
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.services.equipment import PieceForm
from app.services.loans import LendEquipment, OutOfStock, Wanted, WhichLoan
from tests.app.services.conftest import Center

TODAY = date(2026, 11, 24)
NEXT = TODAY + timedelta(days=7)


def wish(group: UUID, kind: UUID, quantity: int = 1, day: date = NEXT) -> LendEquipment:
    return LendEquipment(group, day, day, (Wanted(kind, quantity),), "祭り")


def refused(center: Center, act: Callable[[], Outcome[object] | object]) -> str:
    """The code of the refusal, which has changed nothing and can be said."""
    before = center.desk.journal.complaints(), center.desk.loans.current()
    with pytest.raises(Refusal) as refusal:
        act()
    assert (center.desk.journal.complaints(), center.desk.loans.current()) == before
    assert text_of(refusal.value)
    return refusal.value.code


def test_equipment_is_lent_until_there_is_none_left(center: Center) -> None:
    desk, first, second = center.desk, center.register(), center.register("山﨑の会")
    kind = center.kind()
    lent = desk.loans.lend(center.staff, wish(first, kind, 2)).value
    assert (lent.number, lent.fee, lent.provisional) == ("H26-0001", 0, False)
    with pytest.raises(OutOfStock) as refusal:
        desk.loans.lend(center.staff, wish(second, kind))
    told = "プロジェクターは12月1日にあと0点で、1点は貸し出せません。"
    assert text_of(refusal.value).startswith(
        f"{told}借りている団体：花の会（H26-0001）2。"
    )
    offer = desk.loans.offer(wish(second, kind))
    assert offer.refusal is not None
    assert text_of(offer.refusal) == text_of(refusal.value)
    assert [each.first_on.day for each in offer.alternatives] == [2, 3, 4]
    [day] = desk.equipment.stock(kind, NEXT, 1)
    assert (day.total, day.taken, day.free) == (2, 2, 0)


def test_fewer_are_offered_when_there_are_too_few(center: Center) -> None:
    group, kind = center.register(), center.kind("テント", 3)
    center.lend(group, NEXT, kind, quantity=2)
    [fewer, *_] = center.desk.loans.offer(wish(group, kind, 2)).alternatives
    assert (fewer.what, fewer.first_on, fewer.fee) == ("テント", NEXT, 300)


def test_a_fee_has_its_rule_and_is_received_with_the_permit(center: Center) -> None:
    group, kind = center.register(), center.kind("テント", 4)
    asked = wish(group, kind, 3)
    [line] = center.desk.loans.offer(asked).lines
    assert (line.what, line.count, line.amount) == ("テント", 3, 900)
    outcome = center.desk.loans.lend(center.staff, asked, paid=True)
    receipt = outcome.value.receipt
    assert receipt is not None and receipt.amount == 900
    assert center.desk.loans.card(outcome.value.id).owed == 0
    assert outcome.entry is not None
    center.desk.journal.undo(center.staff, outcome.entry)
    assert center.desk.loans.of_group(group) == []
    assert center.desk.payments.of_group(group) == []
    [day] = center.desk.equipment.stock(kind, NEXT, 1)
    assert day.taken == 0


def test_what_makes_no_sense_is_refused(center: Center) -> None:
    group, kind, lend = center.register(), center.kind(), center.desk.loans.lend
    asked = wish(group, kind)
    for quantity in (0, -1, 1_000_000):
        with pytest.raises(OutsideRange):
            center.desk.loans.offer(wish(group, kind, quantity))
    year = timedelta(days=366)
    wrong = {
        "loan.nothing_asked": replace(asked, equipment=()),
        "loan.ends_before_start": replace(asked, last_on=TODAY),
        "loan.in_the_past": replace(asked, first_on=TODAY - timedelta(days=1)),
        "loan.too_many_days": replace(asked, last_on=NEXT + year),
        "loan.no_group": replace(asked, group_id=None),
        "loan.too_many": wish(group, kind, 3),
        "rulebook.silent": wish(group, center.kind("気球")),
    }
    for code, bad in wrong.items():
        assert refused(center, partial(lend, center.staff, bad)) == code


def test_the_desk_is_open_when_things_go_and_come(center: Center) -> None:
    group, kind = center.register(), center.kind("長机", 9)
    closed = date(2026, 12, 21)  # 体験用: 第3月曜
    first, last = closed - timedelta(days=1), closed + timedelta(days=1)
    across = replace(wish(group, kind, day=first), last_on=last)
    assert center.desk.loans.offer(across).refusal is None
    for days in ((closed, last), (first, closed)):
        refusal = center.desk.loans.offer(
            replace(across, first_on=days[0], last_on=days[1])
        ).refusal
        assert refusal is not None and refusal.code == "booking.closed_day"


def test_away_from_home_a_loan_is_provisional(center: Center) -> None:
    group, kind = center.register(), center.kind("長机", 9)
    away = desk_on(center.store.beside("E"), "H", center.clock)
    lent = away.loans.lend(center.staff, wish(group, kind, 4)).value
    assert lent.provisional and lent.number == "E26-0001"
    assert away.loans.card(lent.id).status == "provisional"
    assert center.desk.equipment.stock(kind, NEXT, 1)[0].taken == 0
    assert away.equipment.stock(kind, NEXT, 1)[0].taken == 4  # as far as is known there
    assert isinstance(away.loans.offer(wish(group, kind, 6)).refusal, OutOfStock)
    give = partial(away.loans.hand_over, center.staff, lent.id, counts={kind: 1})
    assert refused(center, give) == "loan.not_here"
    away.loans.cancel(center.staff, lent.id)
    card = away.loans.card(lent.id)
    assert card.withdrawn and card.status == "provisional"


def test_an_unregistered_group_is_told_the_rule(center: Center) -> None:
    group, kind = center.register(), center.kind()
    center.clock.now = center.clock.now.replace(year=2027)
    asked = wish(group, kind, day=date(2027, 12, 1))
    lend = center.desk.loans.lend
    assert refused(center, lambda: lend(center.staff, asked)) == "group.registered_only"


def test_a_piece_goes_out_and_comes_back_by_scan(center: Center) -> None:
    desk, staff = center.desk, center.staff
    kind = center.kind(quantity=0)
    for code in ("PJ-1", "PJ-2"):
        center.piece(kind, code)
    loan = center.lend(center.register(), TODAY, kind)
    card = desk.loans.hand_over(staff, loan, ["ＰＪ－1"]).value
    assert card.status == "handed_over"
    scanned = desk.equipment.scan("PJ-1")
    assert scanned.loan is not None and scanned.loan.id == loan
    assert scanned.label == "1号機"
    assert [row.id for row in desk.loans.due(TODAY)] == [loan]
    [row] = desk.equipment.catalogue()
    assert (row.total, row.out, row.here, row.free) == (2, 1, 1, 1)

    back = desk.loans.take_back(staff, "PJ-1")
    assert back.value.complete and back.value.kind == "プロジェクター"
    assert desk.equipment.stock(kind, TODAY, 1)[0].free == 2
    take_back = desk.loans.take_back
    assert refused(center, lambda: take_back(staff, "PJ-1")) == "loan.already_back"
    assert refused(center, lambda: take_back(staff, "PJ-2")) == "loan.not_lent"
    assert refused(center, lambda: take_back(staff, "PJ-3")) == "loan.unknown_barcode"
    assert back.entry is not None
    desk.journal.undo(staff, back.entry)
    assert desk.loans.card(loan).status == "handed_over"
    assert desk.equipment.stock(kind, TODAY, 1)[0].free == 1


def test_slips_of_handing_over_change_nothing(center: Center) -> None:
    desk, staff = center.desk, center.staff
    kind, other = center.kind(quantity=0), center.kind("テント", 4)
    for code in ("PJ-1", "PJ-2"):
        center.piece(kind, code)
    broken = center.piece(kind, "PJ-3")
    card = desk.equipment.kind(kind)
    form = next(piece for piece in card.pieces if piece.id == broken)
    mended = PieceForm(form.barcode, form.label, "repair")
    desk.equipment.correct_piece(staff, broken, mended, card.loaded)
    group = center.register()
    loan, second = (center.lend(group, TODAY, kind) for _ in range(2))
    later = center.lend(group, NEXT, kind)

    def give(which: UUID, *codes: str, tents: int = 0) -> str:
        counts = {other: tents} if tents else {}
        return refused(center, lambda: desk.loans.hand_over(staff, which, codes, counts))

    assert give(loan) == "loan.nothing_asked"
    assert give(loan, "PJ-3") == "loan.not_usable"
    assert give(loan, "PJ-1", "PJ-1") == "loan.already_out"
    assert give(loan, "PJ-1", "PJ-2") == "loan.more_than_asked"
    assert give(loan, "X") == "loan.unknown_barcode"
    assert give(loan, tents=1) == "loan.wrong_kind"
    assert give(later, "PJ-1") == "loan.not_its_day"
    desk.loans.hand_over(staff, loan, ["PJ-1"])
    assert give(second, "PJ-1") == "loan.out_elsewhere"
    assert refused(center, lambda: desk.loans.cancel(staff, loan)) == "loan.not_permitted"


def test_things_without_labels_are_counted(center: Center) -> None:
    desk, staff = center.desk, center.staff
    kind = center.kind("テント", 4)
    group, other = center.register(), center.register("山﨑の会")
    loan = center.lend(group, TODAY, kind, quantity=2)
    unpaid = refused(center, lambda: desk.loans.hand_over(staff, loan, counts={kind: 2}))
    assert unpaid == "loan.unpaid"
    desk.loans.hand_over(staff, loan, counts={kind: 2}, accept_unpaid=True)
    shelf = desk.equipment.kind(kind).row.barcode
    assert not desk.loans.take_back(staff, shelf).value.complete
    assert desk.equipment.stock(kind, TODAY, 1)[0].taken == 1
    second = center.lend(other, TODAY, kind)
    desk.loans.hand_over(staff, second, [shelf], accept_unpaid=True)
    with pytest.raises(WhichLoan) as which:
        desk.loans.take_back(staff, shelf)
    assert {row.group for row in which.value.borrowers} == {"花の会", "山﨑の会"}
    assert desk.loans.take_back(staff, shelf, second).value.complete
    more = refused(center, lambda: desk.loans.take_back_lines(staff, loan, {kind: 2}))
    assert more == "loan.more_than_out"
    assert desk.loans.take_back_all(staff, loan).value.status == "returned"
    assert refused(center, lambda: desk.loans.take_back(staff, shelf)) == "loan.not_lent"


def test_what_is_late_is_still_out(center: Center) -> None:
    desk, staff = center.desk, center.staff
    kind = center.kind(quantity=1)
    loan = center.lend(center.register(), TODAY, kind)
    desk.loans.hand_over(staff, loan, counts={kind: 1})
    center.clock.now += timedelta(days=2)
    today = TODAY + timedelta(days=2)
    assert [row.id for row in desk.loans.overdue(today)] == [loan]
    [row] = desk.equipment.catalogue()
    assert (row.overdue, row.free, row.here) == (1, 0, 0)
    days = desk.equipment.stock(kind, TODAY, 4)
    assert [(day.taken, day.overdue) for day in days] == [(1, 0), (0, 0), (0, 1), (0, 1)]
    offer = desk.loans.offer(wish(center.register("山﨑の会"), kind))
    assert offer.refusal is None and offer.overdue == ("プロジェクター",)


def test_cancelling_pays_back_what_the_rules_say(center: Center) -> None:
    desk, staff = center.desk, center.staff
    kind, group = center.kind("テント", 4), center.register()
    lent = desk.loans.lend(staff, wish(group, kind, 2), paid=True).value
    back = desk.loans.cancelling(lent.id).back
    assert back is not None and back.amount == 600
    desk.loans.cancel(staff, lent.id)
    assert desk.loans.card(lent.id).paid == 0
    assert desk.equipment.stock(kind, NEXT, 1)[0].taken == 0


def test_today_says_what_goes_out_and_what_should_be_back(center: Center) -> None:
    desk, staff = center.desk, center.staff
    kind, group = center.kind("テント", 4), center.register()
    late, due = (center.lend(group, TODAY, kind) for _ in range(2))
    for loan in (late, due):
        desk.loans.hand_over(staff, loan, counts={kind: 1}, accept_unpaid=True)
    tomorrow = TODAY + timedelta(days=1)
    asked = replace(wish(group, kind, day=tomorrow), last_on=NEXT - timedelta(days=5))
    going = desk.loans.lend(staff, asked).value.id

    def steps() -> list[tuple[str, UUID, bool]]:
        view = desk.today.view(center.clock.now.replace(tzinfo=None))
        return [(step.kind.value, step.loan.id, step.late) for step in view.loan_steps]

    unpaid = [("pay", late, True), ("pay", due, True), ("pay", going, False)]
    assert steps() == [("take_back", late, False), ("take_back", due, False), *unpaid]
    desk.loans.take_back_all(staff, due)
    desk.payments.take_for_loan(staff, due)
    center.clock.now += timedelta(days=1)
    assert steps()[:2] == [("overdue", late, True), ("hand_over", going, False)]
    nothing = partial(desk.payments.take_for_loan, staff, due)
    assert refused(center, nothing) == "payment.nothing_owed"
