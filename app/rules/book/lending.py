"""備品・ロッカー・ブース as data."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.kit.money import yen
from app.rules.book.base import Needs, Rule
from app.rules.book.parts import Parts, part
from app.rules.book.values import (
    COUNT,
    FLAG,
    TEXT,
    YEN,
    AnyKind,
    Kind,
    ListOf,
    choice,
    must,
    names,
    whole,
)


class Per(StrEnum):
    """What the price of an item is for."""

    USE = "use"
    SLOT = "slot"
    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent(Rule, ABC):
    """What is lent under a name; `kind` is its class (備品), `also` are other names."""

    name: str
    kind: str = ""
    also: tuple[str, ...] = ()
    count: int | None = None

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({self.name, *self.also})

    @property
    def told(self) -> str:
        named = {
            "まとまりは": self.kind,
            "別の呼び名は": "・".join(self.also),
            "数は": str(self.count or ""),
        }
        others = [f"{label}{value}" for label, value in named.items() if value]
        return "、".join([*self.own_told(), *others])

    @abstractmethod
    def own_told(self) -> Iterator[str]:
        """Its price and its limits, one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Lent):
    """備品, in yen for each piece. None is what the rulebook does not limit.

    With `per` hour, `hours` of them are one unit, a started one counts whole, and a loan
    within the opening hours of a day is charged for `cap_hours` at most. A loan over
    night costs `overnight_yen` for each night instead, where it is set. `cleaning_yen`
    comes on top, once. `outside` False: not out of the building.
    """

    yen: int = 0
    per: Per = Per.USE
    hours: int = 1
    cap_hours: int | None = None
    overnight_yen: int | None = None
    cleaning_yen: int = 0
    longest_days: int | None = None
    only_in: tuple[str, ...] = ()
    outside: bool = True

    def own_told(self) -> Iterator[str]:
        yield self.price_told
        if self.overnight_yen is not None:
            yield f"1泊{yen(self.overnight_yen)}"
        if self.cleaning_yen:
            yield f"清掃料1点{yen(self.cleaning_yen)}"
        if self.longest_days is not None:
            yield f"連続{self.longest_days}日まで"
        if self.only_in:
            yield f"使えるのは{'・'.join(self.only_in)}"
        if not self.outside:
            yield "館外へは持ち出せない"

    @property
    def price_told(self) -> str:
        if not self.yen:
            return "無料"
        hours = "1時間" if self.hours == 1 else f"{self.hours}時間ごとに"
        each = {Per.USE: "1回", Per.SLOT: "1区分", Per.DAY: "1日", Per.HOUR: hours}
        cap = f"(開館時間内は{self.cap_hours}時間分まで)" if self.cap_hours else ""
        return f"1点{each[self.per]}{yen(self.yen)}{cap}"


class Month(StrEnum):
    """Calendar months, or months counted from the first day of the use."""

    CALENDAR = "calendar"
    FROM_START = "from_start"


class Ends(StrEnum):
    FISCAL_YEAR = "fiscal_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locker(Lent):
    """ロッカー・メールボックス・ブース by the month or year, a started one counts whole.

    `ends`: the term ends with the 年度. A group has `per_group`, or while some are free
    more: up to `most_while_vacant`, or (`more_while_vacant`) as many as it likes.
    `longest_years` counts the first and all renewals. `reapply`: who has one applies
    again for the next term.
    """

    yen_per_month: int | None = None
    yen_per_year: int | None = None
    month: Month = Month.CALENDAR
    ends: Ends | None = None
    per_group: int | None = None
    more_while_vacant: bool = False
    most_while_vacant: int | None = None
    longest_years: int | None = None
    paid_ahead: bool = False
    reapply: bool = False

    def own_told(self) -> Iterator[str]:
        if self.yen_per_month is not None:
            start = self.month is Month.FROM_START
            how = "(使い始めの日から1か月ずつ)" if start else ""
            yield f"月{yen(self.yen_per_month)}{how}"
        if self.yen_per_year is not None:
            yield f"年{yen(self.yen_per_year)}"
        if self.ends is not None:
            yield "期間は年度の末日まで"
        if self.per_group is not None:
            yield f"1団体{self.per_group}個まで{self.more_told}"
        if self.longest_years is not None:
            yield f"更新を含めて{self.longest_years}年まで"
        if self.paid_ahead:
            yield "前納"
        if self.reapply:
            yield "次の期間はあらためて申し込む"

    @property
    def more_told(self) -> str:
        if self.most_while_vacant is not None:
            return f"(空いていれば{self.most_while_vacant}個まで)"
        return "(空いていれば増やせる)" if self.more_while_vacant else ""


def _item(**keys: Any) -> Item:
    made = Item(**keys)
    must(made.per is Per.HOUR or not {"hours", "cap_hours"} & keys.keys())
    must(made.cap_hours is None or made.cap_hours >= made.hours)
    must(made.overnight_yen is None or made.longest_days != 1)
    return made


def _locker(**keys: Any) -> Locker:
    made = Locker(**keys)
    if made.yen_per_month is None and made.yen_per_year is None:
        raise Needs("yen_per_month")
    more = made.more_while_vacant or made.most_while_vacant is not None
    if more and made.per_group is None:
        raise Needs("per_group")
    must(made.month is Month.CALENDAR or made.yen_per_month is not None)
    must((made.most_while_vacant or 100_000) > (made.per_group or 0))
    return made


PER = choice(
    Per, {"use": "1回", "slot": "1区分", "day": "1日", "hour": "時間(hours で何時間か)"}
)
MONTHS = choice(
    Month, {"calendar": "暦の月(初日から末日)", "from_start": "使い始めの日から1か月ずつ"}
)
HOURS = Kind("1から24までの整数(時間)", whole(1, 24))
LENT: Mapping[str, AnyKind] = {
    "name": TEXT,
    "kind": TEXT,
    "also": ListOf(TEXT),
    "count": COUNT,
}
PARTS: Parts = {
    "item": part(
        _item,
        "name",
        **LENT,
        yen=YEN,
        per=PER,
        hours=HOURS,
        cap_hours=HOURS,
        overnight_yen=YEN,
        cleaning_yen=YEN,
        longest_days=Kind("1から366までの整数(日数)", whole(1, 366)),
        only_in=ListOf(names("room")),
        outside=FLAG,
    ),
    "locker": part(
        _locker,
        "name",
        **LENT,
        yen_per_month=YEN,
        yen_per_year=YEN,
        month=MONTHS,
        ends=choice(Ends, {"fiscal_year": "年度の末日"}),
        per_group=COUNT,
        more_while_vacant=FLAG,
        most_while_vacant=COUNT,
        longest_years=Kind("1から99までの整数(年数)", whole(1, 99)),
        paid_ahead=FLAG,
        reapply=FLAG,
    ),
}
