"""For the public: what the lobby shows, what hangs at doors, files for calendars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.ical import Event, calendar
from app.kit.wareki import fiscal_year, fiscal_year_text, full, month_text
from app.printing import booking_day_sheet, booking_door_sheet, booking_free_month
from app.services.forms.head import headed
from app.services.forms.postings import (
    blocking_words,
    day_sheet_of,
    door_sheets_of,
    free_month_of,
    pieces,
)
from app.services.forms.sheet import TITLES, Form, Sheet, safe_name, sheet
from app.services.months import Months
from db.queries import blockings, postings, rooms, today
from db.queries.postings import PostedRow
from db.queries.today import RoomRow
from db.reader import Reader
from db.records.bookings import Status
from db.store import Reading, Store

__all__ = ["Board", "CalendarFile", "PostedRow", "Postings", "Stretch"]

#: Stands for the status of a use that is a blocking.
BLOCKED = "blocked"
#: What an event is called whose group did not agree, or was not asked for.
BOOKED = "予約あり"


@dataclass(frozen=True, slots=True)
class Board:
    """The uses of a day in the rooms of this site; names only where a group agreed."""

    center: str
    day: date
    rooms: Sequence[RoomRow]
    uses: Sequence[PostedRow]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `first` up to `after`, and what it is called."""

    first: date
    after: date
    name: str

    @classmethod
    def month(cls, day: date) -> Stretch:
        first = day.replace(day=1)
        return cls(first, (first + timedelta(days=31)).replace(day=1), month_text(day))

    @classmethod
    def year(cls, day: date) -> Stretch:
        """The fiscal year in which a day lies."""
        year = fiscal_year(day)
        return cls(date(year, 4, 1), date(year + 1, 4, 1), fiscal_year_text(year))

    def months(self) -> Iterator[tuple[datetime, datetime]]:
        """Read one after the other: a year of all rooms at once would be much."""
        first = self.first
        while first < self.after:
            after = (first + timedelta(days=31)).replace(day=1)
            yield datetime.combine(first, time.min), datetime.combine(after, time.min)
            first = after


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """An iCalendar file of a room: `count` events."""

    file_name: str
    data: bytes
    count: int


class Postings:
    """Reads only. What is shown to everybody bears no name that a group did not allow."""

    def __init__(self, store: Store, clock: Clock, months: Months) -> None:
        self._store, self._clock, self._months = store, clock, months

    def rooms(self) -> Sequence[RoomRow]:
        """All rooms, those of this site first."""
        with self._store.reader() as read:
            return today.rooms_from(read, self._store.site)

    def board(self) -> Board:
        """本日のご案内 of the day that it is now."""
        day = wall(self._clock()).date()
        with headed(self._store) as (session, head):
            own = self._own(session)
            uses = _uses(session.read, *_span(day))
        here = {room.id for room in own}
        return Board(head.center, day, own, [row for row in uses if row.room_id in here])

    def day_sheet(self, day: date) -> Sheet:
        """本日の利用一覧, for the staff."""
        form = Form.DAY_SHEET
        with headed(self._store) as (session, head):
            own, parts = self._own(session), rooms.parts_of_all(session)
            booked = today.bookings(session.read, day)
            shut = blockings.blockings_on(session.read, day)
            lent = postings.equipment(session.read, day)
        now = wall(self._clock())
        filled = day_sheet_of(head, now, day, own, booked, shut, lent, parts)
        title = f"{TITLES[form]} {full(day)}"
        return sheet(form, None, title, 0, booking_day_sheet.make(filled))

    def door_sheets(self, day: date) -> Sheet:
        """部屋の掲示, a page for each room of this site."""
        form = Form.DOOR_SHEET
        with headed(self._store) as (session, head):
            own, parts = self._own(session), rooms.parts_of_all(session)
            uses = _uses(session.read, *_span(day))
        doors = door_sheets_of(head, day, own, uses, parts)
        doors = doors or [booking_door_sheet.DoorSheet(center=head.center, day=day)]
        title = f"{TITLES[form]} {full(day)}"
        return sheet(form, None, title, 0, booking_door_sheet.make(doors))

    def free_month(self, day: date) -> Sheet:
        """空き状況 of the month in which a day lies."""
        form = Form.FREE_MONTH
        month = self._months.month(day)
        with headed(self._store) as (session, head):
            parts = rooms.parts_of_all(session)
        filled = free_month_of(head, month, parts, wall(self._clock()).date())
        title = f"{TITLES[form]} {month_text(month.first)}"
        return sheet(form, None, title, 0, booking_free_month.make(filled))

    def calendar(
        self, room_id: UUID, stretch: Stretch, *, named: bool = False
    ) -> CalendarFile:
        """The uses of a room; `named`: with the names of the groups that agreed.

        A room is used, too, where a room is that it is made of, or is a part of.
        """
        with headed(self._store) as (session, head):
            [room] = [each for each in today.rooms(session.read) if each.id == room_id]
            parts = rooms.parts_of_all(session)
            own = pieces(parts, room_id)
            events = [
                _event(row, f"{head.center} {room.name}", named=named)
                for since, until in stretch.months()
                for row in _uses(session.read, since, until)
                if own & pieces(parts, row.room_id)
            ]
        data = calendar(f"{head.center} {room.name}", events, self._clock())
        name = safe_name(f"{room.name} {stretch.name}")
        return CalendarFile(f"{name}.ics", data, len(events))

    def _own(self, session: Reading) -> Sequence[RoomRow]:
        return today.rooms_of(session.read, self._store.site)


def _span(day: date) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, time.min)
    return midnight, midnight + timedelta(days=1)


def _uses(read: Reader, since: datetime, until: datetime) -> Sequence[PostedRow]:
    """What is booked and what is blocked, by rooms and time."""
    order = {room.id: place for place, room in enumerate(today.rooms(read))}
    found = [
        *postings.posted(read, since, until),
        *(
            PostedRow(
                row.id, row.room_id, row.starts, row.ends, BLOCKED, blocking_words(row)
            )
            for row in blockings.blockings_in(read, since, until)
            if row.room_id == row.blocked_id
        ),
    ]
    return sorted(found, key=lambda row: (order.get(row.room_id, -1), row.starts))


def _event(row: PostedRow, place: str, *, named: bool) -> Event:
    return Event(
        str(row.id),
        row.starts,
        row.ends,
        (row.group if named or row.status == BLOCKED else "") or BOOKED,
        place,
        tentative=row.status == Status.PROVISIONAL,
    )
