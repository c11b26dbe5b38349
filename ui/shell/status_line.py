"""The last line: what was just done and how to take it back; what takes long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.kit.progress import Progress
from ui.contracts import Undo
from ui.kit.buttons import Button
from ui.kit.layout import clear, host, row
from ui.kit.progress_bar import ProgressBar
from ui.kit.signs import Icon, KeyHint
from ui.kit.text import Text
from ui.kit.theme import Theme


class StatusLine(QWidget):
    """`say` is quiet success; a refusal has its own place at the field or in a box."""

    #: a button of 36 px under the line's own edge
    HEIGHT = 37

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self._undo: Undo | None = None
        self._progress: Progress | None = None
        self._icon = Icon(t, "check", "good", 18)
        self._words = Text(t, "", "small", shrinks=True)
        self._back = Button(t, "元に戻す", "Ctrl+Z", "quiet", "undo", role="small")
        self._back.clicked.connect(self._take_back)
        self._bar, self._stage = ProgressBar(t, 160), Text(t, "", "small", "text2")
        self._stop = Button(t, "中止", "Alt+X", "quiet", role="small")
        self._stop.clicked.connect(self._cancel)
        for button in (self._back, self._stop):  # pages come first to the Tab key
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hints = row(t, gap=16)
        self._detail = Text(t, "", "small", "text2", elide=True)
        self._keys = host(self._hints)
        busy = row(t, self._stage, self._bar, self._stop)
        inner = row(
            t,
            self._icon,
            self._words,
            self._back,
            self._detail,
            busy,
            self._keys,
            gap=12,
            margins=(16, 0, 16, 0),
        )
        ground = host(inner, "status")
        ground.setFixedHeight(t.px(self.HEIGHT))
        self.setLayout(row(t, ground, gap=0))
        for widget in (self._icon, self._back, self._bar, self._stage, self._stop):
            widget.hide()

    def say(self, text: str, undo: Undo | None = None) -> None:
        """Show what was done; `undo` stays until something else was done."""
        self._words.say(text)
        self._icon.setVisible(bool(text))
        self._undo = undo
        self._back.setVisible(undo is not None)
        self._back.setToolTip(undo.what if undo else "")
        self._back.setAccessibleDescription(undo.what if undo else "")

    def said(self) -> tuple[str, Undo | None]:
        return self._words.text(), self._undo

    def tell(self, detail: str) -> None:
        """The full words of what has the focus (a block of a grid).

        The keys stay: what is too long is cut here, and stands in full as its tool tip,
        in what a screen reader says and, in a grid, beside its cell.
        """
        self._detail.say(detail)

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        clear(self._hints)
        if self.t.compact:
            return
        for key, words in hints:
            self._hints.addWidget(KeyHint(self.t, key, words))

    def show_progress(self, progress: Progress | None) -> None:
        self._progress = progress
        for widget in (self._bar, self._stage, self._stop):
            widget.setVisible(progress is not None)
        if progress is not None:
            stage = progress.stage
            self._stage.say(stage.what)
            self._bar.show_stage(stage)

    def _take_back(self) -> None:
        if self._undo is None:
            return
        undo = self._undo
        self.say(self._words.text())
        undo.do()

    def _cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
