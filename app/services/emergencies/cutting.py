"""短縮 of a use that a 臨時休館 cuts short: what is left, and what it costs then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.rules.book.base import Explained, Silent
from app.rules.book.facts import one
from app.rules.cutting import UNRULED, Less, Lost, less
from app.rules.fees import FeeLine, LineKind, kept_lines, kept_text
from app.rules.fees.quoting import priced
from app.rules.fees.slots import SlotsOverlap, UnknownSlot
from app.rules.fees.wish import Besides, Wish
from app.services.bookings.asking import as_it_is, asked_of
from app.services.held import busy
from app.services.offered import BookRoom
from app.services.offers import Offers
from app.services.rulebooks import Rulebooks
from app.services.weighing import facts_of
from db.journal.capture import JournaledSession
from db.queries.bookings import BookingCard
from db.records.bookings import Booking, CancelCause
from db.records.rooms import Room
from db.store import Reading

NOTHING_TOLD = "短くした使用の還付は、規則集に定めがありません"


@dataclass(frozen=True, slots=True)
class Cut:
    """A use that ends at `until` in `slots`, and what it costs less then."""

    card: BookingCard
    until: datetime
    slots: tuple[str, ...]
    less: Less

    @property
    def fee(self) -> int:
        return self.card.fee - self.less.amount

    @property
    def back(self) -> int:
        """Yen of what was paid that come back."""
        return max(0, self.card.paid - self.fee)


class Cutting:
    def __init__(self, offers: Offers, rulebooks: Rulebooks) -> None:
        self._offers, self._rulebooks = offers, rulebooks

    def cut(
        self,
        session: Reading,
        card: BookingCard,
        until: datetime,
        now: datetime,
        cause: CancelCause,
    ) -> Cut:
        """What the rules make of a use that ends at `until`."""
        room = session.get_one(Room, card.room_id)
        wish = asked_of(card, as_it_is(card))
        slots = wish.slots
        try:
            slots = self._left(session, room, wish, until)
            found = self._less(session, card, room, wish, slots, until, now, cause)
        except (Silent, UnknownSlot, SlotsOverlap):
            # Rules that came since may have other slots; a storm waits for no answer.
            found = Less(0, UNRULED, (Explained(NOTHING_TOLD, UNRULED),))
        return Cut(card, until, slots, found)

    def _left(
        self, session: Reading, room: Room, wish: BookRoom, until: datetime
    ) -> tuple[str, ...]:
        """The slots that begin before it ends."""
        if len(wish.slots) < 2:
            return wish.slots
        alone = [replace(wish, slots=(slot,)) for slot in wish.slots]
        begins = [self._offers.span(session, room, it)[0] for it in alone]
        both = zip(wish.slots, begins, strict=True)
        return tuple(slot for slot, at in both if at < until)

    def _less(
        self,
        session: Reading,
        card: BookingCard,
        room: Room,
        wish: BookRoom,
        slots: tuple[str, ...],
        until: datetime,
        now: datetime,
        cause: CancelCause,
    ) -> Less:
        book = self._rulebooks.on(session, wish.day)
        place = book.place(room.name)
        facts = facts_of(session, book, wish, card.applied_on).on(wish.day)
        besides = Besides(ground=wish.ground)
        whole, kept = (
            priced(book, [place], facts, Wish(each, besides=besides)).fee
            for each in (wish.slots, slots)
        )
        lost = Lost(
            card.fee,
            _minutes(card.ends - card.starts),
            _minutes(until - card.starts),
            whole - kept,
        )
        asked = facts.knowing(cause=one(cause))
        return less(place, asked, now.date(), lost)


def write(work: JournaledSession, found: Cut) -> None:
    """The use ends earlier; its number, its slots that are left and its papers stay."""
    booking = work.get_one(Booking, found.card.id)
    room = work.get_one(Room, booking.room_id)
    booking.ends = found.until
    _, booking.busy_until = busy(room, booking.starts, found.until)
    booking.slots = "・".join(found.slots)
    if found.less.amount:
        what = f"{found.until.hour}:{found.until:%M}まで"
        less = -found.less.amount
        line = FeeLine(LineKind.CUT, what, "", 1, less, less, found.less.rule)
        booking.fee = found.fee
        booking.fee_lines = kept_text((*kept_lines(found.card.fee_lines), line))


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)
