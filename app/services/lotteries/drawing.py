"""A draw is written: wins as bookings, losers on the waiting list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.rules.draws.draw import FrozenList, Gone, Outcome, draw
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
from db.queries.lotteries import RequestRow
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
    requests = _checked(work, spans, lottery, frozen)
    won = _give(work, spans, deadlines, lottery, requests, outcomes, now)
    waiting = _turn_down(work, spans, lottery, requests, outcomes, now)
    lottery.result, lottery.drawn_at = kept(outcomes), now
    lottery.gone = kept_gone(gone)
    lottery.status = Stage.DRAWN
    lost = sum(not each.won for each in outcomes)
    return Drawn(won, lost, waiting)


def _checked(
    work: JournaledSession, spans: Spans, lottery: Lottery, frozen: FrozenList
) -> Mapping[str, RequestRow]:
    """The requests by number; their wishes must be those on the list, at its times."""
    rows = {row.number: row for row in lotteries.requests(work, lottery.id)}
    for each in frozen.requests:
        wishes = wishes_of(rows[each.number].wishes) if each.number in rows else ()
        now = tuple(spans.wish(it.room_id, it.day, it.slots) for it in wishes)
        if now != each.wishes:
            raise Changed(name=lottery.name)
    return rows


def _give(
    work: JournaledSession,
    spans: Spans,
    deadlines: Deadlines,
    lottery: Lottery,
    requests: Mapping[str, RequestRow],
    outcomes: Sequence[Outcome],
    now: datetime,
) -> int:
    """Bookings of all that was won; how many."""
    winners = [each for each in outcomes if each.won]
    year, won = fiscal_year(now.date()), sum(len(each.won) for each in winners)
    numbers = iter(next_numbers(work, "booking", year, won) if won else ())
    for each in winners:
        row = requests[each.number]
        request = work.get_one(LotteryRequest, row.id)
        request.place, request.status = each.place, Fate.WON
        made = []
        for place in each.won:
            wish = use_of(row, wishes_of(row.wishes)[place - 1])
            number = human_number(work.site, year, next(numbers))
            its = Award(lotteries.won_key(row.id, place), number, request.group_id, wish)
            made.append(award(work, spans, deadlines, its, now))
            keep_until_claimed(made[-1], lottery)
            keep_with(work, made[-1].id, request, place)
        work.done_with(request, *made)
    return won


def _turn_down(
    work: JournaledSession,
    spans: Spans,
    lottery: Lottery,
    requests: Mapping[str, RequestRow],
    outcomes: Sequence[Outcome],
    now: datetime,
) -> int:
    """Those who won nothing wait, if they wish so; how many."""
    records = {each.id: each for each in lotteries.request_records(work, lottery.id)}
    waiting = 0
    for each in outcomes:
        if each.won:
            continue
        row = requests[each.number]
        request = records[row.id]
        request.place, request.status = each.place, Fate.LOST
        if row.waits:
            enter(work, spans, _entry(row, wishes_of(row.wishes)[0], each), now)
            waiting += 1
    return waiting


def use_of(request: RequestRow, wish: WishForm) -> BookRoom:
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


def _entry(request: RequestRow, wish: WishForm, outcome: Outcome) -> Entry:
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
