"""加算・割引・重なったときの決め方 as data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from app.kit.money import yen
from app.rules.book.base import Needs, Rule
from app.rules.book.lending import PER, Per
from app.rules.book.parts import Parts, part
from app.rules.book.values import RATE, TEXT, YEN, Kind, choice, must, number
from app.rules.wording import factor_text, percent_text


class On(StrEnum):
    """What a rate is of: the price by the table, or that with surcharges (or as far as
    the fee stands)."""

    BASE = "base"
    SURCHARGED = "surcharged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surcharge(Rule):
    """加算 of `rate` of the price by the table (1 doubles it), or of `yen`, each `per`.

    Two of one `kind` count once, the higher.
    """

    single: ClassVar[bool] = False

    kind: str
    rate: Decimal = Decimal(0)
    yen: int = 0
    per: Per = Per.USE
    name: str = ""

    @property
    def named(self) -> str:
        """In the line of a fee: 市外(1.5倍)."""
        rate = f"({factor_text(1 + self.rate)})" if self.rate else _each(self)
        return (self.name or str(self.when) or self.kind) + rate

    @property
    def told(self) -> str:
        how = f"料金表の額の{factor_text(1 + self.rate)}になる"
        if self.yen:
            how = f"{PER.choices[self.per]}につき{yen(self.yen)}を加える"
        return f"{how}(種類は{self.kind})"


def _each(rule: Surcharge | Discount) -> str:
    """For what an amount is charged more than once."""
    if rule.per is Per.USE:
        return ""
    return f"({PER.choices[rule.per]}につき{yen(rule.yen)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount(Rule):
    """割引 of `rate`, or of `yen`, each `per`."""

    single: ClassVar[bool] = False

    rate: Decimal = Decimal(0)
    yen: int = 0
    per: Per = Per.USE
    of: On = On.SURCHARGED
    name: str = ""

    @property
    def named(self) -> str:
        """In the line of a fee: リハーサル(30%引き)."""
        rate = f"({percent_text(self.rate)}引き)" if self.rate else _each(self)
        return (self.name or str(self.when) or "割引") + rate

    @property
    def told(self) -> str:
        if self.yen:
            return f"{PER.choices[self.per]}につき{yen(self.yen)}を引く"
        of = "料金表の額の" if self.of is On.BASE else ""
        return f"{of}{percent_text(self.rate)}を引く"


class Way(StrEnum):
    """What happens when two meet: rates add up, multiply, or the highest counts."""

    ADD = "add"
    MULTIPLY = "multiply"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacking(Rule):
    """重なったとき; None where the rules do not say."""

    surcharges: Way | None = None
    discounts: Way | None = None
    reductions: Way | None = None

    @property
    def topics(self) -> frozenset[str]:
        all_ = ("surcharges", "discounts", "reductions")
        return frozenset(name for name in all_ if getattr(self, name) is not None)

    @property
    def told(self) -> str:
        labels = {"surcharges": "加算", "discounts": "割引", "reductions": "減免"}
        return "、".join(
            f"{label}は{WAYS.choices[self.way(topic)]}"
            for topic, label in labels.items()
            if topic in self.topics
        )

    def way(self, topic: str) -> Way:
        found = getattr(self, topic)
        assert isinstance(found, Way)
        return found


def _over(least: int, most: int) -> Any:
    """A number above `least`, up to `most`."""

    def read(value: Any) -> Decimal:
        found = number(value)
        must(least < found <= most)
        return found

    return read


def _one_amount(own: dict[str, Any], *keys: str) -> None:
    given = [key for key in keys if key in own]
    if not given:
        raise Needs(keys[0])
    must(len(given) == 1 and ("per" not in own or "yen" in own))


def _surcharge(**own: Any) -> Surcharge:
    _one_amount(own, "factor", "rate", "yen")
    if (factor := own.pop("factor", None)) is not None:
        own["rate"] = factor - 1
    return Surcharge(**own)


def _discount(**own: Any) -> Discount:
    _one_amount(own, "rate", "yen")
    return Discount(**own)


def _stacking(**own: Any) -> Stacking:
    made = Stacking(**own)
    if not made.topics:
        raise Needs("surcharges")
    return made


ON = choice(On, {"base": "料金表の額", "surcharged": "加算のついた額"})
WAYS = choice(
    Way,
    {
        "add": "割合を足す",
        "multiply": "順に掛ける",
        "highest": "いちばん高いものだけ",
    },
)
PARTS: Parts = {
    "surcharge": part(
        _surcharge,
        "kind",
        kind=TEXT,
        name=TEXT,
        factor=Kind("1を超え、20までの数(2倍は 2)", _over(1, 20)),
        rate=Kind("0を超え、19までの割合(5割増しは 0.5)", _over(0, 19)),
        yen=YEN,
        per=PER,
    ),
    "discount": part(_discount, name=TEXT, rate=RATE, yen=YEN, per=PER, of=ON),
    "stacking": part(_stacking, surcharges=WAYS, discounts=WAYS, reductions=WAYS),
}
