"""基本: the price by the table of what is charged, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

from app.rules.book.base import Rule, Silent
from app.rules.book.facts import Facts
from app.rules.book.fees import TIME, USE, Charged, Price
from app.rules.book.hire import Slot, Unit
from app.rules.book.rulebook import Place
from app.rules.book.surcharges import Discount, Surcharge
from app.rules.fees.piece import Piece, piece_of
from app.rules.fees.slots import units_in
from app.rules.fees.timed import of_time, of_uses
from app.rules.fees.wish import Use, Wish, in_slot, in_time

GIVEN = "料金表の額"
PRICING: tuple[type[Rule], ...] = (Price, Unit, Surcharge, Discount)


def pieces(place: Place, facts: Facts, use: Use, wish: Wish) -> list[Piece]:
    """Raises `Silent` for a price that the rules do not know."""
    base = wish.besides.base
    if base is not None:
        facts = in_time(facts, use.minutes, use.units)
        return [piece_of(place.name, GIVEN, "", 1, base, None, facts)]
    if use.rule is not None:
        return _of_slots(place, facts, use)
    if use.minutes is None:
        return [of_uses(place, facts, use.units or 1)]
    return list(of_time(place, in_time(facts, use.minutes, use.units), use))


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
    assert use.rule is not None
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
        piece = piece_of(place.name, slot.name, "区分", 1, yen, price, each)
        piece.slots = use.rule.pieces(slot)
        made.append(piece)
    return made


def _without_slot_prices(place: Place, facts: Facts, use: Use) -> list[Piece]:
    """Slots that only name times, in a room that is priced by the hour, by the unit
    (each of them is one, where no length is said) or by the use."""
    assert use.rule is not None
    whole = in_time(facts, use.charged)
    timed = place.the(Price, whole, TIME)
    if timed is None and place.the(Price, whole, USE) is not None:
        return [of_uses(place, whole, 1)]
    if timed is None:
        names = "・".join(slot.name for slot in use.slots)
        raise Silent(f"{place.name}の{names}の使用料")
    made: list[Piece] = []
    for slot, seen in zip(use.slots, slot_facts(place, facts, use), strict=True):
        unit = place.the(Unit, seen)
        if unit is None and timed.charged is Charged.UNIT:
            count, yen = use.rule.pieces(slot), timed.amount
            made.append(piece_of(place.name, slot.name, "区分", count, yen, timed, seen))
        else:
            made += of_time(place, seen, _as_time(slot, unit))
    return made


def _as_time(slot: Slot, unit: Unit | None) -> Use:
    minutes = slot.end - slot.start
    units = units_in(unit, minutes, slot.start) if unit else None
    return Use(unit=unit, units=units, minutes=minutes, start=slot.start, end=slot.end)
