"""本申請 of a win: until when it is kept, claimed, or lost by rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from app.services.bookings.deadlines import LATEST, Deadlines
from app.services.bookings.states import owing_more
from app.services.lotteries.values import NotWinner
from app.services.wishes import wishes_of
from db.journal.capture import JournaledSession
from db.queries import lotteries
from db.records.bookings import OCCUPYING, Booking, Status
from db.records.lotteries import Fate, Lottery, LotteryRequest

#: What a winner loses who does nothing: permitted still, or not paid in time.
LOST = Status.CONFIRMED, Status.LAPSED


def keep_until_claimed(booking: Booking, lottery: Lottery) -> None:
    """Nobody's win lapses for want of payment before it can be claimed."""
    if booking.held_until is not None and lottery.claim_by is not None:
        last = datetime.combine(lottery.claim_by, LATEST)
        booking.held_until = max(booking.held_until, min(last, booking.starts))


def claim(
    work: JournaledSession, deadlines: Deadlines, request: LotteryRequest, now: datetime
) -> None:
    """What is not paid has until the day that the rules give an application of now.
    NotWinner where nothing of it is left."""
    won = _won(work, request)
    kept = [booking for booking in won if booking.status in OCCUPYING]
    if request.status != Fate.WON or not kept:
        raise NotWinner()
    for booking in kept:
        if booking.held_until is not None:
            owing_more(deadlines, work, booking, now)


def forfeit(work: JournaledSession, lottery: Lottery, day: date) -> int:
    """Who has neither claimed nor paid loses the bookings; how many those are.

    Nobody loses what the center cancelled, or what the group gave up itself before.
    """
    waiting = [
        (request, _won(work, request))
        for request in lotteries.request_records(work, lottery.id)
        if request.status == Fate.WON
    ]
    paid = lotteries.paid(work, [each.id for _, won in waiting for each in won])
    lost = 0
    for request, won in waiting:
        if not paid.isdisjoint(each.id for each in won):
            continue
        mine = [each for each in won if each.status in LOST]
        request.status = Fate.FORFEITED if mine else Fate.ENDED
        lost += bool(mine)
        for booking in mine:
            if booking.status == Status.CONFIRMED:
                booking.status, booking.cancelled_on = Status.CANCELLED, day
                booking.held_until = None
    return lost


def _won(work: JournaledSession, request: LotteryRequest) -> Sequence[Booking]:
    places = range(1, len(wishes_of(request.wishes)) + 1)
    keys = (lotteries.won_key(request.id, place) for place in places)
    return [found for key in keys if (found := work.get(Booking, key)) is not None]
