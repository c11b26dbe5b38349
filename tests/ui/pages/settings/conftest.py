"""規則集 in the real window, and what the hands of a person do there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.kit import config
from app.kit.config import Config
from app.services.sign_in import actor
from tests.app.services.conftest import Center
from tests.ui.conftest import press, type_in
from tests.ui.pages.window import window_of
from ui.kit.dialog import Sheet
from ui.kit.fields import Field
from ui.kit.ops import Ops
from ui.kit.shots import settle
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.rulebook.change import ChangePane
from ui.shell.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@dataclass
class Open:
    window: MainWindow
    ops: Ops
    center: Center
    home: Path

    @property
    def page(self) -> SettingsPage:
        page = self.window.current_page()
        assert isinstance(page, SettingsPage)
        return page

    @property
    def change(self) -> ChangePane:
        return self.page.rulebook.change

    def go(self, way: str) -> None:
        self.page.rules_tab.show_pane(way)
        self.settle()

    def field(self, name: str) -> Field[Any]:
        form = self.change.fields.form
        assert form is not None
        return form[name]

    def choose(self, title: str, text: str = "") -> None:
        """Walk down the list to a rule with the arrow keys."""
        rows = self.change.rows
        rows.setFocus()
        press(rows, Key.Key_Home)
        for _ in rows.rows():
            row = rows.current()
            assert row is not None
            if row.part == title and text in row.text:
                break
            press(rows, Key.Key_Down)
        press(rows, Key.Key_Return)
        self.settle()

    def typed(self, name: str, text: str) -> None:
        editor = self.field(name).editor()
        editor.setFocus()
        press(editor, Key.Key_A, CONTROL)
        press(editor, Key.Key_Delete)
        type_in(editor, text)
        self.change.flush()
        self.settle()

    def sheets(self) -> list[Sheet]:
        return [one for one in self.window.findChildren(Sheet) if one.isVisible()]

    def sheet(self) -> Sheet:
        [sheet] = self.sheets()
        return sheet

    def settle(self) -> None:
        settle(self.ops)
        top: QWidget = self.window
        for sheet in self.sheets():
            top = sheet
        top.activateWindow()  # as a desktop would
        settle(self.ops)


def words(widget: QWidget) -> str:
    return " ".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


def opened(
    qtbot: QtBot, ops: Ops, center: Center, home: Path, scale: float = 1.0
) -> Open:
    [database] = home.glob("*.db")
    own = Config(home=home, site="H", center="H", database=database.name)
    config.save(own)
    [row] = center.desk.staff.able()
    who = actor(row, "2468")

    def made(t: Theme) -> SettingsPage:
        return SettingsPage(t, ops, center.desk, who, own, center.clock)

    window = window_of(qtbot, ops, made, scale)
    settle(ops)
    shown = Open(window, ops, center, home)
    shown.page.tabs.setCurrentIndex(list(shown.page.panes).index("規則集"))
    settle(ops)
    return shown


@pytest.fixture
def rules(qtbot: QtBot, ops: Ops, center: Center, tmp_path: Path) -> Open:
    return opened(qtbot, ops, center, tmp_path)
