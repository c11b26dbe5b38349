"""What happened at the demo's desk lately: 臨時休館, 延長, 無断不使用, 日締め・月締め."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from app.demo.life import storm
from app.demo.seat import Seat
from app.rules.book.offset import month_end, shifted
from app.rules.closings import DENOMINATIONS
from app.services.closings import CountedDay
from app.services.emergencies import Cause, Noted
from app.services.emergencies import Plan as Closed
from db.queries.today import BookingRow
from db.records.emergencies import Result, Wanted

FAILURE = "受変電設備の故障で停電したため"
CALLS = (
    Noted(Result.REACHED, Wanted.CANCEL),
    Noted(Result.ABSENT),
    Noted(Result.REACHED, Wanted.THINKING),
)
LONGER = timedelta(minutes=30)
#: On this day of the month before, the cash was not what it should have been.
SHORT_DAY, SHORT, WHY = 7, 50, "釣り銭を50円多く渡した。相手の方は分からない"
EVENING, MORNING = time(21, 40), time(9, 10)


def relate(seat: Seat) -> None:
    """In the order in which it happened, day by day."""
    _fail(seat)
    unseen = seat.at(seat.plan.now).today.view(seat.plan.now).unseen
    if len(unseen) > 1:
        _miss(seat, unseen[0])
        _lengthen(seat, unseen[1])


def close(seat: Seat) -> None:
    """Every day until yesterday, and the month before."""
    this_month = seat.today.replace(day=1)
    last_month = shifted(this_month, -1)
    for day in seat.days_before(last_month):
        if day >= this_month and not seat.desk.month_closings.latest():
            _close_month(seat, last_month)
        _close_day(seat, day)


def _fail(seat: Seat) -> None:
    """The power failed: all were called, and are paid back."""
    failed = storm(seat.plan)
    if failed is None:
        return
    desk = seat.at(failed - timedelta(minutes=40))
    rooms = tuple(room.id for room in desk.lotteries.rooms())
    ends = datetime.combine(failed.date(), time(21, 30))
    closed = Closed(rooms, failed, ends, Cause.BLACKOUT, FAILURE)
    key = desk.emergencies.close(seat.chief, closed).value
    lines = desk.emergencies.card(key).lines
    for minute, (line, noted) in enumerate(zip(lines, CALLS, strict=False)):
        seat.at(failed - timedelta(minutes=35 - 4 * minute))
        desk.emergencies.note(seat.clerk, key, line.row.id, noted)
    seat.at(failed + timedelta(hours=4))
    desk.emergencies.settle(seat.clerk, key)


def _miss(seat: Seat, booking: BookingRow) -> None:
    desk = seat.at(booking.ends + timedelta(minutes=20))
    desk.visits.no_show(seat.clerk.key, booking.id)
    seat.bar(booking.group_id)


def _lengthen(seat: Seat, booking: BookingRow) -> None:
    """They asked for half an hour more, paid for it and brought the key back."""
    desk, key = seat.at(booking.starts), seat.clerk.key
    desk.bookings.check_in(key, booking.id)
    seat.at(booking.ends - timedelta(minutes=15))
    loaded = desk.changes.changing(booking.id).loaded
    desk.extending.extend(key, booking.id, booking.ends + LONGER, loaded)
    desk.payments.take(key, booking.id)
    seat.at(booking.ends + LONGER)
    desk.bookings.check_out(key, booking.id, booking.users)


def _close_day(seat: Seat, day: date) -> None:
    desk = seat.at(datetime.combine(day, EVENING))
    expected = desk.closings.offer(day, with_days_before=True).expected
    short = day.day == SHORT_DAY and day < seat.today.replace(day=1)
    found = expected - SHORT if short else expected
    counted = CountedDay(day, dict(_pieces(found)), expected, WHY if short else "")
    desk.closings.close(seat.clerk, counted)


def _pieces(amount: int) -> Iterator[tuple[int, int]]:
    for worth in DENOMINATIONS:
        count, amount = divmod(amount, worth)
        yield worth, count


def _close_month(seat: Seat, month: date) -> None:
    after = month_end(month) + timedelta(days=1)
    desk = seat.at(datetime.combine(after, MORNING))
    desk.month_closings.close(seat.chief, desk.month_closings.offer(month))
