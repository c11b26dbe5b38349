"""What a change comes to: by the rulebook's [[change]], else the new fee as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kit.money import yen
from app.rules.book.base import Explained, Silent
from app.rules.book.facts import NOTHING
from app.rules.book.refunds import Change
from app.rules.book.rulebook import Place
from app.rules.fees import FeeLine, LineKind, Quote
from app.rules.refunds import Changed, change, change_rule
from app.services.bookings.refusals import ChangeIsCancel
from db.queries.bookings import BookingCard
from db.records.bookings import Status

UNRULED = "規則集に定めなし"
#: What a change costs beyond the new fee, in words.
BESIDES = {
    LineKind.NOT_BACK: "変更で安くなった分を返さない額",
    LineKind.LATE_CHANGE: "期限より後の変更による額",
}


@dataclass(frozen=True, slots=True)
class Settled:
    """The fee from now on, its lines, and what is paid back of what was paid (yen)."""

    fee: int
    back: int
    lines: tuple[FeeLine, ...]
    explained: tuple[Explained, ...]


def settle(place: Place, card: BookingCard, quote: Quote, today: date) -> Settled:
    """Until something was paid, the new fee takes the place of the old one.

    Where the rules do not say how a change is paid, nothing is paid back by itself.
    ChangeIsCancel.
    """
    facts = place.on(NOTHING, card.starts.date(), today)
    try:
        rule = change_rule(place, facts)
    except Silent:
        return _unruled(card, quote)
    if rule.as_cancel and card.status == Status.CONFIRMED:
        raise ChangeIsCancel(number=card.number, rule=rule.rule)
    if not card.paid or rule.as_cancel:
        return Settled(quote.fee, 0, quote.lines, (_difference(card, quote, rule.rule),))
    try:
        found = change(
            place, facts, rule, change_on=today, paid=card.paid, new_fee=quote.fee
        )
    except Silent:
        return _unruled(card, quote)
    lines = quote.lines + _besides(rule, found, quote.fee)
    return Settled(found.total, found.amount, lines, found.explained)


def _unruled(card: BookingCard, quote: Quote) -> Settled:
    steps = [_difference(card, quote, UNRULED)]
    if card.paid > quote.fee:
        over = yen(card.paid - quote.fee)
        told = (
            f"納めた額より{over}安くなりますが、変更による還付の定めがないので返しません"
        )
        steps.append(Explained(told, UNRULED))
    return Settled(quote.fee, 0, quote.lines, tuple(steps))


def _difference(card: BookingCard, quote: Quote, rule: str) -> Explained:
    more = quote.fee - card.fee
    told = "差額はありません"
    if more:
        told = f"差額は{yen(abs(more))}の{'増' if more > 0 else '減'}"
    return Explained(f"変更前 {yen(card.fee)}、変更後 {yen(quote.fee)}。{told}", rule)


def _besides(rule: Change, found: Changed, new_fee: int) -> tuple[FeeLine, ...]:
    """What a change costs beyond the new fee: the lines add up to what is owed."""
    amounts = {
        LineKind.NOT_BACK: found.total - found.more - new_fee,
        LineKind.LATE_CHANGE: found.more,
    }
    return tuple(
        FeeLine(kind, BESIDES[kind], "", 1, amount, amount, rule.rule)
        for kind, amount in amounts.items()
        if amount
    )
