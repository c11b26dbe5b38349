"""The way in, in the real windows: nothing set up, trouble, sign-in, 今日."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import beginning
from app.kit import config
from app.kit.clock import Clock
from app.kit.progress import Progress
from app.services.opening import readable_at_once
from app.services.sign_in import Actor
from app.tour.steps import FIRST_DAY
from tests.ui.conftest import show
from ui.compose import desk_window
from ui.entrance import Entrance, catch_bugs
from ui.joint import Joint
from ui.kit.ops import Ops
from ui.kit.shots import settle
from ui.pages.lobby.screen import LobbyScreen
from ui.pages.start.first_start import FirstStartPage
from ui.pages.start.sign_in import SignInPage
from ui.pages.start.trouble import TroublePage
from ui.pages.today.page import TodayPage
from ui.shell.window import MainWindow

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo center, made once for all tests of this file."""
    folder = tmp_path_factory.mktemp("home")
    beginning.demo(folder, FIRST_DAY, 1, 1, Progress())
    return folder


def noon() -> datetime:
    return FIRST_DAY


def entered(qtbot: QtBot, home: Path, ops: Ops, clock: Clock = noon) -> Entrance:
    entrance = Entrance(home, clock, ops)
    entrance.open()
    assert entrance.shown is not None
    qtbot.addWidget(entrance.shown)
    return entrance


def test_the_first_start_asks_what_to_begin(
    qtbot: QtBot, tmp_path: Path, ops: Ops
) -> None:
    entrance = entered(qtbot, tmp_path / "none", ops)
    assert isinstance(entrance.shown, FirstStartPage)
    assert not (tmp_path / "none").exists()


def test_a_name_and_a_pin_open_today(qtbot: QtBot, home: Path, ops: Ops) -> None:
    entrance = entered(qtbot, home, ops)
    door = entrance.shown
    assert isinstance(door, SignInPage)
    QTest.keyClicks(door.pin.edit, "9999")
    QTest.keyClick(door.pin.edit, Qt.Key.Key_Return)
    assert "違います" in door.pin.error()
    assert entrance.shown is door
    door.pin.edit.clear()
    QTest.keyClicks(door.pin.edit, beginning.DEMO_PIN)
    QTest.keyClick(door.pin.edit, Qt.Key.Key_Return)
    window = entrance.shown
    assert isinstance(window, MainWindow)
    qtbot.addWidget(window)
    settle(ops)
    page = window.current_page()
    assert isinstance(page, TodayPage)
    assert page.steps.rows()
    entrance.leave()
    backups = config.load(home)
    assert backups is not None
    assert len(list(backups.backup_folder.iterdir())) == 2  # at the start, at the end


def test_what_escapes_is_the_windows_until_the_end(
    qtbot: QtBot, qapp: QApplication, home: Path, ops: Ops
) -> None:
    """As `run` does with every window that somebody enters."""
    entrance, before = entered(qtbot, home, ops), sys.excepthook
    entrance.entered.connect(lambda window: catch_bugs(qapp, window))
    door = entrance.shown
    assert isinstance(door, SignInPage)
    QTest.keyClicks(door.pin.edit, beginning.DEMO_PIN)
    QTest.keyClick(door.pin.edit, Qt.Key.Key_Return)
    window = entrance.shown
    assert isinstance(window, MainWindow)
    qtbot.addWidget(window)
    caught = sys.excepthook
    window.bugs.release()
    assert caught is not before and sys.excepthook is before
    settle(ops)
    entrance.leave()


def test_what_cannot_be_opened_is_said(qtbot: QtBot, tmp_path: Path, ops: Ops) -> None:
    own = config.Config(home=tmp_path, site="H", center="H")
    config.save(own)
    (tmp_path / own.database).write_bytes(b"no database at all" * 500)
    entrance = entered(qtbot, tmp_path, ops)
    assert isinstance(entrance.shown, TroublePage)
    settle(ops)


def test_the_first_picture_needs_no_sqlalchemy(home: Path) -> None:
    """What is painted first is read by the plain driver alone (see DECISIONS)."""
    script = (
        "import sys; from pathlib import Path; import ui.entrance;"
        "from app.kit import config; from ui.joint import Joint;"
        f"own = config.load(Path({str(home)!r}));"
        "from datetime import datetime;"
        "now = datetime(2026, 11, 24, 13, 8);"
        "joint = Joint(own, lambda: now, own.location);"
        "joint.door(); assert joint.today(now).bookings;"
        "heavy = {'sqlalchemy', 'alembic', 'reportlab', 'openpyxl'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=HOUSE, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_months_are_ready_before_somebody_looks(
    qtbot: QtBot, home: Path, ops: Ops
) -> None:
    """From the start, and again as soon as other rules are in force."""
    own = config.load(home)
    assert own is not None
    joint = Joint(own, noon, readable_at_once(own))
    window = desk_window(joint, joint.door(), Actor(UUID(int=1), "渡邊 千恵子"), ops)
    qtbot.addWidget(window)
    settle(ops)
    desk = joint.desk()
    assert desk.months.ahead() == []
    newest = desk.rulebooks.versions()[0]
    again = replace(desk.rulebooks.source(newest.id), valid_from=FIRST_DAY.date())
    ops.command(lambda: desk.rulebooks.enact("", again), lambda _: None)
    settle(ops)
    assert desk.rulebooks.versions()[0].id != newest.id
    assert desk.months.ahead() == []
    joint.close()


def test_settings_are_the_last_of_the_rail(qtbot: QtBot, home: Path, ops: Ops) -> None:
    own = config.load(home)
    assert own is not None
    joint = Joint(own, noon, readable_at_once(own))
    window = desk_window(joint, joint.door(), Actor(UUID(int=1), "渡邊 千恵子"), ops)
    qtbot.addWidget(window)
    show(window)
    settle(ops)
    told = [item.toolTip() for item in window.rail.items]
    assert told[-2:] == ["抽選(Ctrl+9)", "設定(Ctrl+0)"]
    assert [told.split("(")[0] for told in told[:8]] == [
        *("今日", "予約台帳", "備品", "団体", "保険", "帳票", "集計", "同期")
    ]
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    settle(ops)
    assert window.rail.items[-1].isChecked()
    joint.close()


@pytest.mark.parametrize(("display", "shown"), [(0, False), (1, True), (9, False)])
def test_the_lobby_stands_there_from_the_start(
    qtbot: QtBot, home: Path, ops: Ops, display: int, shown: bool
) -> None:
    own = config.load(home)
    assert own is not None
    joint = Joint(replace(own, lobby=display), noon, readable_at_once(own))
    who = Actor(UUID(int=1), "渡邊 千恵子")
    window = desk_window(joint, joint.door(), who, ops)
    qtbot.addWidget(window)
    window.show()
    settle(ops)
    lobbies = [w for w in QApplication.topLevelWidgets() if isinstance(w, LobbyScreen)]
    assert bool(lobbies) == shown
    assert all(lobby.lines is not None for lobby in lobbies)
    assert ("画面9がつながっていない" in window.status.said()[0]) == (display == 9)
    window.close()
    assert not any(lobby.isVisible() for lobby in lobbies)
    joint.close()
