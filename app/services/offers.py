"""What can be offered: the day's slots, a quote with its reasons, what is near."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import islice
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.rules.acceptance.windows import window
from app.rules.book.base import Silent, UnknownPlace
from app.rules.book.facts import Facts, one
from app.rules.book.rulebook import Rulebook
from app.rules.calendar.opening import Opening
from app.rules.fees import Quote, kept_text, reductions
from app.rules.refunds import RefundDue, refund
from app.rules.requirements import RegisteredOnly
from app.rules.use.asked import Question, facts_in, questions
from app.rules.use.limits import LimitReached
from app.rules.use.restrictions import Restricted, RestrictedTo
from app.rules.use.waiving import Waived
from app.services.alternatives import nearby
from app.services.free_places import places_in
from app.services.held import beside, by_room
from app.services.known import group_facts
from app.services.ledger_rooms import ledger_room, opening_of
from app.services.loans.lending import Lending
from app.services.loans.lending import Terms as LoanTerms
from app.services.offered import (
    Alternative,
    BookRoom,
    LedgerDay,
    LedgerRoom,
    Offer,
    SlotOffer,
    Use,
)
from app.services.rulebooks import Rulebooks
from app.services.under_lottery import under_lottery
from app.services.weighing import (
    NoSlot,
    TooManyForRoom,
    against,
    blockings_waived,
    crowded,
    grounds_at,
    has_aircon,
    holds,
    priced,
    refusal,
    span_of,
    to_approve,
    weigh,
    who_allows,
)
from db.queries import blockings, today
from db.queries.bookings import BookingCard
from db.queries.today import RoomRow
from db.records.rooms import Room
from db.store import Reading, Store

__all__ = [
    "Alternative",
    "BookRoom",
    "LedgerDay",
    "LedgerRoom",
    "NoSlot",
    "Offer",
    "Offers",
    "SlotOffer",
    "TooManyForRoom",
]

#: How many offers stand beside a refusal.
MOST_ALTERNATIVES = 3
MOST_USERS = 9_999
#: No other room or time helps a group that is not registered, or may not apply now.
NOWHERE = (RegisteredOnly, Restricted, RestrictedTo)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a permitted booking is written with; `to_approve` is the 減免事由 that is to
    be approved, if any."""

    starts: datetime
    ends: datetime
    purpose: str
    quote: Quote
    equipment: LoanTerms | None = None
    waived: tuple[Waived, ...] = ()
    to_approve: str = ""

    @property
    def fee_lines(self) -> str:
        return kept_text(self.quote.lines)


class Offers:
    """Reads only; the same rules are applied once more when the booking is written."""

    def __init__(
        self, store: Store, clock: Clock, rulebooks: Rulebooks, lending: Lending
    ) -> None:
        self._store = store
        self._clock = clock
        self._rulebooks = rulebooks
        self._lending = lending

    def day(self, day: date) -> LedgerDay:
        """Every room of every site: what each slot costs, or why it is not to be had."""
        asked = wall(self._clock()).date()
        with self._store.reader() as read:
            rooms, booked = today.rooms(read), today.bookings(read, day)
            blocked = blockings.blockings_on(read, day)
            sharing = today.sharing(read)
        with self._store.read() as session:
            book = self._rulebooks.on(session, day)
            drawn = under_lottery(session, day)
        held, shut = by_room(booked), by_room(blocked)
        ledger = [
            replace(
                ledger_room(
                    book,
                    room,
                    day,
                    asked,
                    [*held.get(room.id, ()), *shut.get(room.id, ())],
                    beside(held, sharing, room.id),
                    drawn.get(room.id),
                ),
                elsewhere=self._elsewhere(book, room),
            )
            for room in rooms
        ]
        return LedgerDay(day, ledger, booked, blocked)

    def _elsewhere(self, book: Rulebook, room: RoomRow) -> str:
        try:
            facility = book.place(room.name).facility
        except UnknownPlace:
            facility = room.home
        return "" if room.home == self._store.site else facility

    def questions(self, room_id: UUID, day: date) -> Sequence[Question]:
        """What the rules of a day want to know of a use of a room."""
        with self._store.read() as session:
            book = self._rulebooks.on(session, day)
            room = session.get_one(Room, room_id)
        try:
            return questions(book.place(room.name))
        except UnknownPlace:
            return ()

    def hours(self, day: date) -> Opening | None:
        """When this site is open on a day; None where the rules do not say."""
        with self._store.reader() as read:
            rooms = today.rooms_of(read, self._store.site)
        with self._store.read() as session:
            book = self._rulebooks.on(session, day)
        return opening_of(book, rooms[0], day) if rooms else None

    def offer(self, wish: BookRoom) -> Offer:
        """Quote and window of a wish, and what is possible when it is not."""
        asked = wall(self._clock()).date()
        with self._store.read() as session:
            book = self._rulebooks.on(session, wish.day)
            room = session.get_one(Room, wish.room_id)
            starts, ends = span_of(book, room.name, wish)
            weighed = weigh(session, book, room.name, wish, asked)
            no = against(session, weighed, room, wish, (starts, ends))
            shut = blockings_waived(session, room, starts, ends, wish.waiver)
            equipment = self._lending.offer_with_room(session, room, wish)
        facts = weighed.facts
        elsewhere = no is not None and not isinstance(no, NOWHERE)
        cost = priced(book, room.name, wish, facts)
        return Offer(
            starts,
            ends,
            cost.plus(equipment.lines) if equipment else cost,
            window(book, wish.day, room.name, facts=facts),
            grounds_at(book, room.name, wish, facts),
            no or (equipment.refusal if equipment else None),
            self._alternatives(wish, no) if elsewhere else (),
            equipment,
            has_aircon(book, room.name),
            questions(book.place(room.name)),
            weighed.waivable if no is weighed.no("") else who_allows(no),
            (*weighed.waived(wish.waiver), *shut),
            weighed.past.told,
        )

    def verdict(
        self, wish: BookRoom, besides: Collection[UUID] = ()
    ) -> Alternative | Refusal:
        """A wish as an offer, or the first thing against it; no other is looked for.

        `besides` are the bookings that it would take the place of.
        """
        with self._store.read() as session:
            return self.weighed(session, wish, besides)

    def weighed(
        self, session: Reading, wish: BookRoom, besides: Collection[UUID] = ()
    ) -> Alternative | Refusal:
        """The same within a transaction."""
        asked = wall(self._clock()).date()
        try:
            book = self._rulebooks.on(session, wish.day)
            room = session.get_one(Room, wish.room_id)
            span = span_of(book, room.name, wish)
            weighed = weigh(session, book, room.name, wish, asked, besides)
            if no := against(session, weighed, room, wish, span):
                return no
            fee = priced(book, room.name, wish, weighed.facts).fee
        except Refusal as no:
            return no
        return Alternative(room.id, room.name, wish.day, wish.slots, fee, room.capacity)

    def free(self, day: date, slot: str = "", people: int = 0) -> Sequence[Alternative]:
        """Free rooms of a day, the smallest that is large enough first."""
        return list(self.places(day, slot, people))

    def places(
        self, day: date, slot: str = "", people: int = 0, rooms: Collection[str] = ()
    ) -> Iterator[Alternative]:
        """The same one by one: of a room that is not reached no rule is asked.

        `rooms` are the names of those that will do, if not all.
        """
        asked = wall(self._clock()).date()
        with self._store.reader() as read:
            found, booked = today.rooms(read), today.bookings(read, day)
            blocked = blockings.blockings_on(read, day)
            sharing = today.sharing(read)
        held, shut = by_room(booked), by_room(blocked)
        with self._store.read() as session:
            book = self._rulebooks.on(session, day)
            drawn = under_lottery(session, day)
        found = [room for room in found if room.id not in drawn]
        for room in sorted(found, key=lambda room: room.capacity):
            if holds(room, people) and (not rooms or room.name in rooms):
                taken: list[Use] = [
                    *held.get(room.id, ()),
                    *beside(held, sharing, room.id),
                    *shut.get(room.id, ()),
                ]
                wish = BookRoom(room.id, None, day, ())
                anybody = Facts({"registered": True}, apply_on=asked)
                no = partial(refusal, book, room.name, wish, anybody)
                yield from places_in(book, room, day, slot, taken, no)

    def stands(self, place: Alternative) -> bool:
        """Whether the rules have nothing against it, for anybody who is registered."""
        anybody = Facts({"registered": True}, apply_on=wall(self._clock()).date())
        wish = BookRoom(place.room_id, None, place.day, ())
        with self._store.read() as session:
            book = self._rulebooks.on(session, place.day)
        return refusal(book, place.room, wish, anybody) is None

    def terms(
        self,
        session: Reading,
        room: Room,
        wish: BookRoom,
        asked: date,
        beside: Sequence[BookRoom] = (),
    ) -> Terms:
        """What the rules make of a wish; what is granted `beside` it counts for its
        limits. Raises the first refusal."""
        if not wish.slots:
            raise NoSlot()
        purpose = checks.line("purpose", wish.purpose, most=100, required=True)
        checks.number("users", str(wish.users), least=1, most=MOST_USERS)
        book = self._rulebooks.on(session, wish.day)
        weighed = weigh(session, book, room.name, wish, asked, (), beside)
        if no := weighed.no(wish.waiver) or crowded(room, wish.users):
            raise no
        starts, ends = span_of(book, room.name, wish)
        cost = priced(book, room.name, wish, weighed.facts)
        asks = to_approve(book, room.name, wish, weighed.facts)
        passed = weighed.waived(wish.waiver)
        equipment = self._lending.with_room(session, room, wish)
        if equipment is None:
            return Terms(starts, ends, purpose, cost, None, passed, asks)
        if equipment.refusals:
            raise equipment.refusals[0]
        cost = cost.plus(equipment.lines)
        return Terms(starts, ends, purpose, cost, equipment, passed, asks)

    def changed(
        self,
        session: Reading,
        room: Room,
        wish: BookRoom,
        asked: date,
        besides: Collection[UUID] = (),
        beside: Sequence[BookRoom] = (),
        *,
        moved: bool,
    ) -> Terms:
        """What the rules make of a booking that is to be otherwise, without equipment;
        `besides` and `beside` as for `weigh`.

        Acceptance matters only when it takes up other time, or for another use. Raises
        the first refusal.
        """
        if not wish.slots:
            raise NoSlot()
        purpose = checks.line("purpose", wish.purpose, most=100, required=True)
        checks.number("users", str(wish.users), least=1, most=MOST_USERS)
        book = self._rulebooks.on(session, wish.day)
        weighed = weigh(session, book, room.name, wish, asked, besides, beside)
        no = weighed.no(wish.waiver) if moved else None
        if no := no or crowded(room, wish.users):
            raise no
        starts, ends = span_of(book, room.name, wish)
        cost = priced(book, room.name, wish, weighed.facts)
        asks = to_approve(book, room.name, wish, weighed.facts)
        passed = weighed.waived(wish.waiver) if moved else ()
        return Terms(starts, ends, purpose, cost, None, passed, asks)

    def span(
        self, session: Reading, room: Room, wish: BookRoom
    ) -> tuple[datetime, datetime]:
        """When the chosen slots begin and end. UnknownSlot, NoSlot."""
        if not wish.slots:
            raise NoSlot()
        return span_of(self._rulebooks.on(session, wish.day), room.name, wish)

    def grounds(self, session: Reading, room: Room, day: date) -> tuple[str, ...]:
        """減免事由 that the rules accept there on a day."""
        book = self._rulebooks.on(session, day)
        return tuple(rule.ground for rule in reductions(book, day, room.name))

    def has_aircon(self, session: Reading, room: Room, day: date) -> bool:
        """Whether the rules of a day know of 冷暖房 there."""
        return has_aircon(self._rulebooks.on(session, day), room.name)

    def refund(
        self, session: Reading, card: BookingCard, asked: date, cause: str = ""
    ) -> RefundDue | None:
        """What is paid back when a booking is cancelled on `asked`, for a `cause` that
        is not the group's own.

        None if nothing was paid, or where the rules say nothing of 還付: then nothing is
        paid back by itself.
        """
        if not card.paid:
            return None
        use_date = card.starts.date()
        book = self._rulebooks.on(session, use_date)
        facts = group_facts(session, book, card.group_id, card.applied_on)
        facts = facts.knowing(**facts_in(card.facts))
        try:
            return refund(
                book,
                card.room,
                use_date=use_date,
                cancel_on=asked,
                paid=card.paid,
                facts=facts.knowing(cause=one(cause)) if cause else facts,
            )
        except Silent:
            return None

    def _alternatives(self, wish: BookRoom, no: Refusal | None) -> Sequence[Alternative]:
        """Where a limit stands against it, only what is within the limits."""
        found = nearby(self.day, wish)
        if isinstance(no, LimitReached):
            found = (other for other in found if self._within_limits(wish, other))
        return list(islice(found, MOST_ALTERNATIVES))

    def _within_limits(self, wish: BookRoom, other: Alternative) -> bool:
        asked = replace(wish, room_id=other.room_id, day=other.day, slots=other.slots)
        return isinstance(self.verdict(asked), Alternative)
