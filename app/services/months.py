"""予約台帳 of a month: every room and day as the rules color it, and what is booked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from uuid import UUID

from app.kit.clock import Clock, wall
from app.rules.book.offset import shifted
from app.rules.month import DayColor, MonthColors, SlotColor, State
from app.services.rulebooks import RulebookRow, Rulebooks
from db.queries import blockings, rulebooks, today
from db.queries.blockings import BlockingRow
from db.queries.today import MonthRow, RoomRow
from db.store import Reading, Store

__all__ = ["DayColor", "LedgerMonth", "MonthRow", "Months", "SlotColor", "State"]

#: Pictures of a month that are kept: those of a year and a half, seen on one day.
KEPT = 18
#: Months that are worked out ahead, counted from the one that is looked at.
AHEAD = (0, 1, -1)

Colors = Mapping[str, tuple[DayColor, ...]]
#: The versions of the rules in a month, each with its days.
Runs = tuple[tuple[UUID | None, tuple[date, ...]], ...]
#: All that the colors of a month hang on: its rules, its rooms, the day of asking.
Look = tuple[Runs, tuple[str, ...], date]


@dataclass(frozen=True, slots=True)
class LedgerMonth:
    """`colors` by the names of rooms, one for each day.

    `sharing` says of joined rooms and their parts which take each other's time.
    """

    first: date
    rooms: Sequence[RoomRow]
    colors: Colors
    bookings: Sequence[MonthRow]
    sharing: Mapping[UUID, frozenset[UUID]]
    blockings: Sequence[BlockingRow] = ()


class Months:
    """What a month looks like is kept as long as its rules, its rooms and today are.

    Working one out takes longer than reading it, so it is done ahead, while nobody
    waits: for the months around today and around the one that was looked at last.
    """

    def __init__(self, store: Store, clock: Clock, versions: Rulebooks) -> None:
        self._store, self._clock, self._versions = store, clock, versions
        self._books: dict[UUID, MonthColors] = {}
        self._kept: dict[Look, Colors] = {}
        self._looked_at: date | None = None

    def month(self, day: date) -> LedgerMonth:
        """The month in which a day lies."""
        first, after = _span(day)
        self._looked_at = first
        since, until = (datetime.combine(each, time.min) for each in (first, after))
        with self._store.reader() as read:
            rooms, booked = today.rooms(read), today.bookings_in(read, since, until)
            blocked = blockings.blockings_in(read, since, until)
            sharing = today.sharing(read)
        with self._store.read() as session:
            colors = self._colors(session, self._look(session, first, rooms))
        return LedgerMonth(first, rooms, colors, booked, sharing, blocked)

    def days(self, first: date, after: date) -> Colors:
        """The same of the days from `first` to the one before `after`."""
        with self._store.read() as session:
            found = today.rooms(session.read)
            parts = [
                self._colors(session, self._look(session, month, found))
                for month in _months(first, after)
            ]
        names = [room.name for room in found]
        every = {n: tuple(chain.from_iterable(part[n] for part in parts)) for n in names}
        skipped, count = (first - first.replace(day=1)).days, (after - first).days
        return {n: of[skipped : skipped + count] for n, of in every.items()}

    def ahead(self) -> Sequence[date]:
        """The months that somebody is likely to look at and that are not worked out."""
        this = self._today().replace(day=1)
        around = [self._looked_at or this, this]
        firsts = dict.fromkeys(shifted(each, by) for each in around for by in AHEAD)
        with self._store.read() as session:
            rooms = today.rooms(session.read)
            looks = [self._look(session, first, rooms) for first in firsts]
        known = zip(firsts, looks, strict=True)
        return [first for first, look in known if look not in self._kept]

    def prepare(self, day: date) -> None:
        """Work out what the month of a day looks like, before somebody looks at it."""
        with self._store.read() as session:
            rooms = today.rooms(session.read)
            self._colors(session, self._look(session, day.replace(day=1), rooms))

    def _today(self) -> date:
        return wall(self._clock()).date()

    def _look(self, session: Reading, first: date, rooms: Sequence[RoomRow]) -> Look:
        runs = tuple(_runs(rulebooks.versions(session), *_span(first)))
        return runs, tuple(dict.fromkeys(room.name for room in rooms)), self._today()

    def _colors(self, session: Reading, look: Look) -> Colors:
        if look not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[look] = self._asked(session, *look)
        return self._kept[look]

    def _asked(
        self, session: Reading, runs: Runs, names: Sequence[str], asked: date
    ) -> Colors:
        found: dict[str, tuple[DayColor, ...]] = dict.fromkeys(names, ())
        for version, days in runs:
            if version is None:
                none = tuple(DayColor(day, State.UNKNOWN, None, ()) for day in days)
                part: Colors = dict.fromkeys(names, none)
            else:
                part = self._book(session, version).of(names, days, asked)
            found = {name: (*found[name], *part[name]) for name in names}
        return found

    def _book(self, session: Reading, version: UUID) -> MonthColors:
        if version not in self._books:
            book = self._versions.version(session, version)
            self._books[version] = MonthColors(book)
        return self._books[version]


def _months(first: date, after: date) -> Iterator[date]:
    """The first day of each month of a period."""
    month = first.replace(day=1)
    while month < after:
        yield month
        month = shifted(month, 1)


def _span(day: date) -> tuple[date, date]:
    """The first day of the month, and of the month after it."""
    first = day.replace(day=1)
    return first, shifted(first, 1)


def _runs(
    versions: Sequence[RulebookRow], first: date, after: date
) -> Iterator[tuple[UUID | None, tuple[date, ...]]]:
    """The days of a month by the version that holds on them."""
    begins = [row.valid_from for row in versions if first < row.valid_from < after]
    starts = sorted({first, *begins})
    for start, end in zip(starts, [*starts[1:], after], strict=True):
        row = next((row for row in versions if row.valid_from <= start), None)
        days = tuple(start + timedelta(days=n) for n in range((end - start).days))
        yield row.id if row else None, days
