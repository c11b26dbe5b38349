"""納付: when a booking is paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.kit.wareki import full
from app.rules.book.acceptance import Payment
from app.rules.book.base import Explained, Silent
from app.rules.book.facts import NOTHING
from app.rules.book.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class PaymentDue:
    """`by` is the last day of 納付."""

    by: date
    explained: tuple[Explained, ...]


def payment_due(
    book: Rulebook, decided_on: date, room: str = "", facility: str = ""
) -> PaymentDue:
    """Raises `UnknownPlace`; `Silent` where the rulebook does not say."""
    place = book.place(room, facility)
    rule = place.the(Payment, place.on(NOTHING, decided_on))
    if rule is None:
        raise Silent("納付の期限")
    by = decided_on + timedelta(days=rule.days_after)
    how = f"許可から{rule.days_after}日以内" if rule.days_after else "許可書の交付の際"
    text = f"使用料の納付は{how}、{full(by)}まで"
    return PaymentDue(by, (Explained(text, rule.rule),))
