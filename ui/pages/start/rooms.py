"""The third step: the sample of rules, and the rooms they are for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.kit.refusal import Refusal
from app.rules.nearest import CHOICES, Asked
from ui.kit.fields_choice import ChoiceField
from ui.kit.form import Form
from ui.kit.tabs import Segments
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.start.answers import (
    NAMES,
    TOLD,
    RoomAnswer,
    Sample,
    cities,
    published_rooms,
)
from ui.pages.start.steps import Step
from ui.parts.room_rows import NOTHING, RoomRows, Typed


class RulesStep(Step):
    """Each sample keeps its own rooms while another one is looked at."""

    name = "規則と部屋"
    asks = "料金や受付期間を決める規則集を選びます。どれも、あとで書きかえられます。"

    def __init__(self, t: Theme) -> None:
        super().__init__(t)
        self._samples = list(Sample)
        self._sample = Sample.BLANK
        published = [(name, "") for name in published_rooms()]
        self._typed: dict[Sample, Sequence[Typed]] = {
            Sample.BLANK: [NOTHING],
            Sample.DEMO: published,
            Sample.CITY: [NOTHING],
        }
        names = [NAMES[sample] for sample in self._samples]
        self.samples = Segments(t, "規則集", names)
        self.samples.chosen.connect(self.choose)
        self._told = Text(t, "", "small", "text2", wraps=True)
        self.rooms = RoomRows(t)
        self.rooms.confirmed.connect(self.confirmed)
        none = "どちらでもよい"
        self.wishes = {
            asked: ChoiceField(
                t, asked.name, asked.value, list(CHOICES[asked]), none=none
            )
            for asked in (Asked.HIRE, Asked.FEE, Asked.CLOSED)
        }
        for field in self.wishes.values():
            field.edited.connect(self._rank)
        self.like = ChoiceField(t, "like", "近い順の見本", [], need=True)
        self._city = Form(t, [list(self.wishes.values()), self.like])
        self._city.confirmed.connect(self.confirmed)
        self.lay(self.samples, self._told, self._city, self.rooms)
        self.choose(0)

    def choose(self, place: int) -> None:
        """Take a sample; the rooms typed for the one before are kept."""
        self._typed[self._sample] = self.rooms.typed() or self._typed[self._sample]
        self._sample = self._samples[place]
        self._told.say(TOLD[self._sample])
        self._city.setVisible(self._sample is Sample.CITY)
        if self._sample is Sample.CITY:
            self._rank()
        fixed = self._sample is Sample.DEMO
        self.rooms.show_rooms(self._typed[self._sample], fixed=fixed)

    def read(self) -> dict[str, Any] | None:
        city = self._sample is Sample.CITY
        if city and self._city.read() is None:
            return None
        read = self.rooms.read()
        if read is None:
            return None
        rooms = [RoomAnswer(*room) for room in read]
        like = self.like.text() if city else ""
        return {"sample": self._sample, "rooms": rooms, "like": like}

    def show_refusal(self, refusal: Refusal) -> bool:
        return self.rooms.form is not None and self.rooms.form.show_refusal(refusal)

    def _rank(self) -> None:
        """Offer the nearest first; it is the one meant until another is chosen."""
        found = cities({asked: field.text() for asked, field in self.wishes.items()})
        self.like.offer(found)
        self.like.set_text(found[0][0])

    def start_focus(self) -> None:
        self.rooms.start_focus()
