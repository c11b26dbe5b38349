"""Rules for a case that a rule of the room always comes before: they never hold there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.rules.book.base import Rule
from app.rules.book.conditions import facts_of
from app.rules.book.rulebook import Place


def hidden_rules(place: Place) -> Iterator[str]:
    """One sentence for each, and how it comes first."""
    for rule in hidden(place):
        part = f"[[{rule.origin.path[0]}]]、{rule.rule}"
        yield (
            f"「{rule.when}」の決まり({part})は、部屋を名ざしする決まりが先に選ばれるので"
            "使われません。こちらを先にするなら prefer = 1 と書きます"
        )


def hidden(place: Place) -> Iterator[Rule]:
    """Of the rules of which one is chosen, those with a condition that cannot be it.

    What is asked of things (備品) is mostly asked without a room.
    """
    for kind, ranked in place.rules.items():
        if kind.single:
            always = [each for each in ranked if _always(each[1])]
            for rank, rule in ranked:
                before = [other for first, other in always if first > rank]
                about_things = "item" in facts_of(rule.when)
                if rule.when.cases and not about_things and _covered(rule, before):
                    yield rule


def _always(rule: Rule) -> bool:
    valid = (rule.valid_from, rule.valid_until) == (date.min, date.max)
    return valid and not rule.when.cases


def _covered(rule: Rule, before: list[Rule]) -> bool:
    if not rule.topics:
        return bool(before)
    return rule.topics <= {topic for other in before for topic in other.topics}
