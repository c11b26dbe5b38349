"""What somebody wishes to use: the days, and the time of day by the place's own units."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from app.rules.book.base import Minutes
from app.rules.book.calendar import Span
from app.rules.book.facts import Facts
from app.rules.book.hire import Slot, Slots, Unit
from app.rules.book.offset import shifted
from app.rules.book.rulebook import Place
from app.rules.book.values import span
from app.rules.fees.slots import SlotsOverlap, UnknownSlot, between
from app.rules.wording import clock_text


@dataclass(frozen=True, slots=True)
class Said:
    """The time of a day as it was asked for; whatever was not said is None."""

    slots: tuple[str, ...] = ()
    start: Minutes | None = None
    end: Minutes | None = None
    hours: Decimal | None = None
    units: int | None = None


ANY_TIME = Said()


@dataclass(frozen=True, slots=True)
class Times:
    """The time of a day by the rules of a place.

    `slots` are those chosen, `known` all of that day, `other` those that another kind of
    day has. `pieces` counts undivided slots or units, `units` units of time or slots in
    a row; None where neither follows from what was said.
    """

    slots: tuple[Slot, ...] = ()
    known: tuple[Slot, ...] = ()
    other: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    hours: Decimal | None = None
    units: int | None = None
    unit: Unit | None = None

    @property
    def by_slots(self) -> bool:
        """Whether it is hired by the slots that the rules name, not by units of time."""
        return bool(self.slots) and set(self.slots) <= set(self.known)

    @property
    def pieces(self) -> int:
        """区分・コマ of one day; 1 where nothing tells how many."""
        return self.units or 1

    @property
    def parts(self) -> tuple[Span, ...]:
        """The spans, a longer slot by the slots that it is made of."""
        by_name = {slot.name: slot for slot in self.known}
        found = [
            (part.start, part.end)
            for slot in self.slots
            for part in [by_name[name] for name in slot.covers] or [slot]
        ]
        return tuple(found) or self.spans

    @property
    def uses(self) -> tuple[Span, ...]:
        """The spans, joined where one begins when the other ends."""
        joined: list[Span] = []
        for start, end in self.spans:
            if joined and joined[-1][1] == start:
                joined[-1] = joined[-1][0], end
            else:
                joined.append((start, end))
        return tuple(joined)

    @property
    def between(self) -> Slot | None:
        """A slot that lies between the chosen ones and is left out."""
        return between(self.known, self.slots)

    def over(self) -> tuple[str, ...]:
        """The undivided slots that the time lies in, wholly or in part."""
        single = [each for each in self.known if not each.covers]
        return tuple(
            slot.name
            for slot in single
            if any(start < slot.end and slot.start < end for start, end in self.spans)
        )


NO_TIMES = Times()


@dataclass(frozen=True, slots=True)
class Wish:
    """A use as far as it was said.

    `days` are its days in order; without a date `month` may be known, and `run` is how
    many days in a row. `request` is "booking" or "lottery", empty where nobody said it.
    """

    days: tuple[date, ...] = ()
    month: date | None = None
    run: int = 1
    times: Times = NO_TIMES
    apply_on: date | None = None
    request: str = ""
    equipment: tuple[str, ...] = ()
    expenses: Decimal | None = None
    sessions: int | None = None

    @property
    def lottery(self) -> bool:
        return self.request == "lottery"

    def at(self, times: Times) -> Wish:
        use = self.days, self.month, self.run, times, self.apply_on, self.request
        return Wish(*use, self.equipment, self.expenses, self.sessions)

    def on(self, day: date, apply_on: date | None) -> Wish:
        """The same on one day, applied for on another day."""
        use = (day,), None, 1, self.times, apply_on, self.request
        return Wish(*use, self.equipment, self.expenses, self.sessions)

    @property
    def first(self) -> date | None:
        return self.days[0] if self.days else None

    @property
    def within(self) -> tuple[date, ...]:
        """The first day of use; of a month its first and last, between which it lies."""
        if self.days or self.month is None:
            return self.days[:1]
        return self.month, shifted(self.month, 1) - timedelta(days=1)


def days_from(first: date, count: int) -> tuple[date, ...]:
    return tuple(first + timedelta(days=n) for n in range(count))


def times_of(place: Place, facts: Facts, said: Said) -> Times:
    """By the facts of the day of use. Raises `UnknownSlot`, `SlotsOverlap`."""
    if place.steady(Slots) and place.steady(Unit):
        return place.known.once(said, lambda: _times(place, facts, said))
    return _times(place, facts, said)


def _times(place: Place, facts: Facts, said: Said) -> Times:
    rule, unit = place.the(Slots, facts), place.the(Unit, facts)
    known = rule.slots if rule is not None else {}
    if not known.keys() >= set(said.slots):
        said = replace(said, slots=tuple(_named(name, known) for name in said.slots))
    other = _other(place, said.slots, known)
    names = [name for name in said.slots if name not in other]
    chosen = _chosen(names, known, timed=unit is not None or not known)
    spans = tuple((slot.start, slot.end) for slot in chosen)
    if not said.slots:
        spans = _span(said)
    hours = _hours(said, spans, unit)
    found = Times(chosen, tuple(known.values()), other, spans, hours, None, unit)
    return replace(found, units=_units(said, rule, found))


def _named(name: str, known: Mapping[str, Slot]) -> str:
    """The name of a slot that is called by its span, where it has one."""
    if name in known:
        return name
    for slot in known.values():
        if name == f"{clock_text(slot.start):0>5}-{clock_text(slot.end):0>5}":
            return slot.name
    return name


def _other(
    place: Place, names: Sequence[str], known: Mapping[str, Slot]
) -> tuple[str, ...]:
    """Those that only days of another kind have."""
    left = [name for name in names if name not in known]
    declared = {name for each in place.all(Slots) for name in each.slots} if left else ()
    return tuple(name for name in left if name in declared)


def _units(said: Said, rule: Slots | None, found: Times) -> int | None:
    if said.units is not None:
        return said.units
    if rule is not None and found.by_slots:
        return sum(rule.pieces(slot) for slot in found.slots)
    if found.unit is not None and found.hours is not None:
        return units_of(found.unit, found.spans, found.hours)
    return len(said.slots or found.over()) or None


def _chosen(
    names: Sequence[str], known: Mapping[str, Slot], *, timed: bool
) -> tuple[Slot, ...]:
    """The slots by time; with `timed` also times of day that the rules do not name."""
    found = []
    for name in names:
        slot = known.get(name) or _by_times(name, known.values(), timed=timed)
        if slot is not None:
            found.append(slot)
        elif known:
            raise UnknownSlot(name, known)
    found.sort(key=lambda slot: slot.start)
    for before, after in itertools.pairwise(found):
        if after.start < before.end:
            raise SlotsOverlap(before.name, after.name)
    return tuple(found)


def _by_times(name: str, known: Iterable[Slot], *, timed: bool) -> Slot | None:
    """A slot that is called 09:00-12:00."""
    try:
        start, end = span(name)
    except ValueError:
        return None
    same = (slot for slot in known if (slot.start, slot.end) == (start, end))
    return next(same, Slot(name, start, end) if timed else None)


def _span(said: Said) -> tuple[Span, ...]:
    """From and to, one of which may follow from the hours."""
    start, end = said.start, said.end
    length = None if said.hours is None else int(said.hours * 60)
    if start is not None and end is None and length is not None:
        end = start + length
    if end is not None and start is None and length is not None:
        start = end - length
    return ((start, end),) if start is not None and end is not None else ()


def _hours(said: Said, spans: Sequence[Span], unit: Unit | None) -> Decimal | None:
    if said.hours is not None:
        return said.hours
    if spans:
        return Decimal(sum(end - start for start, end in spans)) / 60
    if said.units is not None and unit is not None:
        return Decimal(said.units * unit.minutes) / 60
    return None


def units_of(unit: Unit, spans: Sequence[Span], hours: Decimal) -> int:
    """Every unit that is begun; of a grid every one that is touched."""
    if unit.grid is None or not spans:
        return math.ceil(hours * 60 / unit.minutes)
    grid, minutes = unit.grid, unit.minutes
    touched = {
        number
        for start, end in spans
        for number in range((start - grid) // minutes, -((grid - end) // minutes))
    }
    return len(touched)
