"""Joins the screen to the desk: which pages there are, and what each is given.

Pages are imported by their factories, when they are first shown: the first picture
waits for one page and the plain driver only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.kit.clock import Clock, wall
from app.kit.config import Config
from app.rules.wording import clock_text
from app.services.backups import BackupFailed, Kind, backups_of
from app.services.sign_in import Actor, Door, door_of
from app.services.today import TodayView, first_picture
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.theme import Theme
from ui.pages.today.page import TodayPage
from ui.shell.command_bar import Found
from ui.shell.header import HeaderInfo
from ui.shell.window import MainWindow, PageEntry

if TYPE_CHECKING:
    from app.desk import Desk
    from app.rules.opening import Opening


DEMO_REMARK = "体験用のセンターです。暗証番号は、だれでも 0000 です。"


class Joint:
    """The desk of this PC, opened by whoever needs it first."""

    def __init__(self, config: Config, clock: Clock, path: Path | None) -> None:
        self.config, self.clock = config, clock
        self._path = path
        self._desk: Desk | None = None
        self._opening = Lock()
        self._unsaved: BackupFailed | None = None

    def desk(self) -> Desk:
        """Takes a while when called first. Raises CannotOpen.

        A backup comes before, since opening may migrate; what stood against it is kept
        for `begin_day` to say.
        """
        with self._opening:
            if self._desk is None:
                from app.desk import open_desk

                try:
                    self._back_up(Kind.START)
                except BackupFailed as failure:
                    self._unsaved = failure
                self._desk = open_desk(self.config, self.clock)
            return self._desk

    def door(self) -> Door:
        if self._path is None:
            return self.desk().staff.door(self.config.center)
        return door_of(self._path, self.config.site, self.config.center)

    def today(self, now: datetime) -> TodayView:
        """The day, by the plain driver as long as the desk is not open."""
        if self._desk is None and self._path is not None:
            return first_picture(self._path, self.config.site, wall(now))
        return self.desk().today.view(wall(now))

    def remark(self) -> str:
        """Said on the sign-in page of the demo."""
        return DEMO_REMARK if self.config.demo else ""

    def begin_day(self) -> None:
        """Open the desk after the first picture. Raises BackupFailed; it is open then."""
        self.desk()
        if self._unsaved is not None:
            raise self._unsaved

    def end_day(self) -> None:
        """Back up what the day brought, and let go of the database."""
        try:
            if self._desk is not None:
                self._back_up(Kind.END)
        finally:
            self.close()

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()

    def _back_up(self, kind: Kind) -> None:
        backups = backups_of(self.config, self.clock)
        if not backups.kept_by_server:
            backups.make(kind)


def desk_window(joint: Joint, door: Door, actor: Actor, ops: Ops) -> MainWindow:
    """The window of somebody who has signed in."""
    own = joint.config
    site = "センター" if own.site == own.center else door.site
    site += "（体験）" if own.demo else ""
    info = HeaderInfo(door.title, site, actor.name)

    def answers(words: str) -> Found:
        from ui.pages.command.answers import Answers

        return Answers(joint.desk(), joint.clock, window.open_page).find(words)

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
        window.show_info(replace(window.info, opening=told))

    def tell_name(door: Door) -> None:
        window.show_info(replace(window.info, center=door.title))

    def changed(topics: frozenset[str]) -> None:
        if "site" in topics:
            ops.of(window).query(joint.door, tell_name)

    def open_desk() -> None:
        """After the first picture: the desk itself, its backup, and what it knows."""
        ops.query(joint.begin_day, lambda _: None)
        ops.query(lambda: joint.desk().offers.hours(joint.clock().date()), tell_hours)

    ops.changed.connect(changed)
    QTimer.singleShot(0, window, open_desk)
    return window


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
    """In the order of the rail and of Ctrl+1, 2, 3 …"""

    def today(t: Theme) -> Page:
        return TodayPage(t, ops, joint.today, joint.desk, actor, joint.clock)

    def bookings(t: Theme) -> Page:
        from ui.pages.bookings.page import BookingsPage

        return BookingsPage(t, ops, joint.desk(), actor, joint.clock)

    def groups(t: Theme) -> Page:
        from ui.pages.groups.page import GroupsPage

        return GroupsPage(t, ops, joint.desk(), actor, joint.clock)

    def reports(t: Theme) -> Page:
        from ui.pages.reports.page import ReportsPage

        return ReportsPage(t, ops, joint.desk(), joint.clock)

    def forms(t: Theme) -> Page:
        from ui.pages.forms.page import FormsPage

        return FormsPage(t, ops, joint.desk(), actor)

    def settings(t: Theme) -> Page:
        from ui.pages.settings.page import SettingsPage

        own, clock = joint.config, joint.clock
        return SettingsPage(t, ops, joint.desk(), actor, own, clock)

    return [
        PageEntry("today", "今日", "today", today),
        PageEntry("bookings", "予約台帳", "ledger", bookings),
        PageEntry("groups", "団体", "group", groups),
        PageEntry("forms", "帳票", "forms", forms),
        PageEntry("reports", "集計", "report", reports),
        PageEntry("settings", "設定", "settings", settings),
    ]
