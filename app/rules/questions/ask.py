"""The facts of a question, read with their types; what cannot be used is told.

The keys are those a front desk asks by; `Ask` reads them into `Facts` once, so that
every kind of question weighs the same words in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from app.kit.refusal import Refusal
from app.rules.book.facts import FACTS, MEMBERS, Fact, FactKind, Facts, one
from app.rules.book.values import FIRST_DAY, LAST_DAY

T = TypeVar("T")


class UnknownFact(Refusal):
    """A fact that this engine does not weigh: an answer without it could be wrong."""

    code = "question.unknown_fact"


class WrongFact(Refusal):
    code = "question.wrong_fact"


class MissingFact(Refusal):
    code = "question.missing_fact"


#: The facts about the applicant, the purpose and what is wanted besides.
APPLICANT = [
    "registered",
    "registered_here",
    "group_type",
    "residency",
    "rep_age",
    "consent_form",
    "used_before",
    "years_active",
    "fixed_schedule",
    "overlap_majority",
    "open_membership",
    "fees_reasonable",
]
PURPOSE = [
    "commercial",
    "purely_commercial",
    "advertising",
    "direct_revenue",
    "found_after_permission",
    "drinking",
    "rehearsal",
    "exhibition",
    "activity",
    "admission_fee",
    "net_admission",
    "participants",
]
#: Facts that stand in the question itself, and what they are called in rules.
TOP = {
    "rule_version": "rule_version",
    "product": "product",
    "channel": "channel",
    "request": "request",
    "scheme": "scheme",
    "cause": "cause",
    "item": "item",
    "same_day": "same_day",
    "first_open_day": "first_open_day",
    "exclusive": "exclusive",
    "overnight": "overnight",
    "outside": "outside",
    "people": "people",
    "hours": "hours",
    "held": "held",
    "vacant": "vacant",
    "years": "years",
    "size": "size",
    "duplex": "duplex",
}
#: What the applicant already has, without the application in question.
COUNTS = ["this_week", "this_month", "last_month", "lottery_pending"]
#: Tables of facts, and their keys that are no facts for conditions.
TABLES: Mapping[str, Set[str]] = {
    "applicant": {*APPLICANT, "members"},
    "purpose": {*PURPOSE, "expenses", "sessions"},
    "counts": {*COUNTS, "lottery_by_facility"},
    "extras": {
        "aircon",
        "aircon_hours",
        "heating",
        "equipment",
        "extension_hours",
        "meal_extension",
    },
    "weather": {"warning", "in_use", "in_force_at", "lifted_at"},
}
#: The keys of tables that are facts for conditions.
WEIGHED_TABLES: Mapping[str, Mapping[str, str]] = {
    "applicant": {name: name for name in APPLICANT},
    "purpose": {name: name for name in PURPOSE},
    "extras": {name: name for name in ("aircon", "heating", "extension_hours")},
    "counts": {name: name for name in COUNTS},
}
OF_MEMBERS = {"total": "members_total", "age_min": "age_min", "age_max": "age_max"}
COUNTED = {*MEMBERS, "total", "age_min", "age_max"}


class Ask:
    """One question; reading a fact raises `MissingFact` or `WrongFact`.

    `known` are the keys that its kind weighs; another one is `UnknownFact`.
    """

    def __init__(self, facts: Mapping[str, Any], known: Set[str]) -> None:
        if not facts.keys() <= known:
            for name in facts:
                if name not in known and name != "kind":
                    raise UnknownFact(name=name)
        self.facts = facts
        self._weighed: Facts | None = None

    @property
    def facility(self) -> str:
        return self.text("facility") if "facility" in self.facts else ""

    @property
    def room(self) -> str:
        return self.text("room") if "room" in self.facts else ""

    @property
    def weighed(self) -> Facts:
        """All that conditions can be about, without what follows from date and place."""
        if self._weighed is None:
            self._weighed = self._weigh()
        return self._weighed

    def _weigh(self) -> Facts:
        given = self.facts
        found = self.facts_of(TOP)
        for name, facts in WEIGHED_TABLES.items():
            if name in given:
                found |= self.within(name, TABLES[name]).facts_of(facts)
        members = self.members
        for each, name in OF_MEMBERS.items() if members else ():
            if each in members:
                found[name] = members[each]
        if found.get("registered_here") is True:
            found.setdefault("registered", True)
        if "slots" in given:
            found["slots"] = frozenset(self.texts("slots"))
        return Facts(
            found,
            members,
            self.day("use_date") if "use_date" in given else None,
            self.day("apply_on") if "apply_on" in given else None,
            self.day("decided_on") if "decided_on" in given else None,
        )

    @property
    def members(self) -> Mapping[str, Decimal]:
        """Numbers of people by kind, and the ages of the youngest and the oldest."""
        applicant = self.facts.get("applicant")
        if not isinstance(applicant, dict) or "members" not in applicant:
            return {}
        table = self.table("applicant").within("members", COUNTED)
        return {name: Decimal(table.count(name)) for name in table.facts}

    def table(self, name: str) -> Ask:
        """A table of the question; empty where it is not given."""
        return self.within(name, TABLES[name]) if name in self.facts else NO_FACTS

    def within(self, name: str, known: Set[str]) -> Ask:
        table = self._value(name)
        if not isinstance(table, dict):
            raise WrongFact(name=name)
        return Ask(table, known)

    def tables(self, name: str, known: Set[str]) -> tuple[Ask, ...]:
        """A list of tables, as `events`."""
        found = self._value(name)
        if not isinstance(found, list) or not all(isinstance(e, dict) for e in found):
            raise WrongFact(name=name)
        return tuple(Ask(each, known) for each in found)

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


NO_FACTS = Ask({}, frozenset())


def as_day(value: Any, name: str) -> date:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise WrongFact(name=name) from error
    if isinstance(day, datetime) or not FIRST_DAY <= day <= LAST_DAY:
        raise WrongFact(name=name)
    return day
