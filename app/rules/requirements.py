"""利用できる団体: who may use rooms, equipment and lockers, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator

from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.rules.book.facts import Facts
from app.rules.book.limits import USES, About, Refuse, Requirement, Use
from app.rules.book.rulebook import Place
from app.rules.wording import on_condition


class RegisteredOnly(Refusal):
    code = "group.registered_only"

    def __init__(self, use: Use, rule: str) -> None:
        super().__init__(use=USES[use], rule=rule)


class Refused(Refusal):
    """A rule refuses it by what is known; the text says what is possible instead."""

    code = "booking.refused"

    def __init__(self, by: Refuse) -> None:
        instead = by.instead or f"「{by.when}」に当たらなければお受けできます。"
        super().__init__(reason=by.reason.rstrip("。"), instead=instead, rule=by.rule)


def kept_to_registered(place: Place, use: Use, facts: Facts) -> Requirement | None:
    """The rule that keeps a use to registered groups; `facts` of the day (`Place.on`)."""
    for rule in place.holding(Requirement, facts):
        if use in rule.registered_only:
            return rule
    return None


def explained(use: Use, rule: Requirement) -> Explained:
    return Explained(f"{USES[use]}を利用できるのは登録団体です", rule.rule)


def refused(
    place: Place, facts: Facts, *what: About
) -> Iterator[tuple[Refused, Explained]]:
    """What speaks against a use, a lottery request, a registration or a loan.

    `facts` with what follows from the dates (`Place.on`). Only what was said of an
    applicant or a use can be held against it.
    """
    for rule in place.refusing(Refuse, facts):
        if rule.what in what:
            why = f"{on_condition(str(rule.when))}は、{rule.reason.rstrip('。')}"
            yield Refused(rule), Explained(why, rule.rule)
