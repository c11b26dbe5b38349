"""The window at a desk before a storm: 今日 and 臨時休館, driven by keys."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pytestqt.qtbot import QtBot

from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.clerk import Clerk as Hands
from tests.ui.conftest import show
from tests.ui.pages.window import INFO
from ui.contracts import Found
from ui.kit.ops import Ops
from ui.pages.command.answers import Answers
from ui.pages.emergencies.page import EmergenciesPage
from ui.pages.today.page import TodayPage
from ui.shell.window import MainWindow, PageEntry

TOMORROW = date(2026, 11, 25)


class Clerk(Hands):
    @property
    def page(self) -> EmergenciesPage:
        page = self.window.page("emergencies")
        assert isinstance(page, EmergenciesPage)
        return page


def book(center: Center, count: int = 3) -> list[UUID]:
    """Paid uses of tomorrow: 午後 and 夜間 of both rooms; the last one is of 午前."""
    made = []
    uses = [("活動室A", "午後"), ("活動室B", "午後"), ("活動室A", "夜間")]
    for n, (room, slot) in enumerate([*uses[:count], ("活動室B", "午前")]):
        group = center.register(f"花の会{n + 1}", "ハナノカイ")
        wish = center.wish(group, TOMORROW, slot, room=room)
        made.append(center.desk.bookings.book(center.staff, wish, paid=True).value.id)
    return made


def at_desk(center: Center, ops: Ops, qtbot: QtBot, scale: float = 1.0) -> Clerk:
    desk, clock = center.desk, center.clock
    actor = Actor(UUID(center.staff), "渡邊 千恵子")

    def find(words: str) -> Found:
        return Answers(desk, clock, window.go).find(words)

    entries = [
        PageEntry(
            "today",
            "今日",
            "today",
            lambda t: TodayPage(t, ops, desk.today.view, lambda: desk, actor, clock),
        ),
        PageEntry(
            "emergencies",
            "臨時休館",
            "warn",
            lambda t: EmergenciesPage(t, ops, desk, actor, clock),
            "today",
        ),
    ]
    window = MainWindow(entries, ops, INFO, clock, find, "light", scale)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    show(window)
    somebody = Clerk(window, center, ops)
    somebody.wait()
    return somebody
