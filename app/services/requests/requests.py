"""Use cases of 申込み: several dates and rooms, weighed and written as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.numbering import fiscal_year, human_number
from app.services.awards.spans import Spans
from app.services.bookings.refusals import NoGroup
from app.services.bookings.writing import Writing
from app.services.loans.lending import Lending
from app.services.offered import BookRoom
from app.services.payments import Receipt, pay_together
from app.services.requests.values import (
    AskRequest,
    Fate,
    Requested,
    RequestLine,
    RequestOffer,
)
from app.services.requests.weigh import Weigher
from app.services.rulebooks import Rulebooks
from app.services.waiting.entering import Entry, enter
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.numbers import next_number
from db.queries import requests, waiting
from db.queries.requests import RequestCard
from db.records.bookings import Booking, Status
from db.records.payments import PaidFor
from db.records.requests import Request
from db.store import Store

#: Writes the bookings of wishes in one of the first states.
Write = Callable[[JournaledSession, Sequence[BookRoom], UUID], Sequence[Booking]]


class NothingTaken(Refusal):
    """No line of it can be had, or all were left out."""

    code = "series.nothing_taken"


class Requests:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        rulebooks: Rulebooks,
        lending: Lending,
        writing: Writing,
    ) -> None:
        self._store = store
        self._clock = clock
        self._rulebooks = rulebooks
        self._lending = lending
        self._writing = writing

    def card(self, request_id: UUID) -> RequestCard:
        with self._store.read() as session:
            return requests.card(session, request_id)

    def offer(self, asked: AskRequest) -> RequestOffer:
        """Every line with its fee, or what stands against it. Writes nothing."""
        today = wall(self._clock()).date()
        with self._store.read() as session:
            return Weigher(session, self._rulebooks, self._lending, today).offer(asked)

    def book(
        self, staff: str, offer: RequestOffer, *, paid: bool = False
    ) -> Outcome[Requested]:
        """Permit all that is taken in an offer and enter what waits, in one entry; when
        `paid`, the fee of all is received with it, under one number.

        All or nothing: raises the first thing that stands against any of it by now,
        RoomTaken and OutOfStock with who has it. NothingTaken, NoGroup.
        """
        write: Write = self._writing.permit
        return self._request("request.book", staff, offer, write, paid=paid)

    def hold(self, staff: str, offer: RequestOffer, until: date) -> Outcome[Requested]:
        """仮予約 of all, to the end of a day, or until each use begins. As `book`;
        AwayRoom, NotThatDeadline."""

        def write(
            work: JournaledSession, wishes: Sequence[BookRoom], request_id: UUID
        ) -> Sequence[Booking]:
            return self._writing.hold(work, wishes, until, request_id)

        return self._request("request.hold", staff, offer, write)

    def take_application(self, staff: str, offer: RequestOffer) -> Outcome[Requested]:
        """申請の受付 of all. As `book`; AwayRoom."""
        return self._request("request.apply", staff, offer, self._writing.apply)

    def _request(
        self,
        verb: str,
        staff: str,
        offer: RequestOffer,
        write: Write,
        *,
        paid: bool = False,
    ) -> Outcome[Requested]:
        now = self._clock()
        if offer.refusal is not None:
            raise offer.refusal
        wishes = [line.wish for line in offer.of(Fate.TAKE)]
        if not wishes:
            raise NothingTaken()
        with self._store.write(Act(verb, staff, now)) as work:
            request = self._record(work, wishes[0], offer.repeat)
            entries = self._entries(work, offer.of(Fate.WAIT))
            booked = write(work, wishes, request.id)
            work.add(request)
            for spans, entry in entries:
                enter(work, spans, entry, wall(now))
            receipt = self._pay(work, booked) if paid else None
        return Outcome.of(
            Requested(
                request.id,
                request.number,
                tuple(booking.id for booking in booked),
                len(entries),
                sum(booking.fee for booking in booked),
                receipt,
                any(booking.status == Status.PROVISIONAL for booking in booked),
            ),
            work,
        )

    def _record(self, work: JournaledSession, wish: BookRoom, repeat: str) -> Request:
        if wish.group_id is None:
            raise NoGroup()
        today = wall(self._clock()).date()
        year = fiscal_year(today)
        return Request(
            id=work.new_id(),
            number=human_number(work.site, year, next_number(work, "request", year)),
            home=work.site,
            group_id=wish.group_id,
            applied_on=today,
            repeat=repeat,
        )

    def _entries(
        self, work: JournaledSession, lines: Sequence[RequestLine]
    ) -> Sequence[tuple[Spans, Entry]]:
        """Who waits for what, but for what the group waits for already."""
        spans = Spans(work, self._rulebooks)
        found = []
        for line in lines:
            wish = line.wish
            assert wish.group_id is not None
            entry = Entry(
                wish.room_id,
                wish.group_id,
                wish.day,
                wish.slots,
                wish.purpose,
                wish.users,
            )
            span = spans.of(wish.room_id, wish.day, wish.slots)
            asked = wish.group_id, wish.room_id, span.starts, span.ends
            if not waiting.same(work.read, *asked):
                found.append((spans, entry))
        return found

    def _pay(self, work: JournaledSession, booked: Sequence[Booking]) -> Receipt | None:
        parts = [
            ((PaidFor.BOOKING, booking.id), booking.fee)
            for booking in booked
            if booking.fee
        ]
        if not parts:
            return None
        return pay_together(work, self._store.site, parts, wall(self._clock()))
