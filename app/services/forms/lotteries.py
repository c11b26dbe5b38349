"""抽選録 and 抽選結果 from a lottery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from app.kit.clock import until
from app.kit.wareki import full, weekday
from app.printing.lottery_application import Asked
from app.printing.lottery_minutes import Given, GoneRow, Lottery, RequestRow, WishRow
from app.rules.book.facts import FactKind
from app.rules.draws.draw import Gone
from app.rules.use.asked import NO, YES, Question, questions_of
from app.services.fairness import place_in
from app.services.forms.head import Head
from app.services.lotteries.values import LotteryCard, RequestLine
from app.services.rulebooks import NoRulebook, Rulebooks
from db.queries.today import rooms_of
from db.store import Reading


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


def asked_at(
    session: Reading, rulebooks: Rulebooks, site: str, today: date
) -> Sequence[Question]:
    """What the rules of today want to know of a use of a site's rooms."""
    with suppress(NoRulebook):
        book = rulebooks.on(session, today)
        rooms = rooms_of(session.read, site)
        places = (place_in(book, room.name) for room in rooms)
        return questions_of(place for place in places if place is not None)
    return ()


def fields_of(asked: Sequence[Question]) -> Sequence[Asked]:
    """□市内　□市外, or where a number is written."""
    found = []
    for each in asked:
        head, _, unit = each.label.removesuffix(")").partition("(")
        words = (YES, NO) if each.kind is FactKind.FLAG else each.words
        number = each.kind is FactKind.NUMBER
        told = "" if number else "　".join(f"□ {word}" for word in words)
        found.append(Asked(head, told, unit if number else ""))
    return found


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
