"""短縮 of a use that a 臨時休館 cuts short: what is left, and what it costs then."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.rules.book.base import Silent
from app.rules.cutting import Cut, Less, cut_line, cuts_text, kept_cuts
from app.rules.fees import kept_lines, kept_text
from app.rules.fees.slots import SlotsOverlap, UnknownSlot
from app.services.bookings.asking import as_it_is, asked_of
from app.services.bookings.repricing import lost_by
from app.services.held import busy
from app.services.offered import BookRoom
from app.services.offers import Offers
from app.services.rulebooks import Rulebooks
from db.journal.capture import JournaledSession
from db.queries.bookings import BookingCard
from db.records.bookings import Booking, CancelCause
from db.records.rooms import Room
from db.store import Reading


@dataclass(frozen=True, slots=True)
class Shorter:
    """A use that ends at `until`, and what it costs less then."""

    card: BookingCard
    until: datetime
    cut: Cut
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
    ) -> Shorter:
        """What the rules make of a use that ends at `until`."""
        room = session.get_one(Room, card.room_id)
        wish = asked_of(card, as_it_is(card))
        slots = wish.slots
        with suppress(Silent, UnknownSlot, SlotsOverlap):
            # Rules that came since may have other slots.
            slots = self._left(session, room, wish, until)
        cut = Cut(
            wish.slots,
            slots,
            _minutes(card.ends - card.starts),
            _minutes(until - card.starts),
            now.date(),
            cause.value,
        )
        less = lost_by(session, self._rulebooks, card, wish, cut, card.fee)
        return Shorter(card, until, cut, less)

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


def write(work: JournaledSession, found: Shorter) -> None:
    """The use ends earlier; its number, its slots that are left and its papers stay."""
    booking = work.get_one(Booking, found.card.id)
    room = work.get_one(Room, booking.room_id)
    booking.ends = found.until
    _, booking.busy_until = busy(room, booking.starts, found.until)
    booking.slots = "・".join(found.cut.left_slots)
    line = cut_line(f"{found.until.hour}:{found.until:%M}まで", found.less)
    booking.fee = found.fee
    booking.fee_lines = kept_text((*kept_lines(found.card.fee_lines), line))
    booking.cuts = cuts_text((*kept_cuts(found.card.cuts), found.cut))


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)
