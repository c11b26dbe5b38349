"""Somebody at 備品, with some equipment and a group that borrows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.equipment import KindForm, PieceForm
from app.services.offered import LendEquipment, Wanted
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.clerk import Clerk as Hands
from tests.ui.conftest import show
from tests.ui.pages.window import INFO
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.pages.loans.page import LoansPage
from ui.shell.command_bar import Found
from ui.shell.window import MainWindow, PageEntry

TODAY = date(2026, 11, 24)


def kind(
    center: Center, name: str, quantity: int = 0, shelf: str = "", barcode: str = ""
) -> UUID:
    form = KindForm(name, str(quantity), shelf, barcode)
    return center.desk.equipment.add_kind(center.staff, form).value


def piece(center: Center, of: UUID, barcode: str, label: str = "") -> UUID:
    form = PieceForm(barcode, label)
    return center.desk.equipment.add_piece(center.staff, of, form).value


def lend(
    center: Center,
    group: UUID,
    lines: Sequence[tuple[UUID, int]],
    first: date = TODAY,
    last: date | None = None,
    *,
    paid: bool = True,
) -> UUID:
    wanted = tuple(Wanted(kind, count) for kind, count in lines)
    wish = LendEquipment(group, first, last or first, wanted, "夏祭り")
    return center.desk.loans.lend(center.staff, wish, paid=paid).value.id


class Clerk(Hands):
    """Somebody at 備品."""

    @property
    def page(self) -> LoansPage:
        page = self.window.page("loans")
        assert isinstance(page, LoansPage)
        return page

    def scan(self, barcode: str) -> None:
        """What a scanner does: the digits and Enter."""
        self.write(barcode)
        self.chord(Qt.Key.Key_Return)


def at_desk(center: Center, ops: Ops, qtbot: QtBot, scale: float = 1.0) -> Clerk:
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    entries = [
        PageEntry("today", "今日", "today", lambda t: Page(t, ops)),
        PageEntry("bookings", "予約台帳", "ledger", lambda t: Page(t, ops)),
        PageEntry(
            "loans",
            "備品",
            "equipment",
            lambda t: LoansPage(t, ops, center.desk, actor, center.clock),
        ),
    ]
    window = MainWindow(
        entries, ops, INFO, center.clock, lambda _: Found(), "light", scale
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    show(window)
    return Clerk(window, center, ops)
