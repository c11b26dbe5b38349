"""What the desk asks of a use: only the facts that the rulebook hangs on at a place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from app.kit.money import yen
from app.rules.acceptance.windows import KINDS as WINDOW
from app.rules.book.base import Rule
from app.rules.book.conditions import Condition, Not, OneOf, facts_of
from app.rules.book.extras import Admission
from app.rules.book.facts import FACTS, Fact, FactKind
from app.rules.book.lending import Item, Locker
from app.rules.book.limits import Limit, Longest, Refuse
from app.rules.book.rulebook import Place
from app.rules.fees.hanging import KINDS as FEES

#: The facts that a person can be asked at the desk, in the order of the panel.
NAMES = (
    "residency",
    "used_before",
    "consent_form",
    "commercial",
    "purely_commercial",
    "advertising",
    "direct_revenue",
    "admission_fee",
    "participants",
    "activity",
    "exhibition",
    "rehearsal",
    "drinking",
    "exclusive",
)
#: What follows from other facts is asked by these.
FROM = {"net_admission": ("admission_fee", "participants")}
#: What says something of the applicant; the rest is of this use.
OF_APPLICANT = frozenset({"residency", "used_before", "consent_form"})
ABOUT_USE: tuple[type[Rule], ...] = (
    *(kind for kind in (*FEES, *WINDOW) if kind not in (Item, Locker)),
    *(Limit, Longest, Refuse),
)
YES, NO = "はい", "いいえ"


@dataclass(frozen=True, slots=True)
class Question:
    """One field: a flag, a number, or one of `words`."""

    name: str
    label: str
    kind: FactKind
    words: tuple[str, ...] = ()


def questions(place: Place) -> tuple[Question, ...]:
    """What must be asked for a use of a place, by its rules."""
    return place.known.once(questions, lambda: tuple(_questions(place)))


def questions_of(places: Iterable[Place]) -> tuple[Question, ...]:
    """What must be asked where it is open which of some places it will be."""
    found: dict[str, Question] = {}
    for place in places:
        for each in questions(place):
            before = found.get(each.name)
            words = (*(before.words if before else ()), *each.words)
            found[each.name] = replace(each, words=tuple(dict.fromkeys(words)))
    return tuple(found[name] for name in NAMES if name in found)


def _questions(place: Place) -> Iterator[Question]:
    rules = [rule for kind in ABOUT_USE for rule in place.all(kind)]
    named = {name for rule in rules for name in facts_of(rule.when)}
    named |= {name for fact, names in FROM.items() if fact in named for name in names}
    if place.all(Admission):
        named.add("admission_fee")
    for name in NAMES:
        if name in named:
            known = FACTS[name]
            words = tuple(_words([rule.when for rule in rules], name))
            yield Question(name, known.label, known.kind, words)


def _words(conditions: list[Condition], name: str) -> Iterator[str]:
    """The words that rules name, and for 市外 the 市内 beside it."""
    found = {word for each in conditions for word in _named(each, name)}
    known = FACTS[name].words
    if known:
        for pair in (known[:2], known[2:]):
            if not found.isdisjoint(pair):
                yield from pair
        return
    yield from sorted(found)


def _named(condition: Condition, name: str) -> Iterator[str]:
    for case in condition.cases:
        for test in case:
            if isinstance(test, OneOf) and test.fact == name:
                yield from test.words
            elif isinstance(test, Not):
                yield from _named(test.condition, name)


def shown(facts: Mapping[str, Fact]) -> Mapping[str, str]:
    """The same as it stands in fields."""
    return {name: _shown(value) for name, value in facts.items()}


def _shown(value: Fact) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "・".join(sorted(value))


def told(facts: Mapping[str, Fact]) -> str:
    """市外・営利・入場料 500円, for cards and papers; what is denied is left out."""
    parts = []
    for name, value in facts.items():
        label = FACTS[name].label
        if isinstance(value, Decimal):
            head, _, unit = label.removesuffix(")").partition("(")
            amount = yen(int(value)) if unit == "円" else f"{value:f}{unit}"
            parts.append(f"{head} {amount}")
        elif isinstance(value, bool):
            parts += [label] if value else []
        else:
            parts += sorted(value)
    return "・".join(parts)


def kept(facts: Mapping[str, Fact]) -> str:
    """As a booking keeps it."""
    return json.dumps(shown(facts), ensure_ascii=False, sort_keys=True)


def facts_in(text: str) -> Mapping[str, Fact]:
    """What a booking keeps; facts that are no longer known are left out."""
    found: dict[str, Fact] = {}
    for name, value in json.loads(text or "{}").items():
        if name not in FACTS:
            continue
        kind = FACTS[name].kind
        if kind is FactKind.FLAG:
            found[name] = value == YES
        elif kind is FactKind.NUMBER:
            found[name] = Decimal(value)
        else:
            found[name] = frozenset(value.split("・"))
    return found
