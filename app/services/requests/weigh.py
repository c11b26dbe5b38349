"""The lines of a 申込み: which days and rooms, and what stands against each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from app.kit.checks import FieldRefused
from app.kit.refusal import Refusal
from app.kit.wareki import fiscal_year, full
from app.rules.fees import FeeLine
from app.rules.series import Dates, Listed, dates_of, read_repeat, told
from app.services.loans.lending import Lending
from app.services.offered import BookRoom
from app.services.requests.values import (
    AskRequest,
    Decision,
    Fate,
    LineKey,
    RequestLine,
    RequestOffer,
)
from app.services.rulebooks import Rulebooks
from app.services.weighing import MOST_AHEAD, against, priced, span_of, weigh, who_allows
from db.occupancy import RoomTaken
from db.queries import lotteries
from db.records.rooms import Room
from db.store import Reading

#: Lines of one 申込み: every day of a year.
MOST_LINES = 366
UNDECIDED = Decision()


class EndsBeforeFirst(FieldRefused):
    """The repeat ends before its first day."""

    code = "series.ends_before"


class FarEnd(FieldRefused):
    """An end so far off that it must be a slip."""

    code = "series.far_end"


class NoDates(FieldRefused):
    """The repeat does not fall on any day up to its end."""

    code = "series.no_dates"


class TooManyLines(FieldRefused):
    """More bookings at once than anybody means."""

    code = "series.too_many"


@dataclass(frozen=True, slots=True)
class Taken:
    """Time that a line takes up, in undivided rooms."""

    rooms: frozenset[UUID]
    starts: datetime
    until: datetime
    room: str

    def meets(self, other: Taken) -> bool:
        return (
            not self.rooms.isdisjoint(other.rooms)
            and self.starts < other.until
            and other.starts < self.until
        )


class OwnClash(Refusal):
    """Two lines of the same 申込み want the same room at a time."""

    code = "series.own_clash"

    @classmethod
    def among(cls, taken: Iterable[Taken], wanted: Taken) -> OwnClash | None:
        """The first of what others of it take that is in the way."""
        for other in taken:
            if wanted.meets(other):
                at = f"{other.starts.hour}:{other.starts:%M}"
                day = full(other.starts.date())
                return cls(day=day, room=wanted.room, other=other.room, at=at)
        return None


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a 申込み, and how its repeat is told."""

    dates: Dates
    repeat: str
    until: date


def year_end(day: date) -> date:
    """The last day of its fiscal year."""
    return date(fiscal_year(day) + 1, 3, 31)


def days_of(asked: AskRequest, today: date) -> Days:
    """Unreadable, EndsBeforeFirst, FarEnd, NoDates, TooManyLines."""
    first = asked.first.day
    until = asked.until or year_end(first)
    if not asked.repeat.strip():
        return Days(Dates((first,)), "", first)
    repeat = read_repeat(asked.repeat, first, today)
    if isinstance(repeat, Listed):
        repeat = Listed((first, *repeat.days))
        until = max(repeat.days)
    if until < first:
        raise EndsBeforeFirst("until", first=full(first))
    if (until - today).days > MOST_AHEAD:
        raise FarEnd("until", last=full(until), years=MOST_AHEAD // 366)
    dates = dates_of(repeat, first, until)
    if not dates.days:
        raise NoDates("repeat", repeat=told(repeat), first=full(first), last=full(until))
    return Days(dates, told(repeat), until)


class Weigher:
    """Weighs the lines of a 申込み within one transaction. Reads only."""

    def __init__(
        self, session: Reading, rulebooks: Rulebooks, lending: Lending, today: date
    ) -> None:
        self._session = session
        self._rulebooks = rulebooks
        self._lending = lending
        self._today = today
        self._parts = lotteries.parts(session)
        self._taken: list[Taken] = []
        self._wanted: list[BookRoom] = []

    def offer(self, asked: AskRequest) -> RequestOffer:
        """All lines; what stands against the whole is in its `refusal`."""
        try:
            days = days_of(asked, self._today)
            wishes = list(_wishes(asked, days))
            if len(wishes) > MOST_LINES:
                raise TooManyLines("repeat", count=len(wishes), most=MOST_LINES)
        except Refusal as no:
            return RequestOffer("", asked.until or year_end(asked.first.day), refusal=no)
        lines = [
            self._line(key, wish, asked.decided.get(key, UNDECIDED))
            for key, wish in wishes
        ]
        return RequestOffer(days.repeat, days.until, lines, days.dates.without)

    def _line(self, key: LineKey, wish: BookRoom, decision: Decision) -> RequestLine:
        if decision.moved is not None:
            day, room_id, slots = decision.moved
            wish = replace(wish, day=day, room_id=room_id, slots=slots)
        room = self._session.get_one(Room, wish.room_id)
        span: tuple[datetime, datetime] | None = None
        fee_lines: tuple[FeeLine, ...] = ()
        rule = ""
        try:
            book = self._rulebooks.on(self._session, wish.day)
            span = span_of(book, room.name, wish)
            weighed = weigh(
                self._session, book, room.name, wish, self._today, (), self._wanted
            )
            no = against(self._session, weighed, room, wish, span)
            rule = weighed.waivable if no is weighed.no("") else who_allows(no)
            fee_lines = priced(book, room.name, wish, weighed.facts).lines
            equipment = self._lending.offer_with_room(self._session, room, wish)
            if equipment is not None:
                fee_lines, no = (*fee_lines, *equipment.lines), no or equipment.refusal
        except Refusal as refused:
            no = refused
        taken = span and self._takes(room, span)
        if no is None and taken:
            no = OwnClash.among(self._taken, taken)
        can_wait = isinstance(no, RoomTaken)
        fate = _fate(decision, no, can_wait=can_wait)
        if fate is Fate.TAKE and taken:
            self._taken.append(taken)
            self._wanted.append(wish)
        starts, ends = span or (None, None)
        return RequestLine(
            key, wish, room.name, starts, ends, fee_lines, no, can_wait, fate, rule
        )

    def _takes(self, room: Room, span: tuple[datetime, datetime]) -> Taken:
        rooms = frozenset(self._parts.get(room.id, (room.id,)))
        until = span[1] + timedelta(minutes=room.turnaround)
        return Taken(rooms, span[0], until, room.name)


def _wishes(asked: AskRequest, days: Days) -> Iterator[tuple[LineKey, BookRoom]]:
    """Equipment goes with the first room of each day."""
    first = replace(asked.first, series=bool(days.repeat))
    rooms: Sequence[UUID] = list(dict.fromkeys((first.room_id, *asked.rooms)))
    for day in days.dates.days:
        for room_id in rooms:
            wanted = first.equipment if room_id == first.room_id else ()
            wish = replace(first, day=day, room_id=room_id, equipment=wanted)
            yield LineKey(day, room_id), wish


def _fate(decision: Decision, no: Refusal | None, *, can_wait: bool) -> Fate:
    """As the clerk decided, as far as it can be."""
    if decision.fate is Fate.SKIP:
        return Fate.SKIP
    if no is None:
        return Fate.TAKE
    return Fate.WAIT if can_wait and decision.fate is Fate.WAIT else Fate.SKIP
