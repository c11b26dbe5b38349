"""Small things that only tell: icons, chips, key hints, facts, notes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.kit import icons
from ui.kit.layout import col, host, row, stretched
from ui.kit.paint import cap, cap_width, draw_text, frame
from ui.kit.text import Text
from ui.kit.theme import SMALL_RADIUS, Theme


class Icon(QWidget):
    """A sign beside words that say the same."""

    def __init__(self, t: Theme, name: str, color: str = "text2", size: int = 20) -> None:
        super().__init__()
        self.t, self.name, self.color = t, name, color
        self.setFixedSize(t.px(size), t.px(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        tint = self.t.name(self.color)
        icons.draw(QPainter(self), self.name, 0, 0, self.width(), tint)


class Chip(QLabel):
    """A state as symbol + word on a soft fill with an edge: readable without color."""

    def __init__(self, t: Theme, text: str, role: str = "off") -> None:
        super().__init__(text)
        self.t, self.role = t, role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, text: str, role: str) -> None:
        self.role = role
        self.setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self.t.width("small", self.text()) + self.t.px(16), self.t.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q = self.t, QPainter(self)
        edge, fill = t.color(self.role), t.color(f"{self.role}_soft")
        frame(q, t, self.rect(), edge, fill, radius=SMALL_RADIUS)
        y = (self.height() - t.box("small")) / 2
        draw_text(q, t, 0, y, self.width(), self.text(), "small", self.role, "c")


class KeyHint(QLabel):
    """A key cap and what it does, for footers."""

    def __init__(self, t: Theme, key: str, text: str) -> None:
        super().__init__(text)
        self.t, self.key = t, key
        self.setAccessibleName(f"{key} {text}")
        width = cap_width(t, key) + t.px(6) + t.width("small", text) + 1
        self.setFixedSize(width, t.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q = self.t, QPainter(self)
        x = cap(q, t, 0, self.height() // 2, self.key) + t.px(6)
        y = (self.height() - t.box("small")) / 2
        draw_text(q, t, x, y, 0, self.text(), "small", "text2")


class Fact(QLabel):
    """A quiet fact: sign and sentence in one line, its rule at the right."""

    def __init__(
        self, t: Theme, text: str, role: str = "good", icon: str = "check", rule: str = ""
    ) -> None:
        super().__init__(text)
        self.t, self.role, self.icon, self.rule = t, role, icon, rule
        self.setAccessibleName(f"{text} {rule}".strip())
        self.setFixedHeight(t.px(24))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q = self.t, QPainter(self)
        size, y = t.px(18), (self.height() - t.box("small")) / 2
        icon_y = (self.height() - size) // 2
        icons.draw(q, self.icon, 0, icon_y, size, t.name(self.role), 2.2)
        x = t.px(26)
        rule = t.width("small", self.rule) + t.px(8) if self.rule else 0
        draw_text(q, t, x, y, self.width() - x - rule, self.text(), "small")
        draw_text(q, t, 0, y, self.width(), self.rule, "small", "accent", "r")


def note(t: Theme, text: str, role: str = "late", icon: str = "warn") -> QWidget:
    """A sentence or two with their sign, on the soft ground of `role`."""
    sign = host(col(t, Icon(t, icon, role, 18), None, margins=(0, 1, 0, 0)))
    body = Text(t, text, "small", wraps=True)
    layout = row(t, sign, body, gap=8, margins=(12, 8, 12, 8))
    widget = host(stretched(layout, 1), "sunken")
    widget.setObjectName("note")
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    widget.setAccessibleName(text)
    widget.setStyleSheet(
        f"QFrame#note {{ background: {t.name(f'{role}_soft')};"
        f" border: 1px solid {t.name(role)}; border-radius: {t.px(4)}px; }}"
    )
    return widget
