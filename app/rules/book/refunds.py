"""取消と還付 as data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.rules.book.base import Rule
from app.rules.book.fees import ROUNDING, Rounding
from app.rules.book.offset import Offset
from app.rules.book.parts import Parts, part
from app.rules.book.values import OFFSET, RATE, Form, ListOf


@dataclass(frozen=True, slots=True)
class Tier:
    """Cancelled `by` this day (included), `rate` of the fee is paid back."""

    by: Offset
    rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundTiers(Rule):
    """還付; after the last tier nothing is paid back."""

    tiers: tuple[Tier, ...]
    rounding: Rounding


TIER = Form(Tier, {"by": OFFSET, "rate": RATE}, frozenset({"by", "rate"}))
PARTS: Parts = {
    "refund": part(RefundTiers, "tiers rounding", tiers=ListOf(TIER), rounding=ROUNDING),
}
