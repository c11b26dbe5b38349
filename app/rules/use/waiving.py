"""Which refusals the rulebook lets be excepted from (例外)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kit.refusal import Refusal
from app.rules.book.facts import Facts
from app.rules.book.rulebook import Place
from app.rules.book.waivers import Waivable, Waiver

#: What a refusal is about, by its code. What is not here can never be excepted from.
ABOUT: Mapping[str, Waivable] = {
    "booking.not_open_yet": Waivable.WINDOW,
    "booking.no_longer_open": Waivable.WINDOW,
    "booking.no_period": Waivable.WINDOW,
    "booking.limit_reached": Waivable.LIMIT,
    "booking.too_long": Waivable.LENGTH,
    "booking.too_few_units": Waivable.LENGTH,
    "booking.too_many_units": Waivable.LENGTH,
    "booking.only_as_bridge": Waivable.LENGTH,
    "booking.refused": Waivable.CONDITION,
    "group.registered_only": Waivable.REGISTERED,
    "booking.closed_day": Waivable.CLOSED,
    "booking.outside_hours": Waivable.HOURS,
    "booking.restricted": Waivable.PENALTY,
    "booking.restricted_to": Waivable.PENALTY,
}


@dataclass(frozen=True, slots=True)
class Waived:
    """What an exception is made from: what it is about (a `Waivable`, or no rule), in
    words, and its article or whoever allows it."""

    about: str
    told: str
    rule: str


def waiver(place: Place, facts: Facts, refusal: Refusal) -> Waiver | None:
    """The rule that lets it be excepted from; `facts` of the day (`Place.on`)."""
    about = ABOUT.get(refusal.code)
    if about is None:
        return None
    return next((r for r in place.holding(Waiver, facts) if r.about(about)), None)
