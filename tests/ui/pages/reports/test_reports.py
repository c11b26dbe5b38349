"""集計 in the real window: which month, and the workbook in two key chords."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.app.services.insured import plans, wish
from tests.ui.conftest import press
from tests.ui.pages.window import SIZES, window_of
from ui.kit.dialog import Sheet
from ui.kit.ops import Ops
from ui.kit.shots import settle, shoot
from ui.kit.theme import Theme
from ui.pages.reports.page import ReportsPage
from ui.shell.window import MainWindow

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def made(center: Center, ops: Ops) -> Callable[[Theme], ReportsPage]:
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    return lambda t: ReportsPage(t, ops, center.desk, actor, center.clock)


@pytest.fixture
def busy(center: Center) -> Center:
    """A center with a use, a loan and people insured in October; it is November."""
    center.clock.now -= timedelta(days=40)
    group = center.register("みどりの里山を未来へつなぐ市民ネットワーク", "ミドリ")
    center.lend(group, date(2026, 10, 20), center.kind("テント", 4), center.kind())
    for plan, name in zip(plans(center), ("濵田 千代", "辻 一"), strict=True):
        center.desk.insurance.enrol(center.staff, wish(plan, name))
    center.desk.bookings.book(
        center.staff, center.wish(group, date(2026, 10, 20), "午後")
    )
    center.clock.now += timedelta(days=40)
    return center


@pytest.fixture
def window(qtbot: QtBot, ops: Ops, busy: Center) -> MainWindow:
    window = window_of(qtbot, ops, made(busy, ops))
    settle(ops)
    return window


def page(window: MainWindow) -> ReportsPage:
    current = window.current_page()
    assert isinstance(current, ReportsPage)
    return current


def dialog(window: MainWindow) -> QFileDialog:
    [found] = window.findChildren(QFileDialog)
    return found


def test_last_month_comes_first(window: MainWindow) -> None:
    assert page(window).month.text() == "令和8年10月分"


def test_not_beyond_this_month(window: MainWindow, ops: Ops) -> None:
    for _ in range(3):
        press(window, Key.Key_Right, ALT)
    settle(ops)
    assert page(window).month.text() == "令和8年11月分"
    press(window, Key.Key_Left, ALT)
    assert page(window).month.text() == "令和8年10月分"


def test_saved_with_two_chords(
    window: MainWindow, ops: Ops, qtbot: QtBot, tmp_path: Path
) -> None:
    press(window, Key.Key_S, CONTROL)
    ask = dialog(window)
    ask.setDirectory(str(tmp_path))
    name = "月報 令和8年10月分 市民活動支援センター.xlsx"
    assert ask.selectedFiles() == [str(tmp_path / name)]
    ask.accept()
    settle(ops)
    assert (tmp_path / name).read_bytes().startswith(b"PK")
    assert window.status.said()[0].startswith(f"{name} を保存しました")


def test_a_folder_that_is_away_is_said(
    window: MainWindow, ops: Ops, tmp_path: Path
) -> None:
    page(window).presenter.save_at(str(tmp_path / "usb" / "月報.xlsx"))
    settle(ops)
    [box] = window.findChildren(Sheet)
    assert box.windowTitle().startswith("保存先のフォルダーが見つかりません")
    box.close()


def test_a_month_before_the_rules_is_said_in_place(window: MainWindow, ops: Ops) -> None:
    page(window).presenter.go(date(2019, 5, 1))
    settle(ops)
    press(window, Key.Key_S, CONTROL)
    assert not window.findChildren(QFileDialog)


def test_another_scale_keeps_the_month(window: MainWindow, ops: Ops) -> None:
    page(window).presenter.go(date(2026, 4, 1))
    window.wear_look("light", 1.25)
    settle(ops)
    assert page(window).month.text() == "令和8年4月分"


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_is_cut(
    qtbot: QtBot,
    ops: Ops,
    busy: Center,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    window = window_of(qtbot, ops, made(busy, ops), scale)
    shot = shoot(window, tmp_path / "reports.png", (width, height), ops)
    assert not shot.review.cut and not shot.review.faults()
