"""延長: time before, between and after slots."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil
from operator import itemgetter

from app.kit.money import yen
from app.rules.book.base import Silent, Undecided
from app.rules.book.extras import HOURS, Beside, Extension
from app.rules.book.facts import Facts
from app.rules.book.fees import Part
from app.rules.book.hire import Slot
from app.rules.fees.lines import LineKind
from app.rules.fees.pieces import price_of
from app.rules.fees.section import Section
from app.rules.fees.wish import in_slot
from app.rules.wording import minutes_text, percent_text


def charge(section: Section) -> None:
    """Adds the lines of the extensions that were asked for."""
    besides = section.wish.besides
    if besides.meal:
        rule = section.place.the(Extension, _facts(section), besides.meal)
        if rule is None:
            raise Silent(f"{section.place.name}の延長「{besides.meal}」の料金")
        _add(section, rule, besides.meal, Fraction(rule.yen), "", 1, rule.yen)
    if besides.extension_hours:
        _by_time(section, besides.extension_hours)


def _facts(section: Section) -> Facts:
    """Of the last slot: it is that which is made longer."""
    if not section.use.slots:
        return section.facts
    last = section.use.slots[-1]
    return in_slot(section.facts, last, last.end - last.start)


def _by_time(section: Section, hours: Decimal) -> None:
    rule = section.place.the(Extension, _facts(section), HOURS)
    if rule is None:
        raise Silent(f"{section.place.name}の延長の料金")
    count = ceil(hours * 60 / rule.minutes)
    piece = minutes_text(rule.minutes)
    if rule.share is None:
        told = f"{piece}ごと" if rule.minutes != 60 else ""
        unit = "時間" if rule.minutes == 60 else "回"
        _add(section, rule, told, Fraction(rule.yen * count), unit, count, rule.yen)
        return
    prices = [(_price(section, slot), slot.name) for slot in _beside(section, rule.of)]
    of, name = max(prices, key=itemgetter(0))
    told = f"{name}{yen(of)}の{percent_text(rule.share)}×{piece}が{count}回"
    _add(section, rule, told, of * Fraction(rule.share) * count, "", 1, 0)


def _price(section: Section, slot: Slot) -> int:
    price = price_of(section.place, in_slot(section.facts, slot, None), slot)
    if price is None:
        raise Silent(f"{section.place.name}の{slot.name}の使用料")
    return price.yen[slot.name]


def _beside(section: Section, which: Beside) -> list[Slot]:
    """The slot before the extension is the last one used, the one after it the next."""
    use = section.use
    if not use.slots or use.rule is None:
        raise Silent(f"{section.place.name}の区分でない利用の延長の料金")
    last = use.slots[-1]
    if which is Beside.BEFORE:
        return [last]
    later = [slot for slot in use.rule.slots.values() if slot.start >= last.end]
    single = [slot for slot in later if use.rule.pieces(slot) == 1]
    following = sorted(single, key=lambda slot: slot.start)[:1]
    if which is Beside.HIGHER:
        return [last, *following]
    if not following:
        raise Silent(f"{last.name}の後の区分")
    return following


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
    piece = section.pieces[-1] if section.pieces else None
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
