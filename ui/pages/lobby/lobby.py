"""Where 本日のご案内 stands: on which display, from when until when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from app.kit.clock import Clock
from ui.kit.ops import Ops
from ui.kit.palette import LIGHT
from ui.pages.lobby.presenter import LobbyPresenter
from ui.pages.lobby.screen import LobbyScreen

if TYPE_CHECKING:
    from app.desk import Desk

#: What the board is made of; when one changes, it is read again.
TOPICS = frozenset({"blocking", "booking", "group", "room", "site"})


class Lobby(QObject):
    """At most one screen, which lives beside the window and goes with it.

    It is light whatever the window wears: paper-white is read from furthest.
    """

    def __init__(
        self, window: QWidget, ops: Ops, desk: Callable[[], Desk], clock: Clock
    ) -> None:
        super().__init__(window)
        self._ops, self._desk, self._clock = ops, desk, clock
        self._beside = window
        self.screen: LobbyScreen | None = None
        self._presenter: LobbyPresenter | None = None
        ops.changed.connect(self._changed)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenRemoved.connect(self._gone)

    def show(self, display: int = 0) -> None:
        """On the display of that number, counted from 1; 0 or one that is not there:
        on another one than the desk's, if there is one."""
        self.close()
        screen = LobbyScreen(LIGHT)
        self._presenter = LobbyPresenter(
            self._ops.of(screen), self._desk, self._clock, screen
        )
        screen.beat.connect(self._beat)
        screen.left.connect(self.close)
        self.screen = screen
        place = self._place(display)
        screen.setGeometry(place.geometry())
        screen.setScreen(place)
        screen.showFullScreen()
        screen.activateWindow()
        screen.setFocus()
        self._presenter.reload()

    def close(self) -> None:
        screen, self.screen, self._presenter = self.screen, None, None
        if screen is not None:
            screen.close()
            screen.deleteLater()

    @staticmethod
    def displays() -> int:
        """How many displays there are."""
        return len(QGuiApplication.screens())

    def _place(self, display: int) -> QScreen:
        screens = QGuiApplication.screens()
        if 1 <= display <= len(screens):
            return screens[display - 1]
        own = self._beside.screen()
        return next((each for each in screens if each is not own), own)

    def _beat(self, read: bool) -> None:
        if self._presenter is None:
            return
        if read:  # another PC may have booked meanwhile
            self._presenter.reload()
        else:
            self._presenter.tick()

    def _changed(self, topics: frozenset[str]) -> None:
        if self._presenter is not None and topics & TOPICS:
            self._presenter.reload()

    def _gone(self, display: QScreen) -> None:
        """Its display was pulled out: it must not come over the desk's."""
        if self.screen is not None and self.screen.screen() is display:
            self.close()
