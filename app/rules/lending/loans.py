"""貸出: equipment and lockers under the names that the rulebook gives them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.rules.book.base import Silent, UnknownPlace
from app.rules.book.facts import NOTHING, Facts, one
from app.rules.book.lending import Item, Locker
from app.rules.book.rulebook import Place, Rulebook
from app.rules.lending.items import item_terms
from app.rules.lending.lent import EndsBeforeStart, LoanTerms, RoomUse, Wish
from app.rules.lending.lockers import locker_terms


def loan(
    book: Rulebook,
    name: str,
    first: date,
    last: date | None = None,
    *,
    registered: bool,
    units: int = 1,
    room: str = "",
    facility: str = "",
    use: RoomUse | None = None,
    facts: Facts = NOTHING,
) -> LoanTerms:
    """Terms for equipment or a locker from `first` to `last`, both included.

    By the rules alone: what is in stock on those days is not asked here. `use` is that of
    the room it is used in. Raises `UnknownPlace`, `EndsBeforeStart`;
    `Silent` for what the rulebook does not know: the item, how long it may be lent, the
    months of a locker without `last`, the hours of what is lent by the hour.
    """
    wish = Wish(name=name, first=first, last=last, units=units, room=room)
    if use is not None:
        wish = replace(wish, slots=use.slots, start=use.start, end=use.end)
    found = terms(book, wish, facts.knowing(registered=registered), facility)
    for value, silent in found.unknown.items():
        if value != "allowed" or found.allowed:
            raise silent
    return found


def terms(book: Rulebook, wish: Wish, facts: Facts, facility: str = "") -> LoanTerms:
    """As far as the rules say. Raises as `loan` does, but for what is `unknown`."""
    if wish.first and wish.last and wish.last < wish.first:
        raise EndsBeforeStart
    place = place_of(book, wish.room, facility)
    hours = None
    if wish.start is not None and wish.end is not None and wish.start < wish.end:
        hours = Decimal(wish.end - wish.start) / 60
    facts = facts.knowing(item=one(wish.name), units=Decimal(wish.units), hours=hours)
    facts = place.on(facts, wish.first)
    item = place.the(Item, facts, wish.name)
    if item is not None:
        return item_terms(place, item, wish, facts)
    locker = place.the(Locker, facts, wish.name)
    if locker is None:
        raise Silent(f"「{wish.name}」の貸出")
    return locker_terms(place, locker, wish, facts)


def place_of(book: Rulebook, room: str, facility: str) -> Place:
    """Where it is used; a place that is no room of the rulebook has the house's rules."""
    try:
        return book.place(room, facility)
    except UnknownPlace:
        return book.place("", facility)
