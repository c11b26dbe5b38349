"""The plan as a row of days at the desk, in the order in which they happened.

Far back a week is one moment, lately a day: enough for a history that reads well, and
few enough entries to write ten years within a minute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from app.demo.parts import Booking, Loan, Money, Plan
from db.records.payments import PaidFor

LATELY = timedelta(days=31)
#: Month, day and hour at which a fiscal year's premiums are written down.
PREMIUMS_KNOWN = (3, 25, 10)

#: What was paid for, its place in the plan, and the money.
Paid = tuple[PaidFor, int, Money]
#: Equipment went out, or (True) came back: when, and which loan's.
Move = tuple[datetime, int, bool]


@dataclass(slots=True)
class Moment:
    """What one facility noted down together. Numbers are places in the plan.

    `with_rooms` are the loans that belong to the bookings.
    """

    at: datetime
    groups: list[int] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    rosters: list[int] = field(default_factory=list)
    plans: list[int] = field(default_factory=list)
    bookings: list[int] = field(default_factory=list)
    with_rooms: list[int] = field(default_factory=list)
    loans: list[int] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    payments: list[Paid] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)


class Calendar:
    """Collects what was noted, by period and facility."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._found: defaultdict[tuple[date, str], Moment] = defaultdict(
            lambda: Moment(datetime.min)
        )

    def moment(self, at: datetime, facility: str) -> Moment:
        """Where something that happened then is to be noted."""
        found = self._found[_period(at, self._plan.now.date()), facility]
        found.at = max(found.at, at)
        return found

    def pay(self, paid_for: PaidFor, place: int, money: Money, facility: str) -> None:
        self.moment(money.at, facility).payments.append((paid_for, place, money))

    def rows(self) -> Iterator[tuple[str, Moment]]:
        for (_, facility), moment in sorted(self._found.items(), key=lambda row: row[0]):
            moment.payments.sort(key=lambda paid: paid[-1].at)
            moment.moves.sort()
            yield facility, moment


def moments(plan: Plan) -> Iterator[tuple[str, Moment]]:
    """Facilities and their moments, oldest first."""
    found, center = Calendar(plan), plan.center.name
    for place, group in enumerate(plan.groups):
        at = datetime.combine(group.registered_on, time(10, 30))
        found.moment(at, center).groups.append(place)
    for place, document in enumerate(plan.documents):
        found.moment(document.handed_in_at, center).documents.append(place)
    for place, roster in enumerate(plan.rosters):
        found.moment(roster.written_at, center).rosters.append(place)
    for place, booking in enumerate(plan.bookings):
        facility = plan.rooms[booking.room].facility
        found.moment(booking.applied_at, facility).bookings.append(place)
        for money in booking.payments:
            found.pay(PaidFor.BOOKING, place, money, facility)
    _note_loans(plan, found)
    _note_insurance(plan, found)
    yield from found.rows()


def _note_loans(plan: Plan, found: Calendar) -> None:
    for place, loan in enumerate(plan.loans):
        moment = found.moment(loan.applied_at, loan.facility)
        (moment.loans if loan.booking is None else moment.with_rooms).append(place)
        for money in loan.payments:
            found.pay(PaidFor.LOAN, place, money, loan.facility)
        if not is_recent(plan, loan):
            continue
        for at, back in ((loan.handed_over_at, False), (loan.returned_at, True)):
            if at is not None:
                found.moment(at, loan.facility).moves.append((at, place, back))


def _note_insurance(plan: Plan, found: Calendar) -> None:
    center = plan.center.name
    for place, one in enumerate(plan.insurance_plans):
        known = datetime(one.fiscal_year, *PREMIUMS_KNOWN)
        found.moment(known, center).plans.append(place)
    for place, batch in enumerate(plan.batches):
        found.moment(batch.applied_at, center).batches.append(place)
        if batch.payment is not None:
            found.pay(PaidFor.BATCH, place, batch.payment, center)


def is_recent(plan: Plan, loan: Loan) -> bool:
    """Whether its hand-over and take-back are noted one by one, as they happened."""
    out = loan.handed_over_at
    return out is not None and plan.now.date() - out.date() <= LATELY


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
