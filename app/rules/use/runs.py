"""How long at a time: hours, units in a row, days in a row, the time between blocks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal

from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.rules.book.facts import Facts
from app.rules.book.hire import PartUnit, Unit
from app.rules.book.limits import HOURS_OF_DAY, HOURS_OF_USE, Bridge, Longest
from app.rules.book.rulebook import Place
from app.rules.use.wishes import Times, Wish
from app.rules.wording import clock_text, minutes_text

Judged = tuple[Explained, Refusal | None]


class TooLong(Refusal):
    """Longer than a rule allows. `most` of what it counts (hours, units, days)."""

    code = "booking.too_long"

    def __init__(self, rule: Longest, most: Decimal, asked: str) -> None:
        super().__init__(most=rule.told, asked=asked, rule=rule.rule)
        self.most = most


class TooFewUnits(Refusal):
    code = "booking.too_few_units"

    def __init__(self, unit: Unit, asked: int) -> None:
        least = minutes_text(unit.least * unit.minutes)
        super().__init__(
            least=least, asked=minutes_text(asked * unit.minutes), rule=unit.rule
        )


class TooManyUnits(Refusal):
    code = "booking.too_many_units"

    def __init__(self, unit: Unit, most: int, asked: int) -> None:
        told = minutes_text(most * unit.minutes)
        super().__init__(
            most=told, asked=minutes_text(asked * unit.minutes), rule=unit.rule
        )


class NoWholeUnits(Refusal):
    """`near` is a time that consists of whole units."""

    code = "booking.no_whole_units"

    def __init__(self, unit: Unit, near: str) -> None:
        super().__init__(unit=unit.name, near=near, rule=unit.rule)


class OnlyAsBridge(Refusal):
    """A time between blocks, without enough use on both its sides."""

    code = "booking.only_as_bridge"

    def __init__(self, rule: Bridge) -> None:
        start, end = rule.span
        super().__init__(
            span=rule.hours,
            minutes=rule.each_side,
            start=clock_text(start - rule.each_side),
            end=clock_text(end + rule.each_side),
            rule=rule.rule,
        )


def units(times: Times) -> Iterator[Judged]:
    """Whether the time fits the units of the place."""
    unit, asked = times.unit, times.units
    if unit is None or asked is None or times.by_slots:
        return
    step = Explained(f"{unit.name}を1単位として{asked}単位", unit.rule)
    if near := _near(unit, times):
        yield step, NoWholeUnits(unit, near)
    if asked < unit.least:
        yield step, TooFewUnits(unit, asked)
    if unit.most is not None and asked > unit.most:
        yield step, TooManyUnits(unit, unit.most, asked)


def _near(unit: Unit, times: Times) -> str:
    """A time of whole units around one that is not; empty where it is."""
    if unit.part is PartUnit.UP:
        return ""
    if unit.grid is not None and times.spans:
        start, end = times.spans[0][0], times.spans[-1][1]
        first = start - (start - unit.grid) % unit.minutes
        last = end + (unit.grid - end) % unit.minutes
        whole = (first, last) == (start, end)
        return "" if whole else f"{clock_text(first)}〜{clock_text(last)}"
    minutes = (times.hours or Decimal(0)) * 60
    rest = minutes % unit.minutes
    return minutes_text(int(minutes - rest) + unit.minutes) if rest else ""


def longest(
    place: Place, facts: Facts, wish: Wish, booked: Collection[date]
) -> Iterator[Judged]:
    """Hours of a use or a day, units in a row, days in a row with those booked."""
    if not place.all(Longest):
        return
    times = wish.times
    for of in (HOURS_OF_USE, HOURS_OF_DAY):
        rule = place.the(Longest, facts, of)
        if rule is not None and rule.hours is not None and times.hours is not None:
            asked = minutes_text(int(times.hours * 60))
            yield _compared(rule, rule.hours, times.hours, asked)
    rule = place.the(Longest, facts, "units")
    if rule is not None and rule.units is not None and times.units is not None:
        asked = f"{times.units}単位"
        yield _compared(rule, Decimal(rule.units), Decimal(times.units), asked)
    rule = place.the(Longest, facts, "days")
    if rule is not None and rule.days is not None:
        days = run_of(wish, booked)
        yield _compared(rule, Decimal(rule.days), Decimal(days), f"{days}日続き")


def run_of(wish: Wish, booked: Collection[date]) -> int:
    """Days in a row, with those that are booked right before and after."""
    if not wish.days:
        return wish.run
    taken = {*booked, *wish.days}
    first, last = wish.days[0], wish.days[-1]
    while first - timedelta(days=1) in taken:
        first -= timedelta(days=1)
    while last + timedelta(days=1) in taken:
        last += timedelta(days=1)
    return (last - first).days + 1


def _compared(rule: Longest, most: Decimal, asked: Decimal, told: str) -> Judged:
    step = Explained(f"{rule.told}。お申込みは{told}", rule.rule)
    return step, TooLong(rule, most, told) if asked > most else None


def bridges(place: Place, facts: Facts, times: Times) -> Iterator[Judged]:
    for rule in place.holding(Bridge, facts):
        start, end = rule.span
        for first, last in times.uses:
            if first < end and start < last:
                enough = first <= start - rule.each_side and end + rule.each_side <= last
                step = Explained(rule.told, rule.rule)
                yield step, None if enough else OnlyAsBridge(rule)
