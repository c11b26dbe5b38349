"""Rules that hold together: which of them a narrower or a newer one replaces."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import cast

from app.rules.book.base import R, Rule
from app.rules.book.conditions import Asked, Condition, OneOf, Share, Within
from app.rules.book.facts import Facts
from app.rules.book.rulebook import Place, in_force

Rank = tuple[int, int, int, int]


def together(
    place: Place, kind: type[R], facts: Facts, alike: Callable[[R], Hashable]
) -> list[R]:
    """All rules of a kind that hold, in an order that does not hang on the file's.

    Of rules that are `alike`, one is replaced by another that is preferred, or whose
    condition says the same or more, for a place as narrow or narrower, as new or newer.
    """
    found = [
        (rank, cast(R, rule))
        for rank, rule in place.rules.get(kind, ())
        if in_force(rule, facts) and rule.when.holds(facts)
    ]
    if len(found) > 1:
        groups: dict[Hashable, list[tuple[Rank, R]]] = {}
        for each in found:
            groups.setdefault(alike(each[1]), []).append(each)
        found = [
            one
            for group in groups.values()
            for one in group
            if not any(replaces(other, one) for other in group)
        ]
        found.sort(key=_order)
    return [rule for _, rule in found]


def _order(ranked: tuple[Rank, Rule]) -> tuple[object, ...]:
    rank, rule = ranked
    return tuple(-each for each in rank), str(rule.when), rule.rule, repr(rule.answers)


def replaces(other: tuple[Rank, Rule], one: tuple[Rank, Rule]) -> bool:
    """Whether the first of two that are alike, and hold, leaves nothing of the second."""
    (prefer, where, _, since), (less, wide, _, before) = other[0], one[0]
    if prefer != less:
        return prefer > less
    if where < wide or since < before or not narrows(other[1].when, one[1].when):
        return False
    more = (where, since) != (wide, before)
    return more or not narrows(one[1].when, other[1].when)


def narrows(narrow: Condition, wide: Condition) -> bool:
    """Whether the one cannot hold without the other, as far as their tests show it."""
    if not wide.cases:
        return True
    return bool(narrow.cases) and all(
        any(_all_in(case, wanted) for wanted in wide.cases) for case in narrow.cases
    )


def _all_in(case: tuple[Asked, ...], wanted: tuple[Asked, ...]) -> bool:
    return all(any(_implies(test, want) for test in case) for want in wanted)


def _implies(test: Asked, want: Asked) -> bool:
    match test, want:
        case OneOf(fact, words), OneOf(other, wide) if fact == other:
            return words <= wide
        case Within(fact, inner), Within(other, outer) if fact == other:
            return inner.within(outer)
        case Share(of, inner), Share(other, outer) if of == other:
            return inner.within(outer)
    return test == want
