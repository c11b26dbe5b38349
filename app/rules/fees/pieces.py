"""基本: the price by the table of what is charged, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.rules.book.base import Rule, Silent, Undecided
from app.rules.book.facts import Facts
from app.rules.book.fees import TIME, USE, Charged, Price, span_topic
from app.rules.book.hire import Slot, Unit
from app.rules.book.rulebook import Place
from app.rules.book.surcharges import Discount, Surcharge
from app.rules.fees.wish import Use, Wish, in_slot, in_time
from app.rules.slots import units_in
from app.rules.wording import clock_text, minutes_text

GIVEN = "料金表の額"
PRICING: tuple[type[Rule], ...] = (Price, Unit, Surcharge, Discount)


@dataclass(slots=True)
class Piece:
    """`price` yen × `count` of `unit`; `exact` where that is no whole number of yen.

    `facts` are those that its surcharges and discounts see. `surcharged` is what it comes
    to with surcharges, `net` with everything so far.
    """

    place: str
    what: str
    unit: str
    count: int
    price: int
    rule: str
    facts: Facts
    exact: int | Fraction
    day_type: str = ""
    surcharged: int | Fraction = 0
    net: int | Fraction = 0

    @property
    def told(self) -> str:
        return f"{self.place} {self.what}".rstrip()

    def __post_init__(self) -> None:
        self.surcharged = self.net = self.exact


def pieces(place: Place, facts: Facts, use: Use, wish: Wish) -> list[Piece]:
    """Raises `Silent` for a price that the rules do not know."""
    base = wish.besides.base
    if base is not None:
        facts = in_time(facts, use.minutes, use.units)
        return [_piece(place.name, GIVEN, "", 1, base, None, facts)]
    if use.rule is not None:
        return _of_slots(place, facts, use)
    if use.minutes is None:
        return [_of_uses(place, facts, use.units or 1)]
    return list(_of_time(place, in_time(facts, use.minutes, use.units), use))


def _piece(
    place: str,
    what: str,
    unit: str,
    count: int,
    price: int,
    rule: Price | None,
    facts: Facts,
    exact: int | Fraction | None = None,
) -> Piece:
    return Piece(
        place,
        what,
        unit,
        count,
        price,
        rule.rule if rule else "",
        facts,
        price * count if exact is None else exact,
        rule.day_type if rule else "",
    )


def units_of(use: Use, found: Sequence[Piece]) -> int | None:
    """How many units are charged: those of the room, else what the pieces count."""
    counted = {piece.unit for piece in found}
    if use.unit is not None or len(counted) != 1 or "" in counted:
        return use.units
    return sum([piece.count for piece in found])


def price_of(place: Place, facts: Facts, slot: Slot) -> Price | None:
    return place.the(Price, facts, slot.name)


def slot_facts(place: Place, facts: Facts, use: Use) -> list[Facts]:
    """Those of each slot. In one of several slots that are not used in full, nobody
    knows for how long it is used."""
    if not _conditional(place):
        return [facts] * len(use.slots)
    lengths = [slot.end - slot.start for slot in use.slots]
    used: list[int | None] = [*lengths]
    if use.minutes is not None and use.minutes < sum(lengths):
        used = [use.minutes] if len(lengths) == 1 else [None] * len(lengths)
    return [
        in_slot(facts, slot, minutes)
        for slot, minutes in zip(use.slots, used, strict=True)
    ]


def _conditional(place: Place) -> bool:
    """Whether what a slot costs can hang on the slot and on how long it is used."""
    return any(
        rule.when.cases for kind in PRICING for _, rule in place.rules.get(kind, ())
    )


def _of_slots(place: Place, facts: Facts, use: Use) -> list[Piece]:
    seen = slot_facts(place, facts, use)
    prices = [
        price_of(place, each, slot) for each, slot in zip(seen, use.slots, strict=True)
    ]
    if not any(prices):
        return _without_slot_prices(place, facts, use)
    made = []
    for slot, price, each in zip(use.slots, prices, seen, strict=True):
        if price is None:
            raise Silent(f"{place.name}の{slot.name}の使用料")
        yen = price.yen[slot.name]
        made.append(_piece(place.name, slot.name, "区分", 1, yen, price, each))
    return made


def _without_slot_prices(place: Place, facts: Facts, use: Use) -> list[Piece]:
    """Slots that only name times, in a room that is priced by the hour or by the use."""
    whole = in_time(facts, use.charged)
    if place.the(Price, whole, TIME) is not None:
        each = zip(use.slots, slot_facts(place, facts, use), strict=True)
        return [
            piece
            for slot, seen in each
            for piece in _of_time(place, seen, _slot_as_time(place, seen, slot))
        ]
    if place.the(Price, whole, USE) is not None:
        return [_of_uses(place, whole, 1)]
    names = "・".join(slot.name for slot in use.slots)
    raise Silent(f"{place.name}の{names}の使用料")


def _slot_as_time(place: Place, facts: Facts, slot: Slot) -> Use:
    minutes = slot.end - slot.start
    unit = place.the(Unit, facts)
    units = units_in(unit, minutes, slot.start) if unit else None
    return Use(unit=unit, units=units, minutes=minutes, start=slot.start, end=slot.end)


def _of_uses(place: Place, facts: Facts, uses: int) -> Piece:
    price = place.the(Price, facts, USE)
    if price is None:
        raise Silent(f"{place.name}の使用料")
    return _piece(place.name, "", "回", uses, price.amount, price, facts)


def _of_time(place: Place, facts: Facts, use: Use) -> Iterator[Piece]:
    """Parts of the day that have their own price, and the rest by units or hours."""
    assert use.minutes is not None
    spans = list(_spans(place, facts, use))
    left = use.minutes - sum(minutes for _, minutes in spans)
    if left:
        yield _rest(place, facts, use, left)
    for price, _ in spans:
        assert price.span is not None
        told = "〜".join(map(clock_text, price.span))
        yield _piece(place.name, told, "回", 1, price.amount, price, facts)


def _rest(place: Place, facts: Facts, use: Use, minutes: int) -> Piece:
    """The time outside parts of the day with their own price."""
    units = use.units
    if use.unit is not None and minutes != use.minutes:
        units = units_in(use.unit, minutes)
    price = place.the(Price, facts, TIME)
    if price is None:
        return _of_uses(place, facts, 1)
    if price.charged is Charged.HOUR:
        return _by_hour(place, price, use.unit, units, minutes, facts)
    if use.unit is None or units is None:
        raise Silent(f"{place.name}の時間の単位")
    return _by_unit(place, price, use.unit, units, price.amount, facts)


def _spans(place: Place, facts: Facts, use: Use) -> Iterator[tuple[Price, int]]:
    """The prices of parts of the day that are touched, and for how many minutes."""
    if use.start is None or use.end is None:
        return
    spans = {rule.span for rule in place.all(Price) if rule.span is not None}
    for span in sorted(spans):
        minutes = min(use.end, span[1]) - max(use.start, span[0])
        price = place.the(Price, facts, span_topic(span)) if minutes > 0 else None
        if price is not None:
            yield price, minutes


def _by_unit(
    place: Place, price: Price, unit: Unit, units: int, yen: int, facts: Facts
) -> Piece:
    if unit.minutes == 60:
        return _piece(place.name, "", "時間", units, yen, price, facts)
    if unit.grid is not None:
        return _piece(place.name, "", "コマ", units, yen, price, facts)
    told = f"{unit.name}ごと"
    return _piece(place.name, told, "単位", units, yen, price, facts)


def _by_hour(
    place: Place,
    price: Price,
    unit: Unit | None,
    units: int | None,
    minutes: int,
    facts: Facts,
) -> Piece:
    if unit is not None and units is not None:
        minutes = units * unit.minutes
    elif minutes % 60:
        raise Undecided("1時間に満たない時間", "[[unit]] part")
    hours, rest = divmod(minutes, 60)
    if not rest:
        return _piece(place.name, "", "時間", hours, price.amount, price, facts)
    assert unit is not None and units is not None
    if price.amount * unit.minutes % 60 == 0:
        yen = price.amount * unit.minutes // 60
        return _by_unit(place, price, unit, units, yen, facts)
    told = f"1時間{price.amount}円×{minutes_text(minutes)}"
    exact = Fraction(price.amount * minutes, 60)
    return _piece(place.name, told, "", 1, int(exact), price, facts, exact)
