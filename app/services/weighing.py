"""What the rules, the room and the others say of one wish for a room."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from app.kit import checks
from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.book.base import Silent
from app.rules.book.extras import Aircon
from app.rules.book.facts import Facts, one
from app.rules.book.rulebook import Place, Rulebook
from app.rules.book.waivers import Waiver
from app.rules.fees import Quote, needs_approval, quote, reductions
from app.rules.fees.quoting import priced_as
from app.rules.fees.slots import SlotsOverlap, UnknownSlot, chosen
from app.rules.use.bookings import judged, may_book
from app.rules.use.waiving import Waived, waiver
from app.rules.use.wishes import Said, Wish
from app.services import fairness
from app.services.blockings.exempting import excepted
from app.services.closed import PlaceClosed, given_up
from app.services.fairness import AT_DESK, Past
from app.services.held import busy
from app.services.known import group_facts
from app.services.offered import BookRoom
from app.services.under_lottery import under_lottery
from app.services.waivers import allowed_by, waived
from db.occupancy import NotFree, RoomBlocked, in_the_way, quarters
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
    """Of the group, and what was said of the use."""
    facts = group_facts(session, book, wish.group_id, asked)
    people = Decimal(wish.users) if wish.users else None
    series = wish.series and SERIES in book.words.products
    return facts.knowing(
        channel=one(AT_DESK),
        people=people,
        aircon=wish.aircon or None,
        product=one(SERIES) if series else None,
    ).knowing(**wish.facts)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rules have against a wish, and for each the rule that lets it be excepted
    from, if one does; the facts it was weighed on, and where the group stands."""

    facts: Facts
    past: Past
    refusals: tuple[tuple[Refusal, Waiver | None], ...]

    @property
    def waivable(self) -> str:
        """Who may make an exception from all of it, by which rule; else empty."""
        return allowed_by(self.refusals)

    def no(self, waiver: str) -> Refusal | None:
        """The first that stands, when an exception is made for a reason, or for none."""
        left = (no for no, rule in self.refusals if rule is None or not waiver)
        return next(left, None)

    def waived(self, waiver: str) -> tuple[Waived, ...]:
        """What is excepted from for that reason."""
        if not waiver:
            return ()
        return tuple(waived(no) for no, rule in self.refusals if rule is not None)


def weigh(
    session: Reading,
    book: Rulebook,
    room: str,
    wish: BookRoom,
    asked: date,
    besides: Collection[UUID] = (),
    beside: Sequence[BookRoom] = (),
) -> Weighed:
    """All that the rules have against a wish, with what the group had and missed.

    `besides` are the bookings that are to be changed: they do not count as they are.
    What is asked for `beside` it, in the same 申込み, does.
    """
    place, day = book.place(room), wish.day
    facts, past = _standing(session, book, place, wish, asked)
    if far := far_off(day, asked):
        return Weighed(facts, past, ((far, None),))
    had = fairness.had(session, book, place, wish, facts, besides, beside)
    facts = fairness.counted(place, day, facts, had)
    asks = Wish(days=(day,), apply_on=asked)
    verdict = judged(place, facts, asks, Said(wish.slots), had)
    barred = past.against(channel=next(iter(facts.texts("channel")), AT_DESK))
    drawn = under_lottery(session, day).get(wish.room_id)
    shut = _given_up(session, book, room, wish)
    first = [no for no in (shut, drawn, barred) if no is not None]
    found = (*first, *verdict.refusals, *verdict.unknown)
    known = place.on(facts, day, asked)
    return Weighed(facts, past, tuple((no, waiver(place, known, no)) for no in found))


def _given_up(
    session: Reading, book: Rulebook, room: str, wish: BookRoom
) -> PlaceClosed | None:
    """A wish whose time cannot be read is judged as that."""
    if not wish.slots:
        return None
    try:
        span = span_of(book, room, wish)
    except (Silent, UnknownSlot, SlotsOverlap):
        return None
    return given_up(session, wish.room_id, *span)


def _standing(
    session: Reading, book: Rulebook, place: Place, wish: BookRoom, asked: date
) -> tuple[Facts, Past]:
    facts = facts_of(session, book, wish, asked)
    past = fairness.past(session, book, place, wish.group_id, asked)
    if past.found is not None:
        facts = facts.knowing(restricted=bool(past.periods))
    return facts, past


def cost(
    session: Reading, book: Rulebook, room: str, wish: BookRoom, asked: date
) -> Quote:
    """What a use costs that is given, whatever the rules would have against it."""
    place = book.place(room)
    facts, _ = _standing(session, book, place, wish, asked)
    had = fairness.had(session, book, place, wish, facts)
    return priced(book, room, wish, fairness.counted(place, wish.day, facts, had))


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


def to_approve(book: Rulebook, room: str, wish: BookRoom, facts: Facts) -> str:
    """The 減免事由 of a wish if it is to be approved; else empty."""
    asked = wish.ground and needs_approval(book, wish.day, room, wish.ground, facts)
    return wish.ground if asked else ""


def far_off(day: date, asked: date) -> FarDay | None:
    """A day that nobody can mean, whatever the rules leave open."""
    if abs((day - asked).days) <= MOST_AHEAD:
        return None
    return FarDay(day=full(day), years=MOST_AHEAD // 366)


def refusal(book: Rulebook, room: str, wish: BookRoom, facts: Facts) -> Refusal | None:
    """The first thing the rules have against anybody's wish, or that they do not say."""
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
    weighed: Weighed,
    room: Room,
    wish: BookRoom,
    span: tuple[datetime, datetime],
) -> Refusal | None:
    """The first thing against a wish: the rules, who has the room, how many come."""
    return (
        weighed.no(wish.waiver)
        or held_by_others(session, room, *span, waiver=wish.waiver)
        or crowded(room, wish.users)
    )


def held_by_others(
    session: Reading,
    room: Room,
    starts: datetime,
    ends: datetime,
    besides: Collection[UUID] = (),
    *,
    waiver: str = "",
) -> NotFree | None:
    """Who has some of the time of a use, of its preparation and of cleaning up, apart
    from the bookings that ask; for a reason (`waiver`) also apart from 利用停止 that let
    an exception be made."""
    span = quarters(*busy(room, starts, ends))
    exempted = bool(waiver) and excepted(session, room.id, span) is not None
    return in_the_way(session, room.id, span, besides, exempted=exempted)


def blockings_waived(
    session: Reading, room: Room, starts: datetime, ends: datetime, waiver: str
) -> tuple[Waived, ...]:
    """The 利用停止 that a use is excepted from for that reason."""
    span = quarters(*busy(room, starts, ends))
    return excepted(session, room.id, span) or () if waiver else ()


def who_allows(no: Refusal | None) -> str:
    """Who may make an exception from the 利用停止 that is in the way; else empty."""
    return str(no.params["allowed_by"]) if isinstance(no, RoomBlocked) else ""


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
