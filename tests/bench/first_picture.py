"""One start, timed from outside: says what is on the screen, and ends at 今日's rows.

`python -m tests.bench.first_picture HOME PIN`, or without them the floor: a bare window.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem

ROWS, COLUMNS = 24, 6


class Painted(QObject):
    """Calls `then` after the first paint for which `ready` holds."""

    def __init__(
        self, watched: QObject, ready: Callable[[], object], then: Callable[[], None]
    ) -> None:
        super().__init__(watched)
        self._ready, self._then = ready, then
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self._ready():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)  # comes when all of the window is painted
        return False


def ours(home: Path, pin: str) -> None:
    from app.kit.clock import now_here
    from ui.entrance import Entrance
    from ui.kit.main_thread_gc import MainThreadGc
    from ui.kit.ops import Ops
    from ui.kit.theme import prepare
    from ui.pages.start.sign_in import SignInPage

    application = QApplication(sys.argv[:1])
    prepare(application)
    MainThreadGc(application)
    entrance = Entrance(home, now_here, Ops(application))
    entrance.open()
    door = entrance.shown
    assert isinstance(door, SignInPage)

    def sign_in() -> None:
        say("asked")
        door.pin.set_text(pin)
        door.confirm()
        from ui.pages.today.page import TodayPage
        from ui.shell.window import MainWindow

        window = entrance.shown
        assert isinstance(window, MainWindow)
        page = window.current_page()
        assert isinstance(page, TodayPage)
        Painted(page.grid.viewport(), lambda: page.grid.grid.day.rooms, say_and_end)

    Painted(door, lambda: True, sign_in)
    application.exec()


def floor() -> None:
    application = QApplication(sys.argv[:1])
    window, table = QMainWindow(), QTableWidget(ROWS, COLUMNS)
    for row in range(ROWS):
        for column in range(COLUMNS):
            table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
    window.setCentralWidget(table)
    window.resize(1366, 768)
    Painted(table.viewport(), lambda: True, say_and_end)
    window.show()
    application.exec()


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def say_and_end() -> None:
    say("painted")
    os._exit(0)


if __name__ == "__main__":
    ours(Path(sys.argv[1]), sys.argv[2]) if sys.argv[1:] else floor()
