"""区分と単位: the pieces of time in which a room is hired."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import ceil

from app.kit.refusal import Refusal
from app.rules.book.base import Minutes, Silent, Undecided
from app.rules.book.facts import NOTHING, Facts
from app.rules.book.hire import Interval, PartUnit, Slot, Slots, Unit
from app.rules.book.rulebook import Place, Rulebook
from app.rules.book.values import span
from app.rules.wording import minutes_text


class UnknownSlot(Refusal):
    code = "slot.unknown"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name=name, known="・".join(known))


class SlotsOverlap(Refusal):
    """The same time is asked for twice, as 午前 and 全日 would."""

    code = "slot.overlap"

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first=first, second=second)


class NotWhole(Refusal):
    """A time that is no multiple of the unit, where only whole units are hired."""

    code = "unit.not_whole"

    def __init__(self, minutes: int, unit: Unit) -> None:
        count = minutes // unit.minutes
        near = [each * unit.minutes for each in (count, count + 1) if each]
        super().__init__(
            time=minutes_text(minutes),
            unit=unit.name,
            instead="か".join(map(minutes_text, near)),
            rule=unit.rule,
        )


def slots_of(
    book: Rulebook, day: date, room: str = "", facility: str = ""
) -> tuple[Slot, ...]:
    """In the order of the rulebook. Raises `UnknownPlace`, `Silent`."""
    return tuple(slots_at(book.place(room, facility), day).slots.values())


def slots_at(place: Place, day: date) -> Slots:
    return slots_for(place, place.on(NOTHING, day))


def slots_for(place: Place, facts: Facts) -> Slots:
    """Those that hold for the facts, which know their day. Raises `Silent`."""
    rule = place.the(Slots, facts)
    if rule is None:
        raise Silent("区分")
    return rule


def chosen(place: Place, day: date, names: Iterable[str]) -> tuple[Slot, ...]:
    """The named slots by time; raises `UnknownSlot`, `SlotsOverlap`, `Silent`."""
    return picked(slots_at(place, day), names)


def picked(rule: Slots, names: Iterable[str]) -> tuple[Slot, ...]:
    """The named slots by time, in names or as 09:00-12:00."""
    known = rule.slots
    found = [known.get(name) or _by_span(known.values(), name) for name in names]
    if len(found) > 1:
        found.sort(key=lambda slot: slot.start)
        for before, after in itertools.pairwise(found):
            if after.start < before.end:
                raise SlotsOverlap(before.name, after.name)
    return tuple(found)


def _by_span(known: Iterable[Slot], name: str) -> Slot:
    """A slot that is called by its times."""
    slots = list(known)
    try:
        times = span(name)
    except ValueError:
        times = (0, 0)
    found = next((slot for slot in slots if (slot.start, slot.end) == times), None)
    if found is None:
        raise UnknownSlot(name, [slot.name for slot in slots])
    return found


def filling(rule: Slots, start: Minutes, end: Minutes) -> tuple[Slot, ...]:
    """The slot, or else the undivided slots in a row, that make up a time exactly.

    Empty where none do. Raises `Undecided` when a gap between them is part of the time
    and the rules do not say whether it can be used.
    """
    slots = rule.slots.values()
    if exact := [slot for slot in slots if (slot.start, slot.end) == (start, end)]:
        return (exact[0],)
    row = _reached(rule, start, end)
    exactly = row and (row[0].start, row[-1].end) == (start, end)
    return _as_one(rule, row) if exactly else ()


def around(rule: Slots, start: Minutes, end: Minutes) -> tuple[Slot, ...]:
    """The shortest slot that a time lies in, or the undivided slots in a row where they
    are shorter; empty where there are none. Raises `Undecided` as `filling` does."""
    found = [s for s in rule.slots.values() if s.start <= start and end <= s.end]
    slot = min(found, key=lambda slot: slot.end - slot.start, default=None)
    row = _reached(rule, start, end)
    if slot is None:
        return _as_one(rule, row)
    if not row or row[-1].end - row[0].start >= slot.end - slot.start:
        return (slot,)
    return _as_one(rule, row) or (slot,)


def _reached(rule: Slots, start: Minutes, end: Minutes) -> tuple[Slot, ...]:
    """The undivided slots, one after the other, that a time reaches into and lies in."""
    row = [
        slot
        for slot in sorted(rule.slots.values(), key=lambda slot: slot.start)
        if slot.start < end and start < slot.end and rule.pieces(slot) == 1
    ]
    if not row or start < row[0].start or row[-1].end < end:
        return ()
    overlap = any(after.start < before.end for before, after in itertools.pairwise(row))
    return () if overlap else tuple(row)


def _as_one(rule: Slots, row: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Slots in a row as one use; empty where the time between them cannot be used."""
    if has_gap(row):
        if rule.interval is None:
            raise Undecided("区分の間の時間を使えるか", "[[slots]] interval")
        if rule.interval is Interval.EXCLUDED:
            return ()
    return row


def has_gap(slots: Sequence[Slot]) -> bool:
    """Whether there is time between slots that are sorted."""
    return any(after.start > before.end for before, after in itertools.pairwise(slots))


def units_in(unit: Unit, minutes: int, start: Minutes | None = None) -> int:
    """How many units a use is charged, at least the fewest there can be.

    With `start` the コマ of a grid are those that the use touches. Raises `NotWhole`.
    """
    if unit.grid is None or start is None:
        count, rest = divmod(minutes, unit.minutes)
        odd = rest > 0
        count += odd
    else:
        first, before = divmod(start - unit.grid, unit.minutes)
        last, after = divmod(start + minutes - unit.grid, unit.minutes)
        odd = before > 0 or after > 0
        count = last + (after > 0) - first
    if odd and unit.part is PartUnit.REFUSE:
        raise NotWhole(minutes, unit)
    return max(count, unit.least)


def minutes_of(hours: Decimal) -> int:
    """A number of hours as minutes, a started minute as a whole one."""
    return ceil(hours * 60)


def gap(place: Place, day: date, slots: tuple[Slot, ...]) -> Slot | None:
    """A slot that lies between the chosen ones and is not chosen; they are then apart."""
    return between(slots_at(place, day), slots)


def between(rule: Slots, slots: Sequence[Slot]) -> Slot | None:
    """A slot that lies in a gap of others that are sorted."""
    for slot in rule.slots.values():
        for before, after in itertools.pairwise(slots):
            if before.end <= slot.start and slot.end <= after.start:
                return slot
    return None
