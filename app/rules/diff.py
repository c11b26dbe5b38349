"""What changes from one rulebook to another, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.rules.file.told import ToldRule


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule: new (no `before`), gone (no `after`), or said differently."""

    title: str
    where: str
    before: str
    after: str
    article: str

    @property
    def kind(self) -> str:
        if not self.before:
            return "加わる"
        return "変わる" if self.after else "なくなる"

    def __str__(self) -> str:
        told = " → ".join(word for word in (self.before, self.after) if word)
        return f"{self.kind}: {self.title}({self.where}) {told} [{self.article}]"


def differences(
    before: Sequence[ToldRule], after: Sequence[ToldRule]
) -> tuple[Difference, ...]:
    """The rules that are not in both; those about the same thing are one difference."""
    same = Counter(before) & Counter(after)
    gone, new = _without(before, same), _without(after, same)
    found: list[Difference] = []
    for rule in new:
        old = next((each for each in gone if _about(each) == _about(rule)), None)
        if old is not None:
            gone.remove(old)
        found.append(_difference(old, rule))
    return tuple([*found, *(_difference(rule, None) for rule in gone)])


def _without(rules: Sequence[ToldRule], same: Counter[ToldRule]) -> list[ToldRule]:
    return list(_left(rules, Counter(same)))


def _left(rules: Sequence[ToldRule], same: Counter[ToldRule]) -> Iterator[ToldRule]:
    for rule in rules:
        if same[rule]:
            same[rule] -= 1
        else:
            yield rule


def _about(rule: ToldRule) -> tuple[object, ...]:
    return rule.part, rule.facilities, rule.rooms, rule.name, rule.condition


def _difference(before: ToldRule | None, after: ToldRule | None) -> Difference:
    rule = after or before
    assert rule is not None
    old, new = (each.line if each else "" for each in (before, after))
    if before and after and old == new:
        old, new = f"{old}({before.article})", f"{new}({after.article})"
    return Difference(rule.title, rule.where, old, new, rule.article)
