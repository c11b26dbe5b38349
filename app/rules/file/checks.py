"""What a rulebook must not say, though each of its values is well-formed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.rules.book.base import Origin
from app.rules.book.hire import Slots
from app.rules.book.lending import Lent
from app.rules.book.offset import Offset
from app.rules.book.refunds import RefundTiers
from app.rules.book.registration import Registration
from app.rules.book.stages import KINDS, Stage
from app.rules.file.check_hire import check_hire
from app.rules.file.check_windows import backwards, ever_before
from app.rules.file.reader import Draft, Reader
from app.rules.file.refusals import Backwards, SaidTwice


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
    for origin, key in backwards(
        rule for rules in whole.rules.values() for rule in rules
    ):
        notes.backwards(origin, key)
    check_hire(whole, readers)
    for rules in whole.rules.values():
        for rule in rules:
            if rule.valid_until < rule.valid_from:
                notes.backwards(rule.origin, "valid_until")
            if isinstance(rule, Slots):
                _check_slots(rule, notes)
            elif isinstance(rule, RefundTiers):
                _check_tiers(rule, notes)
            elif isinstance(rule, Registration):
                _check_renewal(rule, notes)


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
    staged = [rule for rule in whole.rules.get("stage", []) if isinstance(rule, Stage)]
    lent = [rule for part in ("item", "locker") for rule in whole.rules.get(part, [])]
    return {
        "facility": [facility.name for facility in whole.facilities],
        "room": [*(room.name for room in whole.rooms), *dict.fromkeys(kinds)],
        "slot": list(dict.fromkeys(name for rule in slots for name in rule.slots)),
        "item": list(
            dict.fromkeys(
                name
                for rule in lent
                if isinstance(rule, Lent)
                for name in (rule.name, rule.kind, *rule.also)
                if name
            )
        ),
        "group_type": whole.group_types,
        "product": whole.products,
        "season": list(dict.fromkeys(season.name for season in whole.seasons)),
        "stage": list(dict.fromkeys([*KINDS, *(rule.title for rule in staged)])),
    }


def _check_used(whole: Draft, readers: Iterable[Reader]) -> None:
    """Every name that is used is declared."""
    known = declared_names(whole)
    for reader in readers:
        for kind, name, path in reader.draft.uses:
            if kind != "day" and name not in known[kind]:
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


def _later_first(early: Offset | None, late: Offset | None) -> bool:
    """Whether a day that stands first can come after the second; None is any day."""
    if early is None or late is None or not (early.plain and late.plain):
        return False
    return ever_before(late, early)


def _check_tiers(rule: RefundTiers, notes: Notes) -> None:
    """Tiers go from early to late, and from more to less."""
    for before, after in zip(rule.tiers, rule.tiers[1:], strict=False):
        if _later_first(before.by, after.by) or after.rate > before.rate:
            notes.backwards(rule.origin, "tiers")


def _check_renewal(rule: Registration, notes: Notes) -> None:
    renewal = rule.renewal
    if renewal is not None and _later_first(renewal.first, renewal.last):
        notes.backwards(rule.origin, "renewal")
