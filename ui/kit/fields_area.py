"""Several lines of text: notes, reasons, contents of an activity."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit

from app.kit import checks
from app.kit.refusal import Refusal
from ui.kit.fields import Field
from ui.kit.theme import Theme


class _Area(QPlainTextEdit):
    """Takes no paste that is longer than a note can be; what stood there stays."""

    refused = Signal(Refusal)

    def __init__(self, t: Theme, name: str, says: str, lines: int, most: int) -> None:
        super().__init__()
        self._name, self._most = name, most
        self.setFont(t.font("body"))
        self.setAccessibleName(says)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(lines * t.box("body") + t.px(16))

    def insertFromMimeData(self, source: QMimeData) -> None:
        pasted = source.text()
        try:
            checks.lines(self._name, pasted, most=self._most)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self.insertPlainText(pasted)


class AreaField(Field[str]):
    """At most `most` characters in lines; `high` of them are seen at once.

    Enter breaks the line here; Tab goes on and Ctrl+Enter confirms as everywhere.
    """

    def __init__(
        self,
        t: Theme,
        name: str,
        label: str,
        *,
        most: int,
        high: int = 3,
        need: bool = False,
        help: str = "",
    ) -> None:
        super().__init__(t, name, label, need=need, help=help)
        self._check = partial(checks.lines, name, most=most, required=need)
        self.edit = _Area(t, name, self.says, high, most)
        self.setFocusProxy(self.edit)
        self.put(self.edit)
        self.edit.refused.connect(self.show_refusal)
        self.edit.textChanged.connect(self._typed)

    def editor(self) -> QPlainTextEdit:
        return self.edit

    def text(self) -> str:
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        self.edit.setPlainText(text)
        self.show_error("")

    def read(self) -> str:
        return self._check(self.text())

    def mark(self, *, bad: bool) -> None:
        self.edit.setProperty("bad", bad)
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)

    def _typed(self) -> None:
        if self.error():
            self.show_error("")
        self.edited.emit()
