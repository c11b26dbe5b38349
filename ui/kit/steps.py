"""Next steps: every row says when, who and what, and does the one thing to be done."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.contracts import Step, StepSection
from ui.kit.buttons import Pressable
from ui.kit.layout import clear, col, host, put, row
from ui.kit.paint import cap, cap_width, draw_text, frame, ring
from ui.kit.text import Text
from ui.kit.theme import Role, Theme

DIGITS = "1234567890"
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
#: A key pressed twice by a trembling hand must not do the step that has moved up (s).
TWICE = 0.4


class StepRow(Pressable):
    """One step: one target as wide as the list, one tab stop, one sentence."""

    #: px at 100 %: when or how much, before who
    LEAD, MOST_LEAD = 66, 104

    def __init__(self, t: Theme, step: Step) -> None:
        super().__init__()
        self.t, self.key, self.first, self.lead = t, "", False, t.px(self.LEAD)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(step)

    def show_step(self, step: Step) -> None:
        self.step = step
        self.setAccessibleName(f"{step.lead} {step.who} {step.detail}、{step.action}")
        self.setToolTip(f"{step.who}\n{step.detail}")
        self.update()

    def put(self, key: str, lead: int, *, first: bool) -> None:
        """Its place in the list: its key, and where its names begin."""
        self.key, self.lead, self.first = key, lead, first
        self.update()

    def lead_width(self) -> int:
        return self.t.width("bodyb", self.step.lead)

    def sizeHint(self) -> QSize:
        return QSize(self.t.px(392), self.t.px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.t.px(240), self.t.px(44))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()  # the list moves, not the button
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, s, q = self.t, self.step, QPainter(self)
        w, h = self.width(), self.height()
        if self.first or self.underMouse():
            q.fillRect(self.rect(), t.color("accent_soft" if self.first else "bg"))
        q.fillRect(t.px(16), h - 1, w - t.px(32), 1, t.color("line"))
        top = (h - t.px(40)) / 2
        plain = s.tone == "text2"
        role: Role = "body" if plain else "bodyb"
        ink = "text" if plain else s.tone
        draw_text(q, t, t.px(16), top, self.lead, s.lead, role, ink)
        right = self._action(q)
        x = t.px(16) + self.lead + t.px(10)
        width = right - x - t.px(8)
        draw_text(q, t, x, top, width, s.who, "bodyb")
        draw_text(q, t, x, top + t.px(20), width, s.detail, "small", s.tone)
        if self.hasFocus():
            ring(q, t, self.rect().adjusted(t.px(4), t.px(1), -t.px(4), -t.px(1)))

    def _action(self, q: QPainter) -> int:
        """The verb and its key at the right; answers where they begin."""
        t, h, words = self.t, self.height(), self.step.action
        key = "Enter" if self.first else self.key
        key_width = cap_width(t, key) if key else 0
        width = t.width("small", words) + key_width + t.px(24 if key else 16)
        x = self.width() - width - t.px(12)
        ink, edge = "accent", "line_ui"
        if self.first:
            ink = edge = "on_accent"
            box = self.rect().adjusted(x, t.px(7), -t.px(12), -t.px(7))
            frame(q, t, box, None, t.color("accent"))
        y = (h - t.box("small")) / 2
        draw_text(q, t, x + t.px(8), y, 0, words, "small", ink)
        if key:
            at = x + width - key_width - t.px(8)
            cap(q, t, at, h // 2, key, ink if self.first else "text2", edge)
        return x


class StepList(QWidget):
    """Sections of steps; arrow keys move, Enter and the digits do.

    The first step is the page's next step: the only filled thing on it.
    """

    #: the row that has just got the focus, to be brought into sight
    moved = Signal(StepRow)

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self._rows: list[StepRow] = []
        self._shape: list[tuple[str, int]] = []
        self._last = (-1, 0.0)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(t.px(12))
        self.setAccessibleName("次にすること")

    def show_sections(self, sections: Sequence[StepSection]) -> None:
        """Show these; the focus stays at the same place of the list."""
        shown = [section for section in sections if section.steps]
        steps = [step for section in shown for step in section.steps]
        shape = [(section.title, len(section.steps)) for section in shown]
        if shape == self._shape:
            for row, step in zip(self._rows, steps, strict=True):
                row.show_step(step)
        else:
            self._build(shown)
            self._shape = shape
        lead = self._lead()
        for place, row in enumerate(self._rows):
            row.put(DIGITS[place : place + 1], lead, first=place == 0)

    def rows(self) -> Sequence[StepRow]:
        return self._rows

    def focus_first(self) -> None:
        self._focus(0)

    def press(self, place: int) -> None:
        """Do the step at a place, if there is one; the first is 0."""
        if place < len(self._rows):
            self._rows[place].click()

    def _build(self, sections: Sequence[StepSection]) -> None:
        at = next((i for i, row in enumerate(self._rows) if row.hasFocus()), None)
        clear(self._box)
        self._rows = []
        for section in sections:
            put(self._box, self._section(section))
        self._box.addStretch(1)
        if at is not None:
            self._focus(at)

    def _section(self, section: StepSection) -> QWidget:
        t = self.t
        title = Text(t, section.title, "smallb", "text2")
        count = Text(t, f"{section.to_do}件", "small", "text2")
        head = host(row(t, title, count, None, margins=(16, 0, 16, 0)))
        head.setFixedHeight(t.px(24))
        rows = [StepRow(t, step) for step in section.steps]
        for each in rows:
            each.clicked.connect(lambda _, each=each: self._do(each))
        self._rows.extend(rows)
        return host(col(t, head, *rows))

    def _lead(self) -> int:
        """One width for all: what stands at the left is never cut without need."""
        t = self.t
        wanted = max((row.lead_width() for row in self._rows), default=0)
        return min(t.px(StepRow.MOST_LEAD), max(t.px(StepRow.LEAD), wanted))

    def _do(self, row: StepRow) -> None:
        now, (place, before) = monotonic(), self._last
        self._last = (self._rows.index(row), now)
        if place != self._last[0] or now - before >= TWICE:
            row.step.do()

    def _focus(self, place: int) -> None:
        if self._rows:
            row = self._rows[max(0, min(len(self._rows) - 1, place))]
            row.setFocus(Qt.FocusReason.TabFocusReason)
            self.moved.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = next((i for i, row in enumerate(self._rows) if row.hasFocus()), -1)
        moves = {Qt.Key.Key_Down: at + 1, Qt.Key.Key_Up: at - 1}
        key = Qt.Key(event.key())
        if key in moves:
            self._focus(moves[key])
        elif event.text() in tuple(DIGITS) and not event.isAutoRepeat():
            self.press(DIGITS.index(event.text()))
        else:
            super().keyPressEvent(event)
