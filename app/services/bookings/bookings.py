"""Use cases of 予約: book, hold, apply; give and take back the key; cancel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.rules.refunds import RefundDue, reasons
from app.services.bookings.deadlines import Deadlines, HoldTerms
from app.services.bookings.refusals import NotToday, Unpaid
from app.services.bookings.states import counted, expect
from app.services.bookings.withdrawing import mistake, take_back, withdraw
from app.services.bookings.writing import Writing
from app.services.offers import BookRoom, Offers
from app.services.payments import Due, Receipt, pay
from db.journal.capture import JournaledSession
from db.journal.entry import Act
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
        deadlines: Deadlines,
        writing: Writing,
    ) -> None:
        self._store = store
        self._clock = clock
        self._offers = offers
        self._deadlines = deadlines
        self._writing = writing

    def card(self, booking_id: UUID) -> BookingCard:
        with self._store.read() as session:
            return bookings.card(session, booking_id)

    def of_group(self, group_id: UUID) -> Sequence[BookingCard]:
        with self._store.read() as session:
            return bookings.of_group(session, group_id)

    def numbered(self, number: str) -> Sequence[BookingCard]:
        """What a permit or a receipt of this number is for."""
        with self._store.read() as session:
            return bookings.numbered(session, number)

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
            [booking] = self._writing.permit(work, [wish])
            receipt = (
                pay(work, self._store.site, _due(booking), booking.fee, wall(now))
                if paid and booking.fee
                else None
            )
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
        with self._store.write(Act("booking.hold", staff, self._clock())) as work:
            [booking] = self._writing.hold(work, [wish], until)
        return Outcome.of(_booked(booking), work)

    def take_application(self, staff: str, wish: BookRoom) -> Outcome[Booked]:
        """申請の受付: the room is taken until somebody decides. As `book`; AwayRoom."""
        with self._store.write(Act("booking.apply", staff, self._clock())) as work:
            [booking] = self._writing.apply(work, [wish])
        return Outcome.of(_booked(booking), work)

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
        with self._store.write(Act("booking.cancel", staff, now)) as work:
            card = bookings.card(work, booking_id)
            back = withdraw(work, self._offers, card, wall(now).date())
            self._pay_back(work, booking_id, back)
        return Outcome.of(back, work)

    def mistaken(
        self, staff: str, booking_id: UUID, what: str
    ) -> Outcome[RefundDue | None]:
        """取消 of what was entered by mistake, at any site and whenever it is noticed:
        all is paid back, and nothing of it is the group's doing. `what` says what was
        mistaken. FieldRefused; NotPermitted, StillOut; NotDeciding where the rules would
        pay back less, or its use has begun."""
        now = self._clock()
        act = Act("booking.mistaken", staff, now, note=mistake(what))
        with self._store.write(act) as work:
            card = bookings.card(work, booking_id)
            back = take_back(work, self._offers, card, staff, wall(now))
            self._pay_back(work, booking_id, back)
        return Outcome.of(back, work)

    def _pay_back(
        self, work: JournaledSession, booking_id: UUID, back: RefundDue | None
    ) -> None:
        if back and back.amount:
            due, why = (PaidFor.BOOKING, booking_id), reasons(back.explained)
            now = wall(self._clock())
            pay(work, self._store.site, due, -back.amount, now, reason=why)


def _due(booking: Booking) -> Due:
    return PaidFor.BOOKING, booking.id


def _booked(booking: Booking, receipt: Receipt | None = None) -> Booked:
    provisional = booking.status == Status.PROVISIONAL
    return Booked(booking.id, booking.number, booking.fee, receipt, provisional)
