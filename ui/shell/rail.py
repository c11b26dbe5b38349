"""The pages, down the left edge."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from ui.kit import icons
from ui.kit.layout import col, host
from ui.kit.paint import draw_text, frame, ring
from ui.kit.theme import Role, Theme

Place = tuple[str, str]  # title, icon


class RailItem(QRadioButton):
    """One page: icon over words; words alone when it is low. Ctrl+digit chooses it."""

    def __init__(self, t: Theme, title: str, icon: str, key: str) -> None:
        super().__init__(title)
        self.t, self.icon_name = t, icon
        self.badge = 0
        self.setToolTip(f"{title}({key})")
        expand = QSizePolicy.Policy.Expanding
        self.setSizePolicy(expand, expand)
        self.setMaximumHeight(t.px(76))

    def sizeHint(self) -> QSize:
        return QSize(self.t.px(72), self.t.px(60))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.t.px(72), self.t.px(36))

    def hitButton(self, pos: object) -> bool:
        return True

    def show_badge(self, count: int) -> None:
        self.badge = count
        title = self.text()
        self.setAccessibleName(f"{title} {count}件" if count else title)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q, on = self.t, QPainter(self), self.isChecked()
        if on:
            q.fillRect(self.rect().adjusted(0, 0, -1, 0), t.color("sel"))
            q.fillRect(0, 0, t.px(4), self.height(), t.color("accent"))
        elif self.underMouse():
            q.fillRect(self.rect().adjusted(0, 0, -1, 0), t.color("bg"))
        ink = "on_sel" if on else "text2"
        role: Role = "smallb" if on else "small"
        size, tall = t.px(24), self.height() >= t.px(52)
        high = t.box("small") + (size + t.px(2) if tall else 0)
        y = (self.height() - high) // 2
        if tall:
            x = (self.width() - size) // 2
            stroke = 2.0 if on else 1.7
            icons.draw(q, self.icon_name, x, y, size, t.name(ink), stroke)
            y += size + t.px(2)
        width = self.width() - t.px(8)
        draw_text(q, t, t.px(4), y, width, self.text(), role, ink, "c")
        if self.badge:
            self._badge(q)
        if self.hasFocus():
            ring(q, t, self.rect())

    def _badge(self, q: QPainter) -> None:
        t, w = self.t, self.t.px(20)
        disc = QRect(self.width() // 2 + t.px(8), t.px(4), w, t.px(18))
        frame(q, t, disc, None, t.color("late"), radius=9)
        count = str(self.badge) if self.badge < 100 else "99"
        y = disc.y() + t.px(1)
        draw_text(q, t, disc.x(), y, w, count, "caption", "surface", "c")


class Rail(QWidget):
    """Chooses a page; arrow keys move within it."""

    chosen = Signal(int)

    def __init__(self, t: Theme, places: Sequence[Place]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName("画面")
        self.items = [
            RailItem(t, title, icon, f"Ctrl+{i % 10}")
            for i, (title, icon) in enumerate(places, 1)
        ]
        inner = host(col(t, *self.items, None), "rail")
        self.setLayout(col(t, inner))
        self.setFixedWidth(t.px(t.pick(88, 72)))
        for i, item in enumerate(self.items):
            item.clicked.connect(lambda _=False, i=i: self.chosen.emit(i))

    def choose(self, place: int) -> None:
        self.items[place].setChecked(True)
