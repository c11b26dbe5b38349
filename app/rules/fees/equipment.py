"""備品: what is used in the room besides."""

from __future__ import annotations

from fractions import Fraction

from app.rules.book.base import Silent
from app.rules.book.fees import Part
from app.rules.book.lending import Item, Per
from app.rules.fees.lines import LineKind
from app.rules.fees.pieces import GIVEN
from app.rules.fees.section import Section

UNITS = {Per.USE: "回", Per.DAY: "日", Per.HOUR: "時間"}


def charge(section: Section) -> None:
    """Adds a line for every piece of equipment; each stands in the list as often as it
    is used."""
    besides = section.wish.besides
    if besides.equipment_yen is not None:
        exact = Fraction(besides.equipment_yen)
        section.bill.add(LineKind.EQUIPMENT, GIVEN, exact, "")
        section.add(Part.EQUIPMENT, exact)
        return
    for name in besides.equipment:
        item = section.place.the(Item, section.facts, name)
        if item is None:
            raise Silent(f"備品「{name}」の料金")
        count, unit = _times(section, item)
        exact = Fraction(item.yen * count)
        section.bill.add(
            LineKind.EQUIPMENT,
            name,
            exact,
            item.rule,
            unit=unit,
            count=count,
            price=item.yen,
        )
        section.add(Part.EQUIPMENT, exact)


def _times(section: Section, item: Item) -> tuple[int, str]:
    use = section.use
    if item.per is Per.SLOT:
        return use.slot_uses, "区分" if use.slots else "単位"
    if item.per is Per.HOUR:
        if use.minutes is None:
            raise Silent(f"「{item.name}」を使う時間")
        unit = "時間" if item.hours == 1 else f"×{item.hours}時間"
        return -(-use.minutes // (60 * item.hours)), unit
    return 1, UNITS[item.per]
