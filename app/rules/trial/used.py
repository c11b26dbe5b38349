"""What the rules of a rulebook hang on: their parts, their facts, their names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from app.rules.book.base import Rule
from app.rules.book.conditions import facts_of
from app.rules.book.extras import Extension
from app.rules.book.fees import Charged, Price, Reduction
from app.rules.book.hire import Slots
from app.rules.book.lending import Item, Locker
from app.rules.book.rulebook import Place, Rulebook


def rules_of(book: Rulebook) -> Iterator[Rule]:
    """Every rule once."""
    seen: set[int] = set()
    for place in book.places.values():
        for ranked in place.rules.values():
            for _, rule in ranked:
                if id(rule) not in seen:
                    seen.add(id(rule))
                    yield rule


def part_of(rule: Rule) -> str:
    """The name of its part in the file (price, closed)."""
    return str(rule.origin.path[0])


def parts_of(book: Rulebook) -> frozenset[str]:
    return frozenset(map(part_of, rules_of(book)))


def facts_in(book: Rulebook, parts: Collection[str] = ()) -> frozenset[str]:
    """The facts that decide between rules; of some parts only, where they are named."""
    return frozenset(
        name
        for rule in rules_of(book)
        if not parts or part_of(rule) in parts
        for name in facts_of(rule.when)
    )


def slots_in(book: Rulebook) -> tuple[str, ...]:
    """The names of all slots, in the order of the rulebook."""
    slots = [rule for rule in rules_of(book) if isinstance(rule, Slots)]
    slots.sort(key=lambda rule: str(rule.origin.path))
    return _once(name for rule in slots for name in rule.slots)


def lent_in(book: Rulebook) -> tuple[str, ...]:
    """The names of what is lent: equipment and lockers."""
    lent = (rule.name for rule in rules_of(book) if isinstance(rule, Item | Locker))
    return _once(lent)


def grounds_in(book: Rulebook) -> tuple[str, ...]:
    """減免事由 that somebody can be asked for."""
    reductions = (rule for rule in rules_of(book) if isinstance(rule, Reduction))
    return _once(rule.ground for rule in reductions if rule.ground)


def extensions_in(book: Rulebook) -> tuple[str, ...]:
    """The names of extensions that have one."""
    rules = (rule for rule in rules_of(book) if isinstance(rule, Extension))
    return _once(rule.name for rule in rules if rule.name)


def charged_in(book: Rulebook) -> frozenset[Charged]:
    """What prices are for: slots, units, hours, uses."""
    return frozenset(r.charged for r in rules_of(book) if isinstance(r, Price))


def latest_change(book: Rulebook) -> date:
    """The first day on which the youngest of the rules holds."""
    return max((rule.valid_from for rule in rules_of(book)), default=date.min)


def as_of(book: Rulebook, day: date) -> Rulebook:
    """The rules that hold on a day, holding at any time.

    So rules that begin next year can be tried on the bookings of last year.
    """
    made: dict[int, Place] = {}
    for place in book.places.values():
        if id(place) not in made:
            made[id(place)] = _timeless(place, day)
    places = {name: made[id(place)] for name, place in book.places.items()}
    return replace(book, places=places)


def _timeless(place: Place, day: date) -> Place:
    rules = {
        kind: tuple(
            (rank, replace(rule, valid_from=date.min, valid_until=date.max))
            for rank, rule in ranked
            if rule.valid_from <= day <= rule.valid_until
        )
        for kind, ranked in place.rules.items()
    }
    return replace(place, rules=rules)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
