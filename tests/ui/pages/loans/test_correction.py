"""A payment for a loan is taken back beside it, by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.app.services.conftest import Center
from tests.ui.conftest import press, type_in
from tests.ui.pages.loans.desk import at_desk, kind, lend
from ui.contracts import OpenLoan
from ui.kit.dialog import FormSheet
from ui.kit.ops import Ops
from ui.parts.paper_sheet import PaperSheet

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def test_a_payment_for_a_loan_is_taken_back(
    center: Center, ops: Ops, qtbot: QtBot
) -> None:
    clerk = at_desk(center, ops, qtbot)
    tents = kind(center, "テント", 6, barcode="4901")
    loan = lend(center, center.register(), [(tents, 2)], paid=True)
    paid = center.desk.loans.card(loan).paid
    clerk.window.open_page("loans", OpenLoan(loan))
    clerk.wait()
    clerk.chord(Key.Key_M, ALT)
    clerk.chord(Key.Key_2, ALT)
    [sheet] = [s for s in clerk.window.findChildren(FormSheet) if s.isVisible()]
    focused = sheet.focusWidget()
    assert focused is not None
    press(focused, Key.Key_Return)
    focused = sheet.focusWidget()
    assert focused is not None
    type_in(focused, "wrong group")
    press(focused, Key.Key_Return, CONTROL)
    clerk.wait()
    [paper] = [s for s in clerk.window.findChildren(PaperSheet) if s.isVisible()]
    assert paper.paper.title.startswith("納付取消伝票（赤伝票） ")
    press(paper, Key.Key_Escape)
    rows = center.desk.payments.of_loan(loan)
    assert [row.amount for row in rows] == [-paid, paid]
    assert center.desk.loans.card(loan).owed == paid
