"""備品・ロッカー・ブース as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

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
class Lent(Rule):
    """What is lent under a name; `kind` is its class (備品), `also` are other names."""

    name: str
    kind: str = ""
    also: tuple[str, ...] = ()
    count: int | None = None

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({self.name, *self.also})


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
