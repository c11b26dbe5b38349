"""The keys of a condition and what each may be compared with."""

from __future__ import annotations

from collections.abc import Mapping

from app.rules.book.conditions import Range, Share
from app.rules.book.facts import FACTS, MEANT, MEMBERS, FactKind, Known
from app.rules.book.values import (
    DAY_WORD,
    FLAG,
    NUMBER,
    RANGE,
    TEXT,
    AnyKind,
    Form,
    ListOf,
    When,
    names,
    word,
)


def _kind(fact: Known) -> AnyKind:
    if fact.kind is FactKind.FLAG:
        return FLAG
    if fact.kind is FactKind.NUMBER:
        return RANGE
    if fact.names == "day":
        return ListOf(DAY_WORD, or_one=True)
    if fact.names:
        return ListOf(names(fact.names), or_one=True)
    words = {each: MEANT.get(each, "") for each in fact.words}
    return ListOf(word(words) if words else TEXT, True)


def _share(of: str, **borders: object) -> Share:
    made = RANGE.build(**borders)
    assert isinstance(made, Range)
    return Share(of, made)


SHARE = Form(
    _share,
    {
        "of": word(MEMBERS),
        "from": NUMBER,
        "to": NUMBER,
        "over": NUMBER,
        "under": NUMBER,
    },
    frozenset({"of"}),
)
#: Fact to what a condition may say of it.
TESTS: Mapping[str, AnyKind] = {
    **{name: _kind(fact) for name, fact in FACTS.items()},
    "share": SHARE,
    "not": When(),
}
