"""What answers hang on at a place: two questions that agree in it have one answer."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from app.rules.book.base import Rule
from app.rules.book.conditions import OF_MEMBERS, facts_of
from app.rules.book.facts import Facts
from app.rules.book.rulebook import Place

Kinds = tuple[type[Rule], ...]
#: Facts that follow from the day of use and from that of the application.
OF_USE, OF_BOTH = {"days", "season"}, {"days_ahead", "same_day"}


@dataclass(frozen=True, slots=True)
class Hangs:
    """The facts that conditions ask for, whether they ask for members, and the days."""

    facts: tuple[str, ...]
    members: bool
    use_date: bool
    asked_on: bool

    def key(self, facts: Facts) -> Hashable:
        values, members = facts.values, facts.members
        return (
            tuple([values.get(name) for name in self.facts]),
            frozenset(members.items()) if self.members else None,
            facts.use_date if self.use_date else None,
            (facts.apply_on, facts.decided_on) if self.asked_on else None,
        )


def hangs_on(place: Place, kinds: Kinds) -> Hangs:
    """By the rules of some kinds."""
    return place.known.once(kinds, lambda: _hangs(place, kinds))


def _hangs(place: Place, kinds: Kinds) -> Hangs:
    rules = [rule for kind in kinds for rule in place.all(kind)]
    names = {name for rule in rules for name in facts_of(rule.when)}
    members = {name for name in names if name.startswith(OF_MEMBERS)}
    dated = any(not rule.always for rule in rules)
    both = bool(names & OF_BOTH)
    return Hangs(
        tuple(sorted(names - members)),
        bool(members),
        use_date=both or dated or bool(names & OF_USE),
        asked_on=both or dated,
    )
