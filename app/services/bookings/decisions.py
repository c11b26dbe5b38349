"""申請・許可・不許可 of what is held or was applied for, and how long it is held."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.services.bookings.deadlines import Deadlines, end_of
from app.services.bookings.refusals import NoReason
from app.services.bookings.states import OPEN, own, permitted
from app.services.loans.loans import give_up_with
from app.services.under_lottery import expect_left_out
from db.journal.entry import Act
from db.occupancy import quarters
from db.records.bookings import Status
from db.store import Store

#: Characters of a reason.
MOST_REASON = 200


class Decisions:
    """What only the home of a room decides: AwayRoom everywhere else."""

    def __init__(self, store: Store, clock: Clock, deadlines: Deadlines) -> None:
        self._store = store
        self._clock = clock
        self._deadlines = deadlines

    def apply(self, staff: str, booking_id: UUID) -> Outcome[None]:
        """申請: what was held is applied for, and lapses no more. NotPermitted."""
        now = self._clock()
        with self._store.write(Act("booking.apply", staff, now)) as work:
            booking = own(work, self._store.site, booking_id, Status.HELD)
            booking.status = Status.APPLIED
            booking.applied_on = wall(now).date()
            booking.held_until = None
        return Outcome.of(None, work)

    def permit(self, staff: str, *ids: UUID) -> Outcome[None]:
        """許可 of all of them or of none, on the terms on which they were asked for.
        NotPermitted."""
        now = self._clock()
        with self._store.write(Act("booking.permit", staff, now)) as work:
            for booking_id in ids:
                booking = own(work, self._store.site, booking_id, *OPEN)
                permitted(self._deadlines, work, booking, wall(now))
        return Outcome.of(None, work)

    def refuse(self, staff: str, booking_id: UUID, reason: str) -> Outcome[None]:
        """不許可: frees the room and what was asked for with it.

        NoReason, NotPermitted.
        """
        told = checks.line("reason", reason, most=MOST_REASON)
        if not told:
            raise NoReason()
        now = self._clock()
        today = wall(now).date()
        with self._store.write(Act("booking.deny", staff, now)) as work:
            booking = own(work, self._store.site, booking_id, *OPEN)
            give_up_with(work, booking_id, today)
            booking.status = Status.REFUSED
            booking.reason = told
            booking.decided_on = today
            booking.held_until = None
        return Outcome.of(None, work)

    def extend(self, staff: str, booking_id: UUID, until: date) -> Outcome[None]:
        """Another deadline for what is held or unpaid, or has lapsed and comes back.

        NotPermitted, NotThatDeadline; RoomTaken when somebody has it meanwhile, and
        UnderLottery when a draw gives it out.
        """
        now = self._clock()
        may = Status.HELD, Status.CONFIRMED, Status.LAPSED
        with self._store.write(Act("booking.extend", staff, now)) as work:
            booking = own(work, self._store.site, booking_id, *may)
            booking.held_until = end_of(until, booking.starts, wall(now))
            if booking.status == Status.LAPSED:
                span = quarters(booking.busy_from, booking.busy_until)
                expect_left_out(work, booking.room_id, booking.starts.date(), span)
                was = Status.CONFIRMED if booking.decided_on else Status.HELD
                booking.status = was
                booking.reason = ""
        return Outcome.of(None, work)
