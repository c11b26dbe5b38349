"""重なったとき: what several surcharges, discounts or reductions come to together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from app.rules.book.base import Undecided
from app.rules.book.facts import Facts
from app.rules.book.rulebook import Place
from app.rules.book.surcharges import Stacking, Way

T = TypeVar("T")
NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Share(Generic[T]):
    """What one rule adds, or takes off: `rate` of the amount `on`, and `flat` yen."""

    rule: T
    told: str
    rate: Fraction
    flat: Fraction
    on: Fraction

    @property
    def amount(self) -> Fraction:
        return self.on * self.rate + self.flat


Amounts = list[tuple[T, Fraction]]


def _add(shares: Sequence[Share[T]], sign: int) -> Amounts[T]:
    return [(share.rule, share.amount) for share in shares]


def _multiply(shares: Sequence[Share[T]], sign: int) -> Amounts[T]:
    """Each rate is one of what those before it have made of the amount."""
    factor, made = Fraction(1), []
    for share in shares:
        made.append((share.rule, factor * share.rate * share.on + share.flat))
        factor *= 1 + sign * share.rate
    return made


def _highest(shares: Sequence[Share[T]], sign: int) -> Amounts[T]:
    best = max(shares, key=lambda share: share.amount)
    return [(best.rule, best.amount)]


WAYS = {Way.ADD: _add, Way.MULTIPLY: _multiply, Way.HIGHEST: _highest}


def stacked(
    place: Place, facts: Facts, topic: str, shares: Sequence[Share[T]], sign: int
) -> Amounts[T]:
    """What each adds (`sign` 1) or takes off (-1), by the way the rules name.

    Nothing is taken off that is not there. Raises `Undecided` where the rules name no
    way and it matters.
    """
    if len(shares) < 2:
        return _within(_add(shares, sign), shares, sign)
    rule = place.the(Stacking, facts, topic)
    if rule is not None:
        return _within(WAYS[rule.way(topic)](shares, sign), shares, sign)
    made = [_within(way(shares, sign), shares, sign) for way in WAYS.values()]
    if len({sum(amount for _, amount in each) for each in made}) > 1:
        told = "と".join(share.told for share in shares)
        raise Undecided(f"{told}が重なったとき", f"[[stacking]] {topic}")
    return made[0]


def _within(amounts: Amounts[T], shares: Sequence[Share[T]], sign: int) -> Amounts[T]:
    if sign > 0:
        return amounts
    left, made = max((share.on for share in shares), default=NONE), []
    for rule, amount in amounts:
        taken = min(amount, left)
        made.append((rule, taken))
        left -= taken
    return made
