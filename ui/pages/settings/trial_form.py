"""The form of a question: the fields that both versions hang on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.rules.trial.asked import NO, YES, Typed
from app.rules.trial.entries import Entry, EntryKind
from ui.kit.fields import Field, NumberField, TextField
from ui.kit.fields_choice import CheckField, ChecksField, ChoiceField
from ui.kit.fields_date import DateField
from ui.kit.form import Form
from ui.kit.layout import clear, put
from ui.kit.theme import Theme

MOST = 99_999_999
#: Characters that a row of boxes holds, each box taking three of them for itself.
ACROSS, FEWER = 26, 19


class QuestionForm(QWidget):
    """Made anew for each kind of question; what was typed stays where it still fits."""

    #: {key of an entry: value}
    asked = Signal(dict)
    edited = Signal()

    def __init__(self, t: Theme, clock: Clock) -> None:
        super().__init__()
        self.t, self._clock = t, clock
        self._typed: dict[str, str] = {}
        self._entries: Sequence[Entry] = ()
        self.form: Form | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        if entries == self._entries and self.form is not None:
            return
        self._entries = entries
        self._typed |= self.typed()
        clear(self._box)
        form = self.form = Form(self.t, [self._field(entry) for entry in entries])
        form.fill(self._typed)
        form.edited.connect(self.edited)
        form.confirmed.connect(self._confirmed)
        put(self._box, form)

    def typed(self) -> dict[str, str]:
        return self.form.values() if self.form is not None else {}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put values in; those that have no field yet wait for it."""
        self._typed |= values
        if self.form is not None:
            self.form.fill(values)

    def confirm(self) -> None:
        if self.form is not None:
            self.form.confirm()

    def show_refusal(self, refusal: Refusal) -> bool:
        return self.form is not None and self.form.show_refusal(refusal)

    def _confirmed(self, values: dict[str, Any]) -> None:
        self.asked.emit({e.key: _value(e, values[e.key]) for e in self._entries})

    def _field(self, entry: Entry) -> Field[Any]:
        t, key, label, need = self.t, entry.key, entry.label, entry.need
        match entry.kind:
            case EntryKind.DAY:
                return DateField(t, key, label, self._clock, need=need)
            case EntryKind.CLOCK:
                return TextField(t, key, label, most=5, need=need, width=96)
            case EntryKind.COUNT:
                return NumberField(t, key, label, most=MOST, need=need, width=112)
            case EntryKind.NUMBER:
                return TextField(t, key, label, most=12, need=need, width=112)
            case EntryKind.FLAG:
                return CheckField(t, key, label, "はい")
            case EntryKind.YES_NO:
                both = [(YES, "はい"), (NO, "いいえ")]
                return ChoiceField(t, key, label, both, none="言わない", width=160)
            case EntryKind.CHOICES:
                return self._checks(entry)
            case EntryKind.ROOM | EntryKind.CHOICE:
                words = list(entry.words)
                return ChoiceField(t, key, label, words, need=need, none=_none(entry))
        return TextField(t, key, label, most=60, need=need)

    def _checks(self, entry: Entry) -> ChecksField:
        choices = [(str(at), words) for at, (_, words) in enumerate(entry.words)]
        widest = max(len(words) for _, words in entry.words) + 3
        across = max(1, self.t.pick(ACROSS, FEWER) // widest)
        return ChecksField(self.t, entry.key, entry.label, choices, across=across)


def _none(entry: Entry) -> str:
    """What an empty choice says."""
    if entry.need:
        return "選んでください"
    if entry.kind is EntryKind.ROOM:
        return "どの部屋でも"
    return "言わない" if "." in entry.key else "なし"


def _value(entry: Entry, read: Any) -> Typed:
    """Boxes are known by their places, as the names of slots may hold blanks."""
    if entry.kind is EntryKind.CHOICES:
        return tuple(entry.words[int(at)][0] for at in str(read).split())
    value: Typed = read
    return value
