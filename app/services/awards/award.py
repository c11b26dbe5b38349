"""The one place where a slot that was won, or waited for, becomes a booking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.rules.fees import kept_text
from app.rules.use.asked import kept
from app.services.awards.spans import Spans
from app.services.bookings.deadlines import Deadlines
from app.services.bookings.states import permitted
from app.services.offered import BookRoom
from app.services.weighing import cost
from db.journal.capture import JournaledSession
from db.records.bookings import Booking, Status


@dataclass(frozen=True, slots=True)
class Award:
    """Whose it is now; `key` and `number` are those of the booking to be."""

    key: UUID
    number: str
    group_id: UUID
    wish: BookRoom


def award(
    work: JournaledSession, spans: Spans, deadlines: Deadlines, won: Award, now: datetime
) -> Booking:
    """Permit the use, 仮 in a room of another site. Its time is taken when it is written:
    RoomTaken."""
    wish = won.wish
    span = spans.of(wish.room_id, wish.day, wish.slots)
    priced = cost(work, spans.book(wish.day), span.room.name, wish, now.date())
    booking = Booking(
        id=won.key,
        number=won.number,
        home=span.room.home,
        room_id=wish.room_id,
        group_id=won.group_id,
        purpose=wish.purpose,
        users=wish.users,
        slots="・".join(wish.slots),
        starts=span.starts,
        ends=span.ends,
        busy_from=span.busy[0],
        busy_until=span.busy[1],
        status=Status.PROVISIONAL,
        applied_on=now.date(),
        fee=priced.fee,
        reduction=priced.reduction,
        fee_lines=kept_text(priced.lines),
        facts=kept(wish.facts),
    )
    if booking.home == work.site:
        permitted(deadlines, work, booking, now)
    work.add(booking)
    return booking
