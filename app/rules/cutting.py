"""短縮: what a use costs less that the house cuts short, and by which rule."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.kit.money import yen
from app.rules.book.base import Explained
from app.rules.book.facts import Facts
from app.rules.book.refunds import CutShort
from app.rules.book.rulebook import Place
from app.rules.fees.lines import FeeLine, LineKind
from app.rules.refunds import part_of, share
from app.rules.wording import percent_text

UNRULED = "規則集に定めなし"
#: What a use costs before and after 減免, without what came to it later.
ASKED = LineKind.BASE, LineKind.SURCHARGE, LineKind.DISCOUNT, LineKind.AIRCON
USE = (*ASKED, LineKind.REDUCTION, LineKind.ROUNDING)


@dataclass(frozen=True, slots=True)
class Lost:
    """A use that costs `fee` yen, of which `left` of its `minutes` remain; the slots that
    are lost whole cost `slots` yen."""

    fee: int
    minutes: int
    left: int
    slots: int


@dataclass(frozen=True, slots=True)
class Less:
    """`amount` yen that it costs less, by `rule`."""

    amount: int
    rule: str
    explained: tuple[Explained, ...]


def less(place: Place, facts: Facts, cut_on: date, lost: Lost) -> Less:
    """By the [[refund]] of the facts, of what its `cut_short` counts as lost.

    Silent where the rulebook says nothing of 還付, Undecided for yen that are not whole.
    """
    found = share(place, facts, cut_on)
    rule = found.rule
    if rule.cut_short is None:
        told = "短くした使用の還付は、規則集に定めがありません"
        return Less(0, UNRULED, (Explained(told, rule.rule),))
    if rule.cut_short is CutShort.SLOTS:
        part = lost.slots
        told = f"使えない区分の使用料は{yen(part)}"
    else:
        gone = Decimal(lost.minutes - lost.left) / lost.minutes
        part = part_of(lost.fee, gone, rule.rounding, "[[refund]] rounding")
        told = (
            f"使えない時間は{lost.minutes}分のうち{lost.minutes - lost.left}分で、"
            f"使用料の{yen(part)}"
        )
    amount = part_of(part, found.rate, rule.rounding, "[[refund]] rounding")
    amount = max(0, min(amount, lost.fee))
    told_of = f"その{percent_text(found.rate)} = {yen(amount)}を引きます"
    steps = Explained(told, rule.rule), Explained(told_of, rule.rule)
    return Less(amount, rule.rule, steps)


def still_cut(before: Sequence[FeeLine], now: Sequence[FeeLine]) -> Sequence[FeeLine]:
    """The line 短縮 beside lines that are worked out anew, where there was one.

    As large a share of the use is lost as of the one with the lines `before`; slots that
    were lost whole are not in the lines `now` any more.
    """
    whole, left = _sum(before, ASKED), _sum(now, ASKED)
    use, fee = _sum(before, USE), _sum(now, USE)
    found = []
    for line in before:
        if line.kind is not LineKind.CUT or not use or not whole:
            continue
        lost, gone = Fraction(-line.amount, use), Fraction(whole - left, whole)
        if lost > gone:
            less = -int(fee * (lost - gone) / (1 - gone))
            found.append(replace(line, price=less, amount=less))
    return found


def _sum(lines: Sequence[FeeLine], kinds: Collection[LineKind]) -> int:
    return sum(line.amount for line in lines if line.kind in kinds)
