"""使用料: what a use costs, line by line.

The order: 基本, 加算 on it, 割引, 冷暖房, 延長, 備品, 減免, 端数.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

from app.rules.book.base import Explained, Silent, Undecided
from app.rules.book.facts import NOTHING, Facts
from app.rules.book.fees import Part, Price, Reduction
from app.rules.book.rulebook import Place, Rulebook
from app.rules.book.surcharges import Discount, Surcharge
from app.rules.fees import comfort, equipment, extending, reducing, rounding
from app.rules.fees.adjust import Adjusting
from app.rules.fees.bill import Bill
from app.rules.fees.hanging import key_of
from app.rules.fees.lines import LineKind, Quote
from app.rules.fees.pieces import pieces, units_of
from app.rules.fees.purpose import derived
from app.rules.fees.section import NONE, Section
from app.rules.fees.wish import (
    ONLY_THE_ROOM,
    Besides,
    Use,
    Wish,
    counted,
    in_time,
    use_of,
)

TOLD_LINES = (LineKind.REDUCTION, LineKind.ROUNDING)


def quote(
    book: Rulebook,
    room: str,
    day: date,
    slots: Sequence[str],
    *,
    ground: str = "",
    facility: str = "",
    facts: Facts = NOTHING,
) -> Quote:
    """The fee by the rules in force on the day of use.

    `ground` is a 減免事由 that was shown and accepted. Raises `UnknownPlace`,
    `UnknownSlot`, `SlotsOverlap`; `Silent` for a price or ground that is not known.
    """
    besides = Besides(ground=ground) if ground else ONLY_THE_ROOM
    wish = Wish(tuple(slots), besides=besides)
    return priced(book, [book.place(room, facility)], facts.on(day), wish)


def reductions(
    book: Rulebook, day: date, room: str, facility: str = "", facts: Facts = NOTHING
) -> tuple[Reduction, ...]:
    """減免事由 that can be accepted for a day of use, each once, in the rulebook's
    order."""
    place = book.place(room, facility)
    known = place.on(facts, day)
    grounds = dict.fromkeys(rule.ground for rule in place.all(Reduction) if rule.ground)
    found = (reducing.applying_to_any(place, known, ground) for ground in grounds)
    named = (
        next((rule for rule in rules if rule.ground == ground), None)
        for ground, rules in zip(grounds, found, strict=True)
    )
    return tuple(rule for rule in named if rule is not None)


def needs_approval(
    book: Rulebook, day: date, room: str, ground: str, facts: Facts
) -> bool:
    """Whether a reduction by this ground, as it holds on a day, is to be approved."""
    place = book.place(room)
    found = reducing.applying_to_any(place, place.on(facts, day), ground)
    return any(rule.approval for rule in found if rule.ground == ground)


def priced(book: Rulebook, places: Sequence[Place], facts: Facts, wish: Wish) -> Quote:
    """The fee of rooms that are hired together, on the day that the facts know.

    Raises as `quote` does and `NotWhole`; `Undecided` where it hangs on what the rules
    leave open.
    """
    rooms = [part for place in places for part in priced_as(book, place)]
    if wish.besides.base is not None:
        rooms = rooms[:1]
    if len(rooms) == 1:
        return _at_one(rooms[0], facts, wish)
    return _worked_out(rooms, facts, wish)


def _at_one(place: Place, facts: Facts, wish: Wish) -> Quote:
    """Fees are asked for again and again: of a place they are remembered by all that
    they hang on."""
    key = key_of(place, facts, wish)
    found: Quote | None = place.known.get(key)
    if found is None:
        found = place.known.keep(key, _worked_out([place], facts, wish))
    return found


def _worked_out(rooms: Sequence[Place], facts: Facts, wish: Wish) -> Quote:
    sections = [_section(place, facts, wish) for place in rooms]
    for section in sections:
        _work_out(section, with_equipment=section is sections[0])
    return _joined(sections)


def priced_as(book: Rulebook, place: Place) -> Sequence[Place]:
    """The rooms by whose prices a place is charged: those it joins, or itself.

    Raises `Undecided` for a joined room of which the rules do not say.
    """
    if not place.joins or own_price(place):
        return [place]
    if place.joined_price == "sum":
        parts = [book.place(name, place.facility) for name in place.joins]
        return [each for part in parts for each in priced_as(book, part)]
    if place.joined_price == "own":
        raise Silent(f"{place.name}の使用料")
    raise Undecided(f"{place.name}の使用料", "[[room]] joined_price")


def own_price(place: Place) -> bool:
    """Whether a price names a joined room: by its name, or its kind unless it is the sum
    of its parts."""
    least = 4 if place.joined_price == "sum" else 2
    return any(rank[1] >= least for rank, _ in place.rules.get(Price, ()))


def _section(place: Place, facts: Facts, wish: Wish) -> Section:
    """Raises `Silent`, unless the room is free whatever its price is."""
    known, steps = known_at(place, facts, wish)
    try:
        use = use_of(place, known, wish)
        made = pieces(place, known, use, wish)
    except Silent:
        if reducing.rate_of(place, known, wish.besides.ground, [Part.ROOM]) < 1:
            raise
        use, made = Use(), []
    known = in_time(known, use.minutes, use.units)
    if use.slots:
        known = known.knowing(slots=frozenset(slot.name for slot in use.slots))
    return Section(place, known, wish, use, made, before=(*steps, *counted(use, wish)))


def known_at(
    place: Place, facts: Facts, wish: Wish
) -> tuple[Facts, tuple[Explained, ...]]:
    """The facts with all that follows from them at a place, and the steps to it."""
    besides = wish.besides
    found = derived(place, place.on(facts, None), besides.expenses, besides.sessions)
    return found.facts, found.explained


def _work_out(section: Section, *, with_equipment: bool) -> None:
    place, wish = section.place, section.wish
    section.notes += reducing.grounded(place, section.facts, wish.besides.ground)
    adjusting = Adjusting(place)
    for piece in section.pieces:
        adjusting.piece(piece)
        section.bill.add(
            LineKind.BASE,
            piece.told,
            Fraction(piece.exact),
            piece.rule,
            unit=piece.unit,
            count=piece.count,
            price=piece.price,
        )
    adjusting.tell(section.bill)
    section.adjusted = section.net
    comfort.charge(section)
    extending.charge(section)
    if with_equipment:
        equipment.charge(section)
    _reduce(section)


def _reduce(section: Section) -> None:
    """Rounds last, unless a reduction rounds what it leaves."""
    besides = section.wish.besides
    rules = reducing.applying_to_any(section.place, section.facts, besides.ground)
    rounds = any(rule.rounding is not None for rule in rules)
    if rounds:
        rounding.round_parts(section)
    found = reducing.reductions_of(section)
    reducing.tell(section, found)
    if not rounds:
        rounding.round_parts(section)
    elif own := found.rounding:
        parts = {part for rule in found.rules for part in rule.of}
        rounding.round_rest(section, own, parts, found.rules[0].rule)


def _joined(sections: Sequence[Section]) -> Quote:
    whole = Bill([entry for each in sections for entry in each.bill.entries])
    first = sections[0]
    rounding.round_total(whole, [rounding.rule_of(section) for section in sections])
    lines = whole.lines()
    fee = sum(line.amount for line in lines)
    reduced = any(line.kind is LineKind.REDUCTION for line in lines)
    before = sum(line.amount for line in lines if line.kind not in TOLD_LINES)
    base = sum((section.base for section in sections), NONE)
    adjusted = sum((section.adjusted for section in sections), NONE)
    return Quote(
        fee,
        lines,
        before - fee if reduced else 0,
        _rate_off(sections),
        _one({units_of(section.use, section.pieces) for section in sections}),
        adjusted / base if base and _adjusts(first.place) else None,
        _one({section.use.usable for section in sections}),
        _one({p.day_type for section in sections for p in section.pieces}) or "",
        tuple(dict.fromkeys(step for each in sections for step in each.before)),
        tuple(dict.fromkeys(note for each in sections for note in each.notes)),
        tuple([line.explained for line in lines]),
    )


T = TypeVar("T")


def _one(found: set[T]) -> T | None:
    """What all have in common."""
    return found.pop() if len(found) == 1 else None


def _adjusts(place: Place) -> bool:
    return bool(place.rules.get(Surcharge) or place.rules.get(Discount))


def _rate_off(sections: Sequence[Section]) -> Fraction | None:
    """The rate of 減免; where there is none, that of 割引. None without such rules."""
    first = sections[0]
    rules = first.place.rules
    if not rules.get(Reduction) and not rules.get(Discount):
        return None
    rate = reducing.rate_of(first.place, first.facts, first.wish.besides.ground)
    before = sum((section.adjusted for section in sections), NONE)
    if not rate and before:
        off = sum((section.bill.sum(LineKind.REDUCTION) for section in sections), NONE)
        rate = -off / before
    surcharged = sum((section.surcharged for section in sections), NONE)
    return rate if rate or not surcharged else 1 - before / surcharged
