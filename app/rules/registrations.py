"""団体登録: how long it holds, and which papers it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kit.wareki import fiscal_year, full
from app.rules.book.base import Explained, Silent
from app.rules.book.facts import NOTHING
from app.rules.book.registration import Registration, Term
from app.rules.book.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Validity:
    """`valid_until` is the last valid day."""

    valid_until: date
    explained: tuple[Explained, ...]


def registration(book: Rulebook, registered_on: date, facility: str = "") -> Validity:
    """Raises `UnknownPlace`; `Silent` where the rulebook sets no term."""
    place = book.place("", facility)
    rule = place.the(Term, place.on(NOTHING, registered_on))
    if rule is None:
        raise Silent("団体登録の有効期間")
    last = date(fiscal_year(registered_on) + rule.fiscal_years, 3, 31)
    years = "登録した年度" if rule.fiscal_years == 1 else f"{rule.fiscal_years}年度"
    text = f"有効期間は{years}の末日、{full(last)}まで"
    return Validity(last, (Explained(text, rule.rule),))


def is_current(valid_until: date | None, lapsed: bool, day: date) -> bool:
    """Whether a registration holds on a day; without a last day it does not end."""
    return not lapsed and (valid_until is None or valid_until >= day)


def documents(book: Rulebook, day: date, facility: str = "") -> Registration | None:
    """The papers that come with an application; None where the rulebook names none."""
    place = book.place("", facility)
    return place.the(Registration, place.on(NOTHING, day))
