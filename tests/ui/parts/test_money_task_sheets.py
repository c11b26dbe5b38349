"""お金の手続き in a window: by keyboard, and nothing of it is cut."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.payments import Method, Tender
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.app.services.test_closings import TODAY
from tests.app.services.test_deciding import GROUND, USE, WHY, Deciding
from tests.ui.conftest import press, show, type_in
from tests.ui.pages.window import SIZES, window_of
from ui.contracts import OpenLedger
from ui.kit.dialog import Sheet
from ui.kit.lines import FactList
from ui.kit.ops import Ops
from ui.kit.shots import cut_texts, settle, shoot, sticking_out
from ui.pages.bookings.page import BookingsPage
from ui.parts.money_task_sheets import reversal_words
from ui.parts.paper_sheet import PaperSheet
from ui.shell.window import MainWindow

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key


class Ledger:
    """予約台帳 with a booking open beside it, in front of the 所長."""

    def __init__(
        self, qtbot: QtBot, ops: Ops, center: Center, scale: float = 1.0
    ) -> None:
        self.house, self.ops, desk = Deciding(center), ops, center.desk
        self.booking = self.house.book(self.house.clerk, GROUND)
        desk.payments.take(center.staff, self.booking, Tender(100))
        desk.payments.take(center.staff, self.booking, Tender(50, Method.SLIP, TODAY))
        actor = Actor(UUID(center.staff), "渡邊 千恵子")
        self.window: MainWindow = window_of(
            qtbot, ops, lambda t: BookingsPage(t, ops, desk, actor, center.clock), scale
        )
        settle(ops)
        page = self.window.current_page()
        assert isinstance(page, BookingsPage)
        page.receive(OpenLedger(USE, booking_id=self.booking))
        settle(ops)

    def press(self, key: Qt.Key, *with_: Qt.KeyboardModifier) -> None:
        target = self.window.focusWidget() or self.window
        press(target, key, *with_)
        settle(self.ops)

    def sheet(self) -> Sheet:
        return [s for s in self.window.findChildren(Sheet) if s.isVisible()][-1]

    def facts(self) -> str:
        return " ".join(
            each.accessibleName() for each in self.window.findChildren(FactList)
        )

    def paper(self) -> str:
        """The title of the paper that is shown; it is put away."""
        sheet = self.sheet()
        assert isinstance(sheet, PaperSheet)
        press(sheet, Key.Key_Escape)
        settle(self.ops)
        show(self.window)
        return sheet.paper.title


@pytest.fixture
def ledger(qtbot: QtBot, ops: Ops, center: Center) -> Ledger:
    return Ledger(qtbot, ops, center)


def test_the_panel_says_that_a_reduction_waits(ledger: Ledger) -> None:
    assert f"承認待ち（{GROUND}）" in ledger.facts()
    ledger.press(Key.Key_S, ALT)
    press(ledger.sheet(), Key.Key_Return, CONTROL)
    settle(ledger.ops)
    assert ledger.paper().startswith("使用料減免決定通知書 ")
    told = "承認 所長 渡邊 千恵子 11/24(火)"
    assert told in ledger.facts()


def test_a_payment_is_taken_back_in_four_chords(ledger: Ledger) -> None:
    ledger.press(Key.Key_M, ALT)
    press(ledger.sheet(), Key.Key_4, ALT)
    settle(ledger.ops)
    sheet = ledger.sheet()
    focused = sheet.focusWidget()
    assert focused is not None
    press(focused, Key.Key_Return)
    focused = sheet.focusWidget()
    assert focused is not None
    type_in(focused, "wrong group")
    press(focused, Key.Key_Return, CONTROL)
    settle(ledger.ops)
    assert ledger.paper().startswith("納付取消伝票（赤伝票） ")
    rows = ledger.house.desk.payments.of_booking(ledger.booking)
    assert (rows[0].amount, rows[0].method) == (-50, "slip")


def test_what_goes_with_a_payment_is_told_before(ledger: Ledger) -> None:
    paid = ledger.house.desk.payments
    [first, *_] = paid.numbered(paid.of_booking(ledger.booking))
    assert reversal_words(first).endswith(" 50円 納付書")
    together = first._replace(amount=11000, things=11)
    assert reversal_words(together).endswith(" 11,000円 納付書（11件分すべて）")


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_is_cut(
    qtbot: QtBot,
    ops: Ops,
    center: Center,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    ledger = Ledger(qtbot, ops, center, scale)
    ledger.house.desk.special_fees.change(
        center.staff, ledger.booking, seen=500, fee=450, reason=WHY * 2
    )
    ledger.window.resize(width, height)
    settle(ops)
    shoot(ledger.window, tmp_path / "panel.png", (width, height), ops, scale)
    for name, digit in {"approve": 1, "fee": 3, "reverse": 4}.items():
        ledger.press(Key.Key_M, ALT)
        shoot(ledger.window, tmp_path / "tasks.png", (width, height), ops, scale)
        assert cut_texts(ledger.sheet()) == [] and sticking_out(ledger.sheet()) == []
        press(ledger.sheet(), Key(Key.Key_0 + digit), ALT)
        settle(ops)
        shoot(ledger.window, tmp_path / f"{name}.png", (width, height), ops, scale)
        assert cut_texts(ledger.sheet()) == [] and sticking_out(ledger.sheet()) == []
        press(ledger.sheet(), Key.Key_Escape)
        settle(ops)
        show(ledger.window)
