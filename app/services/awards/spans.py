"""Rooms, days and slots as the rules and the database count them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from app.rules.book.rulebook import Rulebook
from app.rules.draws.draw import Wish
from app.rules.fees.slots import chosen
from app.services.held import busy
from app.services.rulebooks import Rulebooks
from db.occupancy import quarters
from db.queries import lotteries
from db.reader import EPOCH, QUARTER
from db.records.rooms import Room
from db.store import Reading


@dataclass(frozen=True, slots=True)
class Span:
    """A use of a room, and how long the room is taken up by it."""

    room: Room
    starts: datetime
    ends: datetime
    pieces: int

    @property
    def busy(self) -> tuple[datetime, datetime]:
        return busy(self.room, self.starts, self.ends)

    @property
    def quarters(self) -> range:
        return quarters(*self.busy)


@dataclass(slots=True)
class Spans:
    """Asks the rules and the rooms once for each thing, within one transaction."""

    session: Reading
    rulebooks: Rulebooks
    _rooms: dict[UUID, Room] = field(default_factory=dict)
    _books: dict[date, Rulebook] = field(default_factory=dict)
    _found: dict[tuple[UUID, date, tuple[str, ...]], Span] = field(default_factory=dict)
    _wishes: dict[tuple[UUID, date, tuple[str, ...]], Wish] = field(default_factory=dict)
    _takes: dict[UUID, tuple[str, ...]] = field(default_factory=dict)

    def room(self, key: UUID) -> Room:
        if key not in self._rooms:
            self._rooms[key] = self.session.get_one(Room, key)
        return self._rooms[key]

    def book(self, day: date) -> Rulebook:
        if day not in self._books:
            self._books[day] = self.rulebooks.on(self.session, day)
        return self._books[day]

    def of(self, room_id: UUID, day: date, slots: tuple[str, ...]) -> Span:
        """Raises UnknownSlot, SlotsOverlap, UnknownPlace."""
        key = room_id, day, slots
        if key not in self._found:
            room = self.room(room_id)
            found = chosen(self.book(day).place(room.name), day, slots)
            pieces = sum(len(slot.covers) or 1 for slot in found)
            starts, ends = found[0].starts_on(day), found[-1].ends_on(day)
            self._found[key] = Span(room, starts, ends, pieces)
        return self._found[key]

    def wish(self, room_id: UUID, day: date, slots: tuple[str, ...]) -> Wish:
        """As a list that is drawn from tells it, by whole quarters of an hour."""
        key = room_id, day, slots
        if key not in self._wishes:
            span = self.of(room_id, day, slots)
            taken = span.quarters
            self._wishes[key] = Wish(
                span.room.name,
                "・".join(slots),
                self.takes(room_id),
                stamped(taken.start),
                stamped(taken.stop),
                span.pieces,
            )
        return self._wishes[key]

    def takes(self, room_id: UUID) -> tuple[str, ...]:
        """The names of the undivided rooms that a room takes up."""
        if not self._takes:
            self._takes = {
                room: tuple(sorted(self.room(part).name for part in parts))
                for room, parts in lotteries.parts(self.session).items()
            }
        return self._takes[room_id]


def stamped(quarter: int) -> str:
    """2027-02-03T09:00."""
    return (EPOCH + quarter * QUARTER).isoformat(timespec="minutes")
