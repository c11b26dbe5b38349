"""Bookings that do not go the straight way: held, applied for, nobody came, lapsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.demo.parts import Booking, Plan
from db.records.bookings import Booking as Record
from db.records.bookings import Status

#: How far back visits that nobody noted lie at most.
LATELY = timedelta(days=14)
#: So many of them: to one nobody came, one lasted longer, of one nobody knows.
UNNOTED = 3
#: The power failed on one of the days so far back, from this hour on.
STORM, STORM_FROM = range(2, 6), time(13)
#: What the latest were only asked for as: held for so many days (one lapses soon), or
#: applied for (0).
ASKED = (1, 0, 6, 0)
LAPSED = "期限までに申請がなかったため"


@dataclass(frozen=True, slots=True)
class Life:
    """What is different from a booking that was permitted and used."""

    status: Status
    held_until: datetime | None = None
    reason: str = ""

    def lead(self, booking: Record) -> None:
        """Nobody came, and nothing was decided but where that is its end."""
        booking.status = self.status
        booking.held_until = self.held_until
        booking.reason = self.reason
        booking.checked_in_at = booking.checked_out_at = None
        booking.actual_users = None
        if self.status in (Status.HELD, Status.APPLIED, Status.LAPSED):
            booking.decided_on = booking.cancelled_on = None
            booking.withdrawn = False


def lives(plan: Plan) -> Mapping[int, Life]:
    """Which bookings (places in the plan) go another way; of the center's only."""
    return dict(_lives(plan))


def _lives(plan: Plan) -> Iterator[tuple[int, Life]]:
    lent = {loan.booking for loan in plan.loans}
    own = [
        (place, booking)
        for place, booking in enumerate(plan.bookings)
        if place not in lent
        and plan.rooms[booking.room].facility == plan.center.name
        and booking.day != plan.now.date()
    ]
    asked = sorted(
        (it for it in own if _is_open(it[1], plan.now)),
        key=lambda it: it[1].applied_at,
        reverse=True,
    )
    today = plan.now.date()
    for (place, booking), days in zip(asked, ASKED, strict=False):
        until = datetime.combine(today + timedelta(days=days), time(23, 59))
        held = Life(Status.HELD, min(until, booking.starts))
        yield place, held if days else Life(Status.APPLIED)
    failed = storm(plan)
    hit = [it for it in own if failed and _is_hit(it[1], failed)]
    used = [it for it in own if it not in hit and _was_used(it[1], plan.now)]
    for place, _ in [*hit, *used[-UNNOTED:]]:
        yield place, Life(Status.CONFIRMED)
    for place, booking in reversed(own):
        if booking.cancelled_on and not booking.payments:
            yield place, Life(Status.LAPSED, reason=LAPSED)
            return


def storm(plan: Plan) -> datetime | None:
    """When the power failed at the center, and all that was to come there could not be:
    of the latest days the one with the most of it, and without equipment lent."""
    here = [
        (place, one)
        for place, one in enumerate(plan.bookings)
        if plan.rooms[one.room].facility == plan.center.name
    ]
    lent = {loan.booking for loan in plan.loans}
    days = (plan.now.date() - timedelta(days=back) for back in STORM)
    found: dict[datetime, int] = {}
    for failed in (datetime.combine(day, STORM_FROM) for day in days):
        hit = [place for place, one in here if _is_hit(one, failed)]
        if hit and not lent.intersection(hit):
            found[failed] = len(hit)
    return max(found, key=lambda failed: found[failed], default=None)


def _is_hit(booking: Booking, failed: datetime) -> bool:
    later = booking.day == failed.date() and booking.starts >= failed
    return later and booking.checked_out_at is not None


def _is_open(booking: Booking, now: datetime) -> bool:
    """To come in two days or more, neither paid nor given up."""
    to_come = booking.starts - now > timedelta(days=2)
    return to_come and not booking.payments and booking.cancelled_on is None


def _was_used(booking: Booking, now: datetime) -> bool:
    """Paid for, and with an hour free after it."""
    lately = booking.checked_out_at is not None and now - booking.ends < LATELY
    return lately and bool(booking.payments) and booking.slots in (("午前",), ("午後",))
