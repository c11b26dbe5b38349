"""失効: what was held, or not paid, past its deadline. The program notes it itself."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.wareki import full
from app.services.loans.loans import give_up_with
from db.journal.entry import Act
from db.queries import bookings, history
from db.queries.bookings import BookingCard
from db.queries.loans import of_booking
from db.records.bookings import Booking, Status
from db.records.loans import LoanStatus
from db.store import Reading, Store

LAPSE = "booking.lapse"
#: The program itself.
NOBODY = ""


class Lapses:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def due(self) -> Sequence[UUID]:
        """What lapses now, and was not kept by a person."""
        with self._store.read() as session:
            return self._due(session)

    def lapse(self) -> Outcome[Sequence[BookingCard]]:
        """Free everything that is due, in one entry of the program's own.

        Gives it as it was before. Equipment that is out stops only its own booking.
        """
        now = self._clock()
        today = wall(now).date()
        lapsed = []
        with self._store.write(Act(LAPSE, NOBODY, now)) as work:
            for key in self._due(work):
                booking = work.get_one(Booking, key)
                lapsed.append(bookings.card(work, key))
                give_up_with(work, key, today)
                booking.reason = _reason(booking)
                booking.status = Status.LAPSED
                booking.held_until = None
        return Outcome.of(lapsed, work)

    def _due(self, session: Reading) -> Sequence[UUID]:
        found = bookings.lapsing(session, self._store.site, wall(self._clock()))
        return [
            key for key in found if not _kept(session, key) if not _is_out(session, key)
        ]


def _kept(session: Reading, booking_id: UUID) -> bool:
    """Whether it lapsed by this very deadline before, and somebody took that back: it
    stays until a person gives another, or lets it cost more, which is due by another."""
    until = session.get_one(Booking, booking_id).held_until
    assert until is not None
    lapse = "held_until", until.isoformat(), None
    events = history.of_row(session, Booking.__tablename__, booking_id)
    return any(each.verb == LAPSE and lapse in each.fields for each in events)


def _is_out(session: Reading, booking_id: UUID) -> bool:
    """Whether equipment that goes with it was handed over: then somebody was here."""
    loans = of_booking(session.read, booking_id)
    return any(row.status == LoanStatus.HANDED_OVER for row in loans)


def _reason(booking: Booking) -> str:
    assert booking.held_until is not None
    until = booking.held_until
    what = "納付" if booking.status == Status.CONFIRMED else "申請"
    return f"{full(until.date())} {until.hour}:{until:%M} までに{what}がなかったため"
