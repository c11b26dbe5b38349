"""変更: another day, room or time, other people, in one transaction.

What it costs is shown and explained before it is confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.money import yen
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.rules.fees import FeeLine, LineKind, kept_lines, kept_text
from app.rules.refunds import reasons
from app.services.bookings.approvals import ask_approval
from app.services.bookings.refusals import AwayRoom, Begun, NothingChanged
from app.services.bookings.settling import Settled, settle
from app.services.bookings.states import OPEN, own
from app.services.loaded import LoadedRows
from app.services.loans.lending import Lending
from app.services.loans.refusals import StillOut
from app.services.offered import BookRoom, Wanted
from app.services.offers import Offers, Terms
from app.services.payments import Receipt, pay
from app.services.rulebooks import Rulebooks
from app.services.weighing import held_by_others
from db.journal import stale
from db.journal.capture import JournaledSession
from db.journal.entry import Act, RowKey
from db.queries import bookings, loans
from db.queries.bookings import BookingCard
from db.records.bookings import Booking, Status
from db.records.loans import Loan, LoanStatus
from db.records.payments import PaidFor
from db.records.rooms import Room
from db.store import Reading, Store

#: What can be changed.
MAY = (*OPEN, Status.CONFIRMED)


@dataclass(frozen=True, slots=True)
class ChangeWish:
    """How a booking shall be from now on. `ground` is the 減免事由 that holds."""

    room_id: UUID
    day: date
    slots: tuple[str, ...]
    purpose: str
    users: int
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Changing:
    """A booking as it is, before anything of it is changed."""

    card: BookingCard
    ground: str
    loaded: LoadedRows


@dataclass(frozen=True, slots=True)
class ChangeOffer:
    """What a change would come to (yen), or why it cannot be.

    `fee` is the fee from then on, `more` is still to be paid, `back` is paid back.
    """

    before: int
    fee: int
    more: int
    back: int
    lines: tuple[FeeLine, ...]
    explained: tuple[Explained, ...]
    grounds: tuple[str, ...]
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change came to (yen); `refund` is the entry of what was paid back."""

    more: int
    back: int
    refund: Receipt | None


@dataclass(frozen=True, slots=True)
class _Terms:
    terms: Terms
    settled: Settled


class Changes:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        offers: Offers,
        lending: Lending,
        rulebooks: Rulebooks,
    ) -> None:
        self._store = store
        self._clock = clock
        self._offers = offers
        self._lending = lending
        self._rulebooks = rulebooks

    def changing(self, booking_id: UUID) -> Changing:
        """The booking, the ground its fee was reduced by, and what was seen of it."""
        with self._store.read() as session:
            card = bookings.card(session, booking_id)
            room = session.get_one(Room, card.room_id)
            grounds = self._offers.grounds(session, room, card.starts.date())
            rows = frozenset({RowKey("booking", booking_id)})
            loaded = LoadedRows(rows, stale.loaded_now(session))
        return Changing(card, _ground(card, grounds), loaded)

    def offer(self, booking_id: UUID, wish: ChangeWish) -> ChangeOffer:
        """What it would cost, line by line, and what is paid or paid back."""
        today = wall(self._clock()).date()
        with self._store.read() as session:
            card = bookings.card(session, booking_id)
            room = session.get_one(Room, wish.room_id)
            grounds = self._offers.grounds(session, room, wish.day)
            try:
                found = self._terms(session, card, room, wish, today)
            except Refusal as no:
                return ChangeOffer(card.fee, card.fee, 0, 0, (), (), grounds, no)
            terms, settled = found.terms, found.settled
            taken = held_by_others(session, room, terms.starts, terms.ends, card.id)
        return ChangeOffer(
            card.fee,
            settled.fee,
            max(0, settled.fee - card.paid),
            settled.back,
            settled.lines,
            settled.explained,
            grounds,
            taken,
        )

    def change(
        self, staff: str, booking_id: UUID, wish: ChangeWish, loaded: LoadedRows
    ) -> Outcome[Changed]:
        """Move the booking and what is lent with it, and pay back what the rules say.

        RoomTaken, OutOfStock and what the rules have against it; StaleForm when somebody
        else changed it meanwhile; Begun, AwayRoom, NotPermitted, NothingChanged,
        ChangeIsCancel.
        """
        now = self._clock()
        today = wall(now).date()
        with self._store.write(Act("booking.change", staff, now)) as work:
            work.expect(sorted(loaded.rows), loaded.loaded)
            booking = own(work, self._store.site, booking_id, *MAY)
            card = bookings.card(work, booking_id)
            room = work.get_one(Room, wish.room_id)
            found = self._terms(work, card, room, wish, today)
            self._move_loans(work, card, wish.day)
            if wish.ground != _ground(card, (wish.ground, card.ground)):
                ask = found.terms.to_approve
                ask_approval(work, staff, booking, ask, today)
            _write(booking, room, wish, found)
            back = found.settled.back
            refund = self._back(work, booking_id, found.settled) if back else None
        more = max(0, found.settled.fee - card.paid)
        return Outcome.of(Changed(more, back, refund), work)

    def _back(
        self, work: JournaledSession, booking_id: UUID, settled: Settled
    ) -> Receipt:
        due, at = (PaidFor.BOOKING, booking_id), wall(self._clock())
        why = reasons(settled.explained)
        return pay(work, self._store.site, due, -settled.back, at, reason=why)

    def _terms(
        self,
        session: Reading,
        card: BookingCard,
        room: Room,
        wish: ChangeWish,
        today: date,
    ) -> _Terms:
        if room.home != self._store.site:
            raise AwayRoom(room=room.name)
        if card.starts <= wall(self._clock()):
            raise Begun(number=card.number)
        if _same(card, wish) and _ground(card, (wish.ground,)) == wish.ground:
            raise NothingChanged(number=card.number)
        asked = BookRoom(
            wish.room_id, card.group_id, wish.day, wish.slots,
            wish.purpose, wish.users, wish.ground,
        )  # fmt: skip
        starts, ends = self._offers.span(session, room, asked)
        inside = card.starts <= starts and ends <= card.ends
        moved = room.id != card.room_id or not inside
        terms = self._offers.changed(session, room, asked, today, moved=moved)
        priced = terms.quote.plus(self._equipment(session, card, room, asked))
        terms = replace(terms, quote=priced)
        place = self._rulebooks.on(session, card.starts.date()).place(card.room)
        settled = settle(place, card, priced, today)
        told = (*settled.explained, *_no_longer(card))
        return _Terms(terms, replace(settled, explained=told))

    def _equipment(
        self, session: Reading, card: BookingCard, room: Room, wish: BookRoom
    ) -> Sequence[FeeLine]:
        """What is lent with it costs what it did, or on another day what it does then."""
        kept = [
            line for line in kept_lines(card.fee_lines) if line.kind is LineKind.EQUIPMENT
        ]
        held = _held_loans(session, card.id)
        if not held or wish.day == card.starts.date():
            return kept
        wanted = tuple(
            Wanted(line.kind_id, line.quantity)
            for loan in held
            for line in loans.card(session.read, loan).lines
        )
        terms = self._lending.with_room(session, room, replace(wish, equipment=wanted))
        assert terms is not None
        if terms.refusals:
            raise terms.refusals[0]
        return terms.lines

    def _move_loans(self, work: JournaledSession, card: BookingCard, day: date) -> None:
        if day == card.starts.date():
            return
        for row in loans.of_booking(work.read, card.id):
            if row.status == LoanStatus.HANDED_OVER:
                raise StillOut(what=row.what)
        for key in _held_loans(work, card.id):
            loan = work.get_one(Loan, key)
            loan.first_on = loan.last_on = day


def _held_loans(session: Reading, booking_id: UUID) -> Sequence[UUID]:
    return [
        row.id
        for row in loans.of_booking(session.read, booking_id)
        if row.status in (LoanStatus.CONFIRMED, LoanStatus.PROVISIONAL)
    ]


def _write(booking: Booking, room: Room, wish: ChangeWish, found: _Terms) -> None:
    terms, settled = found.terms, found.settled
    booking.room_id = room.id
    booking.purpose = terms.purpose
    booking.users = wish.users
    booking.slots = "・".join(wish.slots)
    booking.starts, booking.ends = terms.starts, terms.ends
    booking.busy_until = terms.busy_until(room.turnaround)
    booking.ground = wish.ground
    booking.fee = settled.fee
    booking.reduction = terms.quote.reduction
    booking.fee_lines = kept_text(settled.lines)
    if booking.held_until is not None:
        booking.held_until = min(booking.held_until, terms.starts)


def _no_longer(card: BookingCard) -> Iterator[Explained]:
    """特別の料金 was for the use as it was."""
    for line in kept_lines(card.fee_lines):
        if line.kind is LineKind.SPECIAL:
            what = f"{line.what} {yen(line.amount)}"
            told = f"特別の料金（{what}）は、変更後の使用料に入れていません"
            yield Explained(f"{told}。要るときは、変えた後に決めてください", line.rule)


def _same(card: BookingCard, wish: ChangeWish) -> bool:
    now = (card.room_id, card.starts.date(), card.slots, card.purpose, card.users)
    then = (wish.room_id, wish.day, "・".join(wish.slots), wish.purpose, wish.users)
    return now == then


def _ground(card: BookingCard, grounds: Sequence[str]) -> str:
    """The ground that a line of the fee names: 市が主催する事業(免除)."""
    reduced = [
        line.what
        for line in kept_lines(card.fee_lines)
        if line.kind is LineKind.REDUCTION
    ]
    found = (
        ground
        for ground in grounds
        if ground and any(what.startswith(f"{ground}(") for what in reduced)
    )
    return next(found, "")
