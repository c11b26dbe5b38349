"""お金の手続き of loans and of 保険料: as those of bookings, on paper and undone too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.rules.fees import LineKind, kept_lines
from app.services.bookings.refusals import FeeMoved, NoFeeReason, NothingChanged
from app.services.forms.money import NoReceipt
from app.services.loans import Wanted
from app.services.loans.refusals import NotPermitted, OfBooking
from app.services.payments import NothingOwed, Tender
from app.services.rights import NotDeciding
from app.services.sign_in import Actor
from app.services.staff import NewStaff
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center
from tests.app.services.insured import NAMES, plans, wish

DAY = date(2026, 12, 1)
WHY = "綿菓子機が半日動かなかったため"


def words(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


@pytest.fixture
def loan(center: Center) -> UUID:
    """綿菓子機 for 500円."""
    return center.lend(center.register(), DAY, center.kind("綿菓子機"))


def test_the_fee_of_a_loan_is_changed_with_a_reason(center: Center, loan: UUID) -> None:
    desk, head = center.desk, center.staff
    clerk = desk.staff.add(head, NewStaff("佐藤 花子", "サトウ ハナコ", "1357")).value
    change, before = desk.special_fees.change_for_loan, desk.loans.card(loan)
    assert before.fee == 500
    with pytest.raises(NotDeciding):
        change(clerk.hex, loan, seen=500, fee=200, reason=WHY)
    with pytest.raises(NoFeeReason):
        change(head, loan, seen=500, fee=200, reason=" ")
    with pytest.raises(NothingChanged):
        change(head, loan, seen=500, fee=500, reason=WHY)
    with pytest.raises(FeeMoved):
        change(head, loan, seen=400, fee=200, reason=WHY)
    desk.payments.take_for_loan(head, loan)
    done = change(head, loan, seen=500, fee=200, reason=WHY)
    assert done.value and done.value.amount == -300
    card = desk.loans.card(loan)
    *rules, line = kept_lines(card.fee_lines)
    assert rules == list(kept_lines(before.fee_lines))
    assert (line.kind, line.what, line.amount) == (LineKind.SPECIAL, WHY, -300)
    assert (card.fee, card.paid) == (200, 200)
    permit = desk.forms.loan_permit(loan, Actor(UUID(head), "渡邊 千恵子"))
    assert WHY in words(permit.pdf)
    notice = words(desk.money_forms.receipt(done.value.id).pdf)
    assert f"料金の変更:{WHY}" in notice
    [told] = desk.reports.figures(DAY).special
    assert (told.room, told.amount, told.reason) == ("備品の貸出", -300, WHY)
    assert done.entry
    desk.journal.undo(head, done.entry)
    card = desk.loans.card(loan)
    assert (card.fee, card.paid, card.fee_lines) == (500, 500, before.fee_lines)


def test_what_a_loan_owes_is_billed(center: Center, loan: UUID) -> None:
    desk, staff = center.desk, center.staff
    desk.payments.take_for_loan(staff, loan, Tender(100))
    sheet = desk.money_forms.slip(loan)
    told = words(sheet.pdf)
    for part in ("納入通知書兼領収証書", "￥400－", "からの備品の使用料", "花の会様"):
        assert part in told
    desk.forms.printed(staff, sheet)
    printed = desk.forms.printouts()[0]
    again = desk.forms.again(printed, Actor(UUID(staff), "渡邊 千恵子"))
    assert "再発行（1回目）" in words(again.pdf)
    desk.payments.take_for_loan(staff, loan)
    with pytest.raises(NothingOwed):
        desk.money_forms.slip(loan)


def test_what_bears_no_fee_of_its_own_is_not_changed(center: Center, loan: UUID) -> None:
    desk, staff = center.desk, center.staff
    change = desk.special_fees.change_for_loan
    desk.loans.cancel(staff, loan)
    with pytest.raises(NotPermitted):
        change(staff, loan, seen=500, fee=0, reason=WHY)
    asked = center.wish(center.register("月の会"), DAY, "午後")
    asked = replace(asked, equipment=(Wanted(center.kind("プロジェクター")),))
    booking = desk.bookings.book(staff, asked).value.id
    [row] = desk.loans.of_booking(booking)
    with pytest.raises(OfBooking):
        change(staff, row.id, seen=0, fee=10, reason=WHY)


def test_premiums_are_taken_back_with_a_paper(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group, (basic, _) = center.register(), plans(center)
    asked = wish(basic, *NAMES[:2], group=group)
    made = desk.insurance.enrol(staff, asked, paid=True).value
    assert made.receipt is not None
    with pytest.raises(NoReceipt):
        desk.money_forms.receipt(made.receipt.id)
    done = desk.payments.reverse(staff, made.receipt.id, "二重に受け取った")
    told = words(desk.money_forms.receipt(done.value.id).pdf)
    for part in ("納付取消伝票", "△700円", "花の会様", "保険料（預り金）", made.number):
        assert part in told
    assert desk.insurance.batch(made.batch_id).batch.owed == 700
    assert [row.amount for row in desk.payments.of_batch(made.batch_id)] == [-700, 700]
    assert done.entry
    desk.journal.undo(staff, done.entry)
    assert desk.insurance.batch(made.batch_id).batch.owed == 0


def test_premiums_of_single_people_are_taken_back(center: Center) -> None:
    desk, staff = center.desk, center.staff
    basic, _ = plans(center)
    made = desk.insurance.enrol(staff, wish(basic, NAMES[0]), paid=True).value
    assert made.receipt is not None
    red = desk.payments.reverse(staff, made.receipt.id, "二重に受け取った").value
    assert "個人様" in words(desk.money_forms.receipt(red.id).pdf)
