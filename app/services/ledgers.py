"""予約台帳 of a week of one room, and of a fiscal year of one group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.kit.wareki import fiscal_year
from app.services.ledger_rooms import ledger_room
from app.services.offered import LedgerRoom
from app.services.rulebooks import Rulebooks
from app.services.under_lottery import under_lottery
from db.queries import blockings, groups, today
from db.queries.blockings import BlockingRow
from db.queries.today import BookingRow, RoomRow
from db.store import Reading, Store

__all__ = ["LedgerWeek", "LedgerYear", "Ledgers"]

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One room on one day, with what is booked there."""

    day: date
    room: LedgerRoom
    bookings: Sequence[BookingRow]
    blockings: Sequence[BlockingRow] = ()


@dataclass(frozen=True, slots=True)
class LedgerWeek:
    """Monday to Sunday of one room; `rooms` are all that can be looked at instead.

    Where there is no room at all, `room` is None and there are no days.
    """

    first: date
    room: RoomRow | None
    days: Sequence[WeekDay]
    rooms: Sequence[RoomRow]


@dataclass(frozen=True, slots=True)
class LedgerYear:
    """A group's bookings of a fiscal year, cancelled and refused ones left out."""

    year: int
    group_id: UUID
    group: str
    bookings: Sequence[BookingRow]


class _Taken(NamedTuple):
    """What takes up a room: its bookings, those of rooms it shares, its blockings."""

    booked: Sequence[BookingRow]
    beside: Sequence[BookingRow]
    blocked: Sequence[BlockingRow]

    def on(self, day: date) -> _Taken:
        """Those of a day."""
        booked, beside = (
            [row for row in rows if row.starts.date() == day]
            for rows in (self.booked, self.beside)
        )
        blocked = [row for row in self.blocked if row.starts.date() == day]
        return _Taken(booked, beside, blocked)


class Ledgers:
    def __init__(self, store: Store, clock: Clock, rulebooks: Rulebooks) -> None:
        self._store, self._clock, self._rulebooks = store, clock, rulebooks

    def week(self, room_id: UUID | None, day: date) -> LedgerWeek:
        """The week around a day; of the first room of this site, if none is named."""
        first = day - timedelta(days=day.weekday())
        since = datetime.combine(first, time.min)
        with self._store.reader() as read:
            rooms = today.rooms(read)
            room = self._room(rooms, room_id)
            if room is None:
                return LedgerWeek(first, None, (), ())
            booked = today.bookings_of_room(read, room.id, since, since + WEEK)
            beside = [
                row
                for other in today.sharing(read).get(room.id, ())
                for row in today.bookings_of_room(read, other, since, since + WEEK)
            ]
            blocked = blockings.blockings_in(read, since, since + WEEK)
        taken = _Taken(booked, beside, [row for row in blocked if row.room_id == room.id])
        asked = wall(self._clock()).date()
        with self._store.read() as session:
            days = [
                self._day(session, room, first + timedelta(days=n), asked, taken)
                for n in range(WEEK.days)
            ]
        return LedgerWeek(first, room, days, rooms)

    def year(self, group_id: UUID, day: date) -> LedgerYear:
        """The fiscal year in which a day lies."""
        year = fiscal_year(day)
        since, until = datetime(year, 4, 1), datetime(year + 1, 4, 1)
        with self._store.reader() as read:
            booked = today.bookings_of_group(read, group_id, since, until)
        with self._store.read() as session:
            [group] = groups.rows(session, [group_id])
        return LedgerYear(year, group_id, group.name, booked)

    def _room(self, rooms: Sequence[RoomRow], room_id: UUID | None) -> RoomRow | None:
        named = [room for room in rooms if room.id == room_id]
        own = [room for room in rooms if room.home == self._store.site]
        return next(iter([*named, *own, *rooms]), None)

    def _day(
        self,
        session: Reading,
        room: RoomRow,
        day: date,
        asked: date,
        taken: _Taken,
    ) -> WeekDay:
        held, others, shut = taken.on(day)
        try:
            book = self._rulebooks.on(session, day)
        except Refusal as unknown:  # before the first version
            none = LedgerRoom(room, None, (), unknown, beside=others)
            return WeekDay(day, none, held, shut)
        drawn = under_lottery(session, day).get(room.id)
        offered = ledger_room(book, room, day, asked, [*held, *shut], others, drawn)
        return WeekDay(day, offered, held, shut)
