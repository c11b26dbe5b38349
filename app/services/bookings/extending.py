"""使用中の延長: longer than booked, by the rulebook's [[extension]], while it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.rules.fees import FeeLine, LineKind, kept_lines, kept_text
from app.services.bookings.asking import as_it_is, asked_of
from app.services.bookings.changes import Changed, ChangeOffer
from app.services.bookings.longer import longer_use
from app.services.bookings.refusals import NotLonger
from app.services.bookings.states import own
from app.services.loaded import LoadedRows
from app.services.offers import Offers
from app.services.rulebooks import Rulebooks
from app.services.under_lottery import expect_undrawn
from app.services.weighing import held_by_others
from db.journal.entry import Act
from db.queries import bookings
from db.queries.bookings import BookingCard
from db.records.bookings import Booking, Status
from db.records.rooms import Room
from db.store import Reading, Store


@dataclass(frozen=True, slots=True)
class _Longer:
    """The fee of the whole use, its lines, and how it came about."""

    busy_until: datetime
    fee: int
    lines: tuple[FeeLine, ...]
    explained: tuple[Explained, ...]


class Extending:
    def __init__(
        self, store: Store, clock: Clock, offers: Offers, rulebooks: Rulebooks
    ) -> None:
        self._store = store
        self._clock = clock
        self._offers = offers
        self._rulebooks = rulebooks

    def offer(self, booking_id: UUID, until: datetime) -> ChangeOffer:
        """What a use would cost if it lasted `until`, or why it cannot."""
        with self._store.read() as session:
            card = bookings.card(session, booking_id)
            room = session.get_one(Room, card.room_id)
            try:
                longer = self._longer(session, card, room, until)
            except Refusal as no:
                return ChangeOffer(card.fee, card.fee, 0, 0, (), (), (), no)
            taken = held_by_others(session, room, card.starts, until, [card.id])
        more = max(0, longer.fee - card.paid)
        return ChangeOffer(
            card.fee, longer.fee, more, 0, longer.lines, longer.explained, (), taken
        )

    def extend(
        self, staff: str, booking_id: UUID, until: datetime, loaded: LoadedRows
    ) -> Outcome[Changed]:
        """Let a use last `until`; what it costs more is still to be paid.

        NotLonger, AwayRoom, NotPermitted when it is not in use; Silent where the rules
        know no extension; RoomTaken, UnderLottery; StaleForm when somebody else changed
        it meanwhile.
        """
        with self._store.write(Act("booking.lengthen", staff, self._clock())) as work:
            work.expect(sorted(loaded.rows), loaded.loaded)
            booking = own(work, self._store.site, booking_id, Status.IN_USE)
            card = bookings.card(work, booking_id)
            room = work.get_one(Room, card.room_id)
            longer = self._longer(work, card, room, until)
            _write(booking, until, longer)
        return Outcome.of(Changed(max(0, longer.fee - card.paid), 0, None), work)

    def _longer(
        self, session: Reading, card: BookingCard, room: Room, until: datetime
    ) -> _Longer:
        day = card.starts.date()
        if until <= max(card.ends, wall(self._clock())) or until.date() != day:
            raise NotLonger(number=card.number)
        expect_undrawn(session, card.room_id, day)
        book = self._rulebooks.on(session, day)
        wish = asked_of(card, as_it_is(card))
        found = longer_use(session, book, card, wish, until)
        lines = _with(kept_lines(card.fee_lines), found.line)
        return _Longer(
            until + timedelta(minutes=room.turnaround),
            sum(line.amount for line in lines),
            lines,
            found.explained,
        )


def _with(lines: Sequence[FeeLine], longer: FeeLine) -> tuple[FeeLine, ...]:
    """The lines of a use, with what it costs more in place of an extension before."""
    kept = [line for line in lines if line.kind is not LineKind.EXTENSION]
    return (*kept, longer)


def _write(booking: Booking, until: datetime, longer: _Longer) -> None:
    booking.ends = until
    booking.busy_until = longer.busy_until
    booking.fee = longer.fee
    booking.fee_lines = kept_text(longer.lines)
