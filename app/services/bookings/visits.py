"""来館未確認: whether anybody came to a use whose time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.rules.book.base import Explained, Silent
from app.rules.book.penalties import EventKind
from app.rules.use.penalties import Event, no_show
from app.services.bookings.refusals import NotOverYet
from app.services.bookings.states import counted, expect
from app.services.fairness import minute_of, paid_minute, past
from app.services.loans.loans import give_up_with
from app.services.rulebooks import Rulebooks
from db.journal.entry import Act
from db.queries import bookings, payments
from db.queries.bookings import BookingCard
from db.records.bookings import Booking, Status
from db.records.payments import PaidFor
from db.store import Reading, Store


@dataclass(frozen=True, slots=True)
class Absence:
    """A booking nobody was seen for, and what the rules make of it.

    `counts`: whether it is 無断不使用; None where the rulebook does not say. `follows`
    is what the group comes to by it, empty where nothing does.
    """

    card: BookingCard
    counts: bool | None
    why: Explained | None
    follows: str = ""

    @property
    def told(self) -> str:
        """As it is kept with the booking."""
        if self.why is None:
            return "来館なし(規則集に無断不使用の定めはありません)"
        word = "無断不使用" if self.counts else "来館なし(無断不使用にはあたりません)"
        return f"{word}: {self.why.text} [{self.why.rule}]"


class Visits:
    def __init__(self, store: Store, clock: Clock, rulebooks: Rulebooks) -> None:
        self._store = store
        self._clock = clock
        self._rulebooks = rulebooks

    def absence(self, booking_id: UUID) -> Absence:
        """What the rules say when nobody came to a booking. NotOverYet."""
        with self._store.read() as session:
            return self._absence(session, booking_id)

    def no_show(self, staff: str, booking_id: UUID) -> Outcome[Absence]:
        """無断不使用: the time is over and nobody came. NotOverYet, StillOut."""
        now = self._clock()
        with self._store.write(Act("booking.no_show", staff, now)) as work:
            found = self._absence(work, booking_id)
            booking = expect(work.get_one(Booking, booking_id), Status.CONFIRMED)
            give_up_with(work, booking_id, wall(now).date())
            booking.status = Status.NO_SHOW
            booking.reason = found.told
            booking.held_until = None
        return Outcome.of(found, work)

    def came(self, staff: str, booking_id: UUID, actual_users: int) -> Outcome[None]:
        """They were there, only nobody noted it: the use is recorded afterwards."""
        counted(actual_users)
        now = wall(self._clock())
        with self._store.write(Act("booking.came", staff, self._clock())) as work:
            booking = expect(work.get_one(Booking, booking_id), Status.CONFIRMED)
            _over(booking.number, booking.ends, now)
            booking.status = Status.DONE
            booking.checked_in_at, booking.checked_out_at = booking.starts, booking.ends
            booking.actual_users = actual_users
            booking.held_until = None
        return Outcome.of(None, work)

    def _absence(self, session: Reading, booking_id: UUID) -> Absence:
        card = bookings.card(session, booking_id)
        _over(card.number, card.ends, wall(self._clock()))
        day = card.starts.date()
        paid = payments.of_subject(session, PaidFor.BOOKING, booking_id)
        event = Event(
            EventKind.BOOKING,
            day,
            start=minute_of(card.starts, card.starts),
            end=minute_of(card.starts, card.ends),
            paid_at=paid_minute(
                card.starts, paid[0].paid_at if paid and not card.owed else None
            ),
        )
        try:
            place = self._rulebooks.on(session, day).place(card.room)
            counts, why = no_show(place, event)
        except Silent:
            return Absence(card, None, None)
        today = wall(self._clock()).date()
        book = self._rulebooks.on(session, today)
        coming = past(session, book, book.place(card.room), card.group_id, today).ahead()
        return Absence(card, counts, why, coming.told if coming and counts else "")


def _over(number: str, ends: datetime, now: datetime) -> None:
    if now < ends:
        raise NotOverYet(number=number, ends=f"{ends.hour}:{ends:%M}")
