"""使用料・減免・端数 as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.kit.money import yen
from app.rules.book.base import Minutes, Needs, Rule
from app.rules.book.conditions import ALWAYS, Condition
from app.rules.book.parts import Parts, part
from app.rules.book.values import (
    COUNT,
    FLAG,
    RATE,
    SPAN,
    TEXT,
    YEN,
    Form,
    ListOf,
    MapOf,
    choice,
    must,
    word,
)
from app.rules.wording import clock_text, percent_text

#: What prices are about besides slots: lengths of time, uses.
TIME, USE = "/時間", "/回"


class Charged(StrEnum):
    """What a price is for: a slot, a unit (`[[unit]]`), an hour, a use."""

    SLOT = "slot"
    UNIT = "unit"
    HOUR = "hour"
    USE = "use"


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Rule):
    """使用料: `yen` per slot, or `amount` yen by what `charged` says.

    With `span` the amount is for that part of the day only; one for a use is then for all
    of it, however much is used. `day_type` is the column of the price table (平日).
    """

    yen: Mapping[str, int] = field(default_factory=dict)
    charged: Charged = Charged.SLOT
    amount: int = 0
    span: tuple[Minutes, Minutes] | None = None
    day_type: str = ""

    @property
    def topics(self) -> frozenset[str]:
        if self.yen:
            return frozenset(self.yen)
        if self.span is not None:
            return frozenset({span_topic(self.span)})
        return frozenset({USE if self.charged is Charged.USE else TIME})

    @property
    def columns(self) -> Mapping[str, int]:
        """The amounts by what each is for: 午前, 1時間."""
        if self.yen:
            return self.yen
        each = {Charged.UNIT: "1単位", Charged.HOUR: "1時間"}.get(self.charged, "1回")
        if self.span is not None:
            each = {"1回": "いくら使っても"}.get(each, each)
            each = f"{span_topic(self.span)[1:]}は{each}"
        return {each: self.amount}

    @property
    def told(self) -> str:
        column = f"(料金表の欄は「{self.day_type}」)" if self.day_type else ""
        between = " " if self.yen else ""
        amounts = (f"{of}{between}{yen(each)}" for of, each in self.columns.items())
        return "、".join(amounts) + column

    def about(self, name: str) -> bool:
        return name in self.yen if self.yen else name in self.topics


def span_topic(span: tuple[Minutes, Minutes]) -> str:
    start, end = span
    return f"/{clock_text(start)}〜{clock_text(end)}"


@dataclass(frozen=True, slots=True)
class Rounding:
    """端数: to a multiple of `to` yen."""

    to: int
    up: bool

    def of(self, amount: Decimal | Fraction) -> int:
        whole, rest = divmod(amount, self.to)
        return (int(whole) + (self.up and rest > 0)) * self.to

    def __str__(self) -> str:
        return f"{self.to}円未満{'切上げ' if self.up else '切捨て'}"


class At(StrEnum):
    """Where a fee is rounded: the price of a unit, each slot or room, the whole."""

    UNIT = "unit"
    LINE = "line"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOff(Rule):
    """端数処理 of every fee."""

    rounding: Rounding
    at: At

    @property
    def told(self) -> str:
        return f"{AT.choices[self.at]}で{self.rounding}"


class Part(StrEnum):
    """What a fee is made of; 減免 may be for some of it."""

    ROOM = "room"
    EXTENSION = "extension"
    AIRCON = "aircon"
    EQUIPMENT = "equipment"


#: How a line of 減免 begins that needs no ground.
BY_CONDITION = "条件による: "
#: What 減免 is taken off unless a rule says otherwise.
USUAL_PARTS = (Part.ROOM, Part.EXTENSION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction(Rule):
    """減免 of `rate`, or of `yen_off` yen, from the parts that `of` names.

    With `ground` it is taken off when that is shown and accepted; without, whenever its
    condition holds. `approval`: whoever decides at the center approves it.
    """

    ground: str = ""
    rate: Decimal = Decimal(0)
    yen_off: int = 0
    rounding: Rounding | None = None
    of: tuple[Part, ...] = USUAL_PARTS
    approval: bool = False

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(f"{self.ground}/{each}" for each in self.of)

    @property
    def named(self) -> str:
        """In the line of a fee; without a ground it is told by its condition."""
        return self.ground or f"{BY_CONDITION}{self.when}"

    @property
    def told(self) -> str:
        how = "免除" if self.rate == 1 else f"{percent_text(self.rate)}減額"
        if self.yen_off:
            how = f"{yen(self.yen_off)}減額"
        parts = "・".join(PART.choices[each] for each in self.of)
        of = f"(減免するのは{parts})" if self.of != USUAL_PARTS else ""
        rounding = f"、{self.rounding}" if self.rounding else ""
        return f"{how}{of}{rounding}" + "（承認が要る）" * self.approval


AMOUNTS = {
    "yen_per_unit": Charged.UNIT,
    "yen_per_hour": Charged.HOUR,
    "yen_per_use": Charged.USE,
}


def _price(
    yen: Mapping[str, int] | None = None,
    span: tuple[int, int] | None = None,
    day_type: str = "",
    **own: Any,
) -> Price:
    amounts = {key: own.pop(key) for key in AMOUNTS if key in own}
    given = len(amounts) + (yen is not None)
    if not given:
        raise Needs("yen")
    must(given == 1 and (span is None or yen is None))
    for key, amount in amounts.items():
        own |= {"charged": AMOUNTS[key], "amount": amount}
    return Price(yen=yen or {}, span=span, day_type=day_type, **own)


def _reduction(when: Condition = ALWAYS, **own: Any) -> Reduction:
    if not ("rate" in own or "yen_off" in own):
        raise Needs("rate")
    if "ground" not in own and when is ALWAYS:
        raise Needs("ground")
    must(not ("rate" in own and "yen_off" in own))
    must(not own.get("approval") or "ground" in own)
    return Reduction(when=when, **own)


def _rounding(to: int, way: str) -> Rounding:
    return Rounding(to, way == "up")


def _round_off(to: int, way: str, at: At, **common: Any) -> RoundOff:
    return RoundOff(rounding=_rounding(to, way), at=at, **common)


WAY = word({"down": "切捨て", "up": "切上げ"})
AT = choice(
    At, {"unit": "1単位の額ごと", "line": "区分・部屋の額ごと", "total": "合計額"}
)
PART = choice(
    Part,
    {"room": "部屋", "extension": "延長", "aircon": "冷暖房", "equipment": "備品"},
)
ROUNDING = Form(_rounding, {"to": COUNT, "way": WAY}, frozenset({"to", "way"}))
PARTS: Parts = {
    "price": part(
        _price,
        yen=MapOf(YEN, names="slot"),
        yen_per_unit=YEN,
        yen_per_hour=YEN,
        yen_per_use=YEN,
        span=SPAN,
        day_type=TEXT,
    ),
    "reduction": part(
        _reduction,
        ground=TEXT,
        rate=RATE,
        yen_off=YEN,
        rounding=ROUNDING,
        of=ListOf(PART, or_one=True),
        approval=FLAG,
    ),
    "rounding": part(_round_off, "to way at", to=COUNT, way=WAY, at=AT),
}
