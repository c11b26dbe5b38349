"""お断りする場合: rules that speak against an applicant by what is known of him."""

from __future__ import annotations

from app.kit.refusal import Refusal
from app.rules.book.facts import Facts
from app.rules.book.limits import About, Refuse
from app.rules.book.rulebook import Place


class RefusedByRule(Refusal):
    """`reason` and what is possible `instead` are the rulebook's own words."""

    code = "group.refused_by_rule"

    def __init__(self, rule: Refuse) -> None:
        instead = f"{rule.instead}。" if rule.instead else ""
        super().__init__(reason=rule.reason, instead=instead, rule=rule.rule)


def refused(place: Place, facts: Facts, about: About) -> tuple[RefusedByRule, ...]:
    """A condition that hangs on something not said refuses nobody."""
    found = place.refusing(Refuse, facts)
    return tuple(RefusedByRule(rule) for rule in found if rule.refuses is about)
