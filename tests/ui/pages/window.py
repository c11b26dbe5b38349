"""The real window around one page."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from tests.ui.conftest import NOW, show
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.theme import Theme
from ui.shell.command_bar import Found
from ui.shell.header import HeaderInfo
from ui.shell.window import MainWindow, PageEntry

INFO = HeaderInfo("越谷市 市民活動支援センター", "センター", "渡邊 千恵子", "開館中")
#: Screens that everything must fit on: px, px, scale.
SIZES = [(1366, 768, 1.0), (1366, 768, 1.25), (1920, 1080, 1.5), (1920, 1080, 2.0)]


def window_of(
    qtbot: QtBot, ops: Ops, factory: Callable[[Theme], Page], scale: float = 1.0
) -> MainWindow:
    """Shown and active, with `factory`'s page in it."""
    entry = PageEntry("page", "ページ", "today", factory)
    window = MainWindow(
        [entry], ops, INFO, lambda: NOW, lambda _: Found(), "light", scale
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    show(window)
    return window
