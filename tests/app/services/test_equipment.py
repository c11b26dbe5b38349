"""The catalogue: what there is, what bears which barcode, what may be changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.desk import desk_on
from app.kit.checks import OutsideRange
from app.services.equipment import (
    BarcodeTaken,
    KindForm,
    NameTaken,
    PieceForm,
    PieceIsOut,
    ScanKind,
    StaleForm,
)
from db.stock import Promised
from tests.app.services.conftest import Center

TODAY = date(2026, 11, 24)
NEXT = TODAY + timedelta(days=7)


def test_a_kind_is_kept_as_it_was_typed(center: Center) -> None:
    form = KindForm("展示パネル", "８", "倉庫1", "ＰＮＬ", "幅150cm")
    kind = center.desk.equipment.add_kind(center.staff, form).value
    card = center.desk.equipment.kind(kind)
    assert card.form == replace(form, quantity="8", barcode="PNL")
    assert (card.row.total, card.row.free, card.row.site) == (
        8,
        8,
        "市民活動支援センター",
    )


@pytest.mark.parametrize("quantity", ["-1", "1000000"])
def test_a_quantity_that_cannot_be_is_refused(center: Center, quantity: str) -> None:
    with pytest.raises(OutsideRange):
        center.desk.equipment.add_kind(center.staff, KindForm("テント", quantity))


def test_a_barcode_is_on_one_thing_at_a_site(center: Center) -> None:
    desk, staff = center.desk.equipment, center.staff
    kind = center.kind()
    center.piece(kind, "PJ-1")
    with pytest.raises(BarcodeTaken) as taken:
        desk.add_kind(staff, KindForm("テント", "4", barcode="PJ-1"))
    assert taken.value.params["what"] == "プロジェクター 1号機"
    shelf = desk.kind(kind).row.barcode
    with pytest.raises(BarcodeTaken):
        desk.add_piece(staff, kind, PieceForm(shelf))
    with pytest.raises(NameTaken):
        desk.add_kind(staff, KindForm("プロジェクター"))


def test_a_scan_says_what_it_is(center: Center) -> None:
    kind = center.kind()
    center.piece(kind, "PJ-1")
    scan = center.desk.equipment.scan
    found = scan("PJ-1")
    assert (found.what, found.kind_id, found.label) == (ScanKind.PIECE, kind, "1号機")
    assert scan(center.desk.equipment.kind(kind).row.barcode).what is ScanKind.SHELF
    assert scan("PJ-9").what is ScanKind.UNKNOWN


def test_of_two_sites_with_one_barcode_the_own_is_meant(center: Center) -> None:
    away = desk_on(center.store.beside("E"), "H", center.clock).equipment
    theirs = away.add_kind(center.staff, KindForm("テント", "1")).value
    away.add_piece(center.staff, theirs, PieceForm("A-1"))
    shelf = KindForm("長机", "4", barcode="A-1")
    ours = center.desk.equipment.add_kind(center.staff, shelf).value
    assert away.scan("A-1").kind_id == theirs
    assert center.desk.equipment.scan("A-1").kind_id == ours


def test_what_is_promised_cannot_go(center: Center) -> None:
    desk, staff = center.desk.equipment, center.staff
    kind = center.kind(quantity=1)
    piece = center.piece(kind, "PJ-1")
    center.lend(center.register(), NEXT, kind, quantity=2)
    card = desk.kind(kind)
    with pytest.raises(Promised) as refusal:
        desk.correct_kind(staff, kind, replace(card.form, quantity="0"), card.loaded)
    assert refusal.value.params["total"] == 1
    with pytest.raises(Promised):
        desk.correct_piece(staff, piece, PieceForm("PJ-1", state="repair"), card.loaded)
    desk.correct_kind(staff, kind, replace(card.form, quantity="2"), card.loaded)
    assert desk.stock(kind, NEXT, 1)[0].total == 3
    with pytest.raises(StaleForm):
        desk.correct_kind(staff, kind, replace(card.form, quantity="3"), card.loaded)


def test_what_was_promised_on_days_that_are_over_binds_nobody(center: Center) -> None:
    kind = center.kind(quantity=1)
    center.lend(center.register(), NEXT, kind)
    center.clock.now += timedelta(days=8)
    card = center.desk.equipment.kind(kind)
    form = replace(card.form, quantity="0")
    center.desk.equipment.correct_kind(center.staff, kind, form, card.loaded)
    assert center.desk.equipment.kind(kind).row.total == 0


def test_a_piece_that_is_out_stays_as_it_is(center: Center) -> None:
    desk, staff = center.desk, center.staff
    kind = center.kind(quantity=5)
    piece = center.piece(kind, "PJ-1")
    loan = center.lend(center.register(), TODAY, kind)
    desk.loans.hand_over(staff, loan, ["PJ-1"])
    card = desk.equipment.kind(kind)
    [row] = card.pieces
    assert (row.loan_id, row.group, row.due) == (loan, "花の会", TODAY)
    with pytest.raises(PieceIsOut):
        desk.equipment.correct_piece(
            staff, piece, PieceForm("PJ-1", state="retired"), card.loaded
        )


def test_a_month_shows_every_kind(center: Center) -> None:
    kind, other = center.kind(), center.kind("テント", 4)
    center.lend(center.register(), NEXT, kind)
    rows = center.desk.equipment.stock_month(TODAY, 10)
    assert [row.kind.id for row in rows] == [kind, other]
    assert [day.free for day in rows[0].days] == [2] * 7 + [1] + [2] * 2
