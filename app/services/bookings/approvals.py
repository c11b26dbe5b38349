"""減免の承認: whether a reduction needs it, who gave it, or why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.rules.fees import LineKind, kept_lines, kept_text
from app.services.bookings.asking import as_it_is, asked_of
from app.services.bookings.deadlines import Deadlines
from app.services.bookings.refusals import NoDenialReason, NotAsked
from app.services.bookings.repricing import since, whole
from app.services.bookings.states import owing_more, own
from app.services.offers import Offers
from app.services.rights import decider, expect_decider
from app.services.rulebooks import Rulebooks
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.queries import bookings
from db.records.bookings import PERMITTED, Approval, Booking, Status
from db.records.rooms import Room
from db.store import Store

MOST_REASON = 200
#: States in which a reduction is still to be decided on.
MAY = (Status.HELD, Status.APPLIED, *PERMITTED, Status.NO_SHOW)


class Answer(NamedTuple):
    """What is known of an approval when a booking is written."""

    approval: Approval
    by: str = ""
    on: date | None = None


def approval_of(work: JournaledSession, ground: str, today: date) -> Answer:
    """A reduction by `ground` (empty: none that needs it) waits for whoever decides;
    asked for by one of these, it is approved."""
    if not ground:
        return Answer(Approval.NONE)
    who = decider(work, work.act.staff)
    return Answer(Approval.GIVEN, who, today) if who else Answer(Approval.ASKED)


def note_approval(booking: Booking, answer: Answer) -> None:
    booking.approval, booking.approved_by, booking.approved_on = answer
    booking.approval_reason = ""


class Approvals:
    """NotDeciding for whoever is no 所長 or 係長."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        offers: Offers,
        rulebooks: Rulebooks,
        deadlines: Deadlines,
    ) -> None:
        self._store = store
        self._clock = clock
        self._offers = offers
        self._rulebooks = rulebooks
        self._deadlines = deadlines

    def approve(self, staff: str, booking_id: UUID) -> Outcome[None]:
        """承認: the reduction stands. NotAsked, AwayRoom, NotPermitted."""
        now = self._clock()
        with self._store.write(Act("booking.approve", staff, now)) as work:
            booking = self._asked(work, booking_id)
            booking.approved_by = expect_decider(work, staff)
            booking.approval = Approval.GIVEN
            booking.approved_on = wall(now).date()
        return Outcome.of(None, work)

    def deny(self, staff: str, booking_id: UUID, reason: str) -> Outcome[int]:
        """不承認: the fee is that without the ground; gives the fee (yen).

        NoDenialReason, NotAsked, AwayRoom, NotPermitted.
        """
        told = checks.line("reason", reason, most=MOST_REASON)
        if not told:
            raise NoDenialReason("reason")
        now = self._clock()
        with self._store.write(Act("booking.deny_reduction", staff, now)) as work:
            booking = self._asked(work, booking_id)
            booking.approved_by = expect_decider(work, staff)
            booking.approval = Approval.DENIED
            booking.approved_on = wall(now).date()
            booking.approval_reason = told
            self._unreduce(work, booking)
            fee = booking.fee
        return Outcome.of(fee, work)

    def _asked(self, work: JournaledSession, booking_id: UUID) -> Booking:
        booking = own(work, self._store.site, booking_id, *MAY)
        if booking.approval != Approval.ASKED:
            raise NotAsked(number=booking.number)
        return booking

    def _unreduce(self, work: JournaledSession, booking: Booking) -> None:
        """Every line as if no reduction had been asked for, with the same money paid."""
        card = bookings.card(work, booking.id)
        room, plain = work.get_one(Room, card.room_id), replace(as_it_is(card), ground="")
        wish = whole(card, asked_of(card, plain))
        terms = self._offers.changed(
            work, room, wish, card.applied_on, {card.id}, moved=False
        )
        before = kept_lines(card.fee_lines)
        lent = [line for line in before if line.kind is LineKind.EQUIPMENT]
        quote = terms.quote.plus(lent)
        lines = [*quote.lines, *since(work, self._rulebooks, card, wish, quote)]
        booking.fee, booking.reduction = sum(x.amount for x in lines), quote.reduction
        booking.fee_lines = kept_text(lines)
        if booking.fee > card.fee:
            owing_more(self._deadlines, work, booking, wall(self._clock()))
