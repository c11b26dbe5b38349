"""延長: time before, between and after slots."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil
from operator import itemgetter

from app.kit.money import yen
from app.rules.book.base import Silent, Undecided
from app.rules.book.extras import EARLY, HOURS, Beside, Extension
from app.rules.book.facts import Facts
from app.rules.book.fees import Part
from app.rules.book.hire import Slot
from app.rules.fees.lines import LineKind
from app.rules.fees.pieces import price_of
from app.rules.fees.section import Section
from app.rules.fees.wish import in_slot
from app.rules.wording import minutes_text, percent_text

TOLD = {HOURS: "延長", EARLY: "繰上げ"}


def charge(section: Section) -> None:
    """Adds the lines of the extensions that were asked for."""
    besides = section.wish.besides
    if besides.meal:
        rule = section.place.the(Extension, _facts(section), besides.meal)
        if rule is None:
            raise Silent(f"{section.place.name}の延長「{besides.meal}」の料金")
        _add(section, rule, besides.meal, Fraction(rule.yen), "", 1, rule.yen)
    if besides.early_hours:
        _by_time(section, besides.early_hours, EARLY)
    if besides.extension_hours:
        _by_time(section, besides.extension_hours, HOURS)


def _facts(section: Section, topic: str = HOURS) -> Facts:
    """Of the slot that is made longer: the last one, or the first one."""
    if not section.use.slots:
        return section.facts
    slot = section.use.slots[0 if topic == EARLY else -1]
    return in_slot(section.facts, slot, slot.end - slot.start)


def _by_time(section: Section, hours: Decimal, topic: str) -> None:
    rule = section.place.the(Extension, _facts(section, topic), topic)
    if rule is None:
        raise Silent(f"{section.place.name}の{TOLD[topic]}の料金")
    count = ceil(hours * 60 / rule.minutes)
    early = "繰上げ " if rule.early else ""
    piece = minutes_text(rule.minutes)
    if rule.share is None:
        told = early + (f"{piece}ごと" if rule.minutes != 60 else "")
        unit = "時間" if rule.minutes == 60 else "回"
        _add(section, rule, told, Fraction(rule.yen * count), unit, count, rule.yen)
        return
    prices = [(_price(section, slot), slot.name) for slot in _beside(section, rule)]
    of, name = max(prices, key=itemgetter(0))
    told = f"{early}{name}{yen(of)}の{percent_text(rule.share)}×{piece}が{count}回"
    _add(section, rule, told, of * Fraction(rule.share) * count, "", 1, 0)


def _price(section: Section, slot: Slot) -> int:
    price = price_of(section.place, in_slot(section.facts, slot, None), slot)
    if price is None:
        raise Silent(f"{section.place.name}の{slot.name}の使用料")
    return price.yen[slot.name]


def _beside(section: Section, rule: Extension) -> list[Slot]:
    """The slots before and after the extension: one of them is used, the other next to
    it."""
    use = section.use
    if not use.slots or use.rule is None:
        raise Silent(f"{section.place.name}の区分でない利用の延長の料金")
    single = [each for each in use.rule.slots.values() if use.rule.pieces(each) == 1]
    single.sort(key=lambda slot: slot.start)
    if rule.early:
        own = use.slots[0]
        next_to = [slot for slot in single if slot.end <= own.start][-1:]
    else:
        own = use.slots[-1]
        next_to = [slot for slot in single if slot.start >= own.end][:1]
    if rule.of is Beside.HIGHER:
        return [own, *next_to]
    if (rule.of is Beside.AFTER) is rule.early:
        return [own]
    if not next_to:
        raise Silent(f"{own.name}の{'前' if rule.early else '後'}の区分")
    return next_to


def _add(
    section: Section,
    rule: Extension,
    told: str,
    exact: Fraction,
    unit: str,
    count: int,
    price: int,
) -> None:
    section.bill.add(
        LineKind.EXTENSION,
        f"{section.place.name} {told}".rstrip(),
        exact,
        rule.rule,
        unit=unit,
        count=count,
        price=price,
    )
    section.add(Part.EXTENSION, exact)
    at = 0 if rule.early else -1
    piece = section.pieces[at] if section.pieces else None
    if piece is None or piece.surcharged == piece.exact:
        return
    if rule.surcharged is None:
        raise Undecided("延長の料金に加算がかかるか", "[[extension]] surcharged")
    if rule.surcharged and not piece.exact:
        raise Silent(f"{section.place.name}の延長にかかる加算(基本の料金がないとき)")
    if rule.surcharged:
        factor = Fraction(piece.surcharged) / Fraction(piece.exact)
        more = exact * (factor - 1)
        told = f"延長の分({float(factor):g}倍)"
        section.bill.add(LineKind.SURCHARGE, told, more, rule.rule)
        section.add(Part.EXTENSION, more)
