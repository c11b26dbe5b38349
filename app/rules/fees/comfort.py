"""冷暖房: whether it is charged, and what it costs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil

from app.kit.money import yen
from app.rules.book.base import Explained, NotGiven, Silent
from app.rules.book.extras import Aircon, Comfort, PartHour
from app.rules.book.facts import Facts
from app.rules.book.fees import Charged, Part
from app.rules.book.surcharges import On
from app.rules.fees.lines import LineKind
from app.rules.fees.section import Section
from app.rules.fees.wish import Besides
from app.rules.wording import minutes_text, percent_text


def wants(facts: Facts, besides: Besides) -> tuple[bool, bool]:
    """Whether cooling or heating, and whether heating, was asked for."""
    heating = facts.flag("heating")
    return heating or facts.flag("aircon") or bool(besides.aircon_hours), heating


def charge(section: Section) -> None:
    """Adds the line of 冷暖房 to a room, or a note why there is none."""
    place, facts = section.place, section.facts
    if not place.rules.get(Aircon):
        if wants(facts, section.wish.besides)[0]:
            section.notes.append(Explained("冷暖房の料金の定めはありません", ""))
        return
    rule = _rule(section)
    if rule is None:
        return
    if rule.available and not _in_season(rule.available, facts, True):
        seasons = "・".join(rule.available)
        told = f"冷暖房は{seasons}だけなので、料金はかかりません"
        section.notes.append(Explained(told, rule.rule))
        return
    _add(section, rule)


def _rule(section: Section) -> Aircon | None:
    """The rule for what was asked for; else one that is charged in any case."""
    facts = section.facts
    rules = [section.place.the(Aircon, facts, each) for each in Comfort]
    cooling, heating = rules
    some, warm = wants(facts, section.wish.besides)
    if some:
        return (heating or cooling) if warm else _cooling(cooling, heating, facts)
    for rule in rules:
        if rule is not None and rule.always_in:
            if facts.use_date is None:
                raise NotGiven("使用日")
            if _in_season(rule.always_in, facts, False):
                return rule
    return None


def _cooling(
    cooling: Aircon | None, heating: Aircon | None, facts: Facts
) -> Aircon | None:
    """冷暖房 in the season of heating is heating, where that has a rule of its own."""
    if heating is None or not (heating.available or heating.always_in):
        return cooling
    if cooling is not None and _exists(cooling, facts):
        return cooling
    return heating if _exists(heating, facts) else cooling


def _exists(rule: Aircon, facts: Facts) -> bool:
    seasons = (*rule.available, *rule.always_in)
    return not seasons or _in_season(seasons, facts, True)


def _in_season(seasons: tuple[str, ...], facts: Facts, unknown: bool) -> bool:
    if facts.use_date is None:
        return unknown
    return not facts.texts("season").isdisjoint(seasons)


def _add(section: Section, rule: Aircon) -> None:
    bill = section.bill

    def counted(unit: str, count: int, price: int, told: str = "") -> None:
        what = f"{section.place.name} {told}".rstrip()
        exact = Fraction(price * count)
        bill.add(
            LineKind.AIRCON,
            what,
            exact,
            rule.rule,
            unit=unit,
            count=count,
            price=price,
        )
        section.add(Part.AIRCON, exact)

    if rule.rate is not None:
        _add_share(section, rule, rule.rate)
    elif rule.yen:
        for name in _slot_names(section, rule):
            counted("区分", 1, rule.yen[name], name)
    elif rule.charged is Charged.USE:
        counted("回", 1, rule.amount)
    elif rule.charged is Charged.UNIT:
        if section.use.units is None:
            raise Silent(f"{section.place.name}の冷暖房を数える単位")
        units = section.use.slot_uses
        counted("区分" if section.use.slots else "単位", units, rule.amount)
    else:
        _add_hours(section, rule)


def _slot_names(section: Section, rule: Aircon) -> list[str]:
    names = [slot.name for slot in section.use.slots]
    for name in names:
        if name not in rule.yen:
            raise Silent(f"{section.place.name}の{name}の冷暖房料")
    if not names:
        raise Silent(f"{section.place.name}の区分でない時間の冷暖房料")
    return names


def _add_share(section: Section, rule: Aircon, rate: Decimal) -> None:
    of = section.base if rule.of is On.BASE else section.net
    told = "料金表の額" if rule.of is On.BASE else "加算などのあとの額"
    exact = of * Fraction(rate)
    what = f"{section.place.name} {told}の{percent_text(rate)}"
    section.bill.add(LineKind.AIRCON, what, exact, rule.rule)
    section.add(Part.AIRCON, exact)


def _add_hours(section: Section, rule: Aircon) -> None:
    given = section.wish.besides.aircon_hours
    if given is not None:
        hours = Fraction(given)
    else:
        minutes = section.use.minutes
        if minutes is None:
            raise Silent(f"{section.place.name}の冷暖房を使う時間")
        hours = Fraction(minutes, 60)
    if rule.part is PartHour.UP:
        hours = Fraction(ceil(hours))
    exact = hours * rule.amount
    told = f"{section.place.name} 1時間{yen(rule.amount)}×{_told(hours)}"
    section.bill.add(LineKind.AIRCON, told, exact, rule.rule)
    section.add(Part.AIRCON, exact)


def _told(hours: Fraction) -> str:
    return minutes_text(int(hours * 60))
