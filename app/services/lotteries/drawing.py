"""A draw is written: wins as bookings, losers on the waiting list."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from app.rules.draws.draw import FrozenList, Gone, Outcome, Wish, draw
from app.rules.draws.exported import kept, kept_gone
from app.rules.numbering import fiscal_year, human_number
from app.services.awards.award import Award, award
from app.services.awards.spans import Spans
from app.services.lotteries.cards import frozen_list, with_outcomes
from app.services.lotteries.freezing import gone_since
from app.services.lotteries.values import Changed, Drawn, LotteryCard
from app.services.waiting.entering import Entry, enter
from app.services.wishes import WishForm, wishes_of
from db.journal.capture import JournaledSession
from db.numbers import next_numbers
from db.queries import lotteries
from db.records.bookings import Booking, Status
from db.records.lotteries import Fate, Lottery, LotteryRequest, Stage


def previewed(
    card: LotteryCard, frozen: FrozenList, gone: tuple[Gone, ...]
) -> LotteryCard:
    """What the seed makes of the list, without what is gone."""
    return with_outcomes(card, frozen, gone, draw(frozen, card.seed, gone))


def write(
    work: JournaledSession, spans: Spans, site: str, lottery: Lottery, now: datetime
) -> Drawn:
    """All that follows from list and seed, without what is gone since. Raises Changed."""
    frozen = frozen_list(lottery)
    gone = gone_since(work, spans, lottery, frozen)
    outcomes = draw(frozen, lottery.seed, gone)
    listed = {each.number: each.wishes for each in frozen.requests}
    rows = {row.number: row.id for row in lotteries.requests(work, lottery.id)}
    records = {each.id: each for each in lotteries.request_records(work, lottery.id)}
    won = sum(len(each.won) for each in outcomes)
    year = fiscal_year(now.date())
    numbers = iter(next_numbers(work, "booking", year, won) if won else ())
    waiting = 0
    for each in outcomes:
        if (key := rows.get(each.number)) is None:
            raise Changed(name=lottery.name)
        request, wishes = records[key], wishes_of(records[key].wishes)
        _check(spans, wishes, listed[each.number], lottery)
        request.place = each.place
        request.status = Fate.WON if each.won else Fate.LOST
        for place in each.won:
            number = human_number(site, year, next(numbers))
            award(work, spans, _award(request, wishes, place, number), now.date())
        if not each.won and request.waits:
            enter(work, spans, _entry(request, wishes[0], each), now)
            waiting += 1
    lottery.result, lottery.drawn_at = kept(outcomes), now
    lottery.gone = kept_gone(gone)
    lottery.status = Stage.DRAWN
    lost = sum(not each.won for each in outcomes)
    return Drawn(won, lost, waiting)


def forfeited(work: JournaledSession, lottery: Lottery, day: date) -> int:
    """Who has neither claimed nor paid loses the bookings; how many those are."""
    waiting = [
        request
        for request in lotteries.request_records(work, lottery.id)
        if request.status == Fate.WON
    ]
    keys = {
        request.id: [
            lotteries.won_key(request.id, place)
            for place in range(1, len(wishes_of(request.wishes)) + 1)
        ]
        for request in waiting
    }
    paid = lotteries.paid(work, [key for each in keys.values() for key in each])
    lost = 0
    for request in waiting:
        if paid.isdisjoint(keys[request.id]):
            _give_up(work, keys[request.id], day)
            request.status = Fate.FORFEITED
            lost += 1
    return lost


def _give_up(work: JournaledSession, keys: list[UUID], day: date) -> None:
    for key in keys:
        booking = work.get(Booking, key)
        if booking is not None and booking.status == Status.CONFIRMED:
            booking.status, booking.cancelled_on = Status.CANCELLED, day
            booking.withdrawn = True


def _check(
    spans: Spans,
    wishes: tuple[WishForm, ...],
    listed: tuple[Wish, ...],
    lottery: Lottery,
) -> None:
    """The wishes must be those on the list, at the same times."""
    now = tuple(spans.wish(each.room_id, each.day, each.slots) for each in wishes)
    if now != listed:
        raise Changed(name=lottery.name)


def _award(
    request: LotteryRequest, wishes: tuple[WishForm, ...], place: int, number: str
) -> Award:
    wish = wishes[place - 1]
    return Award(
        lotteries.won_key(request.id, place),
        number,
        wish.room_id,
        request.group_id,
        wish.day,
        wish.slots,
        request.purpose,
        request.users,
    )


def _entry(request: LotteryRequest, wish: WishForm, outcome: Outcome) -> Entry:
    return Entry(
        wish.room_id,
        request.group_id,
        wish.day,
        wish.slots,
        request.purpose,
        request.users,
        outcome.place,
    )
