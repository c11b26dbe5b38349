"""Use cases of キャンセル待ち: enter, offer, note a call, take, decline, lapse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.labels import moment
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.numbering import fiscal_year, human_number
from app.rules.use.asked import facts_in
from app.services.awards.award import Award, award
from app.services.awards.spans import Spans
from app.services.bookings.deadlines import Deadlines
from app.services.closed import expect_open
from app.services.offered import BookRoom
from app.services.offers import MOST_USERS
from app.services.rulebooks import Rulebooks
from app.services.under_lottery import expect_left_out, expect_undrawn
from app.services.waiting.entering import Entry, enter
from app.services.waiting.judging import expect, expect_of_use, waivable
from app.services.waivers import grant
from app.services.weighing import NoSlot, crowded, far_off
from db.journal import people
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.numbers import next_number
from db.queries import waiting
from db.queries.waiting import WaitingRow
from db.records.rooms import Room
from db.records.waiting import Waiting as Record
from db.records.waiting import WaitingStatus
from db.store import Reading, Store

__all__ = ["Entry", "Waiting", "WaitingRow"]

MOST_SAID, MOST_PURPOSE = 100, 100


class AlreadyWaiting(Refusal):
    """The group waits for this room and time already."""

    code = "waiting.already"


class NotWaiting(Refusal):
    """The entry is not in the state this action needs."""

    code = "waiting.not_waiting"


class OfferWhen(checks.FieldRefused):
    """An offer ends today or later, and not after the day of use."""

    code = "waiting.offer_when"


class UsePast(Refusal):
    """The time waited for has begun."""

    code = "waiting.past"


class Waiting:
    def __init__(
        self, store: Store, clock: Clock, rulebooks: Rulebooks, deadlines: Deadlines
    ) -> None:
        self._store = store
        self._clock = clock
        self._rulebooks = rulebooks
        self._deadlines = deadlines

    def listed(self) -> Sequence[WaitingRow]:
        """All for uses of today and later, slot by slot."""
        midnight = datetime.combine(wall(self._clock()).date(), time.min)
        with self._store.reader() as read:
            return waiting.listed(read, midnight)

    def entry(self, key: UUID) -> WaitingRow:
        with self._store.reader() as read:
            return waiting.of(read, key)

    def to_ask(self) -> Sequence[WaitingRow]:
        """Who is next for time that has become free."""
        with self._store.reader() as read:
            return waiting.to_ask(read, self._store.site, wall(self._clock()))

    def enter(self, staff: str, entry: Entry) -> Outcome[UUID]:
        """Raises AlreadyWaiting, UsePast, FarDay, TooManyForRoom, PlaceClosed, what the
        rules have against the group."""
        if not entry.slots:
            raise NoSlot()
        checks.line("purpose", entry.purpose, most=MOST_PURPOSE, required=True)
        checks.number("users", str(entry.users), least=1, most=MOST_USERS)
        now = self._clock()
        with self._store.write(Act("waiting.enter", staff, now)) as work:
            spans = Spans(work, self._rulebooks)
            span = spans.of(entry.room_id, entry.day, entry.slots)
            if span.starts <= wall(now):
                raise UsePast()
            today = wall(now).date()
            if no := far_off(entry.day, today) or crowded(span.room, entry.users):
                raise no
            expect_open(work, entry.room_id, span.starts, span.ends)
            book, wish = spans.book(entry.day), _asked(entry)
            expect_of_use(work, book, span.room.name, wish, today)
            if waiting.same(
                work.read, entry.group_id, entry.room_id, span.starts, span.ends
            ):
                raise AlreadyWaiting()
            made = enter(work, spans, entry, wall(now))
            self._note(work, made, staff, entry.said)
        return Outcome.of(made.id, work)

    def offer(self, staff: str, key: UUID, until: date, said: str = "") -> Outcome[None]:
        """案内: it is theirs if they say so by the end of the day `until`. OfferWhen;
        UnderLottery while a draw may give it out, PlaceClosed."""
        now = self._clock()
        with self._store.write(Act("waiting.offer", staff, now)) as work:
            record = _in(work, key, WaitingStatus.WAITING)
            if not wall(now).date() <= until <= record.starts.date():
                raise OfferWhen("offer_until", day=full(record.starts.date()))
            expect_undrawn(work, record.room_id, record.starts.date())
            expect_open(work, record.room_id, record.starts, record.ends)
            self._note(work, record, staff, said)
            record.status, record.offer_until = WaitingStatus.OFFERED, until
        return Outcome.of(None, work)

    def note(self, staff: str, key: UUID, said: str) -> Outcome[None]:
        """A call that settled nothing: nobody there, will call back."""
        checks.line("said", said, most=MOST_SAID, required=True)
        with self._store.write(Act("waiting.note", staff, self._clock())) as work:
            record = _in(work, key, WaitingStatus.WAITING, WaitingStatus.OFFERED)
            self._note(work, record, staff, said)
        return Outcome.of(None, work)

    def take(
        self, staff: str, key: UUID, said: str = "", waiver: str = ""
    ) -> Outcome[str]:
        """They take it: the booking is written; its number. `waiver` is the reason for an
        exception from the rules.

        Raises what stands against it, RoomTaken with who has it, UnderLottery,
        PlaceClosed, NotDeciding.
        """
        now = self._clock()
        with self._store.write(Act("waiting.take", staff, now)) as work:
            record = _in(work, key, WaitingStatus.WAITING, WaitingStatus.OFFERED)
            if record.starts <= wall(now):
                raise UsePast()
            today = wall(now).date()
            span = range(record.quarter, record.quarter + record.quarters)
            expect_left_out(work, record.room_id, record.starts.date(), span)
            expect_open(work, record.room_id, record.starts, record.ends)
            spans, wish = Spans(work, self._rulebooks), _wish(record, waiver)
            book, room = spans.book(wish.day), self._room(work, record)
            passed = expect(work, book, room, wish, today)
            year = fiscal_year(today)
            number = human_number(
                self._store.site, year, next_number(work, "booking", year)
            )
            won = Award(work.new_id(), number, record.group_id, wish)
            booking = award(work, spans, self._deadlines, won, wall(now))
            grant(work, booking.id, passed, waiver)
            self._note(work, record, staff, said)
            record.status = WaitingStatus.TAKEN
        return Outcome.of(number, work)

    def waivable(self, key: UUID) -> str:
        """The rule by which it can be taken as an exception; empty without one."""
        with self._store.read() as session:
            record = session.get_one(Record, key)
            room, today = self._room(session, record), wall(self._clock()).date()
            book = self._rulebooks.on(session, record.starts.date())
            return waivable(session, book, room, _wish(record), today)

    def _room(self, session: Reading, record: Record) -> str:
        return session.get_one(Room, record.room_id).name

    def decline(self, staff: str, key: UUID, said: str = "") -> Outcome[None]:
        """They do not want it any more: the next one is asked."""
        return self._end(staff, key, said, WaitingStatus.DECLINED, "waiting.decline")

    def lapse(self, staff: str, key: UUID, said: str = "") -> Outcome[None]:
        """No answer in time: the next one is asked."""
        return self._end(staff, key, said, WaitingStatus.LAPSED, "waiting.lapse")

    def _end(
        self, staff: str, key: UUID, said: str, status: WaitingStatus, verb: str
    ) -> Outcome[None]:
        with self._store.write(Act(verb, staff, self._clock())) as work:
            record = _in(work, key, WaitingStatus.WAITING, WaitingStatus.OFFERED)
            self._note(work, record, staff, said)
            record.status = status
        return Outcome.of(None, work)

    def _note(
        self, work: JournaledSession, record: Record, staff: str, said: str
    ) -> None:
        """A line more: R8.12.5 13:00 渡邊 千恵子：留守"""
        said = checks.line("said", said, most=MOST_SAID)
        if said:
            name = people.names(work).get(staff, "")
            line = f"{moment(wall(self._clock()))} {name}：{said}"
            record.note = f"{record.note}\n{line}".strip()


def _asked(entry: Entry) -> BookRoom:
    return BookRoom(
        entry.room_id,
        entry.group_id,
        entry.day,
        entry.slots,
        entry.purpose,
        entry.users,
        facts=entry.facts,
    )


def _wish(record: Record, waiver: str = "") -> BookRoom:
    """What is waited for, as if it were to be booked."""
    return BookRoom(
        record.room_id,
        record.group_id,
        record.starts.date(),
        tuple(record.slots.split("・")),
        record.purpose,
        record.users,
        facts=facts_in(record.facts),
        waiver=waiver.strip(),
    )


def _in(work: JournaledSession, key: UUID, *wanted: WaitingStatus) -> Record:
    record = work.get_one(Record, key)
    if record.status not in wanted:
        raise NotWaiting()
    return record
