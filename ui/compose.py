"""Joins the screen to the desk: which pages there are, and what each is given.

Pages are imported by their factories, when they are first shown: the first picture
waits for one page and the plain driver only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from app.rules.wording import clock_text
from app.services.sign_in import Actor, Door
from ui.joint import Joint
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.theme import Theme
from ui.pages.today.page import TodayPage
from ui.parts import ahead
from ui.shell.header import HeaderInfo
from ui.shell.window import MainWindow, PageEntry

if TYPE_CHECKING:
    from app.rules.calendar.opening import Opening
    from app.services.sync.header import Exchanged
    from ui.contracts import Found
    from ui.pages.lobby.lobby import Lobby

NO_DISPLAY = "画面{}がつながっていないので、「本日のご案内」は出していません。"


def desk_window(joint: Joint, door: Door, actor: Actor, ops: Ops) -> MainWindow:
    """The window of somebody who has signed in."""
    own = joint.config
    site = "センター" if own.site == own.center else door.site
    site += "（体験）" if own.demo else ""
    info = HeaderInfo(door.title, site, actor.name)

    def answers(words: str) -> Found:
        from ui.pages.command.answers import Answers

        return Answers(joint.desk(), joint.clock, window.go).find(words)

    window = MainWindow(
        pages(joint, actor, ops),
        ops,
        info,
        joint.clock,
        answers,
        joint.config.look.value,
        joint.config.scale / 100,
    )

    def tell_hours(opening: Opening | None) -> None:
        told = hours_words(opening, joint.clock())
        window.show_info(window.info._replace(opening=told))

    def tell_name(door: Door) -> None:
        window.show_info(window.info._replace(center=door.title))

    def tell_exchange(exchanged: Exchanged | None) -> None:
        window.show_info(window.info._replace(exchanged=exchanged))

    def changed(topics: frozenset[str]) -> None:
        if "site" in topics:
            ops.of(window).query(joint.door, tell_name)
        ops.of(window).query(joint.exchanged, tell_exchange)
        if topics & ahead.TOPICS:
            ahead.months_ahead(ops.of(window), joint.desk)

    def open_desk() -> None:
        """After the first picture: the desk, its backup, what it knows, what comes."""
        ops.query(joint.begin_day, lambda _: None)
        ops.query(lambda: joint.desk().offers.hours(joint.clock().date()), tell_hours)
        ahead.months_ahead(ops.of(window), joint.desk)

    def behind_the_page() -> None:
        """The page has asked by now; when this is answered, it has its answer too."""
        ops.of(window).query(joint.exchanged, tell_exchange)
        painted = partial(QTimer.singleShot, 0, window, open_desk)
        ops.of(window).query(lambda: None, lambda _: painted())

    ops.changed.connect(changed)
    QTimer.singleShot(0, window, behind_the_page)
    stand_beside(window, joint, ops)
    return window


def stand_beside(window: MainWindow, joint: Joint, ops: Ops) -> None:
    """本日のご案内: when it is asked for, and from the start where the PC is told so."""
    made: list[Lobby] = []

    def lobby() -> Lobby:
        from ui.pages.lobby.lobby import Lobby

        if not made:
            made.append(Lobby(window, ops, joint.desk, joint.clock))
            window.closing.connect(made[0].close)
        return made[0]

    def begin() -> None:
        if joint.config.lobby > len(QGuiApplication.screens()):
            window.say(NO_DISPLAY.format(joint.config.lobby))
        else:
            lobby().show(joint.config.lobby)

    def show(request: object) -> None:
        lobby().show(request if isinstance(request, int) else joint.config.lobby)

    window.beside["lobby"] = show
    if joint.config.lobby:
        QTimer.singleShot(0, window, begin)


def hours_words(opening: Opening | None, now: datetime) -> str:
    """開館中 21:30まで, 開館 9:00から, 閉館しました, 休館日; empty where nobody knows."""
    if opening is None:
        return ""
    if not opening.open:
        return "休館日"
    minutes = now.hour * 60 + now.minute
    if minutes < opening.start:
        return f"開館 {clock_text(opening.start)}から"
    if minutes < opening.end:
        return f"開館中 {clock_text(opening.end)}まで"
    return "閉館しました"


def pages(joint: Joint, actor: Actor, ops: Ops) -> Sequence[PageEntry]:
    """In the order of the rail and of Ctrl+1, 2 … 9, 0; 設定 is the last."""

    def today(t: Theme) -> Page:
        return TodayPage(t, ops, joint.today, joint.desk, actor, joint.clock)

    def bookings(t: Theme) -> Page:
        from ui.pages.bookings.page import BookingsPage

        return BookingsPage(t, ops, joint.desk(), actor, joint.clock)

    def loans(t: Theme) -> Page:
        from ui.pages.loans.page import LoansPage

        return LoansPage(t, ops, joint.desk(), actor, joint.clock)

    def groups(t: Theme) -> Page:
        from ui.pages.groups.page import GroupsPage

        return GroupsPage(t, ops, joint.desk(), actor, joint.clock)

    def insurance(t: Theme) -> Page:
        from ui.pages.insurance.page import InsurancePage

        return InsurancePage(t, ops, joint.desk(), actor, joint.clock)

    def reports(t: Theme) -> Page:
        from ui.pages.reports.page import ReportsPage

        return ReportsPage(t, ops, joint.desk(), actor, joint.clock)

    def forms(t: Theme) -> Page:
        from ui.pages.forms.page import FormsPage

        return FormsPage(t, ops, joint.desk(), actor, joint.clock)

    def sync(t: Theme) -> Page:
        from ui.pages.sync.page import SyncPage

        return SyncPage(t, ops, joint.desk(), actor)

    def settings(t: Theme) -> Page:
        from ui.pages.settings.page import SettingsPage

        return SettingsPage(t, ops, joint.desk(), actor, joint.config, joint.clock)

    return [
        PageEntry("today", "今日", "today", today),
        PageEntry("bookings", "予約台帳", "ledger", bookings),
        PageEntry("loans", "備品", "equipment", loans),
        PageEntry("groups", "団体", "group", groups),
        PageEntry("insurance", "保険", "insurance", insurance),
        PageEntry("forms", "帳票", "forms", forms),
        PageEntry("reports", "集計", "report", reports),
        PageEntry("sync", "同期", "sync", sync),
        PageEntry("lotteries", "抽選", "lottery", _lotteries(joint, actor, ops)),
        PageEntry("settings", "設定", "settings", settings),
        _emergencies(joint, actor, ops),
    ]


def _lotteries(joint: Joint, actor: Actor, ops: Ops) -> Callable[[Theme], Page]:
    def lotteries(t: Theme) -> Page:
        from ui.pages.lotteries.page import LotteriesPage

        return LotteriesPage(t, ops, joint.desk(), actor, joint.clock)

    return lotteries


def _emergencies(joint: Joint, actor: Actor, ops: Ops) -> PageEntry:
    """Rarely wanted, so without a place of its own on the rail."""

    def emergencies(t: Theme) -> Page:
        from ui.pages.emergencies.page import EmergenciesPage

        return EmergenciesPage(t, ops, joint.desk(), actor, joint.clock)

    return PageEntry("emergencies", "臨時休館", "warn", emergencies, part_of="today")
