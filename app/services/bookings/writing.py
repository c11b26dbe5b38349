"""The bookings of wishes, as part of an entry: one, or all of a 申込み."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.kit.clock import Clock, wall
from app.rules.numbering import fiscal_year, human_number
from app.rules.use.asked import kept
from app.services.blockings.exempting import exempt
from app.services.bookings.approvals import approval_of, note_approval
from app.services.bookings.deadlines import Deadlines, end_of
from app.services.bookings.refusals import AwayRoom, NoGroup
from app.services.bookings.states import permitted
from app.services.held import busy
from app.services.loans.lending import Lending
from app.services.offered import BookRoom
from app.services.offers import Offers, Terms
from app.services.waivers import grant
from db.journal.capture import JournaledSession
from db.numbers import next_numbers
from db.records.bookings import Booking, Status
from db.records.rooms import Room

#: Brings a new booking into its first state.
Begin = Callable[[Booking], None]


@dataclass(frozen=True, slots=True)
class _Granted:
    """A wish that nothing stands against, and what the rules make of it."""

    wish: BookRoom
    group_id: UUID
    room: Room
    terms: Terms


class Writing:
    """All of what is asked for, or nothing: raises the first thing against any of it.

    Everything is read before the first row is made: each statement in between would
    write, and look for clashes, once more.
    """

    def __init__(
        self, clock: Clock, offers: Offers, lending: Lending, deadlines: Deadlines
    ) -> None:
        self._clock = clock
        self._offers = offers
        self._lending = lending
        self._deadlines = deadlines

    def permit(
        self,
        work: JournaledSession,
        wishes: Sequence[BookRoom],
        request_id: UUID | None = None,
    ) -> Sequence[Booking]:
        """許可; 仮 in rooms of other sites."""

        def begin(booking: Booking) -> None:
            if booking.home == work.site:
                permitted(self._deadlines, work, booking, wall(self._clock()))

        return self._write(work, wishes, begin, request_id)

    def hold(
        self,
        work: JournaledSession,
        wishes: Sequence[BookRoom],
        until: date,
        request_id: UUID | None = None,
    ) -> Sequence[Booking]:
        """仮予約 to the end of a day, or until each begins. AwayRoom, NotThatDeadline."""
        now = wall(self._clock())

        def begin(booking: Booking) -> None:
            booking.status = Status.HELD
            last = min(until, booking.starts.date()) if request_id else until
            booking.held_until = end_of(last, booking.starts, now)

        self._expect_own(work, wishes)
        return self._write(work, wishes, begin, request_id)

    def apply(
        self,
        work: JournaledSession,
        wishes: Sequence[BookRoom],
        request_id: UUID | None = None,
    ) -> Sequence[Booking]:
        """申請: somebody decides later. AwayRoom."""

        def begin(booking: Booking) -> None:
            booking.status = Status.APPLIED

        self._expect_own(work, wishes)
        return self._write(work, wishes, begin, request_id)

    @property
    def _today(self) -> date:
        return wall(self._clock()).date()

    def _expect_own(self, work: JournaledSession, wishes: Sequence[BookRoom]) -> None:
        for room_id in dict.fromkeys(wish.room_id for wish in wishes):
            room = work.get_one(Room, room_id)
            if room.home != work.site:
                raise AwayRoom(room=room.name)

    def _write(
        self,
        work: JournaledSession,
        wishes: Sequence[BookRoom],
        begin: Begin,
        request_id: UUID | None,
    ) -> Sequence[Booking]:
        granted: list[_Granted] = []
        for wish in wishes:
            granted.append(self._granted(work, wish, [g.wish for g in granted]))
        year = fiscal_year(self._today)
        numbers = next_numbers(work, "booking", year, len(granted))
        written = []
        for each, number in zip(granted, numbers, strict=True):
            told = human_number(work.site, year, number)
            booking = self._booking(work, each, told, request_id)
            begin(booking)
            written.append(booking)
        work.add_all(written)
        for each, booking in zip(granted, written, strict=True):
            grant(work, booking.id, each.terms.waived, each.wish.waiver)
            if each.terms.equipment:
                self._lending.write_with_room(
                    work, each.wish, each.terms.equipment, booking
                )
        return written

    def _granted(
        self, work: JournaledSession, wish: BookRoom, beside: Sequence[BookRoom]
    ) -> _Granted:
        """`beside` is granted in the same 申込み, and counts for its limits."""
        if wish.group_id is None:
            raise NoGroup()
        room = work.get_one(Room, wish.room_id)
        terms = self._offers.terms(work, room, wish, self._today, beside)
        return _Granted(wish, wish.group_id, room, terms)

    def _booking(
        self,
        work: JournaledSession,
        granted: _Granted,
        number: str,
        request_id: UUID | None,
    ) -> Booking:
        wish, room, terms = granted.wish, granted.room, granted.terms
        busy_from, busy_until = busy(room, terms.starts, terms.ends)
        booking = Booking(
            id=work.new_id(),
            number=number,
            home=room.home,
            room_id=room.id,
            group_id=granted.group_id,
            purpose=terms.purpose,
            users=wish.users,
            slots="・".join(wish.slots),
            starts=terms.starts,
            ends=terms.ends,
            busy_from=busy_from,
            busy_until=busy_until,
            applied_on=self._today,
            fee=terms.quote.fee,
            reduction=terms.quote.reduction,
            fee_lines=terms.fee_lines,
            request_id=request_id,
            aircon=wish.aircon,
            ground=wish.ground,
            facts=kept(wish.facts),
        )
        note_approval(booking, approval_of(work, terms.to_approve, self._today))
        if wish.waiver:
            use = busy_from, busy_until
            exempt(work, booking.id, room.id, use, wish.waiver)
        return booking
