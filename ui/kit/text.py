"""Text whose lines stand in line boxes."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.kit.paint import Align, draw_text, wrap
from ui.kit.theme import Role, Theme

FIXED, MAXIMUM = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum
IGNORED = QSizePolicy.Policy.Ignored


class Text(QLabel):
    """A label in one role of the type scale.

    `wraps` breaks it into at most `lines` lines; `elide` takes the spare width of its
    row and cuts what does not fit; `shrinks` cuts too, but never grows; without any of
    them it is exactly as wide as its words. What was cut is shown as a tool tip.
    """

    def __init__(
        self,
        t: Theme,
        text: str,
        role: Role = "body",
        color: str = "text",
        *,
        wraps: bool = False,
        lines: int = 99,
        align: Align = "l",
        elide: bool = False,
        shrinks: bool = False,
    ) -> None:
        super().__init__(text)
        self.t, self.role, self.color = t, role, color
        self.lines, self.align, self.elide = lines, align, elide
        self._shrinks = shrinks
        self.setFont(t.font(role))
        self.setWordWrap(wraps)
        wide = IGNORED if wraps or elide else MAXIMUM if shrinks else FIXED
        policy = QSizePolicy(wide, FIXED)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)

    def say(self, text: str, color: str = "") -> None:
        """Show another text, in another color if one is named."""
        self.color = color or self.color
        self.setText(text)
        self._fit()

    def is_cut(self) -> bool:
        """Whether a reader sees less than the whole text."""
        if self.wordWrap():
            return len(wrap(self.t, self.text(), self.role, self.width())) > self.lines
        return self.t.width(self.role, self.text()) > self.width() + 1

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        rows = wrap(self.t, self.text(), self.role, width, self.lines)
        return len(rows) * self.t.box(self.role)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        if self.wordWrap():
            # Nested layouts ask for heightForWidth too early and cut the last line.
            self.setFixedHeight(self.heightForWidth(self.width()))
        self.setToolTip(self.text() if self.is_cut() else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        if self.wordWrap():
            width = self.width() if self.width() > 100 else self.t.px(320)
            return QSize(self.t.px(80), self.heightForWidth(width))
        return QSize(self.t.width(self.role, self.text()) + 1, self.t.box(self.role))

    def minimumSizeHint(self) -> QSize:
        if self.elide or self._shrinks or self.wordWrap():
            return QSize(self.t.px(24), self.t.box(self.role))
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        q, box, rows = QPainter(self), self.t.box(self.role), [self.text()]
        y = (self.height() - box) / 2
        if self.wordWrap():
            rows, y = wrap(self.t, self.text(), self.role, self.width(), self.lines), 0
        color = self.color if self.isEnabled() else "text3"
        for i, line in enumerate(rows):
            top = y + i * box
            draw_text(q, self.t, 0, top, self.width(), line, self.role, color, self.align)
