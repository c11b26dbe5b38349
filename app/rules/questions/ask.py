"""One question: who asks, for what, where and when.

The keys are those a front desk asks by; `Ask` reads them into `Facts` once, so that
every kind of question weighs the same words in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from decimal import Decimal
from typing import Any

from app.rules.book.facts import MEMBERS, Facts
from app.rules.questions.alike import Alike
from app.rules.questions.tables import Table

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
        "early_hours",
        "extension_hours",
        "meal_extension",
    },
    "weather": {"warning", "in_use", "in_force_at", "lifted_at"},
}
#: The keys of tables that are facts for conditions.
WEIGHED_TABLES: Mapping[str, Mapping[str, str]] = {
    "applicant": {name: name for name in APPLICANT},
    "purpose": {name: name for name in PURPOSE},
    "extras": {
        name: name for name in ("aircon", "heating", "early_hours", "extension_hours")
    },
    "counts": {name: name for name in COUNTS},
}
OF_MEMBERS = {"total": "members_total", "age_min": "age_min", "age_max": "age_max"}
COUNTED = {*MEMBERS, "total", "age_min", "age_max"}


class Ask(Table):
    """`known` are the keys that its kind weighs.

    What is `alike` to a question that was asked before has been looked through already.
    """

    __slots__ = ("alike",)

    def __init__(
        self, facts: Mapping[str, Any], known: Set[str], alike: Alike | None = None
    ) -> None:
        super().__init__(facts, known if alike is None else None)
        self.alike = alike or Alike()

    @property
    def facility(self) -> str:
        return self.text("facility") if "facility" in self.facts else ""

    @property
    def room(self) -> str:
        return self.text("room") if "room" in self.facts else ""

    @property
    def weighed(self) -> Facts:
        """All that conditions can be about, without what follows from date and place."""
        given = self.facts
        if self.alike.undated is None:
            self.alike.undated = self._undated()
        return self.alike.undated.on(
            self.day("use_date") if "use_date" in given else None,
            self.day("apply_on") if "apply_on" in given else None,
            self.day("decided_on") if "decided_on" in given else None,
        )

    def _undated(self) -> Facts:
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
        return Facts(found, members)

    @property
    def members(self) -> Mapping[str, Decimal]:
        """Numbers of people by kind, and the ages of the youngest and the oldest."""
        applicant = self.facts.get("applicant")
        if not isinstance(applicant, dict) or "members" not in applicant:
            return {}
        table = self.table("applicant").within("members", COUNTED)
        return {name: Decimal(table.count(name)) for name in table.facts}

    def table(self, name: str) -> Table:
        """A table of the question; empty where it is not given."""
        return self.within(name, TABLES[name]) if name in self.facts else NO_FACTS


NO_FACTS = Table({}, frozenset())
