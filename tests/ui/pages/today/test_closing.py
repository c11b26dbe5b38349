"""日締め in the real window, by keyboard; its steps are counted with the others'."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.kit.settings import CASH_FLOAT
from app.services.closings import CountedDay
from app.services.payments import Method, Tender
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.conftest import press, show, type_in
from tests.ui.pages.window import INFO, SIZES
from tests.ui.tray import Tray
from ui.contracts import Found
from ui.kit.dialog import Sheet
from ui.kit.line_edit import LineEdit
from ui.kit.ops import Ops
from ui.kit.shots import cut_texts, settle, shoot, sticking_out
from ui.kit.text import Text
from ui.pages.command.answers import Answers
from ui.pages.reports.page import ReportsPage
from ui.pages.today.page import TodayPage
from ui.parts.booking_sheets import booking_actions
from ui.parts.closing_sheets import ClosingsSheet, CountSheet
from ui.parts.paper_sheet import PaperSheet
from ui.shell.window import MainWindow, PageEntry

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key
USE = date(2026, 12, 1)


class House:
    """The window at the end of a day; `steps` counts the key chords that were pressed."""

    def __init__(self, center: Center, ops: Ops) -> None:
        self.center, self.ops, self.steps = center, ops, 0
        self.desk, self.actor = center.desk, Actor(UUID(center.staff), "渡邊 千恵子")
        self.desk.settings.change(center.staff, {CASH_FLOAT: "30000"})
        group = center.register()
        self.booking = self.desk.bookings.book(
            center.staff, center.wish(group, USE, "午後")
        ).value.id
        self.pay(Tender(600))
        self.pay(Tender(100, Method.SLIP))
        desk, actor, clock = self.desk, self.actor, center.clock
        entries = [
            PageEntry(
                "today",
                "今日",
                "today",
                lambda t: TodayPage(t, ops, desk.today.view, lambda: desk, actor, clock),
            ),
            PageEntry(
                "reports",
                "集計",
                "report",
                lambda t: ReportsPage(t, ops, desk, actor, clock),
            ),
        ]
        self.window = MainWindow(
            entries, ops, INFO, clock, lambda words: self.find(words), "light", 1.0
        )

    def find(self, words: str) -> Found:
        return Answers(self.desk, self.center.clock, self.window.open_page).find(words)

    def pay(self, tender: Tender) -> None:
        self.desk.payments.take(self.center.staff, self.booking, tender)

    def press(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        self.steps += 1
        sheets = [s for s in self.window.findChildren(Sheet) if s.isVisible()]
        over = sheets[-1] if sheets else self.window
        over.activateWindow()
        settle(self.ops)
        press(over.focusWidget() or over, key, *held)
        settle(self.ops)

    def type(self, words: str) -> None:
        """Data, with the spaces that part it."""
        for sign in words:
            focused = self.count().focusWidget()
            assert focused is not None
            type_in(focused, sign)

    def count(self) -> CountSheet:
        (sheet,) = (s for s in self.window.findChildren(CountSheet) if s.isVisible())
        return sheet

    def texts(self) -> list[str]:
        return [text.text() for text in self.count().findChildren(Text)]

    def explain(self, words: str) -> None:
        """As an input method would write it."""
        edit = self.count().focusWidget()
        assert isinstance(edit, LineEdit)
        edit.insert(words)


@pytest.fixture
def house(qtbot: QtBot, ops: Ops, center: Center, tray: Tray) -> Iterator[House]:
    house = House(center, ops)
    qtbot.addWidget(house.window)
    house.window.resize(1366, 768)
    show(house.window)
    settle(ops)
    yield house


def test_enter_goes_on_too_and_a_difference_is_not_let_pass(house: House) -> None:
    house.press(Key.Key_F9)
    house.type("3")
    house.press(Key.Key_Return)
    edit = house.count().focusWidget()
    assert isinstance(edit, LineEdit) and edit.accessibleName().startswith("5,000円")
    house.press(Key.Key_Return, CONTROL)
    assert house.desk.closings.latest() == []
    edit = house.count().focusWidget()
    assert isinstance(edit, LineEdit) and edit.accessibleName().startswith("差額の理由")
    assert any("△600円" in text for text in house.texts())
    house.explain("数え直す")
    house.press(Key.Key_Return)  # on to the button
    house.press(Key.Key_Return)
    assert len(house.desk.closings.latest()) == 1


def test_money_that_came_while_counting_is_told_and_the_count_stays(
    house: House,
) -> None:
    house.press(Key.Key_F9)
    house.type("3 0 0 0 1 1 ")
    house.pay(Tender(100))
    house.press(Key.Key_Return, CONTROL)
    house.press(Key.Key_Escape)  # the box that tells it
    assert {"30,600円", "30,700円", "△100円"} <= set(house.texts())
    house.type("1")  # the focus is where it was: 100円 more in tens
    house.press(Key.Key_Escape)
    assert house.desk.closings.latest() == []


def test_it_is_taken_back_and_a_closed_day_is_refused(house: House) -> None:
    house.press(Key.Key_F9)
    house.type("3 0 0 0 1 1 ")
    house.press(Key.Key_Return, CONTROL)
    house.press(Key.Key_Escape)  # the paper
    house.press(Key.Key_F9)
    box = [s for s in house.window.findChildren(Sheet) if s.isVisible()]
    assert box and not isinstance(box[-1], CountSheet)
    house.press(Key.Key_Escape)
    house.press(Key.Key_Z, CONTROL)
    assert house.desk.closings.latest() == []
    house.press(Key.Key_F9)
    assert house.count().isVisible()
    house.press(Key.Key_Escape)


def test_days_before_are_asked_about(house: House) -> None:
    house.desk.closings.close(
        house.actor, CountedDay(date(2026, 11, 24), {10_000: 3, 100: 6}, 30_600)
    )
    for _ in range(2):
        house.center.clock.now += timedelta(days=1)
        house.pay(Tender(50))
    house.press(Key.Key_F9)
    house.press(Key.Key_2, ALT)
    assert "30,100円" in house.texts()
    house.press(Key.Key_Escape)
    house.press(Key.Key_F9)
    house.press(Key.Key_1, ALT)
    assert "30,050円" in house.texts()
    house.press(Key.Key_Escape)


def test_the_bar_knows_it_and_the_list_prints_again(house: House, tray: Tray) -> None:
    (answer,) = (a for a in house.find("日締めをする").answers if "日締め" in a.title)
    answer.do()
    settle(house.ops)
    house.type("3 0 0 0 1 1 ")
    house.press(Key.Key_Return, CONTROL)
    house.press(Key.Key_P, CONTROL)
    (listed,) = (a for a in house.find("日計表").answers if a.title == "日締めの一覧")
    listed.do()
    settle(house.ops)
    (sheet,) = house.window.findChildren(ClosingsSheet)
    press(sheet.table, Key.Key_Return)
    settle(house.ops)
    paper = next(s for s in house.window.findChildren(PaperSheet) if s.isVisible())
    assert paper.paper.copy == 2
    press(paper, Key.Key_Escape)


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_is_clipped(
    house: House, tmp_path: Path, width: int, height: int, scale: float
) -> None:
    house.window.wear_look("light", scale)
    house.window.resize(width, height)
    settle(house.ops)
    press(house.window, Key.Key_F9)
    settle(house.ops)
    house.type("3 0 0 0 1 ")
    name = f"count-{width}-{scale}.png"
    shoot(house.window, tmp_path / name, (width, height), house.ops, scale)
    assert cut_texts(house.count()) == [] and sticking_out(house.count()) == []
    press(house.count(), Key.Key_Escape)
    settle(house.ops)


def test_enter_brings_the_last_field_of_a_payment_into_sight(house: House) -> None:
    house.window.wear_look("light", 2.0)
    house.window.resize(1920, 1080)
    settle(house.ops)
    booking = house.desk.bookings.card(house.booking)
    page = house.window.page("today")
    acts = booking_actions(page, lambda: house.desk, house.actor, house.center.clock)
    acts.take_payment(booking)
    settle(house.ops)
    for _ in range(4):
        house.press(Key.Key_Return)
    (sheet,) = (s for s in house.window.findChildren(Sheet) if s.isVisible())
    field = sheet.focusWidget()
    assert isinstance(field, LineEdit) and "番号" in field.accessibleName()
    assert field.visibleRegion().boundingRect() == field.rect()
    house.press(Key.Key_Escape)
