"""What every clerk of a race has at hand, and how answers are noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from app.kit.outcome import Outcome
from app.services.blockings import InTheWay
from app.services.bookings import BookingCard, BookRoom, ChangeWish
from app.services.held import busy
from db.journal import log
from db.journal.entry import Dot
from db.occupancy import NotFree
from db.queries import today
from db.queries.today import BookingRow
from db.records.rooms import Room
from db.session import Session
from tests.proof.told import Became, Kept, Lost, Span, Time, Told, Undo
from tests.proof.workplace import Opened, Workplace

SLOTS = ("午前",), ("午後",), ("夜間",), ("全日",), ("午前", "午後"), ("午後", "夜間")
#: Open days for which bookings are taken on the day that the clock shows.
DAYS = [date(2026, 12, 1) + timedelta(days=ahead) for ahead in range(20)]


class AtDesk:
    def __init__(self, place: Workplace, opened: Opened, random: Random) -> None:
        self.place, self.opened, self.random = place, opened, random
        self.desk, self.staff = opened.desk, place.actor.key
        self.told = Told()
        self.undo: Undo | None = None

    def won(
        self,
        wish: BookRoom,
        name: str,
        ask: Callable[[str, BookRoom], Outcome[Any]],
        before: BookingCard | None = None,
    ) -> str:
        since = self.entries()
        try:
            done = ask(self.staff, wish)
        except NotFree as taken:
            self.lost([self.asked(wish)], since, taken)
            return "told who has it"
        made = getattr(done.value, "number", "") or str(done.value)
        number = before.number if before else made
        kept = Kept(wish.room_id, wish.day, "・".join(wish.slots))
        self.told.note(number, done.entry, kept)
        assert done.entry is not None
        then = {number: Became.MOVED_BACK if before else Became.GONE}
        self.undo = Undo(done.entry, then, (was(before),) if before else ())
        return name

    def lost(self, spans: Iterable[Span], since: int, taken: NotFree | InTheWay) -> None:
        with self.opened.store.read() as session:
            wished = tuple(_with_rest(session, *span) for span in spans)
        until, said = self.entries(), dict(taken.params)
        said.pop("count", None)  # of those in the way the first is named
        self.told.lost.append(Lost(wished, since, until, said))

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """As if it were another time."""
        clock = self.opened.clock
        now = clock.now
        clock.now = moment.replace(tzinfo=now.tzinfo)
        try:
            yield
        finally:
            clock.now = now

    def asked(self, wish: BookRoom | ChangeWish) -> Span:
        with self.opened.store.read() as session:
            room = session.get_one(Room, wish.room_id)
            asked = BookRoom(room.id, None, wish.day, wish.slots)
            return room.id, *self.desk.offers.span(session, room, asked)

    def gone(self, number: str, entry: Dot | None) -> None:
        self.told.note(number, entry, Became.GONE)

    def wish(self) -> BookRoom:
        random = self.random
        return BookRoom(
            random.choice([*self.place.parts]),
            random.choice(self.place.groups),
            random.choice(DAYS),
            random.choice(SLOTS),
            "練習",
            20,
        )

    def some(self) -> BookingRow | None:
        """A booking as this clerk's screen shows it."""
        with self.opened.store.reader() as read:
            rows = today.bookings(read, self.random.choice(DAYS))
        return self.random.choice(rows) if rows else None

    def entries(self) -> int:
        with self.opened.store.read() as session:
            return log.vector(session)[self.opened.store.site]


def _with_rest(session: Session, room_id: UUID, starts: datetime, ends: datetime) -> Time:
    room = session.get_one(Room, room_id)
    return Time(room_id, *busy(room, starts, ends))


def was(card: BookingCard) -> Span:
    return card.room_id, card.starts, card.ends
