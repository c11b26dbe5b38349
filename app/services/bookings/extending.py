"""使用中の延長: longer than booked, by the rulebook's [[extension]], while it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.rules.fees import FeeLine, LineKind, kept_lines, kept_text
from app.rules.use.judge import outside_hours
from app.rules.use.waiving import Waived
from app.rules.use.waiving import waiver as waiver_for
from app.services.blockings.exempting import exempt
from app.services.bookings.asking import as_it_is, asked_of
from app.services.bookings.changes import Changed, ChangeOffer
from app.services.bookings.longer import longer_use
from app.services.bookings.refusals import NotLonger
from app.services.bookings.states import own
from app.services.held import busy
from app.services.loaded import LoadedRows
from app.services.rulebooks import Rulebooks
from app.services.under_lottery import expect_undrawn
from app.services.waivers import grant, waived
from app.services.weighing import (
    blockings_waived,
    facts_of,
    held_by_others,
    who_allows,
)
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
    waived: tuple[Waived, ...]


class Extending:
    def __init__(self, store: Store, clock: Clock, rulebooks: Rulebooks) -> None:
        self._store = store
        self._clock = clock
        self._rulebooks = rulebooks

    def offer(self, booking_id: UUID, until: datetime, waiver: str = "") -> ChangeOffer:
        """What a use would cost if it lasted `until`, or why it cannot; `waiver` is the
        reason for an exception from the rules."""
        with self._store.read() as session:
            card = bookings.card(session, booking_id)
            room = session.get_one(Room, card.room_id)
            try:
                longer = self._longer(session, card, room, until, waiver)
            except Refusal as no:
                rule = self._waivable(session, card, room, no)
                none = (card.fee, card.fee, 0, 0, (), (), ())
                return ChangeOffer(*none, no, waivable=rule)
            # what was prepared for it is its own already
            use = card.ends, until
            taken = held_by_others(session, room, *use, [card.id], waiver=waiver)
            shut = blockings_waived(session, room, *use, waiver)
        more = max(0, longer.fee - card.paid)
        cost = (card.fee, longer.fee, more, 0, longer.lines, longer.explained, ())
        waived = (*longer.waived, *shut)
        return ChangeOffer(*cost, taken, waivable=who_allows(taken), waived=waived)

    def extend(
        self,
        staff: str,
        booking_id: UUID,
        until: datetime,
        loaded: LoadedRows,
        waiver: str = "",
    ) -> Outcome[Changed]:
        """Let a use last `until`; what it costs more is still to be paid.

        NotLonger, OutsideHours, AwayRoom, NotPermitted when it is not in use; Silent
        where the rules know no extension; RoomTaken, UnderLottery; StaleForm when
        somebody else changed it meanwhile; NotDeciding of an exception.
        """
        with self._store.write(Act("booking.lengthen", staff, self._clock())) as work:
            work.expect(sorted(loaded.rows), loaded.loaded)
            booking = own(work, self._store.site, booking_id, Status.IN_USE)
            card = bookings.card(work, booking_id)
            room = work.get_one(Room, card.room_id)
            longer = self._longer(work, card, room, until, waiver)
            grant(work, booking_id, longer.waived, waiver)
            if waiver:
                use = card.ends, longer.busy_until
                exempt(work, booking_id, room.id, use, waiver)
            _write(booking, until, longer)
        return Outcome.of(Changed(max(0, longer.fee - card.paid), 0, None), work)

    def _longer(
        self,
        session: Reading,
        card: BookingCard,
        room: Room,
        until: datetime,
        waiver: str,
    ) -> _Longer:
        day = card.starts.date()
        if until <= max(card.ends, wall(self._clock())) or until.date() != day:
            raise NotLonger(number=card.number)
        expect_undrawn(session, card.room_id, day)
        book = self._rulebooks.on(session, day)
        wish = asked_of(card, as_it_is(card))
        facts = facts_of(session, book, wish, card.applied_on).on(day)
        passed: tuple[Waived, ...] = ()
        more = _minute(card.ends), _minute(until)
        if no := outside_hours(book.place(room.name), day, more, facts):
            if not (waiver and self._waivable(session, card, room, no)):
                raise no
            passed = (waived(no),)
        found = longer_use(session, book, card, wish, until)
        lines = _with(kept_lines(card.fee_lines), found.line)
        return _Longer(
            busy(room, card.starts, until)[1],
            sum(line.amount for line in lines),
            lines,
            found.explained,
            passed,
        )

    def _waivable(
        self, session: Reading, card: BookingCard, room: Room, no: Refusal
    ) -> str:
        """The rule by which an exception can be made from it, if one does."""
        day = card.starts.date()
        place = self._rulebooks.on(session, day).place(room.name)
        wish = asked_of(card, as_it_is(card))
        book = self._rulebooks.on(session, day)
        facts = facts_of(session, book, wish, card.applied_on)
        rule = waiver_for(place, place.on(facts, day, card.applied_on), no)
        return rule.rule if rule else ""


def _minute(at: datetime) -> int:
    """Minutes after midnight."""
    return at.hour * 60 + at.minute


def _with(lines: Sequence[FeeLine], longer: FeeLine) -> tuple[FeeLine, ...]:
    """The lines of a use, with what it costs more in place of an extension before."""
    kept = [line for line in lines if line.kind is not LineKind.EXTENSION]
    return (*kept, longer)


def _write(booking: Booking, until: datetime, longer: _Longer) -> None:
    booking.ends = until
    booking.busy_until = longer.busy_until
    booking.fee = longer.fee
    booking.fee_lines = kept_text(longer.lines)
