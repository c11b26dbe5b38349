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
#: What the latest were only asked for as: held for so many days (one lapses soon), or
#: applied for (0).
ASKED = (1, 0, 6, 0)
ABSENT = "来館なし(規則集に無断不使用の定めはありません)"
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
    used = [it for it in own if _was_used(it[1], plan.now)]
    for (place, _), life in zip(
        reversed(used),
        (Life(Status.CONFIRMED), Life(Status.NO_SHOW, reason=ABSENT)),
        strict=False,
    ):
        yield place, life
    for place, booking in reversed(own):
        if booking.cancelled_on and not booking.payments:
            yield place, Life(Status.LAPSED, reason=LAPSED)
            return


def _is_open(booking: Booking, now: datetime) -> bool:
    """To come in two days or more, neither paid nor given up."""
    to_come = booking.starts - now > timedelta(days=2)
    return to_come and not booking.payments and booking.cancelled_on is None


def _was_used(booking: Booking, now: datetime) -> bool:
    return booking.checked_out_at is not None and now - booking.ends < LATELY
