"""The states of a booking: which step may follow which."""

from __future__ import annotations

from datetime import datetime
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
    deadlines: Deadlines, work: JournaledSession, booking: Booking, now: datetime
) -> None:
    """許可: from when on it counts, and until when what is owed must be paid."""
    booking.status = Status.CONFIRMED
    booking.decided_on = now.date()
    booking.held_until = _due(deadlines, work, booking, now) if booking.fee else None


def owing_more(
    deadlines: Deadlines, work: JournaledSession, booking: Booking, now: datetime
) -> None:
    """What a permitted use costs more from now on is due as if permitted now, never
    before what was due already."""
    if booking.status != Status.CONFIRMED:
        return
    if until := _due(deadlines, work, booking, now):
        booking.held_until = max(until, booking.held_until or until)


def _due(
    deadlines: Deadlines, work: JournaledSession, booking: Booking, now: datetime
) -> datetime | None:
    """Until when a use that is permitted now must be paid, never before the day is over.

    None where it does not lapse, or has begun: then it is for a person to say whether
    somebody came.
    """
    room = work.get_one(Room, booking.room_id)
    until = deadlines.payment(work, room.name, booking, now.date())
    if until is None or booking.starts <= now:
        return None
    return max(until, min(datetime.combine(now.date(), LATEST), booking.starts))


def counted(users: int) -> None:
    """How many people there were. TooManyUsers."""
    if not 0 <= users <= MOST_USERS:
        raise TooManyUsers(most=f"{MOST_USERS:,}")
