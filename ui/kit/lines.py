"""Aligned lines that are only read: fees with their rules, facts of a card, short lists.

Painted: twelve rows are one widget, and one sentence to a screen reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.kit import icons
from ui.kit.paint import draw_figures, draw_text, figures_width, wrap
from ui.kit.theme import Role, Theme

L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class FeeLine:
    """基本 | 会議室A 午後 | 第4条・別表1 | 1,000円"""

    kind: str
    what: str
    rule: str
    amount: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """代表者 | 髙橋 節子; `secret` facts are for the desk only (窓口のみ)."""

    label: str
    value: str
    secret: bool | None = None


@dataclass(frozen=True, slots=True)
class ShortLine:
    """✓ | 案内を渡した | 11/2; `role` colors sign and value."""

    text: str
    value: str = ""
    sign: str = ""
    role: str = "text2"


class _Lines(QLabel, Generic[L]):
    """Rows under each other. A QLabel, so that a screen reader meets static text."""

    ROW = 32

    def __init__(self, t: Theme, lines: Sequence[L] = ()) -> None:
        super().__init__()
        self.t = t
        self.lines: Sequence[L] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_lines(lines)

    def show_lines(self, lines: Sequence[L]) -> None:
        self.lines = lines
        self.setAccessibleName("、".join(self.sentence(line) for line in lines))
        self.updateGeometry()
        self.update()

    def sentence(self, line: L) -> str:
        raise NotImplementedError

    def paint_line(self, q: QPainter, y: int, h: int, line: L) -> None:
        raise NotImplementedError

    def row_height(self, line: L) -> int:
        return self.t.px(self.ROW)

    def sizeHint(self) -> QSize:
        height = sum(self.row_height(line) for line in self.lines)
        return QSize(self.t.px(296), height + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.t.px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        q, y = QPainter(self), 0
        for i, line in enumerate(self.lines):
            h = self.row_height(line)
            if i or self.ROW < FactList.ROW:
                q.fillRect(0, y, self.width(), 1, self.t.color("line"))
            self.paint_line(q, y, h, line)
            y += h


class MoneyLines(_Lines[FeeLine]):
    """Fee lines: what, by which rule, how much; amounts share one right edge.

    Rules that have no room beside what they are about stand under it.
    """

    ROW = 26
    TALL = 46

    def sentence(self, line: FeeLine) -> str:
        return f"{line.kind} {line.what} {line.amount} {line.rule}"

    def row_height(self, line: FeeLine) -> int:
        return self.t.px(self.ROW if self._fits() else self.TALL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._kind() - self._amount()
        cut = not self._fits() and self._widest("what") > room
        self.setToolTip("\n".join(map(self.sentence, self.lines)) if cut else "")

    def paint_line(self, q: QPainter, y: int, h: int, line: FeeLine) -> None:
        t, w, kind, amount = self.t, self.width(), self._kind(), self._amount()
        h = t.px(self.ROW)
        small = y + (h - t.box("small")) / 2
        draw_text(q, t, 0, small, kind, line.kind, "smallb")
        draw_figures(q, t, w, y + (h - t.box("body")) / 2, line.amount)
        left = w - amount - self._widest("rule") if self._fits() else w - amount
        room = left - kind - t.px(8)
        draw_text(q, t, kind, small, room, line.what, "small", "text2")
        if self._fits():
            draw_text(q, t, left, small, 0, line.rule, "small", "accent")
        else:
            under = y + h - t.px(4)
            draw_text(q, t, kind, under, w - kind, line.rule, "small", "accent")

    def _fits(self) -> bool:
        rule, what = self._widest("rule"), self._widest("what")
        gaps = self.t.px(16)
        return self._kind() + what + rule + self._amount() + gaps <= self.width()

    def _widest(self, part: str) -> int:
        texts = (str(getattr(line, part)) for line in self.lines)
        return max((self.t.width("small", text) for text in texts), default=0)

    def _kind(self) -> int:
        kinds = (self.t.width("smallb", line.kind) for line in self.lines)
        return max(kinds, default=0) + self.t.px(12)

    def _amount(self) -> int:
        amounts = (figures_width(self.t, line.amount) for line in self.lines)
        return max(amounts, default=0) + self.t.px(16)


class FactList(_Lines[FactLine]):
    """What is known of one thing: label, value, and who may be shown it.

    A long value takes as many lines as it needs.
    """

    ROW = 36

    def sentence(self, line: FactLine) -> str:
        shown = {None: "", True: "窓口のみ", False: "公開"}[line.secret]
        return f"{line.label} {line.value} {shown}".strip()

    def row_height(self, line: FactLine) -> int:
        more = len(self._value(line)) - 1
        return self.t.px(self.ROW) + more * self.t.box("body")

    def paint_line(self, q: QPainter, y: int, h: int, line: FactLine) -> None:
        t, one = self.t, self.t.px(self.ROW)
        small, top = y + (one - t.box("small")) / 2, y + (one - t.box("body")) / 2
        draw_text(q, t, 0, small, self._label(), line.label, "small", "text2")
        for i, words in enumerate(self._value(line)):
            draw_text(q, t, self._label(), top + i * t.box("body"), 0, words)
        if line.secret is not None:
            self._who(q, self.width() - self._mark(), y, one, secret=line.secret)

    def _value(self, line: FactLine) -> Sequence[str]:
        """The value in as many lines as it needs at this width."""
        mark = 0 if line.secret is None else self._mark() + self.t.px(8)
        return wrap(self.t, line.value, "body", self.width() - self._label() - mark)

    def _label(self) -> int:
        labels = (self.t.width("small", each.label) for each in self.lines)
        return max(labels) + self.t.px(16)

    def _mark(self) -> int:
        return self.t.width("smallb", "窓口のみ") + self.t.px(26)

    def _who(self, q: QPainter, x: int, y: int, h: int, *, secret: bool) -> None:
        t, size = self.t, self.t.px(16)
        icon, word, ink = (
            ("lock", "窓口のみ", "text") if secret else ("eye", "公開", "text2")
        )
        stroke = 2.2 if secret else 1.6
        icons.draw(q, icon, x, y + (h - size) // 2, size, t.name(ink), stroke)
        top = y + (h - t.box("small")) / 2
        role: Role = "smallb" if secret else "small"
        draw_text(q, t, x + t.px(22), top, 0, word, role, ink)


class ShortList(_Lines[ShortLine]):
    """Short lines of a side card: sign, text, value at the right.

    A long text takes as many lines as it needs.
    """

    def sentence(self, line: ShortLine) -> str:
        return f"{line.sign} {line.text} {line.value}".strip()

    def row_height(self, line: ShortLine) -> int:
        return self.t.px(self.ROW) + (len(self._text(line)) - 1) * self.t.box("body")

    def paint_line(self, q: QPainter, y: int, h: int, line: ShortLine) -> None:
        t, w, one = self.t, self.width(), self.t.px(self.ROW)
        body = y + (one - t.box("body")) / 2
        if line.sign:
            draw_text(q, t, 0, body, 0, line.sign, "bodyb", line.role)
        for i, words in enumerate(self._text(line)):
            draw_text(q, t, self._sign(line), body + i * t.box("body"), 0, words)
        if line.value.endswith("円"):
            draw_figures(q, t, w, body, line.value, "body", line.role)
        else:
            small = y + (one - t.box("small")) / 2
            left = w - t.width("small", line.value)
            draw_text(q, t, left, small, 0, line.value, "small", line.role)

    def _text(self, line: ShortLine) -> Sequence[str]:
        """In as many lines as it needs beside the value."""
        t, value = self.t, line.value
        money = value.endswith("円")
        width = figures_width(t, value) if money else t.width("small", value)
        room = self.width() - self._sign(line) - width - t.px(8)
        return wrap(t, line.text, "body", room)

    def _sign(self, line: ShortLine) -> int:
        return self.t.px(26) if line.sign else 0
