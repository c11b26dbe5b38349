"""A clerk among several who want the same rooms: what was asked, and what was told.

Books, holds, applies, moves, cancels, takes from the waiting list, lets holds lapse and
takes back what was just done; also with bookings that another clerk has made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

from app.kit.outcome import Outcome
from app.services.bookings import (
    BookingCard,
    BookRoom,
    ChangeWish,
    NotPermitted,
    StaleForm,
)
from app.services.bookings.refusals import NothingChanged
from app.services.waiting import Entry
from app.services.waiting.waiting import AlreadyWaiting
from db.journal import log
from db.journal.amend import BuiltUpon, ChangedSince
from db.journal.entry import Dot
from db.occupancy import RoomTaken
from db.queries import today
from db.queries.today import BookingRow
from db.records.rooms import Room
from db.refusal import RowGone
from db.trouble import Busy
from tests.proof.workplace import Opened, Workplace

SLOTS = ("午前",), ("午後",), ("夜間",), ("全日",), ("午前", "午後"), ("午後", "夜間")
#: Open days for which bookings are taken on the day that the clock shows.
DAYS = [date(2026, 12, 1) + timedelta(days=ahead) for ahead in range(20)]
#: What somebody else may have done meanwhile: told in plain words, nothing happened.
TOO_LATE = (
    *(NotPermitted, StaleForm, NothingChanged, RowGone, ChangedSince, BuiltUpon),
    AlreadyWaiting,
)


@dataclass(frozen=True, slots=True)
class Lost:
    """A wish that met another's booking, and what was said of it.

    `since` and `until` are how many entries there were before and after.
    """

    room_id: UUID
    starts: datetime
    busy_until: datetime
    since: int
    until: int
    said: dict[str, object]


class Fate(StrEnum):
    """What became of a booking: gone, kept again, or only somewhere else again."""

    GONE = "gone"
    BACK = "back"
    MOVED_BACK = "moved back"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a booking was said to be."""

    room_id: UUID
    day: date
    slots: str


@dataclass
class Told:
    """What a process was told at its desk; seconds are how long each answer took.

    `said` has number and entry of each answer that changed a booking.
    """

    said: list[tuple[str, int, Kept | Fate]] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def note(self, number: str, entry: Dot | None, what: Kept | Fate) -> None:
        assert entry is not None
        self.said.append((number, entry.seq, what))


@dataclass(frozen=True, slots=True)
class Undo:
    """What can be taken back: its entry, what that comes to, and the booking as it was
    before, if it was."""

    number: str
    entry: Dot
    then: Fate
    before: BookingCard | None


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
            "lapsed": (2, self.lapse),
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
        self._undo = Undo(row.number, done.entry, Fate.BACK, card)
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

    def take_back(self) -> str:
        """What this clerk did last, if nobody has built on it."""
        if self._undo is None:
            return "nothing there"
        undo, self._undo = self._undo, None
        since, card = self._entries(), undo.before
        try:
            done = self._desk.journal.undo(self._staff, undo.entry)
        except RoomTaken as taken:
            assert card is not None
            self._lost(card.room_id, (card.starts, card.ends), since, taken)
            return "told who has it"
        self.told.note(undo.number, done.entry, undo.then)
        return "taken back"

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
        except RoomTaken as taken:
            with self._opened.store.read() as session:
                room = session.get_one(Room, wish.room_id)
                span = self._desk.offers.span(session, room, wish)
            self._lost(room.id, span, since, taken)
            return "told who has it"
        made = getattr(done.value, "number", "") or str(done.value)
        number = before.number if before else made
        kept = Kept(wish.room_id, wish.day, "・".join(wish.slots))
        self.told.note(number, done.entry, kept)
        assert done.entry is not None
        then = Fate.MOVED_BACK if before else Fate.GONE
        self._undo = Undo(number, done.entry, then, before)
        return name

    def _lost(
        self, room_id: UUID, span: tuple[datetime, datetime], since: int, taken: RoomTaken
    ) -> None:
        with self._opened.store.read() as session:
            room = session.get_one(Room, room_id)
        starts, ends = span
        busy_until = ends + timedelta(minutes=room.turnaround)
        until, said = self._entries(), dict(taken.params)
        self.told.lost.append(Lost(room_id, starts, busy_until, since, until, said))

    def _gone(self, number: str, entry: Dot | None) -> None:
        self.told.note(number, entry, Fate.GONE)

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
