"""What a use costs more when it lasts longer than booked, as a line of its fee."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from app.rules.book.base import Explained
from app.rules.book.rulebook import Rulebook
from app.rules.fees import FeeLine, LineKind
from app.rules.fees.longer import extended
from app.rules.fees.wish import Besides, Wish
from app.services.offered import BookRoom
from app.services.weighing import facts_of
from db.queries.bookings import BookingCard
from db.store import Reading


class LongerUse(NamedTuple):
    """The line of 延長, and how the fee of the whole use came about."""

    line: FeeLine
    explained: tuple[Explained, ...]


def longer_use(
    session: Reading, book: Rulebook, card: BookingCard, wish: BookRoom, until: datetime
) -> LongerUse:
    """A booking that is used `until` a time of its day; `wish` is it as it is priced.

    Raises what the rules do not say.
    """
    day = card.starts.date()
    facts = facts_of(session, book, wish, card.applied_on).on(day)
    minutes = until.hour * 60 + until.minute
    asked = Wish(wish.slots, besides=Besides(ground=wish.ground))
    whole, extra = extended(book, [book.place(card.room)], facts, asked, minutes)
    what, rule = f"{until.hour}:{until.minute:02}まで", whole.notes[-1].rule
    line = FeeLine(LineKind.EXTENSION, what, "", 1, extra, extra, rule)
    return LongerUse(line, whole.notes)
