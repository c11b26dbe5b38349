"""Several fields filled in together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit.checks import FieldRefused
from app.kit.refusal import Refusal
from ui.kit.fields import Field
from ui.kit.layout import col, row
from ui.kit.theme import Theme

#: After the last key, so that a draft is kept once per pause (ms).
PAUSE = 400
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Modifier = Qt.KeyboardModifier
NEW_LINE = Modifier.AltModifier | Modifier.ShiftModifier
#: A field or another widget, or several side by side.
Part = QWidget | Sequence[QWidget]


class Form(QWidget):
    """Enter goes to the next field, Ctrl+Enter confirms, Esc steps back.

    Alt+Enter and Shift+Enter are left to fields of several lines.

    Nothing typed is ever lost by the form: errors stand at the fields, the values stay.
    """

    #: what was typed changed, told once per pause: time to keep `values()` as a draft
    edited = Signal()
    #: every field was readable: {name: value}
    confirmed = Signal(dict)
    stepped_back = Signal()

    def __init__(self, t: Theme, parts: Sequence[Part]) -> None:
        super().__init__()
        self.t = t
        self._fields: dict[str, Field[Any]] = {}
        self._refused: Field[Any] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.edited)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(t.px(12))
        for part in parts:
            self._add(part)

    def __getitem__(self, name: str) -> Field[Any]:
        return self._fields[name]

    def __iter__(self) -> Iterator[Field[Any]]:
        return iter(self._fields.values())

    def values(self) -> dict[str, str]:
        """What stands in every field, for a draft."""
        return {field.name: field.text() for field in self}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put a draft back; fields it does not know stay as they are."""
        for name in values.keys() & self._fields.keys():
            self._fields[name].set_text(values[name])
        self._pause.stop()

    def empty(self) -> None:
        self.fill(dict.fromkeys(self._fields, ""))

    def read(self) -> dict[str, Any] | None:
        """Every value; None when a field refused, which then has the focus."""
        values: dict[str, Any] = {}
        bad: list[Field[Any]] = []
        for field in self:
            field.show_error("")
            try:
                values[field.name] = field.read()
            except Refusal as refusal:
                field.show_refusal(refusal)
                bad.append(field)
        if bad:
            bad[0].editor().setFocus()
            return None
        return values

    def confirm(self) -> None:
        """What Ctrl+Enter does; connect the main button to it."""
        if (values := self.read()) is not None:
            self.confirmed.emit(values)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Put a refusal of the use case at its field, and go there; False when it belongs
        to none."""
        field = self.tell_refusal(refusal)
        if field is not None:
            field.editor().setFocus()
        return field is not None

    def tell_refusal(self, refusal: Refusal) -> Field[Any] | None:
        """The same under the hands of somebody who types: where they are, they stay."""
        if not isinstance(refusal, FieldRefused) or refusal.field not in self._fields:
            return None
        field = self._fields[refusal.field]
        field.show_refusal(refusal)
        self._refused = field
        return field

    def clear_refusal(self) -> None:
        """What the use case refused was seen to, be it in another field than the one
        that bears it."""
        if self._refused is not None:
            self._refused.show_error("")
        self._refused = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        held = event.modifiers()
        if event.key() in ENTER and held & Modifier.ControlModifier:
            self.confirm()
        elif event.key() in ENTER and not held & NEW_LINE:
            self._next(watched)
        elif event.key() == Qt.Key.Key_Escape:
            self.stepped_back.emit()
        else:
            return False
        return True

    def _add(self, part: Part) -> None:
        if isinstance(part, QWidget):
            self._know(part)
            self._box.addWidget(part)
            return
        line = row(self.t, *part, gap=16)
        for place, widget in enumerate(part):
            self._know(widget)
            line.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
            line.setStretch(place, int(isinstance(widget, Field)))
        faults = [widget.fault() for widget in part if isinstance(widget, Field)]
        self._box.addLayout(col(self.t, line, *faults, gap=4))

    def _know(self, field: QWidget) -> None:
        if not isinstance(field, Field):
            return
        self._fields[field.name] = field
        for editor in field.editors():
            editor.installEventFilter(self)
        field.edited.connect(self._pause.start)

    def _next(self, editor: QObject) -> None:
        each = [editor for field in self for editor in field.editors()]
        editors = [e for e in each if e.isEnabled() and e.isVisibleTo(self)]
        place = editors.index(editor) + 1 if editor in editors else 0
        if place < len(editors):
            editors[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focusNextChild()
