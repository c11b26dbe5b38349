"""A use that is priced anew: what had come to its fee since it was asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from app.rules.book.base import Explained, Silent
from app.rules.book.facts import one
from app.rules.cutting import UNRULED, Cut, Less, Lost, cut_line, kept_cuts, less
from app.rules.fees import FeeLine, LineKind, Quote, kept_lines
from app.rules.fees.slots import SlotsOverlap, UnknownSlot
from app.services.bookings.longer import longer_use
from app.services.offered import BookRoom
from app.services.rulebooks import Rulebooks
from app.services.weighing import facts_of, priced
from db.queries.bookings import BookingCard
from db.store import Reading

NOTHING_TOLD = "短くした使用の還付は、規則集に定めがありません"
#: What stays as it was: a share of what had been paid, and what a person decided.
KEPT = (LineKind.LATE_CHANGE, LineKind.SPECIAL)
#: What comes to the fee of a use after it was asked for.
AFTER = (*KEPT, LineKind.NOT_BACK, LineKind.EXTENSION, LineKind.CUT)


def whole(card: BookingCard, wish: BookRoom) -> BookRoom:
    """The wish with the slots that the use had before it was cut short."""
    cuts = kept_cuts(card.cuts)
    return replace(wish, slots=cuts[0].slots) if cuts else wish


def lost_by(
    session: Reading,
    rulebooks: Rulebooks,
    card: BookingCard,
    wish: BookRoom,
    cut: Cut,
    fee: int,
) -> Less:
    """What a use costs less that was cut short; `wish` is it as it is priced, `fee` (yen)
    what it came to before."""
    book = rulebooks.on(session, wish.day)
    facts = facts_of(session, book, wish, card.applied_on).on(wish.day)
    place = book.place(card.room)
    try:
        had, left = (
            priced(book, card.room, replace(wish, slots=slots), facts).fee
            for slots in (cut.slots, cut.left_slots)
        )
        lost = Lost(fee, cut.minutes, cut.left, had - left)
        return less(place, facts.knowing(cause=one(cut.cause)), cut.on, lost)
    except (Silent, UnknownSlot, SlotsOverlap):
        # Rules that came since may have other slots; a storm waits for no answer.
        return Less(0, UNRULED, (Explained(NOTHING_TOLD, UNRULED),))


def since(
    session: Reading,
    rulebooks: Rulebooks,
    card: BookingCard,
    wish: BookRoom,
    quote: Quote,
    kinds: Collection[LineKind] = AFTER,
) -> Sequence[FeeLine]:
    """What came to the fee since, of some kinds, one after the other as it came, where
    the use is a `wish` that costs `quote`, with what is lent with it."""
    before, now = 0, [*quote.lines]
    cuts, at, stages = kept_cuts(card.cuts), 0, _stages(card)
    for line in kept_lines(card.fee_lines):
        before += line.amount
        if line.kind not in kinds:
            continue
        asked, fee = replace(wish, slots=stages[at].slots), _sum(now)
        if line.kind is LineKind.NOT_BACK:
            if (stays := before - fee) > 0:
                now.append(replace(line, price=stays, amount=stays))
        elif line.kind is LineKind.EXTENSION:
            book = rulebooks.on(session, wish.day)
            now.append(longer_use(session, book, card, asked, stages[at].ends).line)
        elif line.kind is LineKind.CUT and at < len(cuts):
            less = lost_by(session, rulebooks, card, asked, cuts[at], fee)
            now.append(cut_line(line.what, less))
            at += 1
        else:
            now.append(line)
    return now[len(quote.lines) :]


class _Stage(NamedTuple):
    """A use as it was between two cuts."""

    slots: tuple[str, ...]
    ends: datetime


def _stages(card: BookingCard) -> Sequence[_Stage]:
    earlier = [
        _Stage(cut.slots, card.starts + timedelta(minutes=cut.minutes))
        for cut in kept_cuts(card.cuts)
    ]
    return *earlier, _Stage(tuple(card.slots.split("・")), card.ends)


def _sum(lines: Sequence[FeeLine]) -> int:
    return sum(line.amount for line in lines)
