"""The keys and values of a question, read with their types; what is wrong is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from app.kit.refusal import Refusal
from app.rules.book.facts import FACTS, Fact, FactKind, one
from app.rules.book.values import FIRST_DAY, LAST_DAY

T = TypeVar("T")


class UnknownFact(Refusal):
    """A fact that this engine does not weigh: an answer without it could be wrong."""

    code = "question.unknown_fact"


class WrongFact(Refusal):
    code = "question.wrong_fact"


class MissingFact(Refusal):
    code = "question.missing_fact"


class Table:
    """Reading a fact raises `MissingFact` or `WrongFact`; one not `known`, `UnknownFact`.

    `known` are the keys that may stand in it; None where they were looked at before.
    """

    __slots__ = ("facts",)

    def __init__(self, facts: Mapping[str, Any], known: Set[str] | None) -> None:
        if known is not None and not facts.keys() <= known:
            for name in facts:
                if name not in known and name != "kind":
                    raise UnknownFact(name=name)
        self.facts = facts

    def within(self, name: str, known: Set[str]) -> Table:
        table = self._value(name)
        if not isinstance(table, dict):
            raise WrongFact(name=name)
        return Table(table, known)

    def tables(self, name: str, known: Set[str]) -> tuple[Table, ...]:
        """A list of tables, as `events`."""
        found = self._value(name)
        if not isinstance(found, list) or not all(isinstance(e, dict) for e in found):
            raise WrongFact(name=name)
        return tuple(Table(each, known) for each in found)

    def facts_of(self, names: Mapping[str, str]) -> dict[str, Fact]:
        """The given ones of some keys, as facts of conditions."""
        return {
            names[key]: self._fact(key, names[key]) for key in self.facts if key in names
        }

    def _fact(self, key: str, fact: str) -> Fact:
        known = FACTS[fact]
        if known.kind is FactKind.FLAG:
            return self.flag(key)
        if known.kind is FactKind.NUMBER:
            return self.number(key)
        word = self.text(key)
        if known.words and word not in known.words:
            raise WrongFact(name=key)
        return one(word)

    def get(self, name: str, read: Callable[[str], T], default: T) -> T:
        return read(name) if name in self.facts else default

    def day(self, name: str) -> date:
        return as_day(self._value(name), name)

    def days(self, name: str) -> tuple[date, ...]:
        value = self._value(name)
        if not isinstance(value, list):
            raise WrongFact(name=name)
        return tuple(as_day(each, name) for each in value)

    def month(self, name: str) -> date:
        """The first day of a month written 2026-11."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", str(self._value(name)), re.A)
        if found is None:
            raise WrongFact(name=name)
        return as_day(f"{found[1]}-{found[2]}-01", name)

    def text(self, name: str) -> str:
        value = self._value(name)
        if not isinstance(value, str):
            raise WrongFact(name=name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._value(name)
        if not isinstance(value, list) or not all(
            isinstance(each, str) for each in value
        ):
            raise WrongFact(name=name)
        return tuple(value)

    def flag(self, name: str) -> bool:
        value = self._value(name)
        if not isinstance(value, bool):
            raise WrongFact(name=name)
        return value

    def count(self, name: str) -> int:
        value = self._value(name)
        if type(value) is not int or value < 0:
            raise WrongFact(name=name)
        return value

    def number(self, name: str) -> Decimal:
        """A number of hours, people, yen: not negative."""
        value = self._value(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise WrongFact(name=name)
        found = Decimal(str(value))
        if not found.is_finite() or found < 0:
            raise WrongFact(name=name)
        return found

    def clock(self, name: str) -> int:
        """Minutes after midnight."""
        found = re.fullmatch(r"([01]\d|2[0-4]):([0-5]\d)", self.text(name), re.A)
        if found is None:
            raise WrongFact(name=name)
        return int(found[1]) * 60 + int(found[2])

    def clock_or_none(self, name: str) -> int | None:
        return self.clock(name)

    def _value(self, name: str) -> Any:
        if name not in self.facts:
            raise MissingFact(name=name)
        return self.facts[name]


def as_day(value: Any, name: str) -> date:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise WrongFact(name=name) from error
    if isinstance(day, datetime) or not FIRST_DAY <= day <= LAST_DAY:
        raise WrongFact(name=name)
    return day
