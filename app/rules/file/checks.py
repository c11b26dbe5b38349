"""What a rulebook must not say, though each of its values is well-formed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from app.rules.book.acceptance import Acceptance
from app.rules.book.base import Origin
from app.rules.book.hire import Slots
from app.rules.book.refunds import RefundTiers
from app.rules.file.check_hire import check_hire
from app.rules.file.reader import Draft, Reader
from app.rules.file.refusals import Backwards, NotDecided, SaidTwice

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
        self, origin: Origin, key: str, name: str, known: Mapping[str, object] | list[str]
    ) -> None:
        self.readers[origin.file].unknown((*origin.path, key), name, known)


def check(whole: Draft, readers: Iterable[Reader]) -> None:
    readers = list(readers)
    notes = Notes(readers)
    _check_declared(whole, readers)
    _check_used(whole, readers)
    check_hire(whole, readers)
    for rules in whole.rules.values():
        for rule in rules:
            if isinstance(rule, Slots):
                _check_slots(rule, notes)
            elif isinstance(rule, Acceptance):
                _check_window(rule, notes)
            elif isinstance(rule, RefundTiers):
                _check_tiers(rule, notes)


def _check_declared(whole: Draft, readers: Iterable[Reader]) -> None:
    """Rooms are in known facilities; nothing is declared twice, in a base or above it."""
    seen: set[object] = set()
    facilities = [facility.name for facility in whole.facilities]
    for reader in reversed(list(readers)):
        draft = reader.draft
        for number, room in enumerate(draft.rooms):
            if room.facility not in facilities:
                reader.unknown(("room", number, "facility"), room.facility, facilities)
        declared: Mapping[str, list[tuple[str, ...]]] = {
            "facility": [(facility.name,) for facility in draft.facilities],
            "room": [(room.facility, room.name) for room in draft.rooms],
            "source": [(reader.file, source.id) for source in draft.sources],
            "group_type": [(name,) for name in draft.group_types],
            "product": [(name,) for name in draft.products],
        }
        for part, entries in declared.items():
            for number, entry in enumerate(entries):
                if (part, entry) in seen:
                    reader.problem(SaidTwice, (part, number), name=entry[-1])
                seen.add((part, entry))


def declared_names(whole: Draft) -> Mapping[str, list[str]]:
    """The names of each list that rules may use."""
    kinds = [room.kind for room in whole.rooms if room.kind]
    slots = [rule for rule in whole.rules.get("slots", []) if isinstance(rule, Slots)]
    items = [*whole.rules.get("item", []), *whole.rules.get("locker", [])]
    return {
        "facility": [facility.name for facility in whole.facilities],
        "room": [*(room.name for room in whole.rooms), *dict.fromkeys(kinds)],
        "slot": list(dict.fromkeys(name for rule in slots for name in rule.slots)),
        "item": list(dict.fromkeys(str(getattr(rule, "name", "")) for rule in items)),
        "group_type": whole.group_types,
        "product": whole.products,
        "season": list(dict.fromkeys(season.name for season in whole.seasons)),
    }


def _check_used(whole: Draft, readers: Iterable[Reader]) -> None:
    """Every name that is used is declared; 祝日 is decided before it is used."""
    known = declared_names(whole)
    for reader in readers:
        for kind, name, path in reader.draft.uses:
            if kind == "day":
                if whole.bare_holiday is None:
                    reader.problem(NotDecided, path, name=name, key="[holidays] bare")
            elif name not in known[kind]:
                reader.unknown(path, name, known[kind])


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
    if not (rule.opens.plain and rule.closes.plain):
        return
    if any(rule.closes.of(day) < rule.opens.of(day) for day in A_LEAP_YEAR):
        notes.backwards(rule.origin, "closes")


def _check_tiers(rule: RefundTiers, notes: Notes) -> None:
    """Tiers go from early to late, and from more to less."""
    for before, after in zip(rule.tiers, rule.tiers[1:], strict=False):
        plain = before.by.plain and after.by.plain
        late = plain and any(after.by.of(d) < before.by.of(d) for d in A_LEAP_YEAR)
        if late or after.rate > before.rate:
            notes.backwards(rule.origin, "tiers")
