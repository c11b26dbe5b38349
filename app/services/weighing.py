"""What the rules, the room and the others say of one wish for a room."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from app.kit import checks
from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.book.extras import Aircon
from app.rules.book.facts import Facts, one
from app.rules.book.rulebook import Rulebook
from app.rules.fees import Quote, quote, reductions
from app.rules.fees.quoting import priced_as
from app.rules.fees.slots import chosen
from app.rules.use.bookings import may_book
from app.services.known import group_facts
from app.services.offered import BookRoom
from db.occupancy import NotFree, in_the_way, quarters
from db.queries.rooms import RoomCard
from db.queries.today import RoomRow
from db.records.rooms import Room
from db.store import Reading

#: What rulebooks call a 定期利用 among their [[product]]s.
SERIES = "定期利用"
#: No day farther off is meant, whatever the rules leave open (three years).
MOST_AHEAD = 3 * 366


class NoSlot(Refusal):
    """No slot was chosen."""

    code = "booking.no_slot"


class FarDay(Refusal):
    """A day so far off that it must be a slip: nobody books a century ahead."""

    code = "booking.far_day"


class TooManyForRoom(checks.FieldRefused):
    """More users than the room holds."""

    code = "booking.too_many_for_room"

    def __init__(self, room: str, capacity: int, users: int) -> None:
        super().__init__("users", room=room, capacity=capacity, users=users)


def facts_of(session: Reading, book: Rulebook, wish: BookRoom, asked: date) -> Facts:
    facts = group_facts(session, book, wish.group_id, asked)
    series = wish.series and SERIES in book.words.products
    return facts.knowing(
        people=Decimal(wish.users) if wish.users else None,
        aircon=wish.aircon or None,
        product=one(SERIES) if series else None,
    )


def priced(book: Rulebook, room: str, wish: BookRoom, facts: Facts) -> Quote:
    return quote(book, room, wish.day, wish.slots, ground=wish.ground, facts=facts)


def has_aircon(book: Rulebook, room: str) -> bool:
    """Whether the rules know of 冷暖房 in a room, or in one that it joins."""
    places = priced_as(book, book.place(room))
    return any(place.rules.get(Aircon) for place in places)


def grounds_at(
    book: Rulebook, room: str, wish: BookRoom, facts: Facts
) -> tuple[str, ...]:
    found = reductions(book, wish.day, room, facts=facts)
    return tuple(rule.ground for rule in found)


def far_off(day: date, asked: date) -> FarDay | None:
    """A day that nobody can mean, whatever the rules leave open."""
    if abs((day - asked).days) <= MOST_AHEAD:
        return None
    return FarDay(day=full(day), years=MOST_AHEAD // 366)


def refusal(book: Rulebook, room: str, wish: BookRoom, facts: Facts) -> Refusal | None:
    """The first thing the rules have against a wish, or that they do not say."""
    if facts.apply_on is not None and (far := far_off(wish.day, facts.apply_on)):
        return far
    verdict = may_book(
        book,
        room,
        wish.day,
        wish.slots,
        registered=facts.flag("registered"),
        apply_on=facts.apply_on,
        facts=facts,
    )
    return next(iter((*verdict.refusals, *verdict.unknown)), None)


def against(
    session: Reading,
    book: Rulebook,
    room: Room,
    wish: BookRoom,
    facts: Facts,
    span: tuple[datetime, datetime],
) -> Refusal | None:
    """The first thing against a wish: the rules, who has the room, how many come."""
    return (
        refusal(book, room.name, wish, facts)
        or held_by_others(
            session,
            room,
            span[0],
            span[1] + timedelta(minutes=room.turnaround),
            exempted=wish.exemption is not None,
        )
        or crowded(room, wish.users)
    )


def held_by_others(
    session: Reading,
    room: Room,
    starts: datetime,
    ends: datetime,
    besides: Collection[UUID] = (),
    *,
    exempted: bool = False,
) -> NotFree | None:
    """Who has some of that time, cleaning up included, apart from those that ask."""
    span = quarters(starts, ends)
    return in_the_way(session, room.id, span, besides, exempted=exempted)


def holds(room: Room | RoomRow | RoomCard, people: int) -> bool:
    """A room whose capacity was not given (0) holds any number."""
    return not room.capacity or room.capacity >= people


def crowded(room: Room, users: int) -> TooManyForRoom | None:
    if holds(room, users):
        return None
    return TooManyForRoom(room.name, room.capacity, users)


def span_of(book: Rulebook, room: str, wish: BookRoom) -> tuple[datetime, datetime]:
    """From the first slot's start to the last one's end. Raises UnknownSlot."""
    slots = chosen(book.place(room), wish.day, wish.slots)
    return slots[0].starts_on(wish.day), slots[-1].ends_on(wish.day)
