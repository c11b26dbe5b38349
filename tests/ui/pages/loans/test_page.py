"""備品 in the real window, by keys and scans alone; the steps of its tasks counted."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.pages.loans.desk import TODAY, Clerk, at_desk, kind, lend, piece
from ui.contracts import NewLoan, OpenKind, OpenLoan
from ui.kit.buttons import Option
from ui.kit.ops import Ops
from ui.pages.loans.kind_form import KindForm
from ui.pages.loans.kind_panel import KindPanel
from ui.pages.loans.loan_panel import LoanPanel
from ui.parts.loan_actions import LoanAction

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    return at_desk(center, ops, qtbot)


@pytest.fixture
def projectors(center: Center) -> UUID:
    """Three, each with its label."""
    key = kind(center, "プロジェクター", shelf="棚A-3")
    for n in (1, 2, 3):
        piece(center, key, f"200{n}", f"{n}号機")
    return key


@pytest.fixture
def tents(center: Center) -> UUID:
    """Six without labels; the shelf has one."""
    return kind(center, "テント", 6, barcode="4901")


def out(center: Center, loan: UUID, *barcodes: str) -> None:
    center.desk.loans.hand_over(center.staff, loan, barcodes)


def test_three_scanned_things_are_taken_back_in_four_steps(
    clerk: Clerk, projectors: UUID
) -> None:
    center = clerk.center
    first = lend(center, center.register(), [(projectors, 2)])
    out(center, first, "2001", "2002")
    loan = lend(center, center.register("山﨑の会", "ヤマザキノカイ"), [(projectors, 1)])
    out(center, loan, "2003")
    clerk.chord(Key.Key_3, CONTROL)
    for barcode in ("2001", "2002", "2003"):
        clerk.scan(barcode)
    assert len(clerk.steps) <= 4
    assert center.desk.loans.card(first).status == "returned"
    told = "山﨑の会からプロジェクター 3号機が戻りました。すべて返却済みです。"
    assert clerk.said() == told
    clerk.chord(Key.Key_Z, CONTROL)
    assert center.desk.loans.card(loan).status == "handed_over"


def test_an_open_loan_takes_what_is_scanned_along(clerk: Clerk, projectors: UUID) -> None:
    center = clerk.center
    loan = lend(center, center.register(), [(projectors, 2)])
    clerk.chord(Key.Key_3, CONTROL)
    clerk.chord(Key.Key_Down)  # into the list: its first row waits for its pieces
    clerk.chord(Key.Key_Return)
    assert isinstance(clerk.page.side, LoanPanel)
    clerk.scan("2001")
    assert clerk.said() == "花の会にプロジェクター 1号機を渡しました。あと1点です。"
    clerk.scan("2001")  # the scanner read it twice
    assert "もう渡しました" in clerk.page.head.scan.accessibleDescription()
    clerk.scan("2002")
    card = center.desk.loans.card(loan)
    assert (card.status, card.lines[0].out) == ("handed_over", 2)


def test_a_thing_on_the_shelf_offers_who_waits_for_it(
    clerk: Clerk, projectors: UUID
) -> None:
    center = clerk.center
    loan = lend(center, center.register(), [(projectors, 1)])
    clerk.chord(Key.Key_3, CONTROL)
    clerk.scan("2002")
    assert isinstance(clerk.page.side, KindPanel)
    assert [o.title for o in clerk.page.side.options] == ["花の会 に引き渡す"]
    clerk.chord(Key.Key_1, ALT)
    assert center.desk.loans.card(loan).lines[0].pieces[0].barcode == "2002"


def test_a_shelf_label_counts_one_back_each_time(clerk: Clerk, tents: UUID) -> None:
    center = clerk.center
    loan = lend(center, center.register(), [(tents, 2)])
    center.desk.loans.hand_over(center.staff, loan, (), {tents: 2})
    clerk.chord(Key.Key_3, CONTROL)
    clerk.scan("4901")
    assert clerk.said() == "花の会からテントが戻りました。残り1点です。"
    clerk.scan("4901")
    assert center.desk.loans.card(loan).status == "returned"


def test_of_several_groups_the_clerk_says_which(clerk: Clerk, tents: UUID) -> None:
    center = clerk.center
    names = ("花の会", "ハナノカイ"), ("山﨑の会", "ヤマザキノカイ")
    loans = [lend(center, center.register(*name), [(tents, 1)]) for name in names]
    for loan in loans:
        center.desk.loans.hand_over(center.staff, loan, (), {tents: 1})
    clerk.chord(Key.Key_3, CONTROL)
    clerk.scan("4901")
    clerk.chord(Key.Key_2, ALT)
    assert clerk.said().startswith("山﨑の会から")


@pytest.mark.parametrize(
    ("barcode", "told"),
    [("999", "999 の備品はありません"), ("0" * 60, "40文字"), ("ｱｲｳ", "")],
)
def test_nonsense_is_told_at_the_field(clerk: Clerk, barcode: str, told: str) -> None:
    clerk.chord(Key.Key_3, CONTROL)
    clerk.scan(barcode)
    assert told in clerk.page.head.scan.accessibleDescription()
    assert clerk.page.head.scan.hasFocus() and not clerk.page.head.scan.text()


def test_the_same_return_twice_says_when_it_came_back(
    clerk: Clerk, projectors: UUID
) -> None:
    center = clerk.center
    loan = lend(center, center.register(), [(projectors, 1)])
    out(center, loan, "2001")
    clerk.chord(Key.Key_3, CONTROL)
    clerk.scan("2001")
    clerk.scan("2001")
    assert "もう戻っています" in clerk.page.head.scan.accessibleDescription()


def test_all_that_is_out_comes_back_by_one_key(clerk: Clerk, tents: UUID) -> None:
    center = clerk.center
    loan = lend(center, center.register(), [(tents, 2)])
    center.desk.loans.hand_over(center.staff, loan, (), {tents: 2})
    center.clock.now += timedelta(days=3)
    clerk.window.open_page("loans", OpenLoan(loan))
    clerk.wait()
    assert clerk.page.lists.tables[0].rows.rowCount() == 1
    clerk.chord(Key.Key_Return, CONTROL)
    assert center.desk.loans.card(loan).status == "returned"
    assert clerk.page.head.scan.hasFocus()


def test_labelled_things_are_asked_for_by_scan(clerk: Clerk, projectors: UUID) -> None:
    center = clerk.center
    loan = lend(center, center.register(), [(projectors, 1)])
    clerk.window.open_page("loans", OpenLoan(loan))
    clerk.wait()
    clerk.chord(Key.Key_Return, CONTROL)
    assert "番号のないもの" in clerk.page.head.scan.accessibleDescription()
    clerk.scan("2001")
    assert center.desk.loans.card(loan).status == "handed_over"


def test_an_unpaid_loan_asks_for_its_money_first(clerk: Clerk, tents: UUID) -> None:
    center = clerk.center
    loan = lend(center, center.register(), [(tents, 2)], paid=False)
    clerk.window.open_page("loans", OpenLoan(loan))
    clerk.wait()
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_2, ALT)  # 未納のまま渡す
    assert center.desk.loans.card(loan).status == "handed_over"
    side = clerk.page.side
    assert isinstance(side, LoanPanel) and LoanAction.TAKE_PAYMENT in side.buttons


def test_a_loan_is_made_by_keys_and_its_permit_shown(clerk: Clerk, tents: UUID) -> None:
    center = clerk.center
    group = center.register()
    clerk.chord(Key.Key_3, CONTROL)
    clerk.chord(Key.Key_N, CONTROL)
    clerk.write("はなの")
    clerk.chord(Key.Key_Return)
    clerk.write("てんと")
    clerk.write(" 2")
    clerk.chord(Key.Key_Return)
    clerk.chord(Key.Key_Return, CONTROL)
    [row] = center.desk.loans.of_group(group)
    assert (row.what, row.owed, row.first_on) == ("テント×2", 0, TODAY)
    paper = clerk.paper()
    assert paper is not None and "花の会" in paper.paper.title
    paper.reject()
    assert len(clerk.steps) == 5


@pytest.mark.parametrize(("words", "told"), [("0", "1"), ("1000000", "9,999")])
def test_no_tent_and_a_million_are_told_at_the_field(
    clerk: Clerk, tents: UUID, words: str, told: str
) -> None:
    clerk.window.open_page("loans", NewLoan())
    clerk.wait()
    lines = clerk.page.lending.panel.lines
    lines.edit.setFocus()
    clerk.write("テント")
    clerk.write(f" {words}")
    clerk.chord(Key.Key_Return)
    assert told in lines.error() and not lines.lines()


def test_more_than_the_stock_offers_what_there_is(
    clerk: Clerk, projectors: UUID, qtbot: QtBot
) -> None:
    center = clerk.center
    lend(center, center.register("山﨑の会", "ヤマザキノカイ"), [(projectors, 2)])
    request = NewLoan(center.register(), projectors, TODAY)
    clerk.window.open_page("loans", request)
    clerk.wait()
    panel = clerk.page.lending.panel
    clerk.write("プロジェクター")
    clerk.write(" 2")
    clerk.chord(Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.go.isEnabled())
    clerk.wait()
    ways = [o.title for o in panel.findChildren(Option) if o.isVisible()]
    assert ways[:1] == ["11/24(火)"]
    clerk.chord(Key.Key_1, ALT)
    qtbot.waitUntil(panel.go.isEnabled)
    assert panel.lines.lines() == {projectors: 1}


def test_a_scan_adds_to_the_loan_that_is_being_made(
    clerk: Clerk, projectors: UUID
) -> None:
    clerk.window.open_page("loans", NewLoan())
    clerk.wait()
    clerk.page.head.begin()
    clerk.scan("2001")
    clerk.scan("2002")
    assert clerk.page.lending.panel.lines.lines() == {projectors: 2}


def test_a_half_typed_loan_survives_a_restart(
    clerk: Clerk, center: Center, tents: UUID, qtbot: QtBot
) -> None:
    clerk.chord(Key.Key_3, CONTROL)
    clerk.chord(Key.Key_N, CONTROL)
    clerk.page.lending.panel.lines.edit.setFocus()
    clerk.write("テント")
    clerk.chord(Key.Key_Return)
    actor = Actor(UUID(center.staff), "")
    qtbot.waitUntil(lambda: center.desk.drafts.find(actor, "loan.new") is not None)
    clerk.window.close()
    again = at_desk(center, clerk.ops, qtbot)
    again.chord(Key.Key_3, CONTROL)
    panel = again.page.lending.panel
    assert panel.isVisible() and panel.lines.lines() == {tents: 1}
    again.chord(Key.Key_D, ALT)
    assert not panel.lines.lines()
    assert center.desk.drafts.find(actor, "loan.new") is None


def test_a_kind_is_added_and_a_second_one_of_its_name_refused(clerk: Clerk) -> None:
    clerk.chord(Key.Key_3, CONTROL)
    clerk.page.head.segments.choose(2)
    for _ in range(2):
        clerk.chord(Key.Key_A, ALT)
        clerk.write("テント")
        clerk.chord(Key.Key_Return)
        clerk.write("6")
        clerk.chord(Key.Key_Return, CONTROL)
    side = clerk.page.side
    assert isinstance(side, KindForm) and "もうあります" in side.form["name"].error()
    clerk.chord(Key.Key_Escape)
    [row] = clerk.center.desk.equipment.catalogue()
    assert (row.name, row.total) == ("テント", 6)


def test_a_piece_is_added_and_sent_to_repair(clerk: Clerk, tents: UUID) -> None:
    clerk.window.open_page("loans", OpenKind(tents))
    clerk.wait()
    clerk.chord(Key.Key_J, ALT)
    clerk.write("7001")
    clerk.chord(Key.Key_Return, CONTROL)
    side = clerk.page.side
    assert isinstance(side, KindPanel) and len(side.card.pieces) == 1
    side.edit_piece.emit(side.card.pieces[0])
    clerk.wait()
    form = clerk.page.side
    assert isinstance(form, KindForm)
    form.form.fill({"state": "repair"})
    clerk.chord(Key.Key_Return, CONTROL)
    assert clerk.center.desk.equipment.kind(tents).pieces[0].state == "repair"
    clerk.scan("7001")
    assert isinstance(clerk.page.side, KindPanel)
    clerk.chord(Key.Key_Z, CONTROL)
    assert clerk.center.desk.equipment.kind(tents).pieces[0].state == "in_service"


def test_a_day_of_the_stock_begins_a_loan(clerk: Clerk, tents: UUID) -> None:
    clerk.chord(Key.Key_3, CONTROL)
    clerk.page.head.segments.choose(1)
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_Right)
    clerk.chord(Key.Key_Return)
    panel = clerk.page.lending.panel
    assert panel.lines.lines() == {tents: 1}
    assert panel.first_on.text() == (TODAY + timedelta(days=1)).isoformat()
    clerk.chord(Key.Key_Escape)
    clerk.chord(Key.Key_Right, ALT)
    assert clerk.page.catalogue.since == TODAY + timedelta(days=30)


def test_another_scale_keeps_what_is_open(clerk: Clerk, tents: UUID) -> None:
    clerk.window.open_page("loans", NewLoan(None, tents, TODAY))
    clerk.wait()
    clerk.chord(Key.Key_Plus, CONTROL)
    panel = clerk.page.lending.panel
    assert panel.isVisible() and panel.lines.lines() == {tents: 1}


def test_digits_over_the_list_are_the_beginning_of_a_barcode(
    clerk: Clerk, tents: UUID
) -> None:
    center = clerk.center
    lend(center, center.register(), [(tents, 1)])
    clerk.chord(Key.Key_3, CONTROL)
    clerk.chord(Key.Key_Down)
    clerk.write("49")
    assert clerk.page.head.scan.text() == "49"


def test_what_somebody_left_is_told_and_nothing_is_not(clerk: Clerk, tents: UUID) -> None:
    panel = clerk.page.lending.panel
    for _ in range(2):
        clerk.window.open_page("loans", NewLoan())
        clerk.wait()
        assert not panel.is_left()
        clerk.chord(Key.Key_Escape)
    clerk.chord(Key.Key_N, CONTROL)
    panel.lines.take(tents, 2)
    clerk.chord(Key.Key_Escape)
    clerk.window.open_page("loans", OpenKind(tents))
    clerk.wait()
    clerk.chord(Key.Key_Return, CONTROL)  # 貸し出す
    assert panel.is_left() and panel.lines.lines() == {tents: 1}
