"""利用できる団体: who may use rooms, equipment and lockers at all."""

from __future__ import annotations

from datetime import date

from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.rules.book.facts import NOTHING, Facts
from app.rules.book.limits import Requirement, Use
from app.rules.book.rulebook import Place

TOLD = {Use.ROOMS: "部屋", Use.ITEMS: "備品", Use.LOCKERS: "ロッカー"}


class RegisteredOnly(Refusal):
    code = "group.registered_only"

    def __init__(self, use: Use, rule: str) -> None:
        super().__init__(use=TOLD[use], rule=rule)


def registered_only(place: Place, use: Use, day: date) -> Requirement | None:
    """The rule that keeps a use to registered groups, whoever asks."""
    return kept_to_registered(place, use, place.on(NOTHING, day))


def kept_to_registered(place: Place, use: Use, facts: Facts) -> Requirement | None:
    for rule in place.holding(Requirement, facts):
        if use in rule.registered_only:
            return rule
    return None


def explained(use: Use, rule: Requirement) -> Explained:
    return Explained(f"{TOLD[use]}を利用できるのは登録団体です", rule.rule)
