"""Somebody at the keyboard of the real window; the desks of the pages build on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.app.services.conftest import Center
from tests.ui.conftest import press, type_in
from ui.kit.dialog import Sheet
from ui.kit.ops import Ops
from ui.kit.shots import settle
from ui.parts.paper_sheet import PaperSheet
from ui.shell.window import MainWindow

S = TypeVar("S", bound=Sheet)


@dataclass
class Clerk:
    """Every chord is a step, what is typed is none."""

    window: MainWindow
    center: Center
    ops: Ops
    steps: list[str] = field(default_factory=list, kw_only=True)

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.sheet() or self.window

    def chord(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        self.steps.append(key.name)
        press(self.focus(), key, *held)
        self.wait()

    def write(self, words: str) -> None:
        """Key by key, for the first one may move the focus; kanji as an input method."""
        if words.isascii():
            for sign in words:
                type_in(self.focus(), sign)
        else:
            spoken = QInputMethodEvent()
            spoken.setCommitString(words)
            QApplication.sendEvent(self.focus(), spoken)

    def wait(self) -> None:
        """Until all is shown; the sheet above is the active window, as on a desktop."""
        settle(self.ops)
        (self.sheet() or self.window).activateWindow()
        settle(self.ops)

    def sheet(self, kind: type[Sheet] = Sheet) -> Sheet | None:
        """The one that was opened last."""
        shown = [sheet for sheet in self.window.findChildren(kind) if sheet.isVisible()]
        return shown[-1] if shown else None

    def paper(self) -> PaperSheet | None:
        papers = [p for p in self.window.findChildren(PaperSheet) if p.isVisible()]
        return papers[0] if papers else None

    def said(self) -> str:
        return self.window.status.said()[0]
