"""基本 of a time: by units, by hours, by the use, by parts of the day."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from app.rules.book.base import Silent, Undecided
from app.rules.book.facts import Facts
from app.rules.book.fees import TIME, USE, Charged, Price
from app.rules.book.hire import Unit
from app.rules.book.rulebook import Place
from app.rules.fees.parts_of_day import priced_parts
from app.rules.fees.piece import Piece, piece_of
from app.rules.fees.wish import Use
from app.rules.wording import clock_text, minutes_text


def of_uses(place: Place, facts: Facts, uses: int) -> Piece:
    price = place.the(Price, facts, USE)
    if price is None:
        raise Silent(f"{place.name}の使用料")
    return piece_of(place.name, "", "回", uses, price.amount, price, facts)


def of_time(place: Place, facts: Facts, use: Use) -> Iterator[Piece]:
    """What is outside the parts of the day that have their own price, then those."""
    assert use.minutes is not None
    spans: list[tuple[Price, int]] = []
    if use.start is not None and use.end is not None:
        spans = list(priced_parts(place, facts, use.start, use.end))
    left = use.minutes - sum(minutes for _, minutes in spans)
    if left:
        price = place.the(Price, facts, TIME)
        if price is None:
            yield of_uses(place, facts, 1)
        else:
            units = None if spans else use.units
            yield _timed(place, price, use.unit, units, left, facts)
    for price, minutes in spans:
        assert price.span is not None
        told = "〜".join(map(clock_text, price.span))
        if price.charged is Charged.USE:
            yield piece_of(place.name, told, "回", 1, price.amount, price, facts)
        else:
            yield _timed(place, price, use.unit, None, minutes, facts, told)


def _timed(
    place: Place,
    price: Price,
    unit: Unit | None,
    units: int | None,
    minutes: int,
    facts: Facts,
    told: str = "",
) -> Piece:
    """Minutes by a price; `units` where they are already counted."""
    if unit is not None and units is None:
        units = -(-minutes // unit.minutes)
    if price.charged is Charged.HOUR:
        return _by_hour(place, price, unit, units, minutes, facts, told)
    if unit is None or units is None:
        raise Silent(f"{place.name}の時間の単位")
    return _by_unit(place, price, unit, units, price.amount, facts, told)


def _by_unit(
    place: Place,
    price: Price,
    unit: Unit,
    units: int,
    yen: int,
    facts: Facts,
    told: str,
) -> Piece:
    counted = "コマ" if unit.grid is not None else "単位"
    if unit.minutes == 60:
        counted = "時間"
    elif unit.grid is None:
        told = f"{told} {unit.name}ごと".strip()
    return piece_of(place.name, told, counted, units, yen, price, facts)


def _by_hour(
    place: Place,
    price: Price,
    unit: Unit | None,
    units: int | None,
    minutes: int,
    facts: Facts,
    told: str,
) -> Piece:
    if unit is not None and units is not None:
        minutes = units * unit.minutes
    elif minutes % 60:
        raise Undecided("1時間に満たない時間", "[[unit]] part")
    hours, rest = divmod(minutes, 60)
    if not rest:
        return piece_of(place.name, told, "時間", hours, price.amount, price, facts)
    assert unit is not None and units is not None
    if price.amount * unit.minutes % 60 == 0:
        yen = price.amount * unit.minutes // 60
        return _by_unit(place, price, unit, units, yen, facts, told)
    what = f"{told} 1時間{price.amount}円×{minutes_text(minutes)}".strip()
    exact = Fraction(price.amount * minutes, 60)
    return piece_of(place.name, what, "", 1, int(exact), price, facts, exact)
