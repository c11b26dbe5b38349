"""What the rules want to know of a use: 市外, 営利, 入場料; only what they ask for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.kit import checks
from app.kit.refusal import Refusal
from app.rules.book.facts import FactKind
from app.rules.use.asked import NO, OF_APPLICANT, YES, Question
from ui.kit.fields import Field
from ui.kit.fields_choice import Combo
from ui.kit.layout import clear, host, put, row
from ui.kit.line_edit import LineEdit
from ui.kit.text import Text
from ui.kit.theme import Theme

#: Nothing is said: what nobody mentioned speaks against nobody.
UNSAID = "聞いていない"
WIDTH, MOST = 176, 10_000_000


class SaidField(Field[str]):
    """One line for each question; hidden where the rules ask nothing.

    Its `text()` is the JSON of what was said, by the names of the facts.
    """

    #: an editor that was not there when the form was made
    made = Signal(object)

    def __init__(self, t: Theme) -> None:
        super().__init__(t, "facts", "使い方の確認")
        self._asked: tuple[Question, ...] | None = None
        self._said: dict[str, str] = {}
        self._editors: list[QWidget] = []
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(t.px(4))
        self.put(host(self._lines))
        self.hide()

    # what forms ask

    def editor(self) -> QWidget:
        return self._editors[0] if self._editors else self

    def editors(self) -> Sequence[QWidget]:
        return self._editors

    def text(self) -> str:
        """What is not asked here, or cannot be read, was not said."""
        kinds = {each.name: each.kind for each in self._asked or ()}
        kept = {
            name: value
            for name, value in self._said.items()
            if self._asked is None or name in kinds
            if kinds.get(name) is not FactKind.NUMBER or _number(value) is not None
        }
        return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""

    def set_text(self, text: str) -> None:
        self._said = json.loads(text) if text else {}
        self.show_error("")
        self._show()

    def read(self) -> str:
        """Raises what is wrong with a number."""
        for question in self._asked or ():
            value = self._said.get(question.name, "")
            if value and question.kind is FactKind.NUMBER:
                checks.number(self.name, value, least=0, most=MOST)
        return self.text()

    # what panels ask

    def ask(self, questions: Sequence[Question]) -> None:
        """These are the questions now; what was said of them stays."""
        if tuple(questions) != self._asked:
            self._asked = tuple(questions)
            self._show()
        self.setVisible(bool(questions))

    def propose(self, facts: Mapping[str, str]) -> None:
        """What the group said of itself last time, where nothing is said yet."""
        if not self._said:
            own = {name: value for name, value in facts.items() if name in OF_APPLICANT}
            self.set_text(json.dumps(own) if own else "")

    # within

    def _show(self) -> None:
        clear(self._lines)
        self._editors = []
        for question in self._asked or ():
            editor = self._editor(question)
            self._editors.append(editor)
            label = Text(self.t, question.label, elide=True)
            put(self._lines, host(row(self.t, label, None, editor)))
            self.made.emit(editor)

    def _editor(self, question: Question) -> QWidget:
        value = self._said.get(question.name, "")
        says = f"{question.label} {self.OPTIONAL}"
        if question.kind is FactKind.NUMBER:
            edit = LineEdit(self.t, question.name, says)
            edit.setText(value)
            edit.setFixedWidth(self.t.px(WIDTH))
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            edit.textEdited.connect(partial(self._take, question.name))
            return edit
        words = question.words or ((YES, NO) if question.kind is FactKind.FLAG else ())
        combo = Combo(self.t, says, WIDTH)
        for word in ("", *words):
            combo.addItem(word or UNSAID, word)
        combo.setCurrentIndex(max(0, combo.findData(value)))
        combo.currentIndexChanged.connect(partial(self._chosen, question.name, combo))
        return combo

    def _chosen(self, name: str, combo: QComboBox, _: int) -> None:
        self._take(name, str(combo.currentData() or ""))

    def _take(self, name: str, value: str) -> None:
        if value.strip():
            self._said[name] = value.strip()
        else:
            self._said.pop(name, None)
        self.show_error("")
        self.edited.emit()


def _number(text: str) -> int | None:
    try:
        return checks.number("facts", text, least=0, most=MOST)
    except Refusal:
        return None
