"""Names and capacities of rooms, typed in as many rows as there are rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.kit import checks
from app.kit.refusal import Refusal
from ui.kit.buttons import Button
from ui.kit.fields import NumberField, TextField
from ui.kit.form import Form
from ui.kit.layout import clear, col, host, put, row
from ui.kit.theme import Theme

MOST_PEOPLE = 9_999
#: A room as it was typed: name and capacity.
Typed = tuple[str, str]
#: A room as it was read: name, and capacity in people, 0 when it was not said.
ReadRoom = tuple[str, int]
NOTHING: Typed = ("", "")


class RoomRows(QWidget):
    """Names and capacities, as many as there are; empty rows are left out."""

    confirmed = Signal()

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self.form: Form | None = None
        self._place = col(t)
        self._more = Button(t, "部屋を足す", "Alt+A", icon="plus")
        self._more.clicked.connect(self.add)
        self.setLayout(col(t, self._place, row(t, self._more, None), gap=12))

    def show_rooms(self, rooms: Sequence[Typed], *, fixed: bool) -> None:
        """Show these; `fixed` names are what the rulebook calls the rooms."""
        clear(self._place)
        alone = fixed or len(rooms) == 1
        form = Form(self.t, [self._row(i, alone=alone) for i in range(len(rooms))])
        for i, (name, capacity) in enumerate(rooms):
            form.fill({_room(i): name, _capacity(i): capacity})
            form[_room(i)].editor().setEnabled(not fixed)
        form.confirmed.connect(lambda _: self.confirmed.emit())
        self.form = form
        self._more.setVisible(not fixed)
        put(self._place, form)

    def typed(self) -> Sequence[Typed]:
        """What stands there, read or not."""
        if self.form is None:
            return []
        values = self.form.values()
        return [(values[_room(i)], values[_capacity(i)]) for i in range(len(values) // 2)]

    def add(self) -> None:
        """One more row, to be typed into."""
        rooms = [*self.typed(), NOTHING]
        self.show_rooms(rooms, fixed=False)
        self._focus(_room(len(rooms) - 1))

    def remove(self, place: int) -> None:
        rooms = self.typed()
        self.show_rooms([*rooms[:place], *rooms[place + 1 :]], fixed=False)
        self._focus(_room(max(0, place - 1)))

    def start_focus(self) -> None:
        """The first name, or the first capacity where names are fixed."""
        assert self.form is not None
        editors = [field.editor() for field in self.form]
        next(editor for editor in editors if editor.isEnabled()).setFocus()

    def read(self) -> Sequence[ReadRoom] | None:
        """The rooms; None when a field has to be mended."""
        assert self.form is not None
        values = self.form.read()
        if values is None:
            return None
        try:
            return _answers(values)
        except Refusal as refusal:
            self.form.show_refusal(refusal)
            return None

    def _row(self, place: int, *, alone: bool) -> Sequence[QWidget]:
        t, need = self.t, place == 0
        name = TextField(t, _room(place), f"部屋 {place + 1}", most=40, need=need)
        people = NumberField(t, _capacity(place), "定員", most=MOST_PEOPLE, unit="人")
        if alone:
            return [name, people]
        away = Button(t, "", icon="close", says=f"部屋 {place + 1} を消す")
        away.clicked.connect(partial(self.remove, place))
        return [name, people, host(col(t, 24, away))]

    def _focus(self, field: str) -> None:
        assert self.form is not None
        self.form[field].editor().setFocus()


def _answers(values: Mapping[str, Any]) -> Sequence[ReadRoom]:
    places = range(len(values) // 2)
    names = {_room(i): values[_room(i)] for i in places if values[_room(i)]}
    checks.distinct(names)
    for i in places:
        if values[_capacity(i)] and _room(i) not in names:
            raise checks.Required(_room(i))
    return [
        (values[_room(i)], values[_capacity(i)] or 0) for i in places if _room(i) in names
    ]


def _room(place: int) -> str:
    return f"room{place}"


def _capacity(place: int) -> str:
    return f"capacity{place}"
