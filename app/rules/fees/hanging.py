"""What a fee hangs on at a place: two questions that agree in it cost the same."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from app.rules.book.base import Rule
from app.rules.book.conditions import OF_MEMBERS, facts_of
from app.rules.book.extras import Admission, Aircon, CountsAs, Extension
from app.rules.book.facts import Facts
from app.rules.book.fees import Price, Reduction, RoundOff
from app.rules.book.hanging import hangs_on
from app.rules.book.hire import Slots, Unit
from app.rules.book.lending import Item
from app.rules.book.rulebook import Place
from app.rules.book.surcharges import Discount, Stacking, Surcharge
from app.rules.fees.wish import ONLY_THE_ROOM, Wish

KINDS: tuple[type[Rule], ...] = (
    *(Slots, Unit, Price, Surcharge, Discount, Stacking, Aircon, Extension),
    *(Item, Reduction, RoundOff, Admission, CountsAs),
)
#: Facts that say more than conditions ask for: what is wanted, and an admission fee.
SAID = ("aircon", "heating", "admission_fee", "net_admission", "participants")


@dataclass(frozen=True, slots=True)
class Hangs:
    """The facts that conditions ask for; whether they ask for members, and whether rules
    hold for some days only."""

    facts: tuple[str, ...]
    members: bool
    dated: bool


def key_of(place: Place, facts: Facts, wish: Wish) -> Hashable:
    """Equal for questions with equal fees."""
    hangs = place.known.once(Hangs, lambda: _hangs(place))
    if hangs.facts:
        facts = place.on(facts, None)
    values = facts.values
    return (
        *(wish.slots, wish.start, wish.end, wish.hours, wish.uses),
        None if wish.besides is ONLY_THE_ROOM else wish.besides,
        tuple([values.get(name) for name in hangs.facts]),
        tuple([values.get(name) for name in SAID]) if values else (),
        frozenset(facts.members.items()) if hangs.members else None,
        _days(facts) if hangs.dated else facts.use_date is None,
    )


def hangs_on_days(place: Place) -> bool:
    """Whether a fee at a place can be another one on another day: that of a joined room
    can be the sum of others, by rules that are not about itself."""
    if place.joins or place.rules.get(Aircon):
        return True
    return hangs_on(place, KINDS).use_date


def _days(facts: Facts) -> tuple[date | None, ...]:
    return facts.use_date, facts.apply_on, facts.decided_on


def _hangs(place: Place) -> Hangs:
    rules = [rule for kind in KINDS for rule in place.all(kind)]
    names = {name for rule in rules for name in facts_of(rule.when)}
    names |= {rule.fact for rule in place.all(CountsAs)}
    if place.rules.get(Aircon):
        names.add("season")
    members = {name for name in names if name.startswith(OF_MEMBERS)}
    return Hangs(
        tuple(sorted(names - members)),
        bool(members),
        any(not rule.always for rule in rules),
    )
