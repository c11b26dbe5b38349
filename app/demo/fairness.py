"""Who may how much, in the demo: 上限, 例外, 減免の承認, キャンセル待ち."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.demo.house import SUPPORTED
from app.demo.seat import Seat
from app.rules.book.offset import shifted
from app.services.offered import BookRoom
from app.services.waiting.entering import Entry
from db.queries.today import BookingRow
from db.records.bookings import Status

#: A group may use rooms so often in a month, by the demo's rulebook.
MOST = 6
REASON = "市民文化祭の出演が決まり、直前の練習が要るため"
#: What those who wait said, at the desk or on the phone.
SAID = ("空いたら電話がほしい", "午後5時以降に電話してほしい")
AFTERNOON = time(15, 20)


def treat(seat: Seat) -> None:
    """What was arranged on the last day before today."""
    yesterday = list(seat.days_before(seat.today - timedelta(days=14)))[-1]
    seat.at(datetime.combine(yesterday, AFTERNOON))
    month = shifted(seat.today.replace(day=1), 1)
    since = (month - seat.today).days
    wishes = (wish for wish in seat.free(since) if wish.day.replace(day=1) == month)
    for (group, count), most in zip(
        _busiest(seat, month), (MOST, MOST - 1), strict=False
    ):
        for _, wish in zip(range(count, most), wishes, strict=False):
            own = replace(wish, group_id=group)
            seat.desk.bookings.book(seat.clerk.key, own, paid=True)
        if count <= most == MOST:
            _except(seat, wishes, group)
    _ask_reduction(seat)


def _busiest(seat: Seat, month: date) -> list[tuple[UUID, int]]:
    """The two groups with the most uses of the center's rooms in the month."""
    plan = seat.plan
    uses = Counter(
        one.group
        for one in plan.bookings
        if one.day.replace(day=1) == month and one.cancelled_on is None
        if plan.rooms[one.room].facility == plan.center.name
    )
    return [
        (key, count)
        for place, count in uses.most_common()
        if (key := seat.group(place)) is not None
    ][:2]


def _except(seat: Seat, wishes: Iterator[BookRoom], group: UUID) -> None:
    """例外: once more than the rules allow."""
    for wish in wishes:
        own = replace(wish, group_id=group, waiver=REASON)
        seat.desk.bookings.book(seat.chief.key, own, paid=True)
        return


def _ask_reduction(seat: Seat) -> None:
    """減免の承認待ち."""
    for wish in seat.free(12):
        own = replace(wish, group_id=seat.groups()[-1], ground=SUPPORTED)
        seat.desk.bookings.book(seat.clerk.key, replace(own, purpose="市民公開講座"))
        return


def given_up(seat: Seat) -> BookingRow | None:
    """What somebody will give up: booked before anything else is arranged."""
    rows = (
        row
        for day, rooms in seat.ahead(9)
        for row in seat.desk.offers.day(day).bookings
        if row.status == Status.CONFIRMED
        if row.room_id in {room.room.id for room in rooms}
    )
    return next(rows, None)


def wait(seat: Seat, held: BookingRow) -> None:
    """Two wait for what another has; that one gives it up, and the first is asked.

    An offer keeps nothing free: whatever looks for free time comes before it.
    """
    desk, key = seat.at(seat.plan.now), seat.clerk.key
    others = [each for each in seat.groups() if each != held.group_id]
    slots = tuple(held.slots.split("・"))
    first, *_ = [
        desk.waiting.enter(
            key,
            Entry(
                held.room_id, group, held.starts.date(), slots, "定例会", 12, said=said
            ),
        ).value
        for group, said in zip(others, SAID, strict=False)
    ]
    desk.bookings.cancel(key, held.id)
    until = min(seat.today + timedelta(days=2), held.starts.date())
    desk.waiting.offer(key, first, until, "留守番電話に入れた")
