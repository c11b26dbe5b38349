"""予約台帳 of a month: every room and day as the rules color it, and what is booked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.kit.clock import Clock, wall
from app.rules.month import DayColor, MonthColors, SlotColor, State
from app.services.rulebooks import RulebookRow, Rulebooks
from db.queries import blockings, rulebooks, today
from db.queries.blockings import BlockingRow
from db.queries.today import MonthRow, RoomRow
from db.store import Reading, Store

__all__ = ["DayColor", "LedgerMonth", "MonthRow", "Months", "SlotColor", "State"]

#: Pictures of a month that are kept: those of a year, seen on one day.
KEPT = 12

Colors = Mapping[str, tuple[DayColor, ...]]
#: The versions of the rules in a month, each with its days.
Runs = tuple[tuple[UUID | None, tuple[date, ...]], ...]


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
    """What a month looks like is kept as long as its rules, its rooms and today are."""

    def __init__(self, store: Store, clock: Clock, versions: Rulebooks) -> None:
        self._store, self._clock, self._versions = store, clock, versions
        self._books: dict[UUID, MonthColors] = {}
        self._kept: dict[tuple[Runs, tuple[str, ...], date], Colors] = {}

    def month(self, day: date) -> LedgerMonth:
        """The month in which a day lies."""
        first = day.replace(day=1)
        after = (first + timedelta(days=31)).replace(day=1)
        since, until = (datetime.combine(each, time.min) for each in (first, after))
        with self._store.reader() as read:
            rooms, booked = today.rooms(read), today.bookings_in(read, since, until)
            sharing = today.sharing(read)
            blocked = blockings.blockings_in(read, since, until)
        colors = self._colors(first, after, rooms)
        return LedgerMonth(first, rooms, colors, booked, sharing, blocked)

    def forget(self) -> None:
        """Ask everything anew."""
        self._kept.clear()
        self._books.clear()

    def _colors(self, first: date, after: date, rooms: Sequence[RoomRow]) -> Colors:
        asked = wall(self._clock()).date()
        names = tuple(dict.fromkeys(room.name for room in rooms))
        with self._store.read() as session:
            runs = tuple(_runs(rulebooks.versions(session), first, after))
            key = runs, names, asked
            if key not in self._kept:
                if len(self._kept) >= KEPT:
                    self.forget()
                self._kept[key] = self._asked(session, runs, names, asked)
            return self._kept[key]

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
