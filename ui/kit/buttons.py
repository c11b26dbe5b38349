"""Things to press. Each says its key; each is at least 36 px high at 100 %."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy

from ui.kit import icons
from ui.kit.paint import (
    cap,
    cap_width,
    draw_figures,
    draw_text,
    figures_width,
    frame,
    ring,
)
from ui.kit.theme import CONTROL, FOCUS, RADIUS, SMALL_RADIUS, Role, Theme

Kind = Literal["primary", "plain", "quiet", "danger"]
FIXED, EXPANDING = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
#: fill, text and edge of each kind, as color roles
KINDS: dict[Kind, tuple[str, str, str]] = {
    "primary": ("accent", "on_accent", "accent"),
    "plain": ("surface", "text", "line_ui"),
    "quiet": ("", "accent", ""),
    "danger": ("surface", "late", "late"),
}


def bind(button: QAbstractButton, key: str) -> None:
    """Let a key press the button while it is visible and enabled; "" binds none.

    "Ctrl+Enter" means both Enter keys. Not `setShortcut`, which clicks 100 ms later.
    """
    if not key:
        return
    shortcut = QShortcut(button)
    keys = (key, key.replace("Enter", "Return")) if "Enter" in key else (key,)
    shortcut.setKeys([QKeySequence(each) for each in keys])
    shortcut.activated.connect(button.click)
    button.setAccessibleDescription(key)


class Pressable(QPushButton):
    """Enter presses what has the focus, in a sheet and on a page alike.

    Held down it presses once: a second press would meet what came of the first.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


class Button(Pressable):
    """Words and the key that does the same. One `primary` per screen: the next step.

    `words=""` with an icon needs `says` for screen readers.
    """

    def __init__(
        self,
        t: Theme,
        words: str,
        key: str = "",
        kind: Kind = "plain",
        icon: str = "",
        *,
        height: int = CONTROL,
        role: Role = "body",
        says: str = "",
        show_key: bool = True,
    ) -> None:
        super().__init__()
        self.t, self.words, self.kind, self.icon_name = t, words, kind, icon
        self.key = key if show_key else ""
        self.tall, self.role = height, role
        self.setAccessibleName(says or words)
        self.setToolTip(says)
        self.setAutoDefault(False)
        self.setSizePolicy(FIXED, FIXED)
        bind(self, key)

    def reword(self, words: str) -> None:
        """Say something else in the same place."""
        self.words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        t = self.t
        width = 2 * self._pad() + t.width(self.role, self.words)
        if self.key:
            width += t.px(8) + cap_width(t, self.key)
        if self.icon_name:
            width += t.px(24) if self.words else t.px(18)
        return QSize(max(width, t.px(CONTROL)), t.px(self.tall))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _pad(self) -> int:
        return self.t.px(8 if self.kind == "quiet" else 12)

    def _colors(self) -> tuple[str, str, str]:
        fill, ink, edge = KINDS[self.kind]
        if not self.isEnabled():
            return "sunken", "text3", "line_ui"
        if (self.isDown() or self.underMouse()) and self.kind != "primary":
            fill = "accent_soft"
        return fill, ink, edge

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q = self.t, QPainter(self)
        fill, ink, edge = self._colors()
        dash = Qt.PenStyle.SolidLine if self.isEnabled() else Qt.PenStyle.DashLine
        edge_color = t.color(edge) if edge else None
        frame(q, t, self.rect(), edge_color, t.color(fill) if fill else None, style=dash)
        self._content(q, ink)
        if self.hasFocus():
            self._focus(q)

    def _content(self, q: QPainter, ink: str) -> None:
        t, x, size = self.t, self._pad(), self.t.px(18)
        if self.icon_name:
            side = self.icon_name == "right" and bool(self.words)
            at = self.width() - x - size if side else x
            if not self.words:
                at = (self.width() - size) // 2
            tint = t.name(ink)
            icons.draw(q, self.icon_name, at, (self.height() - size) // 2, size, tint)
            x += 0 if side else t.px(24)
        y = (self.height() - t.box(self.role)) / 2
        draw_text(q, t, x, y, 0, self.words, self.role, ink)
        if self.key:
            at = self.width() - cap_width(t, self.key) - self._pad()
            filled = self.kind == "primary" and self.isEnabled()
            colors = (ink, ink) if filled else ("text2", "line_ui")
            cap(q, t, at, self.height() // 2, self.key, *colors)

    def _focus(self, q: QPainter) -> None:
        t = self.t
        if self.kind != "primary":
            ring(q, t, self.rect())
            return
        m = t.px(2)  # on a filled button the ring is light and stands off the edge
        inner = self.rect().adjusted(m, m, -m, -m)
        light = t.color("on_accent")
        frame(q, t, inner, light, None, radius=SMALL_RADIUS, width=t.px(FOCUS))


class Pill(Pressable):
    """An offered word (いつもの目的): one press fills the field."""

    def __init__(self, t: Theme, words: str) -> None:
        super().__init__()
        self.t, self.words = t, words
        self.setAccessibleName(words)
        self.setAutoDefault(False)
        self.setSizePolicy(FIXED, FIXED)

    def sizeHint(self) -> QSize:
        """Drawn 28 px high, pressed 36 px high."""
        t = self.t
        return QSize(t.width("small", self.words) + t.px(24), t.px(CONTROL))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q, m = self.t, QPainter(self), self.t.px(4)
        fill = t.color("accent_soft" if self.underMouse() else "surface")
        shape = self.rect().adjusted(0, m, 0, -m)
        frame(q, t, shape, t.color("accent_line"), fill, radius=14)
        y = (self.height() - t.box("small")) / 2
        draw_text(q, t, 0, y, self.width(), self.words, "small", "accent", "c")
        if self.hasFocus():
            ring(q, t, shape, 14)


class Option(Pressable):
    """Something possible: sign, title, detail, amount, key. The whole row is the target.

    `listed` options lie flat in a list and one of them is `on`; the others stand alone
    with an edge.
    """

    def __init__(
        self,
        t: Theme,
        title: str,
        detail: str = "",
        *,
        sign: str = "",
        amount: str = "",
        key: str = "",
        role: str = "accent",
        listed: bool = False,
        on: bool = False,
    ) -> None:
        super().__init__()
        self.t, self.sign, self.amount, self.key = t, sign, amount, key
        self.role, self.listed, self.on = role, listed, on
        self.say(title, detail)
        self.setAutoDefault(False)
        self.setSizePolicy(EXPANDING, FIXED)
        if "+" in key:
            bind(self, key)

    def say(self, title: str, detail: str) -> None:
        """Offer something else in the same place."""
        self.title, self.detail = title, detail
        said = (self.sign, title, detail, self.amount)
        self.setAccessibleName(" ".join(part for part in said if part))
        self.setToolTip("\n".join(part for part in (title, detail) if part))
        self.update()

    def turn(self, *, on: bool, key: str) -> None:
        """Make it the chosen one of its list, or not."""
        self.on, self.key = on, key
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.t.px(320), self.t.px(52 if self.listed else 44))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.t.px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q, h = self.t, QPainter(self), self.height()
        self._ground(q)
        pad = t.px(16 if self.listed else 12)
        x, right = pad, self.width() - pad
        if self.sign:
            y = (h - t.box("bodyb")) / 2
            draw_text(q, t, x, y, t.px(20), self.sign, "bodyb", self.role)
            x += t.px(28)
        if self.key:
            right -= cap_width(t, self.key)
            cap(q, t, right, h // 2, self.key)
            right -= t.px(12)
        right -= self._amount(q, right)
        both = t.box("bodyb") + t.box("small") - t.px(2)
        top = (h - (both if self.detail else t.box("bodyb"))) / 2
        draw_text(q, t, x, top, right - x, self.title, "bodyb")
        under = top + t.box("bodyb") - t.px(2)
        draw_text(q, t, x, under, right - x, self.detail, "small", "text2")
        if self.hasFocus():
            ring(q, t, self.rect())

    def _ground(self, q: QPainter) -> None:
        t, hover = self.t, self.underMouse() or self.isDown()
        if not self.listed:
            fill = t.color("accent_soft" if hover else "surface")
            frame(q, t, self.rect(), t.color("line_ui"), fill, radius=RADIUS)
        elif self.on:
            q.fillRect(self.rect(), t.color("accent_soft"))
            q.fillRect(0, 0, t.px(4), self.height(), t.color("accent"))
        elif hover:
            q.fillRect(self.rect(), t.color("bg"))
        if self.listed and self.on and t.p.name == "contrast":
            edge: QColor = t.color("accent")
            frame(q, t, self.rect(), edge, None, radius=0, width=t.px(2))

    def _amount(self, q: QPainter, right: int) -> int:
        """Draw the amount ending at `right`; answers the width it takes."""
        if not self.amount:
            return 0
        t = self.t
        top = (self.height() - t.box("bodyb")) / 2
        if self.amount.endswith("円"):
            draw_figures(q, t, right, top, self.amount, "bodyb")
            return figures_width(t, self.amount, "bodyb") + t.px(12)
        width = t.width("bodyb", self.amount)
        draw_text(q, t, right - width, top, 0, self.amount, "bodyb")
        return width + t.px(12)
