"""A clean screen for each test: nothing may be left behind."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.app.services.conftest import Center, found
from tests.conftest import sqlite_engine
from tests.ui.tray import Tray
from ui.kit.ops import Ops
from ui.kit.palette import LIGHT
from ui.kit.theme import Theme, prepare

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

NOW = datetime(2026, 11, 24, 14, 7)


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    prepare(qapp)


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """No thread, no window and no running timer outlives its test.

    Only what the test itself makes is looked through: of all the modules and tests there
    are, that would take longer than most tests do.
    """
    threads = set(threading.enumerate())
    gc.freeze()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert not (left := set(threading.enumerate()) - threads), left
    assert not (shown := QApplication.topLevelWidgets()), shown
    timers = [o for o in gc.get_objects() if type(o) is QTimer and shiboken6.isValid(o)]
    assert not (running := [timer for timer in timers if timer.isActive()]), running


@pytest.fixture
def t() -> Theme:
    return Theme(LIGHT)


@pytest.fixture
def ops(qapp: QApplication) -> Iterator[Ops]:
    ops = Ops()
    yield ops
    ops.shut_down()
    ops.deleteLater()


def show(widget: QWidget) -> None:
    """Shown and active, so that focus and shortcuts work."""
    widget.show()
    widget.activateWindow()
    assert QTest.qWaitForWindowActive(widget)


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> Tray:
    """The printer of the desk."""
    tray = Tray()
    monkeypatch.setattr("ui.parts.paper_sheet.system_printer", lambda: tray)
    return tray


@pytest.fixture
def center(tmp_path: Path) -> Iterator[Center]:
    """An open center to look at and to work in."""
    engine = sqlite_engine(tmp_path)
    yield found(engine)
    engine.dispose()


def press(at: QWidget, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    """One key chord."""
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in held:
        modifiers |= modifier
    QTest.keyClick(at, key, modifiers)


def type_in(at: QWidget, words: str) -> None:
    """One key after the other; ASCII only, the rest is the input method's."""
    for sign in words:
        QTest.keyClick(at, ord(sign))
