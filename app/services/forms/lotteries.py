"""抽選録 and 抽選結果 from a lottery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.kit.clock import until
from app.kit.wareki import full, weekday
from app.printing.lottery_minutes import Given, GoneRow, Lottery, RequestRow, WishRow
from app.rules.draws.draw import Gone
from app.services.forms.head import Head
from app.services.lotteries.values import LotteryCard, RequestLine


def lottery_of(head: Head, card: LotteryCard, copies: int) -> Lottery:
    claim = f"{full(card.claim_by)}まで" if card.claim_by else ""
    if claim and card.lapses:
        claim += "。手続がないと当選は無効になります"
    return Lottery(
        center=head.center,
        name=card.name,
        number=card.number,
        requests=[_row(card, line) for line in card.requests],
        digest=card.digest,
        gone=[_gone(each) for each in card.gone],
        seed=card.seed,
        seed_source=card.seed_source,
        again=_again(card),
        claim=claim,
        frozen_at=card.frozen_at,
        drawn_at=card.drawn_at,
        reissue=copies,
    )


def given_of(card: LotteryCard) -> Sequence[Given]:
    return [given for line in card.requests for given in _given(line)]


def _given(line: RequestLine) -> Iterator[Given]:
    for place in line.outcome.won if line.outcome else ():
        wish = line.wishes[place - 1]
        order = (f"{wish.day}", wish.room, wish.slots)
        row = line.row
        day = _day(wish.day)
        yield Given(order, day, wish.slots, wish.room, row.number, row.group)


def _row(card: LotteryCard, line: RequestLine) -> RequestRow:
    outcome = line.outcome
    won = outcome.won if outcome else ()
    passed = {n: card.gone.index(lost) + 1 for n, lost in line.passed.items()}
    wishes = [
        WishRow(
            _day(w.day),
            w.slots,
            w.room,
            n in won if outcome else None,
            passed.get(n, 0),
        )
        for n, w in enumerate(line.wishes, 1)
    ]
    place, digest = (outcome.place, outcome.digest) if outcome else (None, "")
    return RequestRow(place, line.row.number, line.row.group, wishes, digest)


def _gone(each: Gone) -> GoneRow:
    starts, ends = each.span
    time = f"{starts.hour}:{starts:%M}〜{until(ends)}"
    return GoneRow(_day(starts.date()), time, each.room, each.why)


def _again(card: LotteryCard) -> str:
    """What was done more than once stands on the minutes."""
    told = [
        *([f"種を決めた回数 {card.seeds}回"] if card.seeds > 1 else []),
        *([f"抽選した回数 {card.draws}回"] if card.draws > 1 else []),
    ]
    return f"　※ {'、'.join(told)}" if told else ""


def _day(day: date) -> str:
    return f"{day.month}/{day.day}({weekday(day)})"
