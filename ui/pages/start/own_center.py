"""はじめて使う: five steps, then all of it once more before anything is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from ui.kit.buttons import Button
from ui.kit.layout import Scroll, clear, col, host, line, put, row, stretched
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.start.answers import Answers
from ui.pages.start.frame import Marks, middle
from ui.pages.start.rooms import RulesStep
from ui.pages.start.steps import BackupStep, CenterStep, StaffStep, Step, YearStep
from ui.parts.facts import fact

WIDTH, HEIGHT = 720, 640
LAST = "確認"


class OwnCenter(QWidget):
    """Going back loses nothing: every step stays as it was left.

    Nothing is written before はじめる; what was typed is in memory only.
    """

    left = Signal()
    #: `Answers`, read once more by the person
    agreed = Signal(object)

    def __init__(self, t: Theme, clock: Clock, backups: Path) -> None:
        super().__init__()
        self.t = t
        self.steps: list[Step] = [
            CenterStep(t),
            YearStep(t, clock),
            RulesStep(t),
            StaffStep(t),
            BackupStep(t, backups),
        ]
        self._answers: Answers | None = None
        self._facts = col(t, gap=12)
        self.marks = Marks(t, [*(step.name for step in self.steps), LAST])
        self.pages = QStackedWidget()
        for step in self.steps:
            step.confirmed.connect(self.forward)
            self.pages.addWidget(step)
        self.pages.addWidget(self._summary())
        self.setLayout(middle(t, self._card(), WIDTH, HEIGHT))

    def _card(self) -> QBoxLayout:
        t = self.t
        self.back = Button(t, "戻る", "Esc", icon="left", height=40)
        self.back.clicked.connect(self.backward)
        self.next = Button(t, "次へ", "Ctrl+Enter", "primary", height=40)
        self.next.clicked.connect(self.forward)
        head = col(t, Text(t, "はじめて使う", "title"), self.marks, gap=16)
        foot = row(t, self.back, None, self.next, margins=(24, 12, 24, 12))
        body = host(col(t, self.pages, margins=(24, 16, 24, 8)))
        top = host(col(t, head, margins=(24, 20, 24, 12)))
        return stretched(col(t, top, line(), body, line(), host(foot)), 2)

    def _summary(self) -> QWidget:
        t = self.t
        words = "この内容で始めます。まだ何も作っていません。"
        told = Text(t, words, "body", "text2", wraps=True)
        return host(col(t, Scroll(t, col(t, told, self._facts, None, gap=16))))

    def start_focus(self) -> None:
        place = self.pages.currentIndex()
        if place < len(self.steps):
            self.steps[place].start_focus()
        else:
            self.next.setFocus()

    def go(self, place: int) -> None:
        """Show a step; the one after the last is the summary."""
        self.pages.setCurrentIndex(place)
        self.marks.go(place)
        ready = place == len(self.steps)
        self.next.words = "はじめる" if ready else "次へ"
        self.next.setAccessibleName(self.next.words)
        self.next.updateGeometry()
        self.start_focus()

    def forward(self) -> None:
        """On, when this step is answered."""
        place = self.pages.currentIndex()
        if place == len(self.steps):
            self.agreed.emit(self._answers)
        elif self.steps[place].read() is not None:
            if place + 1 == len(self.steps) and not self._gather():
                return
            self.go(place + 1)

    def backward(self) -> None:
        """Back; before the first step lies the choice."""
        place = self.pages.currentIndex()
        if place:
            self.go(place - 1)
        else:
            self.left.emit()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Go to the step that a refusal of the use case belongs to, if it has one."""
        for place, step in enumerate(self.steps):
            if step.show_refusal(refusal):
                self.go(place)
                return True
        return False

    def _gather(self) -> bool:
        """Read every step; stop at the one that has to be mended."""
        values: dict[str, Any] = {}
        for place, step in enumerate(self.steps):
            read = step.read()
            if read is None:
                self.go(place)
                return False
            values |= read
        del values["again"]
        values["year"], values["backups"] = int(values["year"]), Path(values["backups"])
        self._answers = Answers(**values)
        clear(self._facts)
        for label, value in self._answers.lines():
            put(self._facts, fact(self.t, label, value))
        return True
