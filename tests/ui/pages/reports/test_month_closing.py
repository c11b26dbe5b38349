"""月締め in the real window: looked at, closed by keyboard, printed, saved, undone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.services.payments import Method, Tender
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center
from tests.app.services.test_closings import TODAY, Counter
from tests.ui.conftest import press, show
from tests.ui.pages.reports.test_reports import made
from tests.ui.pages.window import SIZES, window_of
from ui.kit.ops import Ops
from ui.kit.shots import cut_texts, settle, shoot, sticking_out
from ui.kit.text import Text
from ui.pages.reports.page import ReportsPage
from ui.parts.month_sheets import MonthSheet
from ui.parts.paper_sheet import PaperSheet
from ui.shell.window import MainWindow

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key


@pytest.fixture
def closed(center: Center) -> Counter:
    """Two days of November are closed, one with a difference; it is December."""
    counter = Counter(center)
    counter.pay(Tender(300))
    counter.pay(Tender(200, Method.SLIP, TODAY))
    counter.close(TODAY, 250, "釣り銭を50円多く渡した。電話をしたがつながらなかった")
    counter.tomorrow()
    counter.pay(Tender(100))
    counter.close(TODAY + timedelta(days=1), 100)
    center.clock.now += timedelta(days=12)
    return counter


def opened(qtbot: QtBot, ops: Ops, counter: Counter) -> MainWindow:
    window = window_of(qtbot, ops, made(counter.center, ops))
    settle(ops)
    press(window, Key.Key_T, ALT)
    settle(ops)
    return window


def sheet_of(window: MainWindow) -> MonthSheet:
    [sheet] = [each for each in window.findChildren(MonthSheet) if each.isVisible()]
    return sheet


def read_paper(window: MainWindow) -> str:
    """What the paper that is shown says; it is put away."""
    [sheet] = [each for each in window.findChildren(PaperSheet) if each.isVisible()]
    press(sheet, Key.Key_Escape)
    return "".join(text_of(sheet.paper.pdf).split())


def test_a_month_is_closed_by_keyboard(qtbot: QtBot, ops: Ops, closed: Counter) -> None:
    window = opened(qtbot, ops, closed)
    assert sheet_of(window).windowTitle() == "令和8年11月 の月締め"
    press(window, Key.Key_Return, CONTROL)
    settle(ops)
    told = read_paper(window)
    assert "収入の計3600" in told and "渡邊千恵子" in told
    assert [row.month.month for row in closed.desk.month_closings.latest()] == [11]
    show(window)
    press(window, Key.Key_T, ALT)
    settle(ops)
    words = [text.text() for text in sheet_of(window).findChildren(Text)]
    assert any("渡邊 千恵子さんが締めました" in text for text in words)
    press(sheet_of(window), Key.Key_Escape)


def test_days_in_the_way_are_named(qtbot: QtBot, ops: Ops, closed: Counter) -> None:
    closed.center.clock.now -= timedelta(days=9)
    closed.pay(Tender(50))
    closed.center.clock.now += timedelta(days=9)
    window = opened(qtbot, ops, closed)
    told = [text.text() for text in sheet_of(window).findChildren(Text)]
    assert "お金を受け取って、まだ日締めをしていない日: 28日" in told
    press(window, Key.Key_Return, CONTROL)
    settle(ops)
    assert closed.desk.month_closings.latest() == []


def test_before_its_end_a_month_says_when_it_can_be_closed(
    qtbot: QtBot, ops: Ops, closed: Counter
) -> None:
    closed.center.clock.now -= timedelta(days=9)
    window = window_of(qtbot, ops, made(closed.center, ops))
    settle(ops)
    [page] = window.findChildren(ReportsPage)
    page.take_up(TODAY)
    press(window, Key.Key_T, ALT)
    settle(ops)
    sheet = sheet_of(window)
    told = [text.text() for text in sheet.findChildren(Text)]
    assert "月の最後の日、令和8年11月30日(月)から月締めができます。" in told
    assert [button.kind for button in sheet.buttons] == ["plain", "plain"]
    press(sheet, Key.Key_Escape)


def test_a_month_is_saved_as_a_workbook(
    qtbot: QtBot,
    ops: Ops,
    closed: Counter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "月計表.xlsx"
    monkeypatch.setattr(
        QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(file))
    )
    window = opened(qtbot, ops, closed)
    press(window, Key.Key_S, CONTROL)
    settle(ops)
    assert load_workbook(file).sheetnames == ["日別", "番号と金種", "明細"]


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_of_the_sheet_is_cut(
    qtbot: QtBot,
    ops: Ops,
    closed: Counter,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    size = width, height
    window = window_of(qtbot, ops, made(closed.center, ops), scale)
    window.resize(*size)
    settle(ops)
    press(window, Key.Key_T, ALT)
    settle(ops)
    sheet = sheet_of(window)
    shoot(window, tmp_path / f"month-{size[0]}-{scale}.png", size, ops, scale)
    assert cut_texts(sheet) == [] and sticking_out(sheet) == []
