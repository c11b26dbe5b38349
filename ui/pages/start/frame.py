"""What stands in the middle of the screen before there is a window with pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import icons
from ui.kit.layout import col, host, row, stretched
from ui.kit.paint import draw_text
from ui.kit.theme import Role, Theme


def middle(t: Theme, body: QBoxLayout, width: int, height: int = 0) -> QVBoxLayout:
    """A card in the middle, `width` px wide; `height` px high if there is so much."""
    card = host(body, "card")
    card.setFixedWidth(t.px(width))
    if not height:
        return col(t, None, row(t, None, card, None), None, margins=(16,) * 4)
    card.setMaximumHeight(t.px(height))
    return stretched(col(t, row(t, None, card, None), margins=(16,) * 4), 0)


class Marks(QWidget):
    """The steps of a longer question: done ones ticked, the present one filled."""

    DOT = 24

    def __init__(self, t: Theme, names: Sequence[str]) -> None:
        super().__init__()
        self.t, self._names, self._at = t, names, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.go(0)

    def go(self, place: int) -> None:
        self._at = place
        of = f"{len(self._names)}のうち{place + 1}"
        self.setAccessibleName(f"{of} {self._names[place]}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.t.px(320), self.t.px(self.DOT + 24))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q = self.t, QPainter(self)
        part = self.width() / len(self._names)
        dot, line = t.px(self.DOT), t.px(self.DOT) // 2
        for i, name in enumerate(self._names):
            x = round(part * i)
            left = x + round((part - dot) / 2)
            if i:
                start = left - round(part) + dot + t.px(6)
                ink = "accent" if i <= self._at else "line_ui"
                q.fillRect(start, line, left - t.px(6) - start, 1, t.color(ink))
            self._dot(q, i, left)
            role: Role = "smallb" if i == self._at else "small"
            words = "text" if i == self._at else "text2"
            draw_text(q, t, x, dot + t.px(2), round(part), name, role, words, "c")

    def _dot(self, q: QPainter, i: int, x: int) -> None:
        t, size = self.t, self.t.px(self.DOT)
        q.setRenderHint(QPainter.RenderHint.Antialiasing)
        q.setPen(t.color("accent" if i <= self._at else "line_ui"))
        q.setBrush(t.color("accent" if i == self._at else "surface"))
        q.drawEllipse(x, 0, size - 1, size - 1)
        q.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        q.setBrush(Qt.BrushStyle.NoBrush)
        if i < self._at:
            m = t.px(5)
            icons.draw(q, "check", x + m, m, size - 2 * m, t.name("accent"), 2.6)
            return
        ink = "on_accent" if i == self._at else "text2"
        y = (size - t.box("smallb")) / 2
        draw_text(q, t, x, y, size, str(i + 1), "smallb", ink, "c")
