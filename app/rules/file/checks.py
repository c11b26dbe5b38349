"""What a rulebook must not say, though each of its values is well-formed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from app.rules.book.rulebook import (
    Acceptance,
    Item,
    Origin,
    RefundTiers,
    Rule,
    Slots,
)
from app.rules.file.reader import Draft, Reader
from app.rules.file.refusals import Backwards, SaidTwice, UnknownName

#: Every day of a leap year, with the months before it that offsets reach into.
A_LEAP_YEAR = tuple(date(2028, 1, 1) + timedelta(days=count) for count in range(366))


class Notes:
    """Puts a problem of a rule to the file that holds it."""

    def __init__(self, readers: Iterable[Reader]) -> None:
        self.readers = {reader.file: reader for reader in readers}

    def twice(self, origin: Origin, name: str) -> None:
        self.readers[origin.file].problem(SaidTwice, origin.path, name=name)

    def backwards(self, origin: Origin, key: str) -> None:
        self.readers[origin.file].problem(Backwards, (*origin.path, key), name=key)

    def unknown(
        self, origin: Origin, key: str, name: str, known: Mapping[str, Any] | list[str]
    ) -> None:
        path = (*origin.path, key)
        self.readers[origin.file].unknown(path, name, known, UnknownName)


def check(whole: Draft, readers: Iterable[Reader]) -> None:
    notes = Notes(readers)
    names = {"facilities": whole.facilities, "rooms": [room for _, room in whole.rooms]}
    _check_declared(whole, readers)
    for rules in whole.rules.values():
        for rule in rules:
            _check_names(rule, names, notes)
            if isinstance(rule, Slots):
                _check_slots(rule, notes)
            elif isinstance(rule, Acceptance):
                _check_window(rule, notes)
            elif isinstance(rule, RefundTiers):
                _check_tiers(rule, notes)


def _check_declared(whole: Draft, readers: Iterable[Reader]) -> None:
    """Rooms are in known facilities; nothing is declared twice, in a base or above it."""
    seen: set[object] = set()
    for reader in reversed(list(readers)):
        draft = reader.draft
        for number, (facility, _) in enumerate(draft.rooms):
            if facility not in whole.facilities:
                reader.unknown(("room", number, "facility"), facility, whole.facilities)
        declared: Mapping[str, list[tuple[str, ...]]] = {
            "facility": [(name,) for name in draft.facilities],
            "room": list(draft.rooms),
            "source": [(reader.file, source.id) for source in draft.sources],
        }
        for part, entries in declared.items():
            for number, entry in enumerate(entries):
                if (part, entry) in seen:
                    reader.problem(SaidTwice, (part, number), name=entry[-1])
                seen.add((part, entry))


def _check_names(rule: Rule, names: Mapping[str, list[str]], notes: Notes) -> None:
    used = {"facilities": rule.where.facilities, "rooms": rule.where.rooms}
    for key, used_names in used.items():
        for name in used_names:
            if name not in names[key]:
                notes.unknown(rule.origin, key, name, names[key])
    if isinstance(rule, Item):
        for name in rule.only_in:
            if name not in names["rooms"]:
                notes.unknown(rule.origin, "only_in", name, names["rooms"])


def _check_slots(rule: Slots, notes: Notes) -> None:
    """A longer slot is made of undivided ones and begins and ends with them."""
    single = {name: slot for name, slot in rule.slots.items() if not slot.covers}
    for slot in rule.slots.values():
        missing = [part for part in slot.covers if part not in single]
        for part in missing:
            notes.unknown(rule.origin, "covers", part, single)
        if slot.covers and not missing:
            parts = [single[part] for part in slot.covers]
            first, last = min(p.start for p in parts), max(p.end for p in parts)
            if (first, last) != (slot.start, slot.end):
                notes.backwards(rule.origin, "covers")


def _check_window(rule: Acceptance, notes: Notes) -> None:
    """The acceptance never closes before it opens, whatever the day of use."""
    if any(rule.closes.of(day) < rule.opens.of(day) for day in A_LEAP_YEAR):
        notes.backwards(rule.origin, "closes")


def _check_tiers(rule: RefundTiers, notes: Notes) -> None:
    """Tiers go from early to late, and from more to less."""
    for before, after in zip(rule.tiers, rule.tiers[1:], strict=False):
        late = any(after.by.of(day) < before.by.of(day) for day in A_LEAP_YEAR)
        if late or after.rate > before.rate:
            notes.backwards(rule.origin, "tiers")
