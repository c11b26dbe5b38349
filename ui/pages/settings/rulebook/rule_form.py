"""The form of one rule, made from the schema: its fields, and what can be added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.rules.book.values import Form as Keys
from app.rules.book.values import ListOf
from app.rules.file.entries import Entry, Group, More, Path, Shown
from app.rules.file.told import value_text
from ui.kit.buttons import Button
from ui.kit.fields import Field
from ui.kit.fields_choice import ChoiceField
from ui.kit.form import Form, Part
from ui.kit.layout import clear, col, host, put, row
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.settings.rulebook.draft import Fault
from ui.pages.settings.rulebook.fields import RuleField

#: Narrow fields that stand in one row.
IN_A_ROW = 3


class RuleForm(QWidget):
    """`typed` tells each value as soon as it can be read; nothing waits for a button."""

    typed = Signal(tuple, object)
    added = Signal(tuple, str, object)
    row_added = Signal(tuple, object)
    taken = Signal(tuple)
    #: Ctrl+Enter in a field, before the main button knows of what was typed last
    confirmed = Signal()

    def __init__(self, t: Theme, clock: Clock) -> None:
        super().__init__()
        self.t, self._clock = t, clock
        self._fields: dict[str, RuleField] = {}
        self._values: dict[str, Any] = {}
        self._told: list[tuple[Group, Text]] = []
        self.form: Form | None = None
        self._box = col(t)
        self.setLayout(self._box)

    def show_fields(self, fields: Sequence[Shown], at: Path) -> None:
        """Build the form anew; the field at a path gets the focus."""
        clear(self._box)
        self._fields, self._told, self.form = {}, [], None
        if not fields:
            return
        self.form = Form(self.t, list(self._parts(fields)))
        self.form.edited.connect(self._edited)
        self.form.confirmed.connect(lambda _: self.confirmed.emit())
        self._values = {name: _value(one) for name, one in self._fields.items()}
        put(self._box, self.form)
        if at:
            self._focus(at)

    def show_faults(self, faults: Sequence[Fault]) -> list[str]:
        """Each at its field, or at the first one below it; the others are answered."""
        told: dict[str, str] = {}
        rest = []
        for fault in faults:
            name = self._nearest(fault.keys)
            if name and name not in told:
                told[name] = fault.text
            else:
                rest.append(fault.text)
        for name, one in self._fields.items():
            if self._readable(one):
                one.field.show_error(told.get(name, ""))
        return rest

    def refresh(self, fields: Sequence[Shown]) -> None:
        """Tell anew what the groups say, while their fields stay."""
        now = {each.path: each for each in fields if isinstance(each, Group)}
        for group, text in self._told:
            if group.path in now:
                text.say(self._words(now[group.path]))
                text.setVisible(bool(text.text()))

    def flush(self) -> None:
        """What was typed last, before something else is done with the rule."""
        if self.form is not None:
            self._edited()

    def unread(self) -> Field[Any] | None:
        """The first field whose text is no value that could stand there."""
        fields = self._fields.values()
        return next((one.field for one in fields if not self._readable(one)), None)

    # within

    def _parts(self, fields: Sequence[Shown]) -> Iterator[Part]:
        side: list[QWidget] = []
        depth = 0
        for each in fields:
            if isinstance(each, Entry) and _narrow(each):
                if side and (len(side) == IN_A_ROW or depth != len(each.path)):
                    yield _rows(side)
                    side = []
                depth = len(each.path)
                side.append(self._field(each))
                continue
            if side:
                yield _rows(side)
                side = []
            if isinstance(each, Entry):
                yield self._field(each)
            elif isinstance(each, Group):
                yield self._group(each)
            else:
                yield self._more(each)
        if side:
            yield _rows(side)

    def _field(self, entry: Entry) -> QWidget:
        made = RuleField(self.t, entry, self._clock)
        self._fields[made.name] = made
        return made.field

    def _group(self, group: Group) -> QWidget:
        t = self.t
        title = Text(t, group.label, "bodyb")
        acts: list[QWidget] = []
        if group.several:
            more = Button(t, f"{group.label}を足す", icon="plus")
            rows = group.value
            more.clicked.connect(lambda: self.row_added.emit(group.path, rows))
            acts.append(more)
        if group.removable:
            away = Button(t, f"{group.label}を消す", kind="quiet")
            away.clicked.connect(lambda: self.taken.emit(group.path))
            acts.append(away)
        told = Text(t, self._words(group), "small", "accent", wraps=True)
        if not told.text():  # to show it before it has a place opens a window of its own
            told.hide()
        self._told.append((group, told))
        head = row(t, title, None, *acts, margins=(0, 8, 0, 0))
        return host(col(t, head, told))

    def _more(self, more: More) -> QWidget:
        name = "+" + "/".join(map(str, more.path))
        label = f"{more.label or 'この決まり'}に欄を足す"
        none = "（選ぶと欄が出ます）"
        field = ChoiceField(self.t, name, label, more.keys, none=none, width=320)

        def chosen() -> None:
            if key := field.text():
                kind = more.form.fields[key]
                # After the list of choices has closed: the form is built anew.
                QTimer.singleShot(0, self, lambda: self.added.emit(more.path, key, kind))

        field.edited.connect(chosen)
        return field

    def _words(self, group: Group) -> str:
        if group.several or not group.value or isinstance(group.kind, ListOf):
            return ""
        if not isinstance(group.kind, Keys):
            return ""
        key = next((k for k in reversed(group.path) if isinstance(k, str)), "")
        return value_text(group.kind, group.value, key)

    def _edited(self) -> None:
        for name, one in list(self._fields.items()):
            try:
                value = one.value()
            except Refusal as refusal:
                one.field.show_refusal(refusal)
                continue
            if value != self._values[name]:
                self._values[name] = value
                self.typed.emit(one.entry.path, value)

    def _readable(self, one: RuleField) -> bool:
        try:
            one.value()
        except Refusal:
            return False
        return True

    def _nearest(self, keys: Path) -> str:
        names = list(self._fields)
        for length in range(len(keys), 0, -1):
            start = "/".join(map(str, keys[:length]))
            near = [n for n in names if n == start or n.startswith(f"{start}/")]
            if near:
                return near[0]
        return ""

    def _focus(self, at: Path) -> None:
        start = "/".join(map(str, at))
        name = next((n for n in self._fields if n.startswith(start)), "")
        if name:
            self._fields[name].field.editor().setFocus()


def _value(one: RuleField) -> Any:
    """What a field says before anybody typed; it may write it in another way."""
    try:
        return one.value()
    except Refusal:
        return one.entry.value


def _narrow(entry: Entry) -> bool:
    """Whether its field is short enough to stand beside others."""
    simple = not entry.choices and not isinstance(entry.kind, ListOf)
    return simple and len(entry.path) > 1


def _rows(side: list[QWidget]) -> Part:
    return list(side) if len(side) > 1 else side[0]
