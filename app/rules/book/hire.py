"""区分: the pieces of a day in which a room is hired, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.rules.book.base import Minutes, Rule, at
from app.rules.book.parts import Parts, part
from app.rules.book.values import SPAN, ListOf, MapOf, names
from app.rules.wording import clock_text


@dataclass(frozen=True, slots=True)
class Slot:
    """区分; `covers` names the slots that a longer one (全日) is made of."""

    name: str
    start: Minutes
    end: Minutes
    covers: tuple[str, ...] = ()

    @property
    def hours(self) -> str:
        return f"{clock_text(self.start)}〜{clock_text(self.end)}"

    def starts_on(self, day: date) -> datetime:
        return at(day, self.start)

    def ends_on(self, day: date) -> datetime:
        return at(day, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots(Rule):
    slots: Mapping[str, Slot]


def _slots(
    times: Mapping[str, tuple[int, int]],
    covers: Mapping[str, tuple[str, ...]] | None = None,
    **common: Any,
) -> Slots:
    within = covers or {}
    made = {
        name: Slot(name, start, end, within.get(name, ()))
        for name, (start, end) in times.items()
    }
    return Slots(slots=made, **common)


PARTS: Parts = {
    "slots": part(
        _slots,
        "times",
        times=MapOf(SPAN),
        covers=MapOf(ListOf(names("slot")), names="slot"),
    ),
}
