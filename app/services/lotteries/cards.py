"""A lottery with all that is to be shown of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from app.rules.book.base import Silent, UnknownPlace
from app.rules.draws.draw import FrozenList, Gone, Outcome, listed, passed_over
from app.rules.draws.exported import gone_of, outcomes_of
from app.rules.fees.slots import slots_of
from app.services.awards.spans import Spans
from app.services.lotteries.freezing import room_keys
from app.services.lotteries.values import LotteryCard, RequestLine, WishLine
from app.services.rulebooks import NoRulebook, Rulebooks
from app.services.wishes import wishes_of
from db.queries import lotteries
from db.records.lotteries import Lottery
from db.store import Reading


def frozen_list(lottery: Lottery) -> FrozenList:
    return listed(json.loads(lottery.frozen_list))


def card_of(session: Reading, rulebooks: Rulebooks, lottery_id: UUID) -> LotteryCard:
    lottery = session.get_one(Lottery, lottery_id)
    spans = Spans(session, rulebooks)
    rooms = [(key, spans.room(key).name) for key in room_keys(lottery)]
    lines = [
        RequestLine(
            row,
            [
                WishLine(spans.room(w.room_id).name, w.day, "・".join(w.slots))
                for w in wishes_of(row.wishes)
            ],
        )
        for row in lotteries.requests(session, lottery_id)
    ]
    names = dict.fromkeys(
        slot for _, room in rooms for slot in _slots(spans, room, lottery)
    )
    card = LotteryCard(
        lottery.id,
        lottery.number,
        lottery.home,
        lottery.name,
        lottery.first_on,
        lottery.last_on,
        rooms,
        lottery.opens_on,
        lottery.closes_on,
        lottery.draws_on,
        lottery.claim_by,
        lottery.lapses,
        lottery.most,
        lottery.status,
        lottery.digest,
        lottery.frozen_at,
        lottery.seed,
        lottery.seed_source,
        lottery.drawn_at,
        lines,
        list(names),
        lotteries.times(session, lottery_id, "lottery.set_seed"),
        lotteries.times(session, lottery_id, "lottery.draw"),
    )
    if not lottery.result:
        return card
    gone, outcomes = gone_of(lottery.gone), outcomes_of(lottery.result)
    return with_outcomes(card, frozen_list(lottery), gone, outcomes)


def with_outcomes(
    card: LotteryCard,
    frozen: FrozenList,
    gone: Sequence[Gone],
    outcomes: Sequence[Outcome],
) -> LotteryCard:
    """In the order of the draw, each with what it got, and what was passed over."""
    lines = {line.row.number: line for line in card.requests}
    passed = passed_over(frozen, gone)
    told = [
        replace(
            lines[each.number],
            outcome=each,
            passed=passed.get(each.number, {}),
        )
        for each in outcomes
        if each.number in lines
    ]
    missed = {lost for each in passed.values() for lost in each.values()}
    return replace(card, requests=told, gone=[each for each in gone if each in missed])


def _slots(spans: Spans, room: str, lottery: Lottery) -> Iterator[str]:
    """区分 of a room; none where the rules do not say."""
    try:
        book = spans.book(lottery.first_on)
        found = slots_of(book, lottery.first_on, room)
    except (NoRulebook, Silent, UnknownPlace):
        return
    yield from (slot.name for slot in found)
