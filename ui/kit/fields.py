"""One thing to fill in: label and 必須/任意 above, help under the label, error below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit import checks
from app.kit.glyphs import for_screen
from app.kit.kana import katakana
from app.kit.refusal import Refusal
from ui.kit.layout import col, host, row, stretched
from ui.kit.line_edit import LineEdit
from ui.kit.messages import text_of
from ui.kit.signs import Icon
from ui.kit.text import Text
from ui.kit.theme import Theme

T = TypeVar("T")
#: The value of a text, or a refusal.
Check = Callable[[str], T]


class Field(QWidget, Generic[T]):
    """Base of all fields. `name` is the name of the record's field.

    `text()` is what stands there, kept in drafts; `read()` is its value or raises the
    refusal that `show_refusal` puts under it.
    """

    edited = Signal()
    REQUIRED, OPTIONAL = "必須", "任意"

    def __init__(
        self,
        t: Theme,
        name: str,
        label: str,
        *,
        need: bool = False,
        help: str = "",
    ) -> None:
        super().__init__()
        self.t, self.name, self.label, self.need = t, name, label, need
        word = self.REQUIRED if need else self.OPTIONAL
        ink = "late" if need else "text3"
        self._head = row(t, Text(t, label, "smallb"), Text(t, word, "small", ink), None)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(t.px(4))
        self._box.addLayout(self._head)
        if help:
            self._box.addWidget(Text(t, help, "small", "text2", wraps=True))
        self._help, self._apart, self._fault_text = help, False, ""
        self._error = Text(t, "", "small", "late", wraps=True)
        sign = host(col(t, Icon(t, "warn", "late", 16), None, margins=(0, 2, 0, 0)))
        self._fault = host(stretched(row(t, sign, self._error, gap=6), 1))
        self._fault.hide()

    def put(self, editor: QWidget, beside: Text | None = None) -> None:
        """Lay the editor in, with what stands beside it; then the place of errors."""
        if beside is not None:
            spare = [] if beside.elide else [None]
            self._box.addLayout(row(self.t, editor, beside, *spare))
        elif editor.minimumWidth() == editor.maximumWidth():
            self._box.addWidget(editor, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._box.addWidget(editor)
        self._box.addWidget(self._fault)
        editor.setAccessibleDescription(self._help)

    def fault(self) -> QWidget:
        """The line of errors, to be laid elsewhere; it then names the field."""
        self._apart = True
        return self._fault

    def put_under(self, widget: QWidget) -> None:
        """Something that tells more about what was typed, hidden until it does."""
        widget.hide()
        self._box.insertWidget(self._box.indexOf(self._fault), widget)

    @property
    def says(self) -> str:
        """The field's name for screen readers."""
        return f"{self.label} {self.REQUIRED if self.need else self.OPTIONAL}"

    def editor(self) -> QWidget:
        """What gets the focus first."""
        raise NotImplementedError

    def editors(self) -> Sequence[QWidget]:
        """All that can have the focus, in the order in which Enter goes on."""
        return [self.editor()]

    def text(self) -> str:
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        raise NotImplementedError

    def read(self) -> T:
        raise NotImplementedError

    def mark(self, *, bad: bool) -> None:
        """Show on the editor itself whether it is refused."""

    def show_refusal(self, refusal: Refusal) -> None:
        self.show_error(text_of(refusal))

    def show_error(self, text: str) -> None:
        """A plain sentence under the field; "" takes it away."""
        self._fault_text = text
        self._error.say(f"{self.label}：{text}" if self._apart else text)
        self._fault.setVisible(bool(text))
        self.editor().setAccessibleDescription(text or self._help)
        self.mark(bad=bool(text))

    def error(self) -> str:
        return self._fault_text


class LineField(Field[T]):
    """A field of one line whose value is what `check` makes of it."""

    def __init__(
        self,
        t: Theme,
        name: str,
        label: str,
        check: Check[T],
        *,
        need: bool = False,
        help: str = "",
        width: int = 0,
        beside: Text | None = None,
    ) -> None:
        super().__init__(t, name, label, need=need, help=help)
        self._check = check
        self.edit = LineEdit(t, name, self.says, width)
        self.setFocusProxy(self.edit)
        self.put(self.edit, beside)
        self._drawn = Text(t, "", "small", "text2", elide=True)
        self.put_under(self._drawn)
        self.edit.textChanged.connect(self._draw)
        self.edit.textEdited.connect(self._typed)
        self.edit.textChanged.connect(lambda _: self.edited.emit())
        self.edit.refused.connect(self.show_refusal)
        self.edit.editingFinished.connect(self._left)

    def editor(self) -> LineEdit:
        return self.edit

    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        self.edit.setText(text)
        self.edit.setCursorPosition(0)
        self.show_error("")

    def read(self) -> T:
        return self._check(self.edit.text())

    def mark(self, *, bad: bool) -> None:
        self.edit.mark(bad=bad)

    def _draw(self, text: str) -> None:
        """An editor shows the plain form of a character with its selector."""
        special = for_screen(text) != text
        self._drawn.say(f"この字形で印刷します  {text}" if special else "")
        self._drawn.setVisible(special)

    def _typed(self, _: str) -> None:
        """Typing only takes an error away; a new one waits until the field is left."""
        if self.error():
            self.show_error("")

    def _left(self) -> None:
        if self.edit.text().strip():
            try:
                self.read()
            except Refusal as refusal:
                self.show_refusal(refusal)


class TextField(LineField[str]):
    """One line of at most `most` characters."""

    def __init__(
        self,
        t: Theme,
        name: str,
        label: str,
        *,
        most: int,
        need: bool = False,
        help: str = "",
        width: int = 0,
    ) -> None:
        check = partial(checks.line, name, most=most, required=need)
        super().__init__(t, name, label, check, need=need, help=help, width=width)


class PhoneField(LineField[str]):
    def __init__(
        self, t: Theme, name: str, label: str, *, need: bool = False, help: str = ""
    ) -> None:
        check = partial(checks.phone, name, required=need)
        super().__init__(t, name, label, check, need=need, help=help, width=176)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)


class EmailField(LineField[str]):
    def __init__(
        self, t: Theme, name: str, label: str, *, need: bool = False, help: str = ""
    ) -> None:
        check = partial(checks.email, name, required=need)
        super().__init__(t, name, label, check, need=need, help=help, width=320)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)


class PostalField(LineField[str]):
    """Seven digits; `complete` tells them so that a page may offer the address."""

    complete = Signal(str)

    def __init__(
        self, t: Theme, name: str, label: str, *, need: bool = False, help: str = ""
    ) -> None:
        check = partial(checks.postal_code, name, required=need)
        super().__init__(t, name, label, check, need=need, help=help, width=112)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        self.edit.textEdited.connect(self._look)

    def _look(self, text: str) -> None:
        try:
            code = checks.postal_code(self.name, text, required=True)
        except Refusal:
            return
        self.complete.emit(code)


class NumberField(LineField[int | None]):
    """A whole number from `least` to `most`; None when it may be and is empty."""

    def __init__(
        self,
        t: Theme,
        name: str,
        label: str,
        *,
        least: int = 0,
        most: int,
        unit: str = "",
        need: bool = False,
        help: str = "",
        width: int = 88,
    ) -> None:
        beside = Text(t, unit) if unit else None
        super().__init__(
            t,
            name,
            label,
            self._number,
            need=need,
            help=help,
            width=width,
            beside=beside,
        )
        self._least, self._most = least, most
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.edit.setAlignment(right)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)

    def at_least(self, least: int) -> None:
        """Another field decides what is enough."""
        self._least = least

    def _number(self, text: str) -> int | None:
        if not text.strip() and not self.need:
            return None
        if not text.strip():
            raise checks.Required(self.name)
        return checks.number(self.name, text, least=self._least, most=self._most)


class KanaField(LineField[str]):
    """フリガナ; follows what is spoken into another field until someone corrects it."""

    def __init__(
        self,
        t: Theme,
        name: str,
        label: str,
        *,
        most: int,
        follows: LineField[str] | None = None,
        need: bool = False,
        help: str = "",
        width: int = 0,
    ) -> None:
        check = partial(checks.kana, name, most=most, required=need)
        super().__init__(t, name, label, check, need=need, help=help, width=width)
        self._own = False
        self.edit.textEdited.connect(self._take_over)
        if follows is not None:
            follows.edit.spoken.connect(self._heard)
            follows.edit.textEdited.connect(self._emptied)

    def _take_over(self, text: str) -> None:
        self._own = bool(text)

    def _heard(self, reading: str) -> None:
        if not self._own:
            self.edit.setText(katakana(self.edit.text() + reading))
            self.show_error("")

    def _emptied(self, text: str) -> None:
        if not text and not self._own:
            self.set_text("")
