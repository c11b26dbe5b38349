"""The third step: the sample of rules, and the rooms they are for."""

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
from ui.kit.layout import clear, col, put, row
from ui.kit.tabs import Segments
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.start.answers import NAMES, TOLD, RoomAnswer, Sample, published_rooms
from ui.pages.start.steps import Step, beside

MOST_PEOPLE = 9_999
#: A room as it was typed: name and capacity.
Typed = tuple[str, str]
NOTHING: Typed = ("", "")


class RulesStep(Step):
    """Each sample keeps its own rooms while the other one is looked at."""

    name = "規則と部屋"
    asks = "料金や受付期間を決める規則集を選びます。どちらも、あとで書きかえられます。"

    def __init__(self, t: Theme) -> None:
        super().__init__(t)
        self._samples = list(Sample)
        self._sample = Sample.BLANK
        published = [(name, "") for name in published_rooms()]
        self._typed: dict[Sample, Sequence[Typed]] = {
            Sample.BLANK: [NOTHING],
            Sample.DEMO: published,
        }
        names = [NAMES[sample] for sample in self._samples]
        self.samples = Segments(t, "規則集", names)
        self.samples.chosen.connect(self.choose)
        self._told = Text(t, "", "small", "text2", wraps=True)
        self.rooms = RoomRows(t)
        self.rooms.confirmed.connect(self.confirmed)
        self.lay(self.samples, self._told, self.rooms)
        self.choose(0)

    def choose(self, place: int) -> None:
        """Take a sample; the rooms typed for the other one are kept."""
        self._typed[self._sample] = self.rooms.typed() or self._typed[self._sample]
        self._sample = self._samples[place]
        self._told.say(TOLD[self._sample])
        fixed = self._sample is Sample.DEMO
        self.rooms.show_rooms(self._typed[self._sample], fixed=fixed)

    def read(self) -> dict[str, Any] | None:
        rooms = self.rooms.read()
        return None if rooms is None else {"sample": self._sample, "rooms": rooms}

    def show_refusal(self, refusal: Refusal) -> bool:
        return self.rooms.form is not None and self.rooms.form.show_refusal(refusal)

    def start_focus(self) -> None:
        self.rooms.start_focus()


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

    def read(self) -> Sequence[RoomAnswer] | None:
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
        return [name, people, beside(t, away)]

    def _focus(self, field: str) -> None:
        assert self.form is not None
        self.form[field].editor().setFocus()


def _answers(values: Mapping[str, Any]) -> Sequence[RoomAnswer]:
    places = range(len(values) // 2)
    names = {_room(i): values[_room(i)] for i in places if values[_room(i)]}
    checks.distinct(names)
    for i in places:
        if values[_capacity(i)] and _room(i) not in names:
            raise checks.Required(_room(i))
    return [
        RoomAnswer(values[_room(i)], values[_capacity(i)] or 0)
        for i in places
        if _room(i) in names
    ]


def _room(place: int) -> str:
    return f"room{place}"


def _capacity(place: int) -> str:
    return f"capacity{place}"
