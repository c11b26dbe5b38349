"""What every page is: a widget that knows which topics it shows."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.kit.refusal import Refusal
from ui.contracts import Undo
from ui.kit.ops import Ops, OwnedOps
from ui.kit.theme import Theme


class Page(QWidget):
    """Base of all pages; made by its factory when it is first shown.

    The window builds pages anew when the theme or the scale changes: `keep()` gives
    what was typed and looked at, `take_up()` of the new page gets it.
    """

    #: (text, Undo or None): to the status line
    said = Signal(str, object)
    #: the full words of what has the focus: to the status line
    told = Signal(str)
    #: a refusal for a box of its own
    refused = Signal(Refusal)
    #: (page id, request): show another page; it gets `receive(request)`
    asked = Signal(str, object)
    #: (look, scale): dress the whole window like this
    dressed = Signal(str, float)

    #: rows of these kinds are on this page; when one changes, it reloads
    topics: ClassVar[frozenset[str]] = frozenset()
    #: (key, what it does) at the right of the status line
    hints: ClassVar[tuple[tuple[str, str], ...]] = ()
    #: what F1 shows; paragraphs are separated by empty lines
    help: ClassVar[str] = ""

    def __init__(self, t: Theme, ops: Ops) -> None:
        super().__init__()
        self.t = t
        self.ops: OwnedOps = ops.of(self)
        self._stale = True
        self.setObjectName("page")
        ops.changed.connect(self._on_changed)

    def reload(self) -> None:
        """Read everything shown again. Called at the first show and when stale."""

    def receive(self, request: object) -> None:
        """Another page or the command bar asks to show something."""

    def keep(self) -> object:
        """What a rebuild must not lose (plain data)."""
        return None

    def take_up(self, kept: object) -> None:
        """What `keep()` of the page before gave."""

    def step_back(self) -> bool:
        """Esc: close what is open; False when there was nothing to close."""
        return False

    def start_focus(self) -> None:
        """Put the focus where the work begins."""

    def clock_moved(self, now: datetime) -> None:
        """A few seconds went by while the page is shown (for now-lines)."""

    def say(self, text: str, undo: Undo | None = None) -> None:
        self.said.emit(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self.refused.emit(refusal)

    def refresh_if_stale(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.reload()

    def mark_stale(self) -> None:
        self._stale = True
        self.refresh_if_stale()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh_if_stale()

    def _on_changed(self, topics: frozenset[str]) -> None:
        if topics & self.topics:
            self.mark_stale()
