"""備品・ロッカー as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.rules.book.base import Rule
from app.rules.book.parts import Parts, part
from app.rules.book.values import COUNT, TEXT, YEN, ListOf, choice, names


class Per(StrEnum):
    """What an amount is charged for: every use, slot, day or hour."""

    USE = "use"
    SLOT = "slot"
    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locker(Rule):
    """ロッカー・メールボックス by the calendar month; a part of a month is a month."""

    name: str
    count: int
    yen_per_month: int

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({self.name})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Rule):
    """備品. `longest_days` is None where it is not known."""

    name: str
    yen: int
    count: int
    longest_days: int | None = None
    only_in: tuple[str, ...] = ()
    per: Per = Per.USE

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({self.name})


PER = choice(Per, {"use": "1回", "slot": "1区分・1単位", "day": "1日", "hour": "1時間"})
PARTS: Parts = {
    "locker": part(
        Locker,
        "name count yen_per_month",
        name=TEXT,
        count=COUNT,
        yen_per_month=YEN,
    ),
    "item": part(
        Item,
        "name yen count",
        name=TEXT,
        yen=YEN,
        count=COUNT,
        longest_days=COUNT,
        only_in=ListOf(names("room")),
        per=PER,
    ),
}
