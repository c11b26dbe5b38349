"""区分: the pieces of a day in which a room is hired."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date

from app.kit.refusal import Refusal
from app.rules.book.base import Silent
from app.rules.book.facts import NOTHING
from app.rules.book.hire import Slot, Slots
from app.rules.book.rulebook import Place, Rulebook


class UnknownSlot(Refusal):
    code = "slot.unknown"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name=name, known="・".join(known))


class SlotsOverlap(Refusal):
    """The same time is asked for twice, as 午前 and 全日 would."""

    code = "slot.overlap"

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first=first, second=second)


def slots_of(
    book: Rulebook, day: date, room: str = "", facility: str = ""
) -> tuple[Slot, ...]:
    """In the order of the rulebook. Raises `UnknownPlace`, `Silent`."""
    return tuple(slots_at(book.place(room, facility), day).slots.values())


def slots_at(place: Place, day: date) -> Slots:
    rule = place.the(Slots, place.on(NOTHING, day))
    if rule is None:
        raise Silent("区分")
    return rule


def chosen(place: Place, day: date, names: Iterable[str]) -> tuple[Slot, ...]:
    """The named slots by time; raises `UnknownSlot`, `SlotsOverlap`, `Silent`."""
    known = slots_at(place, day).slots
    found = []
    for name in names:
        if name not in known:
            raise UnknownSlot(name, known)
        found.append(known[name])
    found.sort(key=lambda slot: slot.start)
    for before, after in itertools.pairwise(found):
        if after.start < before.end:
            raise SlotsOverlap(before.name, after.name)
    return tuple(found)


def gap(place: Place, day: date, slots: tuple[Slot, ...]) -> Slot | None:
    """A slot that lies between the chosen ones and is not chosen; they are then apart."""
    for slot in slots_at(place, day).slots.values():
        for before, after in itertools.pairwise(slots):
            if before.end <= slot.start and slot.end <= after.start:
                return slot
    return None
