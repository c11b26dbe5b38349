"""What changes from one rulebook to another, in words: where, for whom, what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.rules.file.told import ToldRule


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule: new (no `before`), gone (no `after`), or said differently.

    `where` are its places, `whom` its condition; both empty for a declared word.
    """

    title: str
    where: str
    whom: str
    before: str
    after: str
    article: str

    @property
    def kind(self) -> str:
        if not self.before:
            return "加わる"
        return "変わる" if self.after else "なくなる"

    @property
    def scope(self) -> str:
        return "、".join(word for word in (self.where, self.whom) if word)

    def __str__(self) -> str:
        told = " → ".join(word for word in (self.before, self.after) if word)
        scope = f"({self.scope})" if self.scope else ""
        article = f" [{self.article}]" if self.article else ""
        return f"{self.kind}: {self.title}{scope} {told}{article}"


def differences(
    before: Sequence[ToldRule], after: Sequence[ToldRule]
) -> tuple[Difference, ...]:
    """The rules that are not in both; those about the same thing are one difference."""
    same = Counter(before) & Counter(after)
    gone, new = _without(before, same), _without(after, same)
    old: list[ToldRule | None] = [None] * len(new)
    for place, rule in enumerate(new):
        old[place] = _taken(gone, _about, _about(rule))
    # A rule whose condition changed, where nothing else there could be meant.
    left = [rule for rule, its in zip(new, old, strict=True) if its is None]
    for place, rule in enumerate(new):
        about = _place(rule)
        alone = all(sum(_place(r) == about for r in rules) == 1 for rules in (left, gone))
        if old[place] is None and alone:
            old[place] = _taken(gone, _place, about)
    found = [_difference(its, rule) for its, rule in zip(old, new, strict=True)]
    return (*found, *(_difference(rule, None) for rule in gone))


def _without(rules: Sequence[ToldRule], same: Counter[ToldRule]) -> list[ToldRule]:
    return list(_left(rules, Counter(same)))


def _left(rules: Sequence[ToldRule], same: Counter[ToldRule]) -> Iterator[ToldRule]:
    for rule in rules:
        if same[rule]:
            same[rule] -= 1
        else:
            yield rule


def _about(rule: ToldRule) -> tuple[object, ...]:
    return *_place(rule), rule.condition


def _place(rule: ToldRule) -> tuple[object, ...]:
    return rule.part, rule.facilities, rule.rooms, rule.name


def _taken(
    rules: list[ToldRule],
    of: Callable[[ToldRule], tuple[object, ...]],
    about: tuple[object, ...],
) -> ToldRule | None:
    """The first of the rules that is about this, taken out of them."""
    found = next((rule for rule in rules if of(rule) == about), None)
    if found is not None:
        rules.remove(found)
    return found


def _difference(before: ToldRule | None, after: ToldRule | None) -> Difference:
    rule = after or before
    assert rule is not None
    whom = rule.whom
    old, new = (each.said if each else "" for each in (before, after))
    if before and after and before.whom != after.whom:
        whom = f"{before.whom} → {after.whom}"
    elif before and after and old == new:
        old, new = f"{old}({before.article})", f"{new}({after.article})"
    return Difference(rule.title, rule.where, whom, old, new, rule.article)
