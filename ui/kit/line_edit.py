"""A line to type into that takes no line breaks and tells its reading."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from app.kit import checks
from app.kit.refusal import Refusal
from ui.kit.theme import CONTROL, Theme

#: More than anybody types into one line: a paste gone wrong is not taken in.
MOST = 2000
ALT = Qt.KeyboardModifier.AltModifier
KANA = re.compile("[ぁ-ゖァ-ヺー]+")


class _OneLine(QValidator):
    """Takes nothing that cannot be one line; what stood there before stays.

    A cell copied from a table ends with a line break: that one is dropped.
    """

    refused = Signal(Refusal)

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._name = name

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        kept = text.rstrip("\r\n\u2028").replace("\t", " ")
        try:
            checks.line(self._name, kept, most=MOST)
        except (checks.OneLine, checks.TooLong, checks.Control) as refusal:
            self.refused.emit(refusal)
            return QValidator.State.Invalid, text, position
        except Refusal:
            pass  # emoji and the like are said at the field, and stay to be corrected
        return QValidator.State.Acceptable, kept, min(position, len(kept))


def restyle(editor: QWidget, *, bad: bool) -> None:
    """Give an editor the edge of one that was refused, or take it away."""
    if editor.property("bad") != bad:
        editor.setProperty("bad", bad)
        editor.style().unpolish(editor)
        editor.style().polish(editor)


class LineEdit(QLineEdit):
    """One line in the theme's type. `width` in px at 100 %, 0: as wide as there is."""

    #: a paste that was not taken in, and why
    refused = Signal(Refusal)
    #: the kana that the input method was given for what it just wrote
    spoken = Signal(str)

    def __init__(self, t: Theme, name: str, says: str, width: int = 0) -> None:
        super().__init__()
        self.t = t
        self._reading = ""
        self.setAccessibleName(says)
        self.setFont(t.font("body"))
        self.setFixedHeight(t.px(CONTROL))
        guard = _OneLine(name, self)
        guard.refused.connect(self.refused)
        self.setValidator(guard)
        if width:
            self.setFixedWidth(t.px(width))

    def mark(self, *, bad: bool) -> None:
        """The red edge of a field that was refused."""
        restyle(self, bad=bad)

    def event(self, event: QEvent) -> bool:
        """Without typing to take back, Ctrl+Z means the desk's last deed."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and a letter is a button's key, or nobody's: never a letter typed."""
        text = event.text()
        if event.modifiers() == ALT and text.isascii() and text.isalnum():
            event.ignore()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        typed, written = event.preeditString(), event.commitString()
        if KANA.fullmatch(typed):
            self._reading = typed
        super().inputMethodEvent(event)
        if written:
            reading = written if KANA.fullmatch(written) else self._reading
            self._reading = ""
            if reading:
                self.spoken.emit(reading)
