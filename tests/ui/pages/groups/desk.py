"""The real window with 団体 in it, and somebody at its keyboard."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.clerk import Clerk as Hands
from tests.ui.conftest import press, show
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.theme import Theme
from ui.pages.groups.form import FormPane
from ui.pages.groups.page import GroupsPage
from ui.shell.command_bar import Found
from ui.shell.header import HeaderInfo
from ui.shell.window import MainWindow, PageEntry

INFO = HeaderInfo("越谷市 市民活動支援センター", "センター", "渡邊 千恵子")
Key = Qt.Key


class Elsewhere(Page):
    """Another page, which notes what it is asked."""

    def __init__(self, t: Theme, ops: Ops) -> None:
        super().__init__(t, ops)
        self.got: list[object] = []

    def receive(self, request: object) -> None:
        self.got.append(request)


class Clerk(Hands):
    """Somebody at 団体; the Enter that ends what is typed is no step."""

    @property
    def page(self) -> GroupsPage:
        page = self.window.page("groups")
        assert isinstance(page, GroupsPage)
        return page

    @property
    def form(self) -> FormPane:
        assert self.page.form is not None
        return self.page.form

    def write(self, words: str, reading: str = "") -> None:
        """As an input method does: what is spoken, then what is written."""
        for spoken in (QInputMethodEvent(reading, []), QInputMethodEvent()):
            if not spoken.preeditString():
                spoken.setCommitString(words)
                QApplication.sendEvent(self.focus(), spoken)
                return
            QApplication.sendEvent(self.focus(), spoken)

    def fill(self, words: str, reading: str = "") -> None:
        """Type into the field and go on to the next."""
        self.write(words, reading)
        press(self.focus(), Key.Key_Return)


def at_desk(
    center: Center,
    ops: Ops,
    qtbot: QtBot,
    scale: float = 1.0,
    staff: UUID | None = None,
    name: str = "渡邊 千恵子",
) -> Clerk:
    """A window with three pages, 今日 first."""
    actor = Actor(staff or UUID(center.staff), name)
    entries = [
        PageEntry("today", "今日", "today", lambda t: Page(t, ops)),
        PageEntry("bookings", "予約台帳", "ledger", lambda t: Elsewhere(t, ops)),
        PageEntry(
            "groups",
            "団体",
            "group",
            lambda t: GroupsPage(t, ops, center.desk, actor, center.clock),
        ),
    ]
    window = MainWindow(
        entries, ops, INFO, center.clock, lambda _: Found(), "light", scale
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    show(window)
    return Clerk(window, center, ops)
