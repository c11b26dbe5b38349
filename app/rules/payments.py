"""還付: what comes back when a booking is cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.kit.money import yen
from app.kit.wareki import full
from app.rules.book.base import Explained, Silent
from app.rules.book.facts import NOTHING
from app.rules.book.refunds import RefundTiers
from app.rules.book.rulebook import Rulebook
from app.rules.wording import percent_text


@dataclass(frozen=True, slots=True)
class RefundDue:
    """`rate` of what was paid, `amount` yen."""

    rate: Decimal
    amount: int
    explained: tuple[Explained, ...]


def refund(
    book: Rulebook,
    room: str,
    *,
    use_date: date,
    cancel_on: date,
    paid: int,
    facility: str = "",
) -> RefundDue:
    """Raises `UnknownPlace`; `Silent` where the rulebook has no refund rules."""
    place = book.place(room, facility)
    rule = place.the(RefundTiers, place.on(NOTHING, use_date))
    if rule is None:
        raise Silent("還付")
    for tier in rule.tiers:
        last = tier.by.of(use_date)
        if cancel_on <= last:
            amount = rule.rounding.of(paid * tier.rate)
            text = (
                f"{full(last)}({tier.by})までの取消しは"
                f"{percent_text(tier.rate)}、{yen(amount)}を還付"
            )
            return RefundDue(tier.rate, amount, (Explained(text, rule.rule),))
    none = Explained("還付の期限を過ぎています", rule.rule)
    return RefundDue(Decimal(0), 0, (none,))
