"""What the shapes of a grid mean, drawn by what draws the grid: it cannot drift."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.kit.grid.day import WORDS, State
from ui.kit.grid.paint import paint_state
from ui.kit.paint import draw_text
from ui.kit.theme import Theme

#: One line of it (px at 100 %).
LINE = 24


class Legend(QLabel):
    """In one line, or in as many as its width needs."""

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self.setAccessibleName("記号の説明 " + "、".join(WORDS.values()))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths().values()), self.t.px(LINE))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.t.px(120), self.t.px(LINE))

    def heightForWidth(self, width: int) -> int:
        return (max(y for _, _, y in self._places(width)) + 1) * self.t.px(LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        q, t = QPainter(self), self.t
        for state, x, line in self._places(self.width()):
            y = line * t.px(LINE)
            shape = QRect(x, y + t.px(4), t.px(t.pick(24, 16)), t.px(16))
            paint_state(q, t, shape, state)
            at = x + t.px(t.pick(30, 21))
            draw_text(q, t, at, y + t.px(2), 0, WORDS[state], "small", "text2")

    def _widths(self) -> dict[State, int]:
        """Each shape with its word and the gap after it."""
        gap = self.t.px(self.t.pick(44, 34))
        return {state: self.t.width("small", word) + gap for state, word in WORDS.items()}

    def _places(self, width: int) -> list[tuple[State, int, int]]:
        """State, x, and in which line."""
        found: list[tuple[State, int, int]] = []
        x = line = 0
        for state, wide in self._widths().items():
            if x and x + wide > width:
                x, line = 0, line + 1
            found.append((state, x, line))
            x += wide
        return found
