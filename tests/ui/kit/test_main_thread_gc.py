"""Cycles are collected on the main thread only."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.kit.main_thread_gc import MainThreadGc


class Node:
    def __init__(self) -> None:
        self.me = self


def test_only_the_timer_collects(qtbot: QtBot) -> None:
    parent = QObject()
    MainThreadGc(parent, every_ms=10)
    lost = weakref.ref(Node())
    assert not gc.isenabled() and lost() is not None
    qtbot.waitUntil(lambda: lost() is None)
    del parent
    assert gc.isenabled()
