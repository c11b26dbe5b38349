"""Segments (日 週 月) and tabs (概要 構成員 …)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QTabBar, QWidget

from ui.kit.layout import row
from ui.kit.paint import draw_text, frame, ring
from ui.kit.theme import CONTROL, Role, Theme


class _Segment(QRadioButton):
    def __init__(self, t: Theme, words: str) -> None:
        super().__init__(words)
        self.t = t
        width = max(t.px(44), t.width("bodyb", words) + t.px(24))
        self.setFixedSize(width, t.px(CONTROL))

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q, on = self.t, QPainter(self), self.isChecked()
        edge, fill = ("accent", "sel") if on else ("line_ui", "surface")
        frame(q, t, self.rect(), t.color(edge), t.color(fill))
        role: Role = "bodyb" if on else "body"
        y = (self.height() - t.box("body")) / 2
        ink = "on_sel" if on else "text2"
        draw_text(q, t, 0, y, self.width(), self.text(), role, ink, "c")
        if self.hasFocus():
            ring(q, t, self.rect())


class Segments(QWidget):
    """One of a few ways to look at the same thing. Arrow keys change it.

    `on` None: none yet, where a person has to say which.
    """

    chosen = Signal(int)

    def __init__(
        self, t: Theme, name: str, words: Sequence[str], on: int | None = 0
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._segments = [_Segment(t, word) for word in words]
        self.setLayout(row(t, *self._segments, gap=4))
        self.setFocusProxy(self._segments[on or 0])
        if on is not None:
            self.choose(on)
        for i, segment in enumerate(self._segments):
            segment.toggled.connect(lambda on, i=i: self.chosen.emit(i) if on else None)

    def choose(self, place: int) -> None:
        self._segments[place].setChecked(True)

    def place(self) -> int:
        """The one that is chosen."""
        return next(i for i, each in enumerate(self._segments) if each.isChecked())

    def is_chosen(self) -> bool:
        return any(segment.isChecked() for segment in self._segments)


class Tabs(QTabBar):
    """Headings of a card; a count may stand beside a heading."""

    def __init__(self, t: Theme, name: str, words: Sequence[str]) -> None:
        super().__init__()
        self.t = t
        self.counts: dict[int, str] = {}
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for word in words:
            self.addTab(word)

    def count_beside(self, place: int, count: str) -> None:
        self.counts[place] = count
        self.setTabToolTip(place, f"{self.tabText(place)} {count}")
        # Only a heading that is set lays all of them out anew.
        self.setTabText(place, self.tabText(place))

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._wide(index), self.t.px(44))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def _wide(self, index: int) -> int:
        t, count = self.t, self.counts.get(index, "")
        beside = t.width("small", count) + t.px(6) if count else 0
        return t.width("bodyb", self.tabText(index)) + beside + t.px(32)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q = self.t, QPainter(self)
        q.fillRect(0, self.height() - 1, self.width(), 1, t.color("line"))
        for i in range(self.count()):
            self._tab(q, i, self.tabRect(i), on=i == self.currentIndex())

    def _tab(self, q: QPainter, i: int, place: QRect, *, on: bool) -> None:
        t, x, h = self.t, place.x() + self.t.px(16), self.height()
        role: Role = "bodyb" if on else "body"
        y = (h - t.box("body")) / 2
        ink = "accent" if on else "text2"
        width = draw_text(q, t, x, y, 0, self.tabText(i), role, ink)
        if count := self.counts.get(i, ""):
            beside = x + width + t.px(6)
            small = (h - t.box("small")) / 2 + 0.76 * t.scale
            draw_text(q, t, beside, small, 0, count, "small", "text2")
        if on:
            bar = place.width() - t.px(32)
            q.fillRect(x, h - t.px(3), bar, t.px(3), t.color("accent"))
        if on and self.hasFocus():
            ring(q, t, place)
