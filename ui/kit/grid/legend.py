"""What the shapes of a grid mean, drawn by what draws the grid: it cannot drift."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.kit.grid.day import WORDS
from ui.kit.grid.paint import BUFFERS, paint_state, stripes
from ui.kit.paint import draw_text
from ui.kit.theme import Theme

#: Draws a sample.
Draw = Callable[[QPainter, Theme, QRect], None]
#: Each word with its shape: the states, then what goes before and after a use.
SAMPLES: dict[str, Draw] = {
    **{word: partial(paint_state, state=state) for state, word in WORDS.items()},
    **{word: partial(stripes, sign=sign) for sign, word in BUFFERS.items()},
}
#: One line of it (px at 100 %).
LINE = 24


class Legend(QLabel):
    """In one line, or in as many as its width needs."""

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self.setAccessibleName("記号の説明 " + "、".join(SAMPLES))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(sum(map(self._wide, SAMPLES)), self.t.px(LINE))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.t.px(120), self.t.px(LINE))

    def heightForWidth(self, width: int) -> int:
        return (max(y for _, _, y in self._places(width)) + 1) * self.t.px(LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        q, t = QPainter(self), self.t
        for word, x, line in self._places(self.width()):
            y = line * t.px(LINE)
            shape = QRect(x, y + t.px(4), t.px(t.pick(24, 16)), t.px(16))
            SAMPLES[word](q, t, shape)
            at = x + t.px(t.pick(30, 21))
            draw_text(q, t, at, y + t.px(2), 0, word, "small", "text2")

    def _wide(self, word: str) -> int:
        """A shape with its word and the gap after it."""
        return self.t.width("small", word) + self.t.px(self.t.pick(44, 34))

    def _places(self, width: int) -> Iterator[tuple[str, int, int]]:
        """Word, x, and in which line."""
        x = line = 0
        for word in SAMPLES:
            wide = self._wide(word)
            if x and x + wide > width:
                x, line = 0, line + 1
            yield word, x, line
            x += wide
