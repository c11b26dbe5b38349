"""The facts of a question, read with their types; what cannot be used is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from app.kit.refusal import Refusal
from app.rules.file.values import FIRST_DAY, LAST_DAY

T = TypeVar("T")


class UnknownFact(Refusal):
    """A fact that this engine does not weigh: an answer without it could be wrong."""

    code = "question.unknown_fact"


class WrongFact(Refusal):
    code = "question.wrong_fact"


class MissingFact(Refusal):
    code = "question.missing_fact"


class Ask:
    """One question; reading a fact raises `MissingFact` or `WrongFact`."""

    def __init__(self, facts: Mapping[str, Any], known: Collection[str]) -> None:
        for name in facts:
            if name not in known and name != "kind":
                raise UnknownFact(name=name)
        self.facts = facts

    @property
    def facility(self) -> str:
        return self.get("facility", self.text, "")

    @property
    def room(self) -> str:
        return self.get("room", self.text, "")

    @property
    def registered(self) -> bool:
        """A requirement that is not mentioned is met."""
        applicant = self.facts.get("applicant", {})
        if not isinstance(applicant, dict):
            raise WrongFact(name="applicant")
        facts = Ask(applicant, {"registered"})
        return facts.get("registered", facts.flag, True)

    def get(self, name: str, read: Callable[[str], T], default: T) -> T:
        return read(name) if name in self.facts else default

    def day(self, name: str) -> date:
        value = self._value(name)
        try:
            day = value if isinstance(value, date) else date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise WrongFact(name=name) from error
        if isinstance(day, datetime) or not FIRST_DAY <= day <= LAST_DAY:
            raise WrongFact(name=name)
        return day

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

    def clock(self, name: str) -> int:
        """Minutes after midnight."""
        found = re.fullmatch(r"([01]\d|2[0-4]):([0-5]\d)", self.text(name), re.A)
        if found is None:
            raise WrongFact(name=name)
        return int(found[1]) * 60 + int(found[2])

    def _value(self, name: str) -> Any:
        if name not in self.facts:
            raise MissingFact(name=name)
        return self.facts[name]
