"""A month at the counter, day by day to its end, in the real window by keyboard: closed
days, a difference explained, 月締め and 月計表, and what can still be done after it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.rules.closings import DENOMINATIONS
from app.services.payments import Method, Tender
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center
from tests.ui.conftest import show
from tests.ui.pages.today.test_closing import House
from ui.kit.ops import Ops
from ui.kit.shots import cut_texts, settle, shoot, sticking_out
from ui.kit.text import Text
from ui.parts.month_sheets import MonthSheet
from ui.parts.paper_sheet import PaperSheet

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key
LONG = "NPO法人 みどりの里山を未来へつなぐ市民ネットワーク 葛󠄀城山と𠮷野川を歩く会"
DAYS = 3
SHOTS = [(1366, 768, 1.0), (1920, 1080, 1.5)]


class Month(House):
    """Each day from 11/24 brings money by every way and a number that is void."""

    size: tuple[int, int]
    scale: float

    def __init__(self, center: Center, ops: Ops, folder: Path) -> None:
        super().__init__(center, ops)
        self.folder = folder
        self.paid: list[UUID] = []

    def busy_day(self) -> None:
        staff, desk = self.center.staff, self.desk
        group = self.center.register(f"{LONG}{len(self.paid)}")
        use = self.center.clock.now.date() + timedelta(days=8)
        for slot, tender in {
            "午前": Tender(),
            "午後": Tender(300, Method.SLIP),
            "夜間": Tender(500, Method.ACCOUNT),
        }.items():
            asked = self.center.wish(group, use, slot)
            booking = desk.bookings.book(staff, asked).value.id
            self.paid.append(desk.payments.take(staff, booking, tender).value.id)
        again = desk.payments.take(staff, booking, Tender(100))
        assert again.entry
        desk.journal.undo(staff, again.entry)

    def close_day(self, picture: str, *, short: int = 0) -> str:
        """F9, count so much too little, close; what the 日計表 says."""
        offer = self.desk.closings.offer(self.desk.closings.today)
        left = offer.expected - short
        self.press(Key.Key_F9)
        for worth in DENOMINATIONS:
            self.type(f"{left // worth} ")
            left %= worth
        if short:
            self.explain(f"釣り銭を{short}円多く渡した。{LONG}に電話をした")
        self.shoot(f"{picture}-count")
        self.press(Key.Key_Return, CONTROL)
        return self.read()

    def read(self) -> str:
        """What the paper on the screen says; it is put away."""
        [sheet] = [s for s in self.window.findChildren(PaperSheet) if s.isVisible()]
        told = "".join(text_of(sheet.paper.pdf).split())
        self.press(Key.Key_Escape)
        return told

    def month_sheet(self) -> MonthSheet:
        [sheet] = [s for s in self.window.findChildren(MonthSheet) if s.isVisible()]
        return sheet

    def shoot(self, name: str) -> None:
        file = self.folder / f"{name}.png"
        shoot(self.window, file, self.size, self.ops, self.scale)


@pytest.mark.parametrize(("width", "height", "scale"), SHOTS)
def test_a_month_is_brought_to_its_end(
    qtbot: QtBot,
    ops: Ops,
    center: Center,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    house = Month(center, ops, tmp_path)
    house.size, house.scale = (width, height), scale
    qtbot.addWidget(house.window)
    house.window.wear_look("light", scale)
    house.window.resize(width, height)
    show(house.window)
    settle(ops)
    for number in range(DAYS):
        house.busy_day()
        told = house.close_day(f"day{number}", short=50 * (number == 2))
        assert "領収番号" in told and "欠番なし" in told
        center.clock.now += timedelta(days=1)
    center.clock.now += timedelta(days=4)
    house.window.open_page("reports")
    settle(ops)
    house.press(Key.Key_T, ALT)
    sheet = house.month_sheet()
    words = [text.text() for text in sheet.findChildren(Text)]
    assert any("釣り銭を50円多く渡した" in text for text in words)
    house.shoot("month")
    assert cut_texts(sheet) == [] and sticking_out(sheet) == []
    house.press(Key.Key_Return, CONTROL)
    november = house.read()
    assert "欠番なし" in november and "△50" in november
    center.desk.payments.reverse(center.staff, house.paid[0], "別の団体の分だった")
    house.window.open_page("today")
    settle(ops)
    told = house.close_day("after")
    assert "別の団体の分だった" in told
    house.window.open_page("reports")
    settle(ops)
    house.press(Key.Key_T, ALT)
    house.shoot("closed")
    house.press(Key.Key_P, CONTROL)
    assert house.read() == november
