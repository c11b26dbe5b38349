"""What the shapes of a grid mean, drawn by what draws the grid: it cannot drift."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.kit.grid.day import WORDS
from ui.kit.grid.paint import paint_state
from ui.kit.paint import draw_text
from ui.kit.theme import Theme


class Legend(QLabel):
    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self.setAccessibleName("記号の説明 " + "、".join(WORDS.values()))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        t, gap = self.t, self.t.px(self.t.pick(44, 27))
        width = sum(t.width("small", word) + gap for word in WORDS.values())
        return QSize(width, t.px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.t.px(120), self.t.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        q, t, x = QPainter(self), self.t, 0
        for state, word in WORDS.items():
            shape = QRect(x, t.px(4), t.px(t.pick(24, 16)), t.px(16))
            paint_state(q, t, shape, state)
            at = x + t.px(t.pick(30, 21))
            draw_text(q, t, at, t.px(2), 0, word, "small", "text2")
            x += t.width("small", word) + t.px(t.pick(44, 27))
