"""The one place where a slot that was won, or waited for, becomes a booking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.rules.fees import kept_text, quote
from app.services.awards.spans import Spans
from app.services.known import group_facts
from db.journal.capture import JournaledSession
from db.records.bookings import Booking, Status


@dataclass(frozen=True, slots=True)
class Award:
    """Whose it is now; `key` and `number` are those of the booking to be."""

    key: UUID
    number: str
    room_id: UUID
    group_id: UUID
    day: date
    slots: tuple[str, ...]
    purpose: str
    users: int


def award(work: JournaledSession, spans: Spans, won: Award, today: date) -> Booking:
    """Permit the use. The room's time is taken when it is written: RoomTaken."""
    span = spans.of(won.room_id, won.day, won.slots)
    book = spans.book(won.day)
    facts = group_facts(work, book, won.group_id, today)
    priced = quote(book, span.room.name, won.day, won.slots, facts=facts)
    at_home = span.room.home == work.site
    booking = Booking(
        id=won.key,
        number=won.number,
        home=span.room.home,
        room_id=won.room_id,
        group_id=won.group_id,
        purpose=won.purpose,
        users=won.users,
        slots="・".join(won.slots),
        starts=span.starts,
        ends=span.ends,
        busy_from=span.busy[0],
        busy_until=span.busy[1],
        status=Status.CONFIRMED if at_home else Status.PROVISIONAL,
        applied_on=today,
        decided_on=today if at_home else None,
        fee=priced.fee,
        reduction=priced.reduction,
        fee_lines=kept_text(priced.lines),
    )
    work.add(booking)
    return booking
