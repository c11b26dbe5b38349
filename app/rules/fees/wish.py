"""What somebody wants to hire, and the time that is charged for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from app.rules.book.base import Explained, Minutes, Silent
from app.rules.book.facts import Facts, one
from app.rules.book.fees import TIME, USE, Price
from app.rules.book.hire import Interval, Slot, Slots, Unit
from app.rules.book.rulebook import Place
from app.rules.fees.parts_of_day import flat_minutes
from app.rules.fees.slots import (
    around,
    between,
    filling,
    has_gap,
    minutes_of,
    picked,
    slots_for,
    units_in,
)
from app.rules.wording import clock_text, minutes_text


@dataclass(frozen=True, slots=True)
class Besides:
    """What is wanted besides the room, or said of its price.

    `base` and `equipment_yen` are prices by the table that are taken as given; of an
    admission fee `expenses` (yen) can be taken off, and it may be for several `sessions`.
    `extension_hours` are after the last slot, `early_hours` before the first.
    """

    equipment: tuple[str, ...] = ()
    aircon_hours: Decimal | None = None
    extension_hours: Decimal = Decimal(0)
    meal: str = ""
    ground: str = ""
    base: int | None = None
    equipment_yen: int | None = None
    expenses: Decimal | None = None
    sessions: int | None = None
    early_hours: Decimal = Decimal(0)


ONLY_THE_ROOM = Besides()


@dataclass(frozen=True, slots=True)
class Wish:
    """The time by slots, from `start` to `end`, by its length, or in uses."""

    slots: tuple[str, ...] = ()
    start: Minutes | None = None
    end: Minutes | None = None
    hours: Decimal | None = None
    uses: int = 0
    besides: Besides = ONLY_THE_ROOM

    @property
    def timed(self) -> bool:
        """Whether it says for how long or how often."""
        return bool(self.slots or self.uses) or self.minutes is not None

    @property
    def minutes(self) -> int | None:
        if self.start is not None and self.end is not None:
            return self.end - self.start
        return None if self.hours is None else minutes_of(self.hours)


@dataclass(frozen=True, slots=True)
class Use:
    """The time that is charged: slots, or minutes in `units`, or uses alone.

    `minutes` is how long the room is used (None: not known), `charged` how long it is
    charged for. `units` is None where no rule counts any.
    """

    slots: tuple[Slot, ...] = ()
    rule: Slots | None = None
    unit: Unit | None = None
    units: int | None = None
    minutes: int | None = None
    charged: int | None = None
    start: Minutes | None = None
    end: Minutes | None = None
    usable: tuple[Minutes, Minutes] | None = None

    @property
    def slot_uses(self) -> int:
        """How often what is charged for every slot or unit is charged."""
        if self.rule is not None:
            return sum(self.rule.pieces(slot) for slot in self.slots)
        return self.units or 1


def use_of(place: Place, facts: Facts, wish: Wish) -> Use:
    """Raises `UnknownSlot`, `SlotsOverlap`, `NotWhole`, `Silent`."""
    if wish.slots:
        rule = slots_for(place, facts)
        return _slots(rule, picked(rule, wish.slots), wish)
    if wish.uses:
        return Use(units=wish.uses)
    if wish.start is not None and wish.end is not None:
        return _span(place, facts, wish.start, wish.end)
    if wish.hours is not None:
        minutes = minutes_of(wish.hours)
        return _units(place.the(Unit, in_time(facts, minutes)), minutes)
    return Use()


def counted(use: Use, wish: Wish) -> tuple[Explained, ...]:
    """How a time becomes units or a slot, where it is not as long as they are."""
    if use.unit is not None and use.minutes != use.charged:
        assert use.minutes is not None and use.charged is not None
        used, charged = minutes_text(use.minutes), minutes_text(use.charged)
        told = f"{used}の利用は{use.units}単位({charged})と数えます"
        return (Explained(told, use.unit.rule),)
    if not wish.slots and use.slots and use.rule is not None:
        first, last = use.slots[0], use.slots[-1]
        if (first.start, last.end) != (wish.start, wish.end):
            names = "・".join(slot.name for slot in use.slots)
            hours = f"{clock_text(first.start)}〜{clock_text(last.end)}"
            told = f"区分「{names}」({hours})の中の利用です"
            return (Explained(told, use.rule.rule),)
    return ()


def in_time(facts: Facts, minutes: int | None, units: int | None = None) -> Facts:
    """With how long a use is."""
    hours = None if minutes is None else Decimal(minutes) / 60
    return facts.knowing(hours=hours, units=None if units is None else Decimal(units))


def in_slot(facts: Facts, slot: Slot, minutes: int | None) -> Facts:
    """What a price or surcharge of one slot sees; None: how long it is used is open."""
    values = {**facts.values, "slots": one(slot.name)}
    values.pop("hours", None)
    if minutes is not None:
        values["hours"] = Decimal(minutes) / 60
    return replace(facts, values=values)


def _slots(rule: Slots, slots: tuple[Slot, ...], wish: Wish) -> Use:
    usable = None
    if not has_gap(slots) or (
        rule.interval is Interval.INCLUDED and between(rule.slots.values(), slots) is None
    ):
        usable = slots[0].start, slots[-1].end
    minutes = wish.minutes
    if _beyond(slots, wish):
        raise Silent("選んだ区分の外の時間の使用料")
    if minutes is None:
        minutes = sum(slot.end - slot.start for slot in slots)
    return Use(slots, rule, None, len(slots), minutes, minutes, usable=usable)


def _beyond(slots: tuple[Slot, ...], wish: Wish) -> bool:
    """Whether a time that is said besides the slots does not lie in them."""
    start, end = slots[0].start, slots[-1].end
    longer = wish.minutes is not None and wish.minutes > end - start
    early = wish.start is not None and wish.start < start
    return longer or early or (wish.end is not None and wish.end > end)


def _span(place: Place, facts: Facts, start: Minutes, end: Minutes) -> Use:
    """By units where there are any, else by the slots that make up the time, else by
    the hour, else by the slot or the slots in a row that the time lies in."""
    facts = in_time(facts, end - start)
    unit = place.the(Unit, facts)
    if unit is not None:
        return _units(unit, end - start, start, flat_minutes(place, facts, start, end))
    rule = place.the(Slots, facts)
    wish = Wish(start=start, end=end)
    if rule is not None and (row := filling(rule, start, end)):
        return _slots(rule, row, wish)
    if rule is None or place.the(Price, facts, TIME) is not None:
        return _units(None, end - start, start)
    if row := around(rule, start, end):
        return _slots(rule, row, wish)
    if _by_slots_only(place, facts, rule):
        times = f"{clock_text(start)}〜{clock_text(end)}"
        raise Silent(f"{place.name}の{times}が入る区分")
    return _units(None, end - start, start)


def _by_slots_only(place: Place, facts: Facts, rule: Slots) -> bool:
    """Whether a room has prices by the slot, and none by the use."""
    if place.the(Price, facts, USE) is not None:
        return False
    return any(place.the(Price, facts, name) is not None for name in rule.slots)


def _units(
    unit: Unit | None, minutes: int, start: Minutes | None = None, flat: int = 0
) -> Use:
    """`flat` minutes are charged by the use: they are in no unit."""
    end = None if start is None else start + minutes
    usable = None if start is None or end is None else (start, end)
    if unit is None:
        return Use(minutes=minutes, start=start, end=end, usable=usable)
    units = units_in(unit, minutes - flat, start) if minutes > flat else 0
    charged = units * unit.minutes + flat
    if start is not None and not flat:
        behind = (start - unit.grid) % unit.minutes if unit.grid is not None else 0
        usable = start - behind, start - behind + charged
    return Use((), None, unit, units, minutes, charged, start, end, usable)
