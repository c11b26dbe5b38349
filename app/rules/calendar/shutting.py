"""臨時休館 that a warning proposes: from when to when a place is closed, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.rules.book.base import Explained, Minutes, Silent
from app.rules.book.calendar import Weather
from app.rules.book.facts import NOTHING, Facts
from app.rules.book.hire import Slot, Slots
from app.rules.book.rulebook import Place
from app.rules.calendar.opening import within_hours
from app.rules.calendar.weather import MIDNIGHT, Sheltered, Warned, under


@dataclass(frozen=True, slots=True)
class Shut:
    """What is closed of a day, in minutes after midnight.

    `begun` is what becomes of a use that has begun; None where no rule says it.
    """

    starts: Minutes
    ends: Minutes
    explained: tuple[Explained, ...]
    begun: Sheltered | None = None


def warnings_of(place: Place) -> frozenset[str]:
    """The warnings that its rules speak of."""
    return frozenset(kind for rule in place.all(Weather) for kind in rule.warnings)


def shut_by(place: Place, day: date, warned: Warned) -> Shut | None:
    """None where the place stays open. Raises Silent for a warning that the rulebook
    does not speak of.

    Without `in_force_at` it is in force all day, without `lifted_at` to its end.
    """
    facts = place.on(NOTHING, day)
    rule = place.the(Weather, facts, warned.kind)
    if rule is None:
        raise Silent(f"「{warned.kind}」が出たときの扱い")
    if rule.usable:
        return None
    shut = _slots if rule.checks else _hours
    found = shut(place, facts, warned)
    if found is None or rule.in_use is None:
        return found
    return replace(found, begun=under(place, replace(warned, begun=True), facts))


def _hours(place: Place, facts: Facts, warned: Warned) -> Shut | None:
    assert facts.use_date is not None
    hours = within_hours(place, facts.use_date)
    left = under(place, warned, facts)
    starts = max(hours.start, warned.in_force_at or 0)
    ends = hours.end or MIDNIGHT
    if left.open:
        ends = min(ends, left.opens or warned.lifted_at or 0)
    return Shut(starts, ends, (left.explained,)) if starts < ends else None


def _slots(place: Place, facts: Facts, warned: Warned) -> Shut | None:
    """From the first slot that cannot be used to the end of the last."""
    rule = place.the(Slots, facts)
    shut: list[Slot] = []
    explained: list[Explained] = []
    for slot in _single(rule):
        try:
            left = under(place, warned, facts, (slot,))
        except Silent:  # a slot that no time decides of
            continue
        if not left.open:
            shut.append(slot)
            explained.append(left.explained)
    if not shut:
        return None
    return Shut(
        min(slot.start for slot in shut),
        max(slot.end for slot in shut),
        tuple(dict.fromkeys(explained)),
    )


def _single(rule: Slots | None) -> Sequence[Slot]:
    return [slot for slot in rule.slots.values() if not slot.covers] if rule else []
