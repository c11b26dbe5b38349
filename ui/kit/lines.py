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

