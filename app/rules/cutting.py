"""短縮: what a use costs less that the house cuts short, and by which rule."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.kit.money import yen
from app.rules.book.base import Explained
from app.rules.book.facts import Facts
from app.rules.book.refunds import CutShort
from app.rules.book.rulebook import Place
from app.rules.fees.lines import FeeLine, LineKind
from app.rules.refunds import part_of, share
from app.rules.wording import percent_text

UNRULED = "規則集に定めなし"


@dataclass(frozen=True, slots=True)
class Cut:
    """A use of so many `minutes` in some `slots` that was cut short `on` a day, for a
    `cause`: what is `left` of the minutes, and of the slots."""

    slots: tuple[str, ...]
    left_slots: tuple[str, ...]
    minutes: int
    left: int
    on: date
    cause: str


def cuts_text(cuts: Sequence[Cut]) -> str:
    """As they are kept with a booking: JSON."""
    told = [
        [cut.slots, cut.left_slots, cut.minutes, cut.left, f"{cut.on}", cut.cause]
        for cut in cuts
    ]
    return json.dumps(told, ensure_ascii=False)


def kept_cuts(text: str) -> tuple[Cut, ...]:
    """The cuts that were kept with a booking, the first one first."""
    return tuple(
        Cut(tuple(slots), tuple(left_slots), minutes, left, date.fromisoformat(on), cause)
        for slots, left_slots, minutes, left, on, cause in json.loads(text)
    )


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


def cut_line(what: str, found: Less) -> FeeLine:
    """The line 短縮; `what` says until when. It is there even for 0 yen: it says why."""
    amount = -found.amount
    return FeeLine(LineKind.CUT, what, "", 1, amount, amount, found.rule)


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
