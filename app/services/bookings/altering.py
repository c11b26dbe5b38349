"""What a change of bookings comes to, and writing it, as part of an entry."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.money import yen
from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.rules.cutting import cuts_text, kept_cuts
from app.rules.fees import FeeLine, LineKind, Quote, kept_lines, kept_text
from app.rules.use.asked import Question, facts_in, kept, questions
from app.rules.use.waiving import Waived
from app.services.blockings.exempting import exempt
from app.services.bookings.approvals import approval_of, note_approval
from app.services.bookings.asking import ChangeWish, aircon_of, asked_of, same
from app.services.bookings.deadlines import Deadlines
from app.services.bookings.refusals import AwayRoom, Begun, NothingChanged
from app.services.bookings.repricing import since, whole
from app.services.bookings.settling import Settled, settle
from app.services.bookings.states import OPEN, owing_more
from app.services.held import busy
from app.services.loans.lending import Lending
from app.services.loans.refusals import StillOut
from app.services.offered import BookRoom, Wanted
from app.services.offers import Offers, Terms
from app.services.rulebooks import Rulebooks
from app.services.waivers import grant
from app.services.weighing import blockings_waived, weigh
from db.journal.capture import JournaledSession
from db.queries import loans
from db.queries.bookings import BookingCard
from db.records.bookings import Booking, Status
from db.records.loans import Loan, LoanStatus
from db.records.rooms import Room
from db.store import Reading

#: What can be changed.
MAY = (*OPEN, Status.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Altered:
    """A booking as it was, and what it is to be, on which terms."""

    card: BookingCard
    room: Room
    wish: ChangeWish
    terms: Terms
    settled: Settled

    @property
    def other_ground(self) -> bool:
        """Whether the fee is reduced by another 減免事由 than before, or by none."""
        return self.wish.ground != self.card.reduced_by

    @property
    def more(self) -> int:
        """Yen that are still to be paid then."""
        return max(0, self.settled.fee - self.card.paid)

    def waived_in(self, session: Reading) -> tuple[Waived, ...]:
        """What an exception is made from, by rules and by 利用停止."""
        use = self.terms.starts, self.terms.ends
        shut = blockings_waived(session, self.room, *use, self.wish.waiver)
        return (*self.terms.waived, *shut)


class Altering:
    def __init__(
        self,
        site: str,
        clock: Clock,
        offers: Offers,
        lending: Lending,
        rulebooks: Rulebooks,
        deadlines: Deadlines,
    ) -> None:
        self._site = site
        self._clock = clock
        self._offers = offers
        self._lending = lending
        self._rulebooks = rulebooks
        self._deadlines = deadlines

    def terms(
        self,
        session: Reading,
        card: BookingCard,
        wish: ChangeWish,
        besides: Collection[UUID] = (),
        beside: Sequence[BookRoom] = (),
    ) -> Altered:
        """What it would be. Whether others have the room is not asked here.

        Of what is changed with it, `besides` are the bookings as they were, `beside` is
        how those shall be that were asked about before.
        Raises what the rules have against it; AwayRoom, Begun, NothingChanged,
        ChangeIsCancel, OutOfStock.
        """
        now = wall(self._clock())
        room = session.get_one(Room, wish.room_id)
        if room.home != self._site:
            raise AwayRoom(room=room.name)
        if card.starts <= now:
            raise Begun(number=card.number)
        if same(card, wish):
            raise NothingChanged(number=card.number)
        asked = asked_of(card, wish)
        starts, ends = self._offers.span(session, room, asked)
        if stays := _stays(card, asked):
            ends = card.ends
        inside = card.starts <= starts and ends <= card.ends
        otherwise = asked.facts != facts_in(card.facts)
        moved = room.id != card.room_id or not inside or otherwise
        terms = self._offers.changed(
            session,
            room,
            asked,
            now.date(),
            {card.id, *besides},
            beside,
            moved=moved,
        )
        lent = self._equipment(session, card, room, asked)
        priced = terms.quote.plus(lent)
        if stays:
            priced = self._cut(session, card, room, asked, lent)
        terms = replace(terms, ends=ends, quote=priced)
        place = self._rulebooks.on(session, card.starts.date()).place(card.room)
        settled = settle(place, card, priced, now.date())
        told = (*settled.explained, *_no_longer(card))
        return Altered(card, room, wish, terms, replace(settled, explained=told))

    def questions(self, session: Reading, room: Room, day: date) -> Sequence[Question]:
        """What the rules want to know of a use there."""
        return questions(self._rulebooks.on(session, day).place(room.name))

    def waivable(
        self, session: Reading, card: BookingCard, wish: ChangeWish, no: Refusal
    ) -> str:
        """The rule by which an exception can be made for a change that is refused; empty
        where it was not the rules that refused it, or none lets it pass."""
        book = self._rulebooks.on(session, wish.day)
        room = session.get_one(Room, wish.room_id).name
        today = wall(self._clock()).date()
        weighed = weigh(session, book, room, asked_of(card, wish), today, [card.id])
        first = weighed.no("")
        return weighed.waivable if first and first.code == no.code else ""

    def write(self, work: JournaledSession, altered: Sequence[Altered]) -> None:
        """Move bookings and what is lent with them, all at once: one may take the place
        of the next. RoomTaken, OutOfStock, StillOut."""
        lent = [
            key for each in altered for key in lent_with(work, each.card, each.wish.day)
        ]
        loaned = [(work.get_one(Loan, key), day) for key, day in lent]
        found = [work.get_one(Booking, each.card.id) for each in altered]
        for loan, day in loaned:
            loan.first_on = loan.last_on = day
        now = wall(self._clock())
        asked = [each for each in altered if each.other_ground]
        answers = {
            each.card.id: approval_of(work, each.terms.to_approve, now.date())
            for each in asked
        }
        for each in altered:
            if each.wish.waiver:
                use = busy(each.room, each.terms.starts, each.terms.ends)
                exempt(work, each.card.id, each.room.id, use, each.wish.waiver)
        dearer = []
        for booking, each in zip(found, altered, strict=True):
            _write(booking, each)
            if booking.fee > each.card.fee:
                dearer.append(booking)
            if answer := answers.get(booking.id):
                note_approval(booking, answer)
        work.flush()
        for booking in dearer:
            owing_more(self._deadlines, work, booking, now)
        for each in altered:
            grant(work, each.card.id, each.terms.waived, each.wish.waiver)

    def _cut(
        self,
        session: Reading,
        card: BookingCard,
        room: Room,
        asked: BookRoom,
        lent: Sequence[FeeLine],
    ) -> Quote:
        """What a use costs that was cut short and stays so."""
        wish, only = whole(card, asked), (LineKind.CUT,)
        today = wall(self._clock()).date()
        terms = self._offers.changed(session, room, wish, today, {card.id}, moved=False)
        quote = terms.quote.plus(lent)
        return quote.plus(since(session, self._rulebooks, card, wish, quote, only))

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


def _stays(card: BookingCard, wish: BookRoom) -> bool:
    """Whether only what is said of a use changes that was cut short: it stays so."""
    use = wish.room_id, wish.day, "・".join(wish.slots)
    return bool(kept_cuts(card.cuts)) and use == (
        card.room_id,
        card.starts.date(),
        card.slots,
    )


def lent_with(
    work: JournaledSession, card: BookingCard, day: date
) -> Sequence[tuple[UUID, date]]:
    """The loans that move with a booking to a day, and that day. StillOut."""
    if day == card.starts.date():
        return ()
    for row in loans.of_booking(work.read, card.id):
        if row.status == LoanStatus.HANDED_OVER:
            raise StillOut(what=row.what)
    return [(key, day) for key in _held_loans(work, card.id)]


def _held_loans(session: Reading, booking_id: UUID) -> Sequence[UUID]:
    return [
        row.id
        for row in loans.of_booking(session.read, booking_id)
        if row.status in (LoanStatus.CONFIRMED, LoanStatus.PROVISIONAL)
    ]


def _write(booking: Booking, altered: Altered) -> None:
    room, wish = altered.room, altered.wish
    terms, settled = altered.terms, altered.settled
    booking.room_id = room.id
    booking.purpose = terms.purpose
    booking.users = wish.users
    booking.slots = "・".join(wish.slots)
    booking.starts, booking.ends = terms.starts, terms.ends
    booking.busy_from, booking.busy_until = busy(room, terms.starts, terms.ends)
    booking.ground = wish.ground
    booking.fee = settled.fee
    booking.reduction = terms.quote.reduction
    booking.fee_lines = kept_text(settled.lines)
    booking.aircon = aircon_of(altered.card, wish)
    booking.facts = kept(asked_of(altered.card, wish).facts)
    if not any(line.kind is LineKind.CUT for line in settled.lines):
        booking.cuts = cuts_text(())
    if booking.held_until is not None:
        booking.held_until = min(booking.held_until, terms.starts)


def _no_longer(card: BookingCard) -> Iterator[Explained]:
    """特別の料金 was for the use as it was."""
    for line in kept_lines(card.fee_lines):
        if line.kind is LineKind.SPECIAL:
            what = f"{line.what} {yen(line.amount)}"
            told = f"特別の料金（{what}）は、変更後の使用料に入れていません"
            yield Explained(f"{told}。要るときは、変えた後に決めてください", line.rule)
