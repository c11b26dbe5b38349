"""使用料・減免 as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.rules.book.base import Rule
from app.rules.book.parts import Parts, part
from app.rules.book.values import COUNT, RATE, TEXT, YEN, Form, MapOf, word


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Rule):
    """使用料 per slot (yen)."""

    yen: Mapping[str, int]

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(self.yen)


@dataclass(frozen=True, slots=True)
class Rounding:
    """端数: to a multiple of `to` yen."""

    to: int
    up: bool

    def __str__(self) -> str:
        return f"{self.to}円未満{'切上げ' if self.up else '切捨て'}"

    def of(self, amount: Decimal) -> int:
        whole, rest = divmod(amount, self.to)
        return (int(whole) + (self.up and rest > 0)) * self.to


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction(Rule):
    """減免: `rate` is taken off when `ground` is shown and accepted."""

    ground: str
    rate: Decimal
    rounding: Rounding

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({self.ground})


ROUNDING = Form(
    lambda to, way: Rounding(to, way == "up"),
    {"to": COUNT, "way": word({"down": "切捨て", "up": "切上げ"})},
    frozenset({"to", "way"}),
)
PARTS: Parts = {
    "price": part(Price, "yen", yen=MapOf(YEN, names="slot")),
    "reduction": part(
        Reduction,
        "ground rate rounding",
        ground=TEXT,
        rate=RATE,
        rounding=ROUNDING,
    ),
}
