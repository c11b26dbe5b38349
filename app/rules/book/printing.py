"""印刷・コピー as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.kit.money import yen
from app.rules.book.base import Needs, Rule
from app.rules.book.parts import Parts, part
from app.rules.book.values import COUNT, TEXT, YEN, MapOf, choice, must


class Duplex(StrEnum):
    """Both sides of a sheet count as two sheets, or as the one that it is."""

    TWO_SHEETS = "two_sheets"
    ONE_SHEET = "one_sheet"


class Billing(StrEnum):
    EACH = "each"
    MONTH = "month"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Print(Rule):
    """印刷機・コピー機, in yen: per 製版, per started `per_sheets` sheets, per copy.

    `sizes` holds the price by size of paper, `sheet_yen` that of all other sizes. What
    has no price costs nothing, as long as the machine has one at all; a copy without a
    price is not made. `most_per_year` limits the sheets and copies of a 年度.
    """

    machine: str
    master_yen: int = 0
    sheet_yen: int | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)
    per_sheets: int = 1
    duplex: Duplex | None = None
    mono: int | None = None
    color: int | None = None
    most_per_year: int | None = None
    billing: Billing | None = None

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({self.machine})

    @property
    def told(self) -> str:
        told = [self.machine]
        if self.master_yen:
            told.append(f"製版{yen(self.master_yen)}")
        per = f"{self.per_sheets}枚までごとに" if self.per_sheets > 1 else "1枚"
        told += [f"印刷{size}{per}{yen(price)}" for size, price in self._sheets()]
        for name, price in (("白黒", self.mono), ("カラー", self.color)):
            if price is not None:
                told.append(f"{name}1枚{yen(price)}")
        if self.duplex is not None:
            told.append(DUPLEX.choices[self.duplex])
        if self.most_per_year is not None:
            told.append(f"1年度{self.most_per_year:,}枚まで")
        if self.billing is not None:
            told.append(f"{BILLED[self.billing]}納める")
        return "、".join(told)

    def _sheets(self) -> Iterator[tuple[str, int]]:
        for size, price in self.sizes.items():
            yield f" {size} ", price
        if self.sheet_yen is not None:
            yield " ほかの大きさ " if self.sizes else "", self.sheet_yen


PRICES = ("master_yen", "sheet_yen", "sizes", "mono", "color")


def _print(**keys: Any) -> Print:
    made = Print(**keys)
    if not any(price in keys for price in PRICES):
        raise Needs("sheet_yen")
    must("per_sheets" not in keys or made.sheet_yen is not None or bool(made.sizes))
    return made


DUPLEX = choice(
    Duplex, {"two_sheets": "両面は2枚と数える", "one_sheet": "両面も1枚と数える"}
)
BILLED: Mapping[str, str] = {
    Billing.EACH: "そのつど",
    Billing.MONTH: "1か月分をまとめて",
    Billing.HALF_YEAR: "半年分をまとめて",
    Billing.YEAR: "1年分をまとめて",
}
BILLING = choice(Billing, {str(each): told for each, told in BILLED.items()})
PARTS: Parts = {
    "print": part(
        _print,
        "machine",
        machine=TEXT,
        master_yen=YEN,
        sheet_yen=YEN,
        sizes=MapOf(YEN),
        per_sheets=COUNT,
        duplex=DUPLEX,
        mono=YEN,
        color=YEN,
        most_per_year=COUNT,
        billing=BILLING,
    ),
}
