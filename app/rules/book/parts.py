"""How the keys of a part become a rule: forms, and what all parts have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.rules.book.base import By, Rule
from app.rules.book.values import (
    DAY,
    PREFER,
    TEXT,
    AnyKind,
    Form,
    ListOf,
    When,
    choice,
    names,
)

#: Keys that every rule may have, whatever it is about.
COMMON: Mapping[str, AnyKind] = {
    "facilities": ListOf(names("facility")),
    "rooms": ListOf(names("room")),
    "source": TEXT,
    "article": TEXT,
    "valid_from": DAY,
    "valid_until": DAY,
    "valid_by": choice(By, {"use": "使用日", "apply": "申請日", "decide": "決定日"}),
    "when": When(),
    "prefer": PREFER,
}


def part(build: Callable[..., Rule], needed: str = "", **fields: AnyKind) -> Form:
    """The form of a part: `fields` are its own keys, `needed` those in every rule."""
    return Form(build, {**fields, **COMMON}, frozenset(needed.split()))


Parts = Mapping[str, Form]
