"""端数: rounding of units, lines and of the whole, as a rulebook says."""

from __future__ import annotations

from fractions import Fraction

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


def round_total(bill: Bill, rule: RoundOff | None) -> None:
    if rule is not None and rule.at is At.TOTAL:
        total = bill.sum()
        change = rule.rounding.of(total) - total
        _tell(bill, rule.rounding, "", change, rule.rule)


def _tell(bill: Bill, rounding: Rounding, each: str, change: Fraction, rule: str) -> None:
    if change:
        bill.add(LineKind.ROUNDING, f"{rounding}{each}", change, rule)
