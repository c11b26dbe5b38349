"""端数: rounding of units, lines and of the whole, as a rulebook says."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from app.rules.book.base import Undecided
from app.rules.book.fees import At, Part, Rounding, RoundOff
from app.rules.fees.bill import Bill
from app.rules.fees.lines import LineKind
from app.rules.fees.section import Section

EACH = {At.UNIT: "(1単位ごと)", At.LINE: "(区分・部屋ごと)", At.TOTAL: ""}


def rule_of(section: Section) -> RoundOff | None:
    return section.place.the(RoundOff, section.facts)


def round_parts(section: Section) -> None:
    """Each unit or line of a room, where that is what the rules round."""
    rule = rule_of(section)
    if rule is None or rule.at is At.TOTAL:
        return
    change = Fraction(0)
    for piece in section.pieces:
        count = piece.count if rule.at is At.UNIT else 1
        rounded = Fraction(rule.rounding.of(Fraction(piece.net) / count) * count)
        change += rounded - piece.net
        piece.net = rounded
    for part, amount in section.others.items():
        # Equipment has a price of its own; only what is left of it is worked out.
        if part is not Part.EQUIPMENT or amount != section.bill.sum(LineKind.EQUIPMENT):
            rounded = Fraction(rule.rounding.of(amount))
            change += rounded - amount
            section.others[part] = rounded
    _tell(section.bill, rule.rounding, EACH[rule.at], change, rule.rule)


def round_rest(section: Section, rounding: Rounding, parts: set[Part], rule: str) -> None:
    """What a reduction leaves of the parts it is for."""
    rest = sum((section.part(part) for part in parts), Fraction(0))
    change = rounding.of(rest) - rest
    _tell(section.bill, rounding, "", change, rule)


def round_total(bill: Bill, rules: Sequence[RoundOff | None]) -> None:
    """By the rules of all rooms. Raises `Undecided` where they come to different fees."""
    total = bill.sum()
    found = {
        Fraction(rule.rounding.of(total)) if rule and rule.at is At.TOTAL else total: rule
        for rule in rules
    }
    if len(found) > 1:
        raise Undecided("端数の処理の違う部屋の合計の端数", "[[rounding]]")
    [(rounded, rule)] = found.items()
    if rule is not None:
        _tell(bill, rule.rounding, "", rounded - total, rule.rule)


def _tell(bill: Bill, rounding: Rounding, each: str, change: Fraction, rule: str) -> None:
    if change:
        bill.add(LineKind.ROUNDING, f"{rounding}{each}", change, rule)
