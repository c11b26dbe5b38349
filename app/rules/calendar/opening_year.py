"""開館カレンダー: every day of a fiscal year, for all rooms that share one calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.rules.book.base import UnknownPlace
from app.rules.book.calendar import Closed, Hours, Of, Opened, Span
from app.rules.book.holidays import national
from app.rules.book.rulebook import Place, Rulebook
from app.rules.calendar.closing import closed_by, opened_by
from app.rules.calendar.opening import opening_at, within_hours

#: The rules that hold on a day; None before the first version.
BookOn = Callable[[date], Rulebook | None]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """`spans` are the hours; empty on a closed day, None where only the day is known.

    `closed` and `opened` are the rules that say so: 休館日, 臨時開館. `counter` is False
    where rooms are open and 受付 is not. Without `known` nothing is said of the day.
    """

    day: date
    holiday: str = ""
    known: bool = True
    spans: tuple[Span, ...] | None = ()
    closed: Closed | None = None
    opened: Opened | None = None
    counter: bool = True

    @property
    def open(self) -> bool:
        return self.known and self.spans != ()

    @property
    def kind(self) -> str:
        """休日, or the weekday."""
        return "休日" if national(self.day) else "月火水木金土日"[self.day.weekday()]


@dataclass(frozen=True, slots=True)
class Calendar:
    """`rooms` have it in common; empty: the facility as a whole."""

    rooms: tuple[str, ...]
    days: tuple[CalendarDay, ...]


def year_days(year: int) -> Sequence[date]:
    """Of a 年度, April to March."""
    first = date(year, 4, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 4, 1) - first).days)]


def calendars(book_on: BookOn, facility: str, year: int) -> Sequence[Calendar]:
    """That of the facility first, then those of rooms that differ from it.

    Empty where the rulebook does not say which days are closed.
    """
    latest = next(filter(None, map(book_on, reversed(year_days(year)))), None)
    rooms = [room.name for room in latest.rooms_of(facility)] if latest else []
    found: dict[tuple[CalendarDay, ...], list[str]] = {}
    for room in ("", *rooms):
        days = tuple(_days(book_on, facility, room, year))
        if any(day.known for day in days):
            found.setdefault(days, []).append(room)
    return [
        Calendar(() if "" in names else tuple(names), days)
        for days, names in found.items()
    ]


def hours_of(days: Iterable[CalendarDay]) -> Sequence[tuple[tuple[Span, ...], list[str]]]:
    """The hours that there are, the usual first, each with its kinds of days."""
    found: dict[tuple[Span, ...], list[str]] = {}
    for day in days:
        if day.spans and day.opened is None:
            found.setdefault(day.spans, []).append(day.kind)
    usual = sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))
    order = "月火水木金土日休日"
    return [(spans, sorted(set(kinds), key=order.index)) for spans, kinds in usual]


def _days(book_on: BookOn, facility: str, room: str, year: int) -> Iterator[CalendarDay]:
    for day in year_days(year):
        book = book_on(day)
        try:
            place = book.place(room, facility) if book else None
        except UnknownPlace:
            place = None
        yield _day(place, day)


def _day(place: Place | None, day: date) -> CalendarDay:
    holiday = place.words.holidays.name(day) if place else ""
    if place is None or not place.all(Closed):
        return CalendarDay(day, holiday, known=False)
    found = opening_at(place, day)
    return CalendarDay(
        day,
        holiday,
        spans=found.spans,
        closed=closed_by(place, day),
        opened=opened_by(place, day),
        counter=not found.open or _counter(place, day),
    )


def _counter(place: Place, day: date) -> bool:
    if closed_by(place, day, Of.COUNTER) is not None:
        return False
    apart = any(rule.of is Of.COUNTER for rule in place.all(Hours))
    return not apart or within_hours(place, day, Of.COUNTER).open
