"""A draw is written: wins as bookings, losers on the waiting list."""

from __future__ import annotations

from datetime import datetime

from app.rules.draws.draw import FrozenList, Gone, Outcome, Wish, draw
from app.rules.draws.exported import kept, kept_gone
from app.rules.numbering import fiscal_year, human_number
from app.rules.use.asked import facts_in
from app.services.awards.award import Award, award
from app.services.awards.spans import Spans
from app.services.bookings.deadlines import Deadlines
from app.services.lotteries.cards import frozen_list, with_outcomes
from app.services.lotteries.claims import keep_until_claimed
from app.services.lotteries.excepting import keep_with
from app.services.lotteries.freezing import gone_since
from app.services.lotteries.values import Changed, Drawn, LotteryCard
from app.services.offered import BookRoom
from app.services.waiting.entering import Entry, enter
from app.services.wishes import WishForm, wishes_of
from db.journal.capture import JournaledSession
from db.numbers import next_numbers
from db.queries import lotteries
from db.records.lotteries import Fate, Lottery, LotteryRequest, Stage


def previewed(
    card: LotteryCard, frozen: FrozenList, gone: tuple[Gone, ...]
) -> LotteryCard:
    """What the seed makes of the list, without what is gone."""
    return with_outcomes(card, frozen, gone, draw(frozen, card.seed, gone))


def write(
    work: JournaledSession,
    spans: Spans,
    deadlines: Deadlines,
    lottery: Lottery,
    now: datetime,
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
            number = human_number(work.site, year, next(numbers))
            won_by = _award(request, wishes, place, number)
            booking = award(work, spans, deadlines, won_by, now.date())
            keep_until_claimed(booking, lottery)
            keep_with(work, booking.id, request, place)
        if not each.won and request.waits:
            enter(work, spans, _entry(request, wishes[0], each), now)
            waiting += 1
    lottery.result, lottery.drawn_at = kept(outcomes), now
    lottery.gone = kept_gone(gone)
    lottery.status = Stage.DRAWN
    lost = sum(not each.won for each in outcomes)
    return Drawn(won, lost, waiting)


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
    key = lotteries.won_key(request.id, place)
    return Award(key, number, request.group_id, use_of(request, wishes[place - 1]))


def use_of(request: LotteryRequest, wish: WishForm) -> BookRoom:
    """What was asked for with a wish."""
    return BookRoom(
        wish.room_id,
        request.group_id,
        wish.day,
        wish.slots,
        request.purpose,
        request.users,
        facts=facts_in(request.facts),
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
        facts=facts_in(request.facts),
    )
