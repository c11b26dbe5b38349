"""The lines of a fee, and how they are kept with a booking."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from fractions import Fraction

from app.kit.money import yen
from app.rules.book.base import Explained, Minutes


class LineKind(StrEnum):
    """基本・加算・割引・冷暖房・延長・備品・減免・端数; of a change what is not paid back
    and what it costs late; 料金の変更 by a person."""

    BASE = "base"
    SURCHARGE = "surcharge"
    DISCOUNT = "discount"
    AIRCON = "aircon"
    EXTENSION = "extension"
    EQUIPMENT = "equipment"
    REDUCTION = "reduction"
    ROUNDING = "rounding"
    NOT_BACK = "not_back"
    LATE_CHANGE = "late_change"
    SPECIAL = "special"


KINDS = {
    LineKind.BASE: "基本",
    LineKind.SURCHARGE: "加算",
    LineKind.DISCOUNT: "割引",
    LineKind.AIRCON: "冷暖房",
    LineKind.EXTENSION: "延長",
    LineKind.EQUIPMENT: "備品",
    LineKind.REDUCTION: "減免",
    LineKind.ROUNDING: "端数",
    LineKind.NOT_BACK: "変更の差額",
    LineKind.LATE_CHANGE: "変更の加算",
    LineKind.SPECIAL: "料金の変更",
}


@dataclass(frozen=True, slots=True)
class FeeLine:
    """`price` yen × `count` of `unit`; `amount` is what it adds to the fee (yen)."""

    kind: LineKind
    what: str
    unit: str
    count: int
    price: int
    amount: int
    rule: str

    @property
    def explained(self) -> Explained:
        times = f" {yen(self.price)}×{self.count}{self.unit}" if self.unit else ""
        text = f"{KINDS[self.kind]} {self.what}{times} = {yen(self.amount)}"
        return Explained(text, self.rule)


KEPT = [field.name for field in fields(FeeLine)]


def kept_text(lines: Sequence[FeeLine]) -> str:
    """The lines as they are kept with a booking: JSON."""
    told = [{name: getattr(line, name) for name in KEPT} for line in lines]
    return json.dumps(told, ensure_ascii=False)


def kept_lines(text: str) -> tuple[FeeLine, ...]:
    """The lines that were kept with a booking."""
    return tuple(
        FeeLine(**{**line, "kind": LineKind(line["kind"])}) for line in json.loads(text)
    )


def summed(lines: Iterable[FeeLine]) -> tuple[FeeLine, ...]:
    """Lines that say the same as one, with their counts and amounts added up."""
    found: dict[FeeLine, FeeLine] = {}
    for line in lines:
        alike = replace(line, count=0, amount=0)
        before = found.get(alike, alike)
        count, amount = before.count + line.count, before.amount + line.amount
        found[alike] = replace(line, count=count, amount=amount)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Quote:
    """`fee` is the sum of the lines (yen); `reduction` is what 減免 took off it.

    `units` are those charged, `multiplier` is what surcharges and discounts make of the
    price by the table, `usable` the time that is paid for; None where they are not
    known. `steps` tell the lines, after what is said `before` them; `notes` follow.
    """

    fee: int
    lines: tuple[FeeLine, ...]
    reduction: int = 0
    reduction_rate: Fraction | None = None
    units: int | None = None
    multiplier: Fraction | None = None
    usable: tuple[Minutes, Minutes] | None = None
    day_type: str = ""
    before: tuple[Explained, ...] = ()
    notes: tuple[Explained, ...] = ()
    steps: tuple[Explained, ...] = ()

    @property
    def explained(self) -> tuple[Explained, ...]:
        steps = self.steps or tuple([line.explained for line in self.lines])
        return (*self.before, *steps, *self.notes)

    def plus(self, lines: Sequence[FeeLine]) -> Quote:
        """With lines that 減免 of the room does not touch."""
        fee = self.fee + sum(line.amount for line in lines)
        return replace(self, fee=fee, lines=(*self.lines, *lines), steps=())
