"""The real window with 保険 in its place, and somebody at its keyboard."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.conftest import press, show
from tests.ui.pages.window import INFO
from ui.kit.dialog import Sheet
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.shots import settle
from ui.pages.insurance.enrol import EnrolPane
from ui.pages.insurance.page import InsurancePage
from ui.shell.command_bar import Found
from ui.shell.window import MainWindow, PageEntry

#: The pages before 保険, as the window of a desk has them.
BEFORE = ("today", "bookings", "loans", "groups")


@dataclass
class Clerk:
    """Every chord is a step; what is typed is none."""

    window: MainWindow
    center: Center
    ops: Ops
    steps: list[str] = field(default_factory=list)

    @property
    def page(self) -> InsurancePage:
        page = self.window.page("insurance")
        assert isinstance(page, InsurancePage)
        return page

    @property
    def pane(self) -> EnrolPane:
        assert self.page.enrol.pane is not None
        return self.page.enrol.pane

    def focus(self) -> QWidget:
        sheet = self.sheet()
        return QApplication.focusWidget() or sheet or self.window

    def chord(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        self.steps.append(key.name)
        press(self.focus(), key, *held)
        self.wait()

    def write(self, words: str) -> None:
        """What an input method writes."""
        written = QInputMethodEvent()
        written.setCommitString(words)
        QApplication.sendEvent(self.focus(), written)

    def wait(self) -> None:
        settle(self.ops)
        (self.sheet() or self.window).activateWindow()  # as a desktop would
        settle(self.ops)

    def sheet(self, kind: type[Sheet] = Sheet) -> Sheet | None:
        shown = [sheet for sheet in self.window.findChildren(kind) if sheet.isVisible()]
        return shown[-1] if shown else None


def at_desk(center: Center, ops: Ops, qtbot: QtBot, scale: float = 1.0) -> Clerk:
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    entries = [PageEntry(name, name, "today", lambda t: Page(t, ops)) for name in BEFORE]
    entries.append(
        PageEntry(
            "insurance",
            "保険",
            "insurance",
            lambda t: InsurancePage(t, ops, center.desk, actor, center.clock),
        )
    )
    window = MainWindow(
        entries, ops, INFO, center.clock, lambda _: Found(), "light", scale
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    show(window)
    return Clerk(window, center, ops)
