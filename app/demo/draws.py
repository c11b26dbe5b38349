"""抽選 of the demo that are further than its open one: drawn, and frozen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.demo.house import CENTER
from app.demo.lottery import AHEAD
from app.demo.rules import open_day
from app.demo.seat import Seat
from app.rules.book.offset import month_end, shifted
from app.services.lotteries import LotteryForm, RequestForm, RequestLine
from app.services.wishes import WishForm

NOON = time(12, 10)
#: Days before today of the monthly one: opened, closed, drawn; it is claimed after it.
OPENED, CLOSED, DRAWN, CLAIMED = 20, 8, 7, 14
SEED, SOURCE = "3 5 2 6", "申込者の前で、さいころを4回ふった"
#: By place of the group: day from the first and slot of each wish, the dearest first.
MONTHLY = (
    ((6, "午前"), (13, "午前")),
    ((6, "午前"), (6, "午後")),
    ((6, "午前"), (19, "午前")),
    ((13, "午前"),),
)
SHOW = (((0, "午前"), (1, "午後")), ((0, "午前"),), ((0, "午後"), (0, "午前")))

Wishes = Sequence[Sequence[tuple[int, str]]]


def draw(seat: Seat) -> None:
    """The second room of the month of the open lottery was drawn, and one winner has
    claimed it; a weekend after it is frozen, and waits for its seed."""
    month = shifted(seat.today.replace(day=1), AHEAD)
    rooms = seat.desk.lotteries.rooms()
    monthly = LotteryForm(
        name=f"{month.month}月分の{rooms[1].name}",
        first_on=month,
        last_on=month_end(month),
        rooms=(rooms[1].id,),
        closes_on=seat.today - timedelta(days=CLOSED),
        draws_on=seat.today - timedelta(days=DRAWN),
        claim_by=seat.today + timedelta(days=CLAIMED),
        lapses=True,
    )
    key = _asked(seat, monthly, MONTHLY)
    desk, by = seat.at(_noon(seat, DRAWN)), seat.clerk.key
    desk.lotteries.freeze(by, key)
    desk.lotteries.set_seed(by, key, SEED, SOURCE)
    desk.lotteries.draw(by, key)
    won = desk.lotteries.card(key).requests
    seat.at(_noon(seat, DRAWN - 2))
    desk.lotteries.claim(by, next(each.row.id for each in won if _has_won(each)))
    saturday = _saturday(shifted(month, 1))
    show = LotteryForm(
        name="春の発表会(土・日)",
        first_on=saturday,
        last_on=saturday + timedelta(days=1),
        rooms=(rooms[0].id, rooms[1].id),
        closes_on=seat.today - timedelta(days=1),
        draws_on=seat.today + timedelta(days=1),
    )
    key = _asked(seat, show, SHOW)
    seat.at(seat.plan.now.replace(hour=8, minute=40))
    desk.lotteries.freeze(by, key)


def _asked(seat: Seat, form: LotteryForm, wishes: Wishes) -> UUID:
    """A lottery is opened, and the groups ask for what they wish."""
    desk, by = seat.at(_noon(seat, OPENED)), seat.clerk.key
    key = desk.lotteries.open(by, form).value
    for back, (group, told) in enumerate(zip(seat.groups(), wishes, strict=False)):
        seat.at(_noon(seat, OPENED - 1 - back))
        days = [
            (open_day(CENTER.name, form.first_on + timedelta(days=n)), slot)
            for n, slot in told
        ]
        asked = tuple(WishForm(form.rooms[0], day, (slot,)) for day, slot in days)
        request = RequestForm(group, asked, "発表会の練習", 15, waits=True)
        desk.lotteries.enter(by, key, request)
    return key


def _has_won(line: RequestLine) -> bool:
    return line.outcome is not None and bool(line.outcome.won)


def _noon(seat: Seat, back: int) -> datetime:
    return datetime.combine(seat.today - timedelta(days=back), NOON)


def _saturday(month: date) -> date:
    """The second of a month: never a holiday of the center."""
    return month + timedelta(days=(5 - month.weekday()) % 7 + 7)
