"""使用料: what a use costs, line by line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.kit.money import yen
from app.rules.book.base import Explained, Silent
from app.rules.book.facts import NOTHING
from app.rules.book.fees import Price, Reduction
from app.rules.book.hire import Slot
from app.rules.book.rulebook import Place, Rulebook
from app.rules.slots import chosen
from app.rules.wording import percent_text


class LineKind(StrEnum):
    """基本・減免・端数・備品."""

    BASE = "base"
    REDUCTION = "reduction"
    ROUNDING = "rounding"
    EQUIPMENT = "equipment"


KINDS = {
    LineKind.BASE: "基本",
    LineKind.REDUCTION: "減免",
    LineKind.ROUNDING: "端数",
    LineKind.EQUIPMENT: "備品",
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


@dataclass(frozen=True, slots=True)
class Quote:
    """`fee` is the sum of the lines (yen); `reduction` is what 減免 took off it."""

    fee: int
    lines: tuple[FeeLine, ...]
    reduction: int = 0
    reduction_rate: Decimal = Decimal(0)

    @property
    def explained(self) -> tuple[Explained, ...]:
        return tuple(line.explained for line in self.lines)

    def plus(self, lines: Sequence[FeeLine]) -> Quote:
        """With lines that 減免 of the room does not touch."""
        fee = self.fee + sum(line.amount for line in lines)
        return replace(self, fee=fee, lines=(*self.lines, *lines))


def quote(
    book: Rulebook,
    room: str,
    day: date,
    slots: Sequence[str],
    *,
    ground: str = "",
    facility: str = "",
) -> Quote:
    """The fee by the price table in force on the day of use.

    `ground` is a 減免事由 that was shown and accepted. Raises `UnknownPlace`,
    `UnknownSlot`, `SlotsOverlap`; `Silent` for a price or ground that is not known.
    """
    place = book.place(room, facility)
    lines = [_base(place, day, slot) for slot in chosen(place, day, slots)]
    fee = sum(line.amount for line in lines)
    if not ground:
        return Quote(fee, tuple(lines))
    rule = place.the(Reduction, place.on(NOTHING, day), ground)
    if rule is None:
        raise Silent(f"減免事由「{ground}」")
    reduced = _reduced(fee, rule)
    rest = fee + sum(line.amount for line in reduced)
    return Quote(rest, (*lines, *reduced), fee - rest, rule.rate)


def reductions(
    book: Rulebook, day: date, room: str, facility: str = ""
) -> tuple[Reduction, ...]:
    """減免事由 that can be accepted for a day of use, in the order of the rulebook."""
    place = book.place(room, facility)
    grounds = dict.fromkeys(rule.ground for rule in place.all(Reduction))
    facts = place.on(NOTHING, day)
    found = (place.the(Reduction, facts, ground) for ground in grounds)
    return tuple(rule for rule in found if rule is not None)


def _base(place: Place, day: date, slot: Slot) -> FeeLine:
    rule = place.the(Price, place.on(NOTHING, day), slot.name)
    if rule is None:
        raise Silent(f"{place.name}の{slot.name}の使用料")
    price = rule.yen[slot.name]
    what = f"{place.name} {slot.name}"
    return FeeLine(LineKind.BASE, what, "区分", 1, price, price, rule.rule)


def _reduced(fee: int, rule: Reduction) -> list[FeeLine]:
    """The reduction in whole yen, and what rounding the rest then still changes."""
    off = int(fee * rule.rate)
    rest = rule.rounding.of(fee - fee * rule.rate)
    told = f"{rule.ground}({percent_text(rule.rate)})"
    lines = [FeeLine(LineKind.REDUCTION, told, "", 1, -off, -off, rule.rule)]
    if odd := rest - (fee - off):
        way = "切上げ" if rule.rounding.up else "切捨て"
        what = f"{rule.rounding.to}円未満{way}"
        lines.append(FeeLine(LineKind.ROUNDING, what, "", 1, odd, odd, rule.rule))
    return lines
