"""Use cases of 予約: book a room, give and take back its key, cancel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.kit.checks import FieldRefused
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.numbering import fiscal_year, human_number
from app.rules.refunds import RefundDue
from app.services.loans.lending import Lending
from app.services.loans.loans import give_up_with
from app.services.offers import MOST_USERS, BookRoom, Offer, Offers
from app.services.payments import Due, Receipt, pay
from db.journal.entry import Act
from db.numbers import next_number
from db.queries import bookings
from db.queries.bookings import BookingCard, Usual
from db.records.bookings import Booking, Status
from db.records.payments import PaidFor
from db.records.rooms import Room
from db.store import Store

__all__ = [
    "BookRoom",
    "Booked",
    "BookingCard",
    "Bookings",
    "Cancelling",
    "Offer",
    "RefundDue",
    "Usual",
]


class NotPermitted(Refusal):
    """The booking is not in the state this action needs."""

    code = "booking.not_permitted"


class NoGroup(FieldRefused):
    """No group was chosen."""

    code = "booking.no_group"

    def __init__(self) -> None:
        super().__init__("group_id")


class NotToday(Refusal):
    """A key is given on the day of use only."""

    code = "booking.not_today"


class Unpaid(Refusal):
    """A warning: the fee is open. The same call with `accept_unpaid` goes through."""

    code = "booking.unpaid"


class TooManyUsers(Refusal):
    """The number of users cannot be right."""

    code = "booking.too_many_users"


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking just permitted; `fee` in yen, `receipt` is None while it is open.

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
        self, store: Store, clock: Clock, offers: Offers, lending: Lending
    ) -> None:
        self._store = store
        self._clock = clock
        self._offers = offers
        self._lending = lending

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
        if wish.group_id is None:
            raise NoGroup()
        now = self._clock()
        today = wall(now).date()
        with self._store.write(Act("booking.book", staff, now)) as work:
            room = work.get_one(Room, wish.room_id)
            terms = self._offers.terms(work, room, wish, today)
            at_home = room.home == self._store.site
            year = fiscal_year(today)
            booking = Booking(
                id=work.new_id(),
                number=human_number(
                    self._store.site, year, next_number(work, "booking", year)
                ),
                home=room.home,
                room_id=room.id,
                group_id=wish.group_id,
                purpose=terms.purpose,
                users=wish.users,
                slots="・".join(wish.slots),
                starts=terms.starts,
                ends=terms.ends,
                busy_until=terms.busy_until(room.turnaround),
                status=Status.CONFIRMED if at_home else Status.PROVISIONAL,
                applied_on=today,
                fee=terms.quote.fee,
                reduction=terms.quote.reduction,
                fee_lines=terms.fee_lines,
            )
            work.add(booking)
            if terms.equipment:
                self._lending.write_with_room(work, wish, terms.equipment, booking)
            receipt = (
                pay(work, self._store.site, _due(booking), booking.fee, wall(now))
                if paid and booking.fee
                else None
            )
        booked = Booked(
            booking.id, booking.number, booking.fee, receipt, provisional=not at_home
        )
        return Outcome.of(booked, work)

    def check_in(
        self, staff: str, booking_id: UUID, *, accept_unpaid: bool = False
    ) -> Outcome[None]:
        """入室: the key goes out."""
        now = self._clock()
        with self._store.write(Act("booking.check_in", staff, now)) as work:
            booking = _permitted(work.get_one(Booking, booking_id), Status.CONFIRMED)
            if booking.starts.date() != wall(now).date():
                raise NotToday(number=booking.number, day=booking.starts.date())
            card = bookings.card(work, booking_id)
            if card.owed and not accept_unpaid:
                raise Unpaid(group=card.group, owed=f"{card.owed:,}")
            booking.status = Status.IN_USE
            booking.checked_in_at = wall(now)
        return Outcome.of(None, work)

    def check_out(self, staff: str, booking_id: UUID, actual_users: int) -> Outcome[None]:
        """退室: the key is back; how many people there were."""
        if not 0 <= actual_users <= MOST_USERS:
            raise TooManyUsers(most=f"{MOST_USERS:,}")
        now = self._clock()
        with self._store.write(Act("booking.check_out", staff, now)) as work:
            booking = _permitted(work.get_one(Booking, booking_id), Status.IN_USE)
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
            if booking.status not in (Status.CONFIRMED, Status.PROVISIONAL):
                raise NotPermitted(number=booking.number)
            card = bookings.card(work, booking_id)
            back = self._offers.refund(work, card, today)
            give_up_with(work, booking_id, today)
            booking.withdrawn = True
            if booking.home == self._store.site:
                booking.status = Status.CANCELLED
                booking.cancelled_on = today
            if back and back.amount:
                pay(work, self._store.site, _due(booking), -back.amount, wall(now))
        return Outcome.of(back, work)


def _due(booking: Booking) -> Due:
    return PaidFor.BOOKING, booking.id


def _permitted(booking: Booking, status: Status) -> Booking:
    if booking.status != status:
        raise NotPermitted(number=booking.number)
    return booking
