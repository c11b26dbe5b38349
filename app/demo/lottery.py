"""A lottery whose requests are being taken: what is drawn in the tour and tried out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from app.demo.hands import Hands
from app.demo.parts import Plan
from app.rules.book.offset import month_end, shifted
from app.services.wishes import WishForm, wishes_text
from db.journal.capture import JournaledSession
from db.queries.lotteries import request_key
from db.records.lotteries import Lottery, LotteryRequest

#: The month of use, so many months ahead: its window has not opened yet.
AHEAD = 4
#: Requests are taken for some days yet; then it is drawn and claimed.
CLOSES, DRAWS, CLAIMS = timedelta(days=6), timedelta(days=7), timedelta(days=21)
#: By place of the group: day of the month and slot of each wish, the dearest first.
WISHES = (
    ((6, "午後"), (13, "午後")),
    ((6, "午後"), (6, "午前")),
    ((6, "午後"), (20, "午後")),
    ((13, "午後"), (6, "夜間")),
    ((6, "午前"),),
    ((6, "午後"),),
)


def add_lottery(hands: Hands, plan: Plan, room: UUID, groups: Sequence[int]) -> None:
    """Of the center's first `room`; `groups` (places in the plan) all want the same."""
    now, center = plan.now, plan.center.name
    first = shifted(now.date().replace(day=1), AHEAD)
    with hands.write(center, "lottery.open", now - timedelta(days=10)) as work:
        [number] = hands.numbers(work, "lottery", [now.date()])
        lottery = Lottery(
            id=work.new_id(),
            number=number,
            home=work.site,
            name=f"{first.month}月分の{plan.rooms[0].name}",
            first_on=first,
            last_on=month_end(first),
            rooms=room.hex,
            closes_on=(now + CLOSES).date(),
            draws_on=(now + DRAWS).date(),
            claim_by=(now + CLAIMS).date(),
            lapses=True,
        )
        work.add(lottery)
    for place, (group, told) in enumerate(zip(groups, WISHES, strict=True)):
        at = now - timedelta(days=9 - place)
        with hands.write(center, "lottery.enter", at) as work:
            work.add(_request(work, hands, lottery, room, group, told, at))


def _request(
    work: JournaledSession,
    hands: Hands,
    lottery: Lottery,
    room: UUID,
    group: int,
    told: Sequence[tuple[int, str]],
    at: datetime,
) -> LotteryRequest:
    key = hands.groups[group]
    wishes = [
        WishForm(room, lottery.first_on.replace(day=day), (slot,)) for day, slot in told
    ]
    return LotteryRequest(
        id=request_key(lottery.id, key),
        lottery_id=lottery.id,
        group_id=key,
        home=work.site,
        wishes=wishes_text(wishes),
        purpose="定例会",
        users=12,
        waits=True,
        revision=1,
        entered_at=at.replace(tzinfo=None),
    )
