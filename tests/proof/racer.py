"""A clerk among several who want the same rooms: what was asked, and what was told.

Books, holds, applies, moves, cancels, takes from the waiting list, lets holds lapse and
takes back what was just done; also with bookings that another clerk has made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

from app.kit.outcome import Outcome
from app.services.blockings import BlockingKind, BlockRooms, InTheWay, Stretch
from app.services.blockings.refusals import NotInForce
from app.services.bookings import (
    BookingCard,
    BookRoom,
    ChangeWish,
    NotPermitted,
    StaleForm,
    as_it_is,
)
from app.services.bookings.refusals import NothingChanged
from app.services.held import busy
from app.services.requests import AskRequest, Fate, RequestLine, Scope
from app.services.requests.requests import NothingTaken
from app.services.requests.series import NothingToCome
from app.services.waiting import Entry
from app.services.waiting.waiting import AlreadyWaiting
from db.journal import log
from db.journal.amend import BuiltUpon, ChangedSince
from db.journal.entry import Dot
from db.occupancy import NotFree
from db.queries import today
from db.queries.blockings import blockings_in
from db.queries.today import BookingRow
from db.records.rooms import Room
from db.refusal import RowGone
from db.session import Session
from db.trouble import Busy
from tests.proof.told import Became, Kept, Lost, Span, Time, Told, Undo
from tests.proof.workplace import Opened, Workplace

SLOTS = ("午前",), ("午後",), ("夜間",), ("全日",), ("午前", "午後"), ("午後", "夜間")
#: Open days for which bookings are taken on the day that the clock shows.
DAYS = [date(2026, 12, 1) + timedelta(days=ahead) for ahead in range(20)]
#: What somebody else may have done meanwhile: told in plain words, nothing happened.
TOO_LATE = (
    *(NotPermitted, StaleForm, NothingChanged, RowGone, ChangedSince, BuiltUpon),
    *(AlreadyWaiting, NothingTaken, NothingToCome, NotInForce),
)


class Racer:
    def __init__(self, place: Workplace, opened: Opened, random: Random) -> None:
        self.told = Told()
        self._place, self._opened, self._random = place, opened, random
        self._desk, self._staff = opened.desk, place.actor.key
        self._undo: Undo | None = None
        self._acts: dict[str, tuple[int, Callable[[], str]]] = {
            "booked": (36, self.book),
            "held": (10, self.hold),
            "applied": (4, self.apply),
            "taken": (6, self.take),
            "moved": (18, self.move),
            "cancelled": (14, self.cancel),
            "asked for a series": (4, self.ask_for_series),
            "moved a series": (4, self.move_series),
            "cancelled a series": (2, self.cancel_series),
            "lapsed": (2, self.lapse),
            "blocked": (4, self.block),
            "lifted": (3, self.lift),
            "taken back": (6, self.take_back),
        }

    def act(self) -> None:
        names, weights = [*self._acts], [weight for weight, _ in self._acts.values()]
        [name] = self._random.choices(names, weights)
        began = perf_counter()
        try:
            self.told.done[self._acts[name][1]()] += 1
        except TOO_LATE:
            self.told.done["too late"] += 1
        except Busy:
            self.told.done["busy"] += 1
        except Exception as bug:
            self.told.wrong.append(f"{name}: {type(bug).__name__} {bug}")
        self.told.seconds.append(perf_counter() - began)

    def book(self) -> str:
        wish = self._wish()
        return self._won(wish, "booked", self._desk.bookings.book)

    def hold(self) -> str:
        wish, until = self._wish(), self._opened.clock.now.date()

        def hold(staff: str, wish: BookRoom) -> Outcome[Any]:
            days = timedelta(days=self._random.randrange(2))
            return self._desk.bookings.hold(staff, wish, until + days)

        return self._won(wish, "held", hold)

    def apply(self) -> str:
        return self._won(self._wish(), "applied", self._desk.bookings.take_application)

    def take(self) -> str:
        """Somebody waits for a slot, and is asked at once."""
        wish = self._wish()
        assert wish.group_id is not None
        entry = Entry(
            wish.room_id, wish.group_id, wish.day, wish.slots, wish.purpose, wish.users
        )
        key = self._desk.waiting.enter(self._staff, entry).value

        def take(staff: str, _: BookRoom) -> Outcome[str]:
            return self._desk.waiting.take(staff, key)

        answer = self._won(wish, "taken", take)
        if answer != "taken":
            self._desk.waiting.decline(self._staff, key)
        return answer

    def move(self) -> str:
        """To another room, day or time, whoever has made the booking."""
        if (row := self._some()) is None:
            return "nothing there"
        wish = self._wish()
        changing = self._desk.changes.changing(row.id)
        other = ChangeWish(
            wish.room_id, wish.day, wish.slots, changing.card.purpose, changing.card.users
        )

        def change(staff: str, _: BookRoom) -> Outcome[Any]:
            return self._desk.changes.change(staff, row.id, other, changing.loaded)

        return self._won(wish, "moved", change, changing.card)

    def cancel(self) -> str:
        if (row := self._some()) is None:
            return "nothing there"
        done = self._desk.bookings.cancel(self._staff, row.id)
        self._gone(row.number, done.entry)
        assert done.entry is not None
        card = self._desk.bookings.card(row.id)
        self._undo = Undo((row.number,), done.entry, Became.BACK, (_was(card),))
        return "cancelled"

    def lapse(self) -> str:
        """It has become tomorrow: what was held until today is free again."""
        clock = self._opened.clock
        now = clock.now
        clock.now = now + timedelta(hours=12)
        try:
            lapsed = self._desk.lapses.lapse()
        finally:
            clock.now = now
        for card in lapsed.value:
            self._gone(card.number, lapsed.entry)
        return "lapsed" if lapsed.value else "nothing there"

    def block(self) -> str:
        """A room is not to be had; who has booked it is named."""
        span, since = self._asked(self._wish()), self._entries()
        stretches = (Stretch(*span[1:]),)
        blocks = BlockRooms((span[0],), stretches, BlockingKind.MAINTENANCE, "点検")
        try:
            done = self._desk.blockings.block(self._place.actor, blocks)
        except (InTheWay, NotFree) as refused:
            self._lost([span], since, refused)
            return "told who has it"
        assert done.entry is not None
        self._undo = Undo((), done.entry, Became.GONE)
        return "blocked"

    def lift(self) -> str:
        day = datetime.combine(self._random.choice(DAYS), time.min)
        with self._opened.store.reader() as read:
            rows = blockings_in(read, day, day + timedelta(days=1))
        if not rows:
            return "nothing there"
        key = self._random.choice(rows).id
        card = self._desk.blockings.looked_at(key).card
        done = self._desk.blockings.lift(self._place.actor, [key])
        assert done.entry is not None
        needs = ((card.room_id, card.starts, card.ends),)
        self._undo = Undo((), done.entry, Became.BACK, needs)
        return "lifted"

    def take_back(self) -> str:
        """What this clerk did last, if nobody has built on it."""
        if self._undo is None:
            return "nothing there"
        undo, self._undo = self._undo, None
        since = self._entries()
        try:
            done = self._desk.journal.undo(self._staff, undo.entry)
        except NotFree as taken:
            self._lost(undo.needs, since, taken)
            return "told who has it"
        for number in undo.numbers:
            self.told.note(number, done.entry, undo.then)
        return "taken back"

    def ask_for_series(self) -> str:
        """The same every week; what others have is left out."""
        wish, since = self._wish(), self._entries()
        offer = self._desk.requests.offer(AskRequest(wish, "毎週", DAYS[-1]))
        for line in offer.lines:
            self._told_of(line, since)
        spans = [_span(line) for line in offer.of(Fate.TAKE)]
        try:
            done = self._desk.requests.book(self._staff, offer)
        except NotFree as taken:
            self._lost(spans, since, taken)
            return "told who has it"
        cards = [self._desk.bookings.card(key) for key in done.value.bookings]
        for card in cards:
            self.told.note(card.number, done.entry, _kept(card))
        assert done.entry is not None
        numbers = tuple(card.number for card in cards)
        self._undo = Undo(numbers, done.entry, Became.GONE)
        return "asked for a series"

    def move_series(self) -> str:
        """From one of them on, to another room or slot, but for what others have."""
        if (row := self._some()) is None:
            return "nothing there"
        loaded, since = self._desk.series.loaded(row.id), self._entries()
        card = self._desk.bookings.card(row.id)
        other = self._wish()
        wish = replace(as_it_is(card), room_id=other.room_id, slots=other.slots)
        asked = self._desk.series.changing(row.id, Scope.FOLLOWING, wish)
        lines = [line for line in asked.lines if line.refusal is None]
        change = self._desk.series.change
        try:
            done = change(
                self._staff, row.id, Scope.FOLLOWING, wish, loaded, asked.refused
            )
        except NotFree as taken:
            spans = [self._asked(line.after) for line in lines]
            self._lost(spans, since, taken)
            return "told who has it"
        for line in lines:
            after, number = line.after, line.before.number
            kept = Kept(after.room_id, after.day, "・".join(after.slots))
            self.told.note(number, done.entry, kept)
        assert done.entry is not None
        before = tuple(line.before for line in lines)
        numbers = tuple(card.number for card in before)
        needs = tuple(map(_was, before))
        self._undo = Undo(numbers, done.entry, Became.MOVED_BACK, needs)
        return "moved a series"

    def cancel_series(self) -> str:
        if (row := self._some()) is None:
            return "nothing there"
        done = self._desk.series.cancel(self._staff, row.id, Scope.ALL)
        assert done.entry is not None
        with self._opened.store.read() as session:
            rows = {change.row for change in log.entry(session, done.entry).changes}
        keys = sorted(row.id for row in rows if row.kind == "booking")
        cards = tuple(self._desk.bookings.card(key) for key in keys)
        numbers = tuple(card.number for card in cards)
        for number in numbers:
            self._gone(number, done.entry)
        self._undo = Undo(numbers, done.entry, Became.BACK, tuple(map(_was, cards)))
        return "cancelled a series"

    def _won(
        self,
        wish: BookRoom,
        name: str,
        ask: Callable[[str, BookRoom], Outcome[Any]],
        before: BookingCard | None = None,
    ) -> str:
        since = self._entries()
        try:
            done = ask(self._staff, wish)
        except NotFree as taken:
            self._lost([self._asked(wish)], since, taken)
            return "told who has it"
        made = getattr(done.value, "number", "") or str(done.value)
        number = before.number if before else made
        kept = Kept(wish.room_id, wish.day, "・".join(wish.slots))
        self.told.note(number, done.entry, kept)
        assert done.entry is not None
        then = Became.MOVED_BACK if before else Became.GONE
        self._undo = Undo((number,), done.entry, then, (_was(before),) if before else ())
        return name

    def _lost(self, spans: Iterable[Span], since: int, taken: NotFree | InTheWay) -> None:
        with self._opened.store.read() as session:
            wished = tuple(_with_rest(session, *span) for span in spans)
        until, said = self._entries(), dict(taken.params)
        said.pop("count", None)  # of those in the way the first is named
        self.told.lost.append(Lost(wished, since, until, said))

    def _told_of(self, line: RequestLine, since: int) -> None:
        if isinstance(line.refusal, NotFree):
            self._lost([_span(line)], since, line.refusal)

    def _asked(self, wish: BookRoom | ChangeWish) -> Span:
        with self._opened.store.read() as session:
            room = session.get_one(Room, wish.room_id)
            asked = BookRoom(room.id, None, wish.day, wish.slots)
            return room.id, *self._desk.offers.span(session, room, asked)

    def _gone(self, number: str, entry: Dot | None) -> None:
        self.told.note(number, entry, Became.GONE)

    def _wish(self) -> BookRoom:
        random = self._random
        return BookRoom(
            random.choice([*self._place.parts]),
            random.choice(self._place.groups),
            random.choice(DAYS),
            random.choice(SLOTS),
            "練習",
            20,
        )

    def _some(self) -> BookingRow | None:
        """A booking as this clerk's screen shows it."""
        with self._opened.store.reader() as read:
            rows = today.bookings(read, self._random.choice(DAYS))
        return self._random.choice(rows) if rows else None

    def _entries(self) -> int:
        with self._opened.store.read() as session:
            return log.vector(session)[self._opened.store.site]


def _span(line: RequestLine) -> Span:
    assert line.starts is not None and line.ends is not None
    return line.wish.room_id, line.starts, line.ends


def _with_rest(session: Session, room_id: UUID, starts: datetime, ends: datetime) -> Time:
    room = session.get_one(Room, room_id)
    return Time(room_id, *busy(room, starts, ends))


def _was(card: BookingCard) -> Span:
    return card.room_id, card.starts, card.ends


def _kept(card: BookingCard) -> Kept:
    return Kept(card.room_id, card.starts.date(), card.slots)
