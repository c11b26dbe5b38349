"""The real window with 保険 in its place, and somebody at its keyboard."""

from __future__ import annotations

from uuid import UUID

from pytestqt.qtbot import QtBot

from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.clerk import Clerk as Hands
from tests.ui.conftest import show
from tests.ui.pages.window import INFO
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.pages.insurance.enrol import EnrolPane
from ui.pages.insurance.page import InsurancePage
from ui.shell.command_bar import Found
from ui.shell.window import MainWindow, PageEntry

#: The pages before 保険, as the window of a desk has them.
BEFORE = ("today", "bookings", "loans", "groups")


class Clerk(Hands):
    """Somebody at 保険."""

    @property
    def page(self) -> InsurancePage:
        page = self.window.page("insurance")
        assert isinstance(page, InsurancePage)
        return page

    @property
    def pane(self) -> EnrolPane:
        assert self.page.enrol.pane is not None
        return self.page.enrol.pane


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
