"""今日 in the real window, driven by keys, over a real center."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from threading import Event
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.services.sign_in import Actor
from app.services.today import first_picture
from tests.app.services.conftest import Center
from tests.ui.conftest import press, show
from tests.ui.tray import Tray
from ui.contracts import OpenLedger
from ui.kit.dialog import Sheet
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.shots import cut_texts, settle, sticking_out
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.today.page import NOTHING, TodayPage
from ui.parts.paper_sheet import PaperSheet
from ui.parts.permit_sheet import PermitSheet
from ui.shell.command_bar import Found
from ui.shell.header import HeaderInfo
from ui.shell.window import MainWindow, PageEntry

TUESDAY = date(2026, 12, 1)
INFO = HeaderInfo("越谷市 市民活動支援センター", "センター", "渡邊 千恵子", "開館中")
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key
LONG = "NPO法人 みどりの里山を未来へつなぐ市民ネットワーク 葛󠄀城山と𠮷野川を歩く会"


class Ledger(Page):
    """Where 今日 sends what it does not do itself."""

    def __init__(self, t: Theme, ops: Ops) -> None:
        super().__init__(t, ops)
        self.got: list[object] = []

    def receive(self, request: object) -> None:
        self.got.append(request)


class House:
    """The window over the day of use of two bookings, one of them unpaid."""

    def __init__(self, center: Center, ops: Ops) -> None:
        self.center, self.ops = center, ops
        names = [("花の会", "ハナノカイ"), (LONG, "ミドリノサトヤマ")]
        groups = [center.register(*name) for name in names]
        rooms = ("活動室A", "活動室B")
        self.ids = [
            center.desk.bookings.book(
                center.staff, center.wish(group, TUESDAY, "午後", room=room)
            ).value.id
            for group, room in zip(groups, rooms, strict=True)
        ]
        center.desk.payments.take(center.staff, self.ids[0])
        center.clock.now += timedelta(days=7)
        self.actor = Actor(UUID(center.staff), "渡邊 千恵子")
        entries = [
            PageEntry("today", "今日", "today", self._today),
            PageEntry("bookings", "予約台帳", "ledger", lambda t: Ledger(t, ops)),
        ]
        empty = Found([], [])
        self.window = MainWindow(
            entries, ops, INFO, center.clock, lambda _: empty, "light", 1.0
        )

    def _today(self, t: Theme) -> Page:
        desk, clock = self.center.desk, self.center.clock
        return TodayPage(t, self.ops, desk.today.view, lambda: desk, self.actor, clock)

    def page(self) -> TodayPage:
        page = self.window.page("today")
        assert isinstance(page, TodayPage)
        return page

    def ledger(self) -> Ledger:
        page = self.window.page("bookings")
        assert isinstance(page, Ledger)
        return page

    def status(self, place: int) -> str:
        return self.center.desk.bookings.card(self.ids[place]).status

    def press(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        """A key to whatever has the focus, and all that follows from it."""
        focused = self.window.focusWidget()
        assert focused is not None
        press(focused, key, *held)
        settle(self.ops)

    def sheet(self) -> Sheet:
        (sheet,) = (s for s in self.window.findChildren(Sheet) if s.isVisible())
        return sheet

    def said(self) -> str:
        return self.window.status.said()[0]


@pytest.fixture
def house(qtbot: QtBot, ops: Ops, center: Center) -> Iterator[House]:
    house = House(center, ops)
    qtbot.addWidget(house.window)
    house.window.resize(1366, 768)
    show(house.window)
    settle(ops)
    yield house


def test_the_first_picture_waits_for_no_desk(
    house: House, tmp_path: Path, qtbot: QtBot, t: Theme
) -> None:
    """The plain driver shows the day; slots come when the desk has been opened."""
    (path,) = tmp_path.glob("*.db")
    opened, center = Event(), house.center

    def desk() -> Desk:
        assert opened.wait(10)
        return center.desk

    page = TodayPage(
        t,
        house.ops,
        lambda at: first_picture(path, "H", at),
        desk,
        house.actor,
        center.clock,
    )
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.steps.rows()) == 3)
    assert [slot.name for slot in page.grid.grid.day.slots] == [""]
    opened.set()
    settle(house.ops)
    names = [slot.name for slot in page.grid.grid.day.slots]
    assert names == ["午前", "午後", "夜間"]


def test_enter_does_the_first_step_and_control_z_takes_it_back(house: House) -> None:
    first = house.page().steps.rows()[0]
    assert first.hasFocus() and first.step.who == "花の会"
    house.press(Key.Key_Return)
    assert house.status(0) == "in_use"
    assert house.said() == "花の会に活動室Aの鍵を渡しました。"
    house.press(Key.Key_Z, CONTROL)
    assert house.status(0) == "confirmed"
    assert house.said() == "花の会への鍵渡しを元に戻しました。"


def test_the_status_line_has_the_words_whole(house: House) -> None:
    told: list[str] = []
    house.page().told.connect(told.append)
    house.press(Key.Key_Down)
    assert told == [f"{LONG} 活動室B・1時間7分過ぎています・未納"]


def test_digits_do_their_row_and_unpaid_is_asked(house: House) -> None:
    house.press(Key.Key_2)
    asked = house.sheet()
    press(asked, Key.Key_2, ALT)
    settle(house.ops)
    assert house.status(1) == "in_use"


def test_the_timeline_is_walked_and_opens_the_ledger(house: House) -> None:
    house.press(Key.Key_F6)
    assert house.page().grid.hasFocus()
    house.press(Key.Key_Down)
    house.press(Key.Key_Return)
    request = OpenLedger(TUESDAY, booking_id=house.ids[1])
    assert house.ledger().got == [request]
    house.press(Key.Key_F2)
    house.press(Key.Key_N, CONTROL)
    assert house.ledger().got == [request, OpenLedger(TUESDAY)]


def test_the_digits_work_from_the_timeline_and_f6_goes_back(house: House) -> None:
    house.press(Key.Key_F6)
    house.press(Key.Key_1)
    assert house.status(0) == "in_use"
    house.press(Key.Key_F6)
    assert house.page().steps.rows()[0].hasFocus()


def test_arrows_keep_the_row_in_sight(house: House) -> None:
    house.window.resize(1366, 420)
    for _ in range(4):
        house.press(Key.Key_Down)
    last = house.page().steps.rows()[-1]
    assert last.hasFocus()
    assert last.visibleRegion().boundingRect().height() == last.height()


def test_the_now_line_moves_and_the_hour_brings_steps(house: House) -> None:
    clock = house.center.clock
    clock.now = clock.now.replace(hour=17, minute=5)
    house.page().clock_moved(clock.now)
    assert house.page().grid.grid.day.now == 17 * 60 + 5
    assert [row.step.action for row in house.page().steps.rows()] == ["受け取る"]


def test_a_page_built_anew_shows_the_same_day_at_once(house: House) -> None:
    before = [row.step.who for row in house.page().steps.rows()]
    house.window.wear_look("dark", 1.25)
    assert [row.step.who for row in house.page().steps.rows()] == before
    assert house.page().grid.grid.rowCount() == 2


def test_an_empty_day_says_so(house: House) -> None:
    clock = house.center.clock
    clock.now = clock.now.replace(month=11, day=25)
    house.center.desk.payments.take(house.center.staff, house.ids[1])
    house.press(Key.Key_F5)
    assert house.page().steps.rows() == []
    texts = [text.text() for text in house.page().findChildren(Text) if text.isVisible()]
    assert NOTHING in texts


@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [(1366, 768, 1.0), (1366, 768, 1.25), (1920, 1080, 1.5), (1920, 1080, 2.0)],
)
def test_nothing_grows_or_is_clipped(
    house: House, width: int, height: int, scale: float
) -> None:
    house.window.resize(width, height)
    house.window.wear_look("light", scale)
    settle(house.ops)
    picture = house.window.grab()
    assert (picture.width(), picture.height()) == (width, height)
    assert sticking_out(house.window) == []
    assert cut_texts(house.window) == []


def test_several_are_permitted_in_one_act(house: House, tray: Tray) -> None:
    """Two of three applications: one entry, one job of the printer, in their order."""
    center = house.center
    group = center.register("月の会", "ツキノカイ")
    asked = [
        center.desk.bookings.take_application(
            center.staff, center.wish(group, TUESDAY + timedelta(days=n), "午前")
        ).value.id
        for n in (1, 2, 3)
    ]
    house.page().reload()
    settle(house.ops)
    row = next(r for r in house.page().steps.rows() if r.step.who == "まとめて許可")
    row.setFocus()
    house.press(Key.Key_Return)
    sheet = house.sheet()
    assert isinstance(sheet, PermitSheet) and not sheet.buttons[-1].isEnabled()
    assert sticking_out(sheet) == []
    press(sheet.table, Key.Key_Space)
    press(sheet.table, Key.Key_Down)
    press(sheet.table, Key.Key_Down)
    press(sheet.table, Key.Key_Space)
    press(sheet.table, Key.Key_Return, CONTROL)
    settle(house.ops)

    def states() -> list[str]:
        return [center.desk.bookings.card(key).status for key in asked]

    assert states() == ["confirmed", "applied", "confirmed"]
    undo = house.window.status.said()[1]
    paper = house.sheet()
    assert undo is not None and isinstance(paper, PaperSheet)
    assert len(paper.paper.parts) == 2
    assert len(PdfReader(BytesIO(paper.paper.pdf)).pages) == 2
    focused = paper.focusWidget()
    assert focused is not None
    press(focused, Key.Key_Return)
    settle(house.ops)
    printed = {row.title for row in center.desk.forms.printouts()}
    assert len(tray.titles) == 1 and len(printed) == 2
    undo.do()
    settle(house.ops)
    assert states() == ["applied"] * 3
