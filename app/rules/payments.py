"""納付・還付: when a booking is paid, and what comes back when it is cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.kit.money import yen
from app.kit.wareki import full
from app.rules.book.acceptance import Payment
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
