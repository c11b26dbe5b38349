"""The plan as a row of days at the desk, in the order in which they happened.

Far back a week is one moment, lately a day: enough for a history that reads well, and
few enough entries to write ten years within a minute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from app.demo.parts import Booking, Money, Plan

LATELY = timedelta(days=31)


@dataclass(slots=True)
class Moment:
    """What one facility noted down together. Numbers are places in the plan."""

    at: datetime
    bookings: list[int] = field(default_factory=list)
    payments: list[tuple[int, Money]] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)


def moments(plan: Plan) -> Iterator[tuple[str, Moment]]:
    """Facilities and their moments, oldest first."""
    found: defaultdict[tuple[date, str], Moment] = defaultdict(
        lambda: Moment(datetime.min)
    )
    today = plan.now.date()
    for place, group in enumerate(plan.groups):
        at = datetime.combine(group.registered_on, time(10, 30))
        moment = found[_period(at, today), plan.center.name]
        moment.groups.append(place)
        moment.at = max(moment.at, at)
    for place, booking in enumerate(plan.bookings):
        facility = plan.rooms[booking.room].facility
        moment = found[_period(booking.applied_at, today), facility]
        moment.bookings.append(place)
        moment.at = max(moment.at, booking.applied_at)
        for money in booking.payments:
            moment = found[_period(money.at, today), facility]
            moment.payments.append((place, money))
            moment.at = max(moment.at, money.at)
    for (_, facility), moment in sorted(found.items()):
        moment.payments.sort(key=lambda payment: payment[1].at)
        yield facility, moment


def keys_of_today(plan: Plan) -> Sequence[tuple[datetime, int, bool]]:
    """Keys given out today, and (True) brought back: when, and which booking's."""
    found = []
    for place, booking in enumerate(plan.bookings):
        if is_of_today(plan, booking):
            given, back = booking.checked_in_at, booking.checked_out_at
            found += [(given, place, False)] if given else []
            found += [(back, place, True)] if back else []
    return sorted(found)


def is_of_today(plan: Plan, booking: Booking) -> bool:
    return booking.day == plan.now.date()


def unused(booking: Booking) -> Booking:
    """A booking before its key went out."""
    return replace(booking, checked_in_at=None, checked_out_at=None, actual_users=None)


def _period(at: datetime, today: date) -> date:
    day = at.date()
    return day if today - day <= LATELY else day - timedelta(day.weekday())
