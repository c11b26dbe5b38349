"""A field of the screen for each kind of value that a rulebook holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.kit.checks import FieldRefused
from app.kit.clock import Clock
from app.rules.book.values import DAY, RATE, YEN, Kind, ListOf, MapOf
from app.rules.file.entries import Entry
from app.rules.file.typed import NotTyped, typed_text, typed_value
from ui.kit.fields import Field, LineField
from ui.kit.fields_choice import ChecksField, ChoiceField
from ui.kit.fields_date import DateField
from ui.kit.fields_lines import LinesField
from ui.kit.text import Text
from ui.kit.theme import Theme

#: Longest words of a choice of which any number stands in a row, else at most three.
SHORT, ACROSS = 4, 3
#: Characters that a row of boxes holds, each box taking three of them for itself.
CHARACTERS, FEWER = 54, 34
#: What is typed into lists of names with values.
EXAMPLES = {
    "times": "1行に1つ、「午前 9:00-12:00」のように書きます。",
    "covers": "1行に1つ、「全日 午前、午後、夜間」のように書きます。",
    "sizes": "1行に1つ、「A3 20」のように書きます。",
}
#: What is said below the boxes of facilities and rooms.
ANYWHERE: Mapping[tuple[str, ...], str] = {
    ("facilities",): "選ばなければ、すべての施設です。",
    ("rooms",): "選ばなければ、すべての部屋です。",
}
UNITS = {id(YEN): "円", id(RATE): ""}
HELP = {id(RATE): "5割・50% のように書きます。"}


class WrongValue(FieldRefused):
    """What was typed is none of the values that the rulebook can hold there."""

    code = "rulebook.wrong_typed"


class KindField(LineField[Any]):
    """One line whose value is one of a kind of the schema."""

    def __init__(self, t: Theme, name: str, entry: Entry) -> None:
        self._entry = entry
        unit = UNITS.get(id(entry.kind), "")
        narrow = len(entry.path) > 1 or _is_number(entry.kind)
        super().__init__(
            t,
            name,
            entry.label,
            self._value,
            need=entry.needed,
            help=HELP.get(id(entry.kind), ""),
            width=120 if narrow else 0,
            beside=Text(t, unit) if unit else None,
        )

    def _value(self, text: str) -> Any:
        if not text.strip():
            return None
        try:
            return typed_value(self._entry.kind, text)
        except NotTyped as error:
            raise WrongValue(self.name, told=str(error)) from error


class ListField(LinesField):
    """午前 9:00-12:00, one in a line."""

    def __init__(self, t: Theme, name: str, entry: Entry) -> None:
        self._entry = entry
        super().__init__(
            t,
            name,
            entry.label,
            most=4000,
            rows=4,
            need=entry.needed,
            help=EXAMPLES.get(str(entry.path[-1]), "1行に1つ、「名前 値」と書きます。"),
        )

    def read(self) -> Any:
        text = self.text().strip()
        if not text:
            return None
        try:
            return typed_value(self._entry.kind, text)
        except NotTyped as error:
            raise WrongValue(self.name, told=str(error)) from error


class RuleField:
    """A field and the entry it stands for; `value` is what the file would hold."""

    def __init__(self, t: Theme, entry: Entry, clock: Clock) -> None:
        self.entry = entry
        self.name = "/".join(map(str, entry.path))
        self.field = self._made(t, clock)
        if self._wide:
            words = entry.value if isinstance(entry.value, list) else [entry.value]
            places = [str(n) for n, (v, _) in enumerate(self.choices) if v in words]
            self.field.set_text(" ".join(places))
        else:
            self.field.set_text(typed_text(entry.kind, entry.value))

    @property
    def choices(self) -> Sequence[tuple[str, str]]:
        """Those there are, and what stands there though it is none of them."""
        entry = self.entry
        given = entry.value if isinstance(entry.value, list) else [entry.value]
        known = [value for value, _ in entry.choices]
        more = [str(v) for v in given if v is not None and typed(entry, v) not in known]
        return [*entry.choices, *((value, value) for value in more)]

    def value(self) -> Any:
        """None when nothing was entered. Raises a refusal for its field."""
        if self._wide:
            chosen = [self.choices[int(at)][0] for at in self.field.text().split()]
            kind = self.entry.kind
            return [typed_value(_each(kind), word) for word in chosen] or None
        if self.entry.choices:
            text = self.field.text()
            return typed_value(self.entry.kind, text) if text else None
        return self.field.read()

    @property
    def _wide(self) -> bool:
        return self.entry.many and bool(self.entry.choices)

    def _made(self, t: Theme, clock: Clock) -> Field[Any]:
        entry, name = self.entry, self.name
        if self._wide:
            boxes = [(str(n), words) for n, (_, words) in enumerate(self.choices)]
            longest = max(len(words) for _, words in boxes)
            fit = t.pick(CHARACTERS, FEWER) // (longest + 3)
            across = max(1, min(ACROSS, fit))
            if longest <= SHORT and len(boxes) <= 8:
                across = 0
            help = ANYWHERE.get(tuple(map(str, entry.path)), "")
            return ChecksField(t, name, entry.label, boxes, across=across, help=help)
        if entry.choices:
            none = "選んでください" if entry.needed else "（書かない）"
            return ChoiceField(
                t, name, entry.label, self.choices, need=entry.needed, none=none
            )
        if entry.kind is DAY:
            return DateField(t, name, entry.label, clock, need=entry.needed)
        if isinstance(entry.kind, MapOf):
            return ListField(t, name, entry)
        return KindField(t, name, entry)


def _is_number(kind: Any) -> bool:
    return kind is RATE or (isinstance(kind, Kind) and "整数" in kind.expected)


def typed(entry: Entry, value: Any) -> str:
    return typed_text(_each(entry.kind), value)


def _each(kind: Any) -> Any:
    return kind.each if isinstance(kind, ListOf) else kind
