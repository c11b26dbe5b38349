"""Use cases of 予約: book, hold, apply; give and take back the key; cancel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.rules.numbering import fiscal_year, human_number
from app.rules.refunds import RefundDue, reasons
from app.services.bookings.approvals import ask_approval
from app.services.bookings.deadlines import Deadlines, HoldTerms, end_of
from app.services.bookings.refusals import AwayRoom, NoGroup, NotToday, Unpaid
from app.services.bookings.states import TO_COME, counted, expect, permitted
from app.services.loans.lending import Lending
from app.services.loans.loans import give_up_with
from app.services.offers import BookRoom, Offers
from app.services.payments import Due, Receipt, pay
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.numbers import next_number
from db.queries import bookings
from db.queries.bookings import BookingCard, Usual
from db.records.bookings import Booking, Status
from db.records.payments import PaidFor
from db.records.rooms import Room
from db.store import Store


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking just written; `fee` in yen, `receipt` is None while it is open.

    `provisional` (仮): the room is another site's, which has the last word.
    """

    id: UUID
    number: str
    fee: int
    receipt: Receipt | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class Cancelling:
    """A booking and what cancelling it now would pay back; None when it is unpaid."""

    card: BookingCard
    back: RefundDue | None


class Bookings:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        offers: Offers,
        lending: Lending,
        deadlines: Deadlines,
    ) -> None:
        self._store = store
        self._clock = clock
        self._offers = offers
        self._lending = lending
        self._deadlines = deadlines

    def card(self, booking_id: UUID) -> BookingCard:
        with self._store.read() as session:
            return bookings.card(session, booking_id)

    def of_group(self, group_id: UUID) -> Sequence[BookingCard]:
        with self._store.read() as session:
            return bookings.of_group(session, group_id)

    def usual(self, group_id: UUID) -> Usual:
        """What the group asked for before."""
        with self._store.read() as session:
            return bookings.usual(session, group_id)

    def book(self, staff: str, wish: BookRoom, *, paid: bool = False) -> Outcome[Booked]:
        """Permit a use; when `paid`, the fee is received with it, in one entry.

        Equipment asked for with the room is lent in the same entry: all or nothing. Away
        from the room's home the booking is 仮 until merged. Raises what the rules have
        against it, RoomTaken and OutOfStock with who has it, FieldRefused.
        """
        now = self._clock()
        with self._store.write(Act("booking.book", staff, now)) as work:
            room = work.get_one(Room, wish.room_id)
            at_home = room.home == self._store.site
            status = Status.CONFIRMED if at_home else Status.PROVISIONAL
            booking = self._write(work, staff, room, wish, status)
            if at_home:
                permitted(self._deadlines, work, booking, wall(now).date())
            receipt = (
                pay(work, self._store.site, _due(booking), booking.fee, wall(now))
                if paid and booking.fee
                else None
            )
            if receipt is not None:
                booking.held_until = None
        return Outcome.of(_booked(booking, receipt), work)

    def holding(self, wish: BookRoom) -> HoldTerms:
        """仮予約: until when, and by which rule."""
        today = wall(self._clock()).date()
        with self._store.read() as session:
            room = session.get_one(Room, wish.room_id)
            starts = self._offers.span(session, room, wish)[0]
            return self._deadlines.hold(session, room.name, starts, today)

    def hold(self, staff: str, wish: BookRoom, until: date) -> Outcome[Booked]:
        """仮予約: the room is taken, until the end of a day or until its use begins.

        Raises as `book` does; AwayRoom, NotThatDeadline.
        """
        now = self._clock()
        with self._store.write(Act("booking.hold", staff, now)) as work:
            room = self._own_room(work, wish)
            booking = self._write(work, staff, room, wish, Status.HELD)
            booking.held_until = end_of(until, booking.starts, wall(now))
        return Outcome.of(_booked(booking), work)

    def take_application(self, staff: str, wish: BookRoom) -> Outcome[Booked]:
        """申請の受付: the room is taken until somebody decides. As `book`; AwayRoom."""
        with self._store.write(Act("booking.apply", staff, self._clock())) as work:
            room = self._own_room(work, wish)
            booking = self._write(work, staff, room, wish, Status.APPLIED)
        return Outcome.of(_booked(booking), work)

    def _own_room(self, work: JournaledSession, wish: BookRoom) -> Room:
        room = work.get_one(Room, wish.room_id)
        if room.home != self._store.site:
            raise AwayRoom(room=room.name)
        return room

    def _write(
        self,
        work: JournaledSession,
        staff: str,
        room: Room,
        wish: BookRoom,
        status: Status,
    ) -> Booking:
        """The booking of a wish, on the terms of the rules, with what is lent with it."""
        if wish.group_id is None:
            raise NoGroup()
        today = wall(self._clock()).date()
        terms = self._offers.terms(work, room, wish, today)
        year = fiscal_year(today)
        number = next_number(work, "booking", year)
        booking = Booking(
            id=work.new_id(),
            number=human_number(self._store.site, year, number),
            home=room.home,
            room_id=room.id,
            group_id=wish.group_id,
            purpose=terms.purpose,
            users=wish.users,
            slots="・".join(wish.slots),
            starts=terms.starts,
            ends=terms.ends,
            busy_until=terms.busy_until(room.turnaround),
            status=status,
            applied_on=today,
            fee=terms.quote.fee,
            reduction=terms.quote.reduction,
            fee_lines=terms.fee_lines,
            ground=wish.ground,
        )
        ask_approval(work, staff, booking, terms.to_approve, today)
        work.add(booking)
        if terms.equipment:
            self._lending.write_with_room(work, wish, terms.equipment, booking)
        return booking

    def check_in(
        self, staff: str, booking_id: UUID, *, accept_unpaid: bool = False
    ) -> Outcome[None]:
        """入室: the key goes out."""
        now = self._clock()
        with self._store.write(Act("booking.check_in", staff, now)) as work:
            booking = expect(work.get_one(Booking, booking_id), Status.CONFIRMED)
            if booking.starts.date() != wall(now).date():
                raise NotToday(number=booking.number, day=booking.starts.date())
            card = bookings.card(work, booking_id)
            if card.owed and not accept_unpaid:
                raise Unpaid(group=card.group, owed=f"{card.owed:,}")
            booking.status = Status.IN_USE
            booking.checked_in_at = wall(now)
            booking.held_until = None
        return Outcome.of(None, work)

    def check_out(self, staff: str, booking_id: UUID, actual_users: int) -> Outcome[None]:
        """退室: the key is back; how many people there were."""
        counted(actual_users)
        now = self._clock()
        with self._store.write(Act("booking.check_out", staff, now)) as work:
            booking = expect(work.get_one(Booking, booking_id), Status.IN_USE)
            booking.status = Status.DONE
            booking.checked_out_at = wall(now)
            booking.actual_users = actual_users
        return Outcome.of(None, work)

    def cancelling(self, booking_id: UUID) -> Cancelling:
        """What cancelling today would pay back, and by which rule."""
        with self._store.read() as session:
            card = bookings.card(session, booking_id)
            today = wall(self._clock()).date()
            return Cancelling(card, self._offers.refund(session, card, today))

    def cancel(self, staff: str, booking_id: UUID) -> Outcome[RefundDue | None]:
        """取消: frees the room and what was lent with it; pays back what the rulebook
        says, in the same entry. StillOut."""
        now = self._clock()
        today = wall(now).date()
        act = Act("booking.cancel", staff, now)
        with self._store.write(act) as work:
            booking = work.get_one(Booking, booking_id)
            expect(booking, *TO_COME)
            card = bookings.card(work, booking_id)
            back = self._offers.refund(work, card, today)
            give_up_with(work, booking_id, today)
            booking.withdrawn = True
            if booking.home == self._store.site:
                booking.status = Status.CANCELLED
                booking.cancelled_on = today
                booking.held_until = None
            if back and back.amount:
                why = reasons(back.explained)
                due = _due(booking)
                pay(work, self._store.site, due, -back.amount, wall(now), reason=why)
        return Outcome.of(back, work)


def _due(booking: Booking) -> Due:
    return PaidFor.BOOKING, booking.id


def _booked(booking: Booking, receipt: Receipt | None = None) -> Booked:
    provisional = booking.status == Status.PROVISIONAL
    return Booked(booking.id, booking.number, booking.fee, receipt, provisional)
