"""The states of a booking: which step may follow which."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from app.services.bookings.deadlines import LATEST, Deadlines
from app.services.bookings.refusals import AwayRoom, NotPermitted, TooManyUsers
from app.services.offers import MOST_USERS
from db.journal.capture import JournaledSession
from db.records.bookings import Booking, Status
from db.records.rooms import Room

#: Asked for, and not decided on yet.
OPEN = Status.HELD, Status.APPLIED
#: What has not begun: it can be cancelled.
TO_COME = (*OPEN, Status.CONFIRMED, Status.PROVISIONAL)


def expect(booking: Booking, *states: Status) -> Booking:
    """The booking, if it is in one of these states. NotPermitted."""
    if booking.status not in states:
        raise NotPermitted(number=booking.number)
    return booking


def own(work: JournaledSession, site: str, booking_id: UUID, *states: Status) -> Booking:
    """A booking of this site's room in one of these states. AwayRoom, NotPermitted."""
    booking = work.get_one(Booking, booking_id)
    if booking.home != site:
        raise AwayRoom(room=work.get_one(Room, booking.room_id).name)
    return expect(booking, *states)


def permitted(
    deadlines: Deadlines, work: JournaledSession, booking: Booking, today: date
) -> None:
    """許可: from when on it counts, and until when what is owed must be paid."""
    booking.status = Status.CONFIRMED
    booking.decided_on = today
    room = work.get_one(Room, booking.room_id)
    booking.held_until = (
        deadlines.payment(work, room.name, booking, today) if booking.fee else None
    )


def owing_more(
    deadlines: Deadlines, work: JournaledSession, booking: Booking, today: date
) -> None:
    """What a permitted use costs more since today is due as if permitted today: never
    before the day is over, nor before what was due already."""
    if booking.status != Status.CONFIRMED:
        return
    room = work.get_one(Room, booking.room_id)
    until = deadlines.payment(work, room.name, booking, today)
    if until is not None:
        over = min(datetime.combine(today, LATEST), booking.starts)
        booking.held_until = max(until, over, booking.held_until or over)


def counted(users: int) -> None:
    """How many people there were. TooManyUsers."""
    if not 0 <= users <= MOST_USERS:
        raise TooManyUsers(most=f"{MOST_USERS:,}")
