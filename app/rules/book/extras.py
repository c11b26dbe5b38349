"""冷暖房・延長・入場料・みなし as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from app.kit.money import yen
from app.rules.book.base import Needs, Rule
from app.rules.book.conditions import ALWAYS, Condition
from app.rules.book.facts import FACTS, FactKind
from app.rules.book.fees import Charged
from app.rules.book.parts import Parts, part
from app.rules.book.surcharges import ON, On
from app.rules.book.values import (
    FLAG,
    RATE,
    TEXT,
    YEN,
    Kind,
    ListOf,
    MapOf,
    choice,
    must,
    names,
    whole,
    word,
)
from app.rules.wording import minutes_text, percent_text


class PartHour(StrEnum):
    """A part of an hour: a whole one, or by the minute."""

    UP = "up"
    EXACT = "exact"


class Comfort(StrEnum):
    """What the applicant says to be charged: 冷暖房を使う, or 暖房を使う."""

    AIRCON = "aircon"
    HEATING = "heating"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aircon(Rule):
    """冷暖房: `yen` per slot, `amount` yen as `charged` says, or `rate` of the fee.

    In the seasons of `always_in` it is charged in any case; if `available` is not empty
    it exists in those seasons only.
    """

    yen: Mapping[str, int] = field(default_factory=dict)
    charged: Charged = Charged.SLOT
    amount: int = 0
    rate: Decimal | None = None
    of: On = On.BASE
    part: PartHour = PartHour.UP
    when_used: Comfort = Comfort.AIRCON
    always_in: tuple[str, ...] = ()
    available: tuple[str, ...] = ()

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({self.when_used})

    @property
    def told(self) -> str:
        when = COMFORT.choices[self.when_used]
        if self.always_in:
            when = f"{'・'.join(self.always_in)}はいつも、ほかは{when}"
        only = f"(あるのは{'・'.join(self.available)}だけ)" if self.available else ""
        return f"{when}{self._price}{only}"

    @property
    def _price(self) -> str:
        if self.rate is not None:
            return f"{ON.choices[self.of]}の{percent_text(self.rate)}"
        if self.yen:
            return "、".join(f"{slot} {yen(each)}" for slot, each in self.yen.items())
        part = f"({PART_HOUR.choices[self.part]})"
        each = {Charged.UNIT: ("1区分・1単位", ""), Charged.HOUR: ("1時間", part)}
        before, after = each.get(self.charged, ("1回", ""))
        return f"{before}{yen(self.amount)}{after}"


class Beside(StrEnum):
    """The slot whose price an extension is a share of: that which is made longer, the
    next one, or the dearer of both (the first alone where there is no next)."""

    BEFORE = "before"
    AFTER = "after"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Rule):
    """延長: a named block for `yen`; or for every started piece of `minutes` either `yen`
    or `share` of the slot `of`; or, as `difference`, what the longer use costs more.

    `early` is the time before the first slot, else that after the last one. `surcharged`
    is None where it is not said whether surcharges are on it as well.
    """

    name: str = ""
    yen: int = 0
    minutes: int = 60
    share: Decimal | None = None
    of: Beside = Beside.BEFORE
    difference: bool = False
    early: bool = False
    surcharged: bool | None = None

    @property
    def topics(self) -> frozenset[str]:
        if self.name:
            return frozenset({self.name})
        hours = EARLY if self.early else HOURS
        return frozenset({LONGER if self.difference else hours})

    @property
    def told(self) -> str:
        piece = minutes_text(self.minutes)
        how = f"{piece}ごとに{yen(self.yen)}({piece}未満も{piece})"
        if self.name:
            how = yen(self.yen)
        elif self.difference:
            how = "長い使い方との差額"
        elif self.share is not None:
            of = BESIDE.choices[self.of]
            how = f"{piece}ごとに{of}の料金の{percent_text(self.share)}"
        on = {None: "", True: "、加算もかかる", False: "、加算はかからない"}
        when = "区分の前の時間は" if self.early else ""
        return when + how + on[self.surcharged]


#: What extensions without a name are about.
HOURS, EARLY, LONGER = "/時間", "/繰上げ", "/差額"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission(Rule):
    """入場料の実額: what counts of an admission fee.

    With `less_expenses` the expenses are taken off what all visitors pay; with
    `per_session` it is what one session costs.
    """

    less_expenses: bool
    per_session: bool

    @property
    def told(self) -> str:
        whole = "入場料×人数－必要経費" if self.less_expenses else "入場料×人数"
        sessions = "÷回数" if self.per_session else ""
        return f"入場料の実額は({whole})÷人数{sessions}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsAs(Rule):
    """みなし: when the condition holds, `fact` is true for all other rules."""

    single: ClassVar[bool] = False

    fact: str

    @property
    def told(self) -> str:
        return f"{FLAGS[self.fact]}とみなす"


AIRCON_AMOUNTS = {
    "yen_per_unit": Charged.UNIT,
    "yen_per_hour": Charged.HOUR,
    "yen_per_use": Charged.USE,
}


def _aircon(**own: Any) -> Aircon:
    given = [key for key in ("yen", "rate", *AIRCON_AMOUNTS) if key in own]
    if not given:
        raise Needs("yen_per_hour")
    must(len(given) == 1)
    for key, needed in (("rate", "of"), ("yen_per_hour", "part")):
        if key in own and needed not in own:
            raise Needs(needed)
        must(key in own or needed not in own)
    for key, charged in AIRCON_AMOUNTS.items():
        if key in own:
            own |= {"amount": own.pop(key), "charged": charged}
    return Aircon(**own)


def _extension(how: str = "", **own: Any) -> Extension:
    if "name" in own:
        must(not how and own.keys().isdisjoint({*BY_TIME, "minutes", "of", "early"}))
        if "yen" not in own:
            raise Needs("yen")
        return Extension(**own)
    given = [key for key in BY_TIME if key in own]
    if not given and not how:
        raise Needs("name" if "yen" in own else "yen_per_hour")
    must(len(given) + bool(how) == 1 and "yen" not in own)
    for key, needed in (("share", "of"), ("yen_per_unit", "minutes")):
        if key in own and needed not in own:
            raise Needs(needed)
    must(("of" in own) == ("share" in own))
    must("minutes" not in own or not ("yen_per_hour" in own or how))
    must("early" not in own or not how)
    for key in ("yen_per_hour", "yen_per_unit"):
        if key in own:
            own["yen"] = own.pop(key)
    return Extension(difference=bool(how), **own)


def _counts_as(fact: str, when: Condition = ALWAYS, **common: Any) -> CountsAs:
    if when is ALWAYS:
        raise Needs("when")
    return CountsAs(fact=fact, when=when, **common)


BY_TIME = ("yen_per_hour", "yen_per_unit", "share")
FLAGS = {
    name: known.label for name, known in FACTS.items() if known.kind is FactKind.FLAG
}
PART_HOUR = choice(PartHour, {"up": "1時間未満も1時間", "exact": "使った時間だけ"})
COMFORT = choice(Comfort, {"aircon": "冷暖房を使うとき", "heating": "暖房を使うとき"})
BESIDE = choice(
    Beside,
    {"before": "前の区分", "after": "後の区分", "higher": "前後の区分の高い方"},
)
PARTS: Parts = {
    "aircon": part(
        _aircon,
        yen=MapOf(YEN, names="slot"),
        yen_per_unit=YEN,
        yen_per_hour=YEN,
        yen_per_use=YEN,
        rate=RATE,
        of=ON,
        part=PART_HOUR,
        when_used=COMFORT,
        always_in=ListOf(names("season"), or_one=True),
        available=ListOf(names("season"), or_one=True),
    ),
    "extension": part(
        _extension,
        name=TEXT,
        yen=YEN,
        yen_per_hour=YEN,
        yen_per_unit=YEN,
        minutes=Kind("5から240までの整数(分)", whole(5, 240)),
        share=RATE,
        of=BESIDE,
        how=word({"difference": "長い使い方との差額"}),
        early=FLAG,
        surcharged=FLAG,
    ),
    "admission": part(
        Admission,
        "less_expenses per_session",
        less_expenses=FLAG,
        per_session=FLAG,
    ),
    "counts_as": part(_counts_as, "fact", fact=word(FLAGS)),
}
