"""The way in: what is wrong, the first start, who sits down; then the window.

Until the first picture is on the screen nothing here imports SQLAlchemy.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.kit import config
from app.kit.clock import Clock, always_on, now_here
from app.kit.config import Config, Look
from app.kit.refusal import Refusal
from app.services.opening import readable_at_once
from app.services.sign_in import Actor, Door, actor
from ui.joint import Joint
from ui.kit.main_thread_gc import MainThreadGc
from ui.kit.ops import Ops
from ui.kit.theme import Theme, prepare, theme_for, wear
from ui.pages.start.sign_in import SignInPage

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

#: The window's size when it is not maximized (device px).
WIDTH, HEIGHT = 1366, 768
#: By then the first page is on the screen, and nobody has typed yet (ms).
PAINTED = 50


def run(home: str | None) -> int:
    """Open the window and stay until it is closed."""
    application = QApplication(sys.argv[:1])
    prepare(application)
    MainThreadGc(application)
    ops = Ops(application)
    entrance = Entrance(config.home_folder(home), now_here, ops)
    application.aboutToQuit.connect(entrance.leave)
    entrance.entered.connect(lambda window: catch_bugs(application, window))
    entrance.open()
    return application.exec()


def catch_bugs(application: QApplication, window: MainWindow) -> None:
    """What escapes anywhere is logged and shown by the window, as long as it is there."""
    window.bugs.catch_all()
    application.aboutToQuit.connect(window.bugs.release)


class Entrance(QObject):
    """Shows one window after the other; `shown` is the one on the screen."""

    #: somebody signed in: the `MainWindow`, before it is shown
    entered = Signal(object)

    def __init__(self, home: Path, clock: Clock, ops: Ops) -> None:
        super().__init__()
        self._home, self._clock, self._ops = home, clock, ops
        self._joint: Joint | None = None
        self.shown: QWidget | None = None

    def open(self) -> None:
        """Look what there is, and show the first window that fits it."""
        own: Config | None = None
        try:
            own = config.load(self._home)
            if own is not None:
                self._knock(own)
        except Refusal as refusal:
            self._trouble(refusal, own)
            return
        if own is None:
            self._begin()

    def leave(self) -> None:
        """Finish what is queued, back up the day, let go of the database."""
        if self._joint is not None:
            self._ops.warm(self._joint.end_day)
        self._ops.shut_down()

    def _knock(self, own: Config) -> None:
        joint = self._joint = Joint(own, self._clock_of(own), readable_at_once(own))
        door = joint.door()
        title = door.title
        page = SignInPage(_theme(own), title, door.staff, actor, joint.remark())
        page.signed_in.connect(lambda who: self._enter(joint, door, who))
        self._show(page, _theme(own))
        page.start_focus()
        QTimer.singleShot(PAINTED, self, _get_ready)

    def _clock_of(self, own: Config) -> Clock:
        return always_on(date.fromisoformat(own.demo)) if own.demo else self._clock

    def _enter(self, joint: Joint, door: Door, who: Actor) -> None:
        from ui.compose import desk_window

        window = desk_window(joint, door, who, self._ops)
        window.look_changed.connect(self._keep_look)
        self.entered.emit(window)
        self._swap(window)

    def _keep_look(self, look: str, scale: float) -> None:
        own = config.load(self._home)
        if own is not None:
            config.save(replace(own, look=Look(look), scale=round(scale * 100)))

    def _begin(self) -> None:
        from ui.pages.start.first_start import FirstStartPage

        t = theme_for("system", 1.0, WIDTH)
        page = FirstStartPage(t, self._ops, self._home, self._clock)
        page.done.connect(lambda _: self.open())
        self._show(page, t)

    def _trouble(self, refusal: Refusal, own: Config | None) -> None:
        from ui.pages.start.trouble import TroublePage

        t = theme_for("system", 1.0, WIDTH)
        page = TroublePage(t, self._ops, refusal, own, self._clock)
        page.again.connect(self.open)
        self._show(page, t)

    def _show(self, page: QWidget, t: Theme) -> None:
        wear(page, t)
        page.resize(WIDTH, HEIGHT)
        page.setWindowTitle("窓口")
        self._swap(page)

    def _swap(self, widget: QWidget) -> None:
        """The new window is there before the old one goes, lest the program ends."""
        before, self.shown = self.shown, widget
        widget.show()
        if before is not None:
            before.close()
            before.deleteLater()


def _get_ready() -> None:
    """Import what the window and the check of a PIN want, while the PIN is typed."""
    for name in ("argon2", "ui.compose"):
        import_module(name)


def _theme(own: Config) -> Theme:
    return theme_for(own.look.value, own.scale / 100, WIDTH)
