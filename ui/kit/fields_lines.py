"""A text of several lines."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.kit import checks
from app.kit.refusal import Refusal
from ui.kit.fields import Field
from ui.kit.line_edit import restyle
from ui.kit.theme import Theme

#: More than anybody pastes into a field on purpose.
MOST = 20_000
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _LinesEdit(QTextEdit):
    """As high as `rows` lines; a new line is begun as in a cell of a workbook."""

    #: a paste that was not taken in, and why
    refused = Signal(Refusal)
    left = Signal()

    def __init__(self, t: Theme, name: str, says: str, rows: int) -> None:
        super().__init__()
        self.t, self._name = t, name
        self.setAccessibleName(says)
        self.setAcceptRichText(False)
        self.setFont(t.font("body"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(rows * t.box("body") + t.px(16))
        self.document().setDocumentMargin(t.px(5))
        self.show_text("")

    def show_text(self, text: str) -> None:
        """In line boxes: BIZ UD's own line spacing is 1.0 em."""
        self.setPlainText(text)
        box = QTextBlockFormat()
        kind = QTextBlockFormat.LineHeightTypes.FixedHeight
        box.setLineHeight(self.t.box("body"), kind.value)
        every = QTextCursor(self.document())
        every.select(QTextCursor.SelectionType.Document)
        self.document().setUndoRedoEnabled(False)
        every.mergeBlockFormat(box)
        self.document().setUndoRedoEnabled(True)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """All of it or nothing: what stood there before stays."""
        pasted = source.text().rstrip("\r\n")
        try:
            checks.lines(self._name, pasted, most=MOST)
        except (checks.TooManyLines, checks.TooLong, checks.Control) as refusal:
            self.refused.emit(refusal)
            return
        except Refusal:
            pass  # emoji and the like are said at the field, and stay to be corrected
        self.insertPlainText(pasted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class LinesField(Field[str]):
    """Several lines of at most `most` characters. Alt+Enter begins a new one."""

    NEW_LINE = "改行は Alt+Enter"

    def __init__(
        self,
        t: Theme,
        name: str,
        label: str,
        *,
        most: int,
        rows: int = 3,
        need: bool = False,
        help: str = "",
    ) -> None:
        words = " ".join(part for part in (help, self.NEW_LINE) if part)
        super().__init__(t, name, label, need=need, help=words)
        self._check = partial(checks.lines, name, most=most, required=need)
        self.edit = _LinesEdit(t, name, self.says, rows)
        self.setFocusProxy(self.edit)
        self.put(self.edit)
        self.edit.textChanged.connect(self._typed)
        self.edit.refused.connect(self.show_refusal)
        self.edit.left.connect(self._left)

    def editor(self) -> QTextEdit:
        return self.edit

    def text(self) -> str:
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        self.edit.show_text(text)
        self.show_error("")

    def read(self) -> str:
        return self._check(self.text())

    def mark(self, *, bad: bool) -> None:
        restyle(self.edit, bad=bad)

    def _typed(self) -> None:
        if self.error():
            self.show_error("")
        self.edited.emit()

    def _left(self) -> None:
        if self.text().strip():
            try:
                self.read()
            except Refusal as refusal:
                self.show_refusal(refusal)
