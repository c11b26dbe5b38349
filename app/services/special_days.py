"""臨時休館・臨時開館: days that are closed or open once, as rules of the rulebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from app.kit.checks import FieldRefused
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.rules.file.editing import EditedText, Table
from app.services.rulebooks import Rulebook, Rulebooks, reigning
from db.journal.entry import Act
from db.queries import trials
from db.queries.trials import BookedRow
from db.store import Store

__all__ = ["BookedRow", "SpecialDay", "SpecialDays"]

#: What such a rule cites; it stands in no ordinance.
SOURCE = "臨時"
TITLE = "臨時の休館・開館(センターの決定)"
#: Days at once; whoever closes longer changes the rules themselves.
LONGEST = 92


class Past(FieldRefused):
    """A day that is over is not closed any more."""

    code = "special_days.past"

    def __init__(self) -> None:
        super().__init__("first")


class Span(FieldRefused):
    """The last day lies before the first, or too far from it."""

    code = "special_days.span"

    def __init__(self) -> None:
        super().__init__("last", most=LONGEST)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """`first` to `last`, both included. No rooms: all of the center's.

    `hours` is the part of the day ("13:00-17:00"); "": the whole day, as usual.
    """

    opens: bool
    first: date
    last: date
    reason: str
    rooms: tuple[str, ...] = ()
    hours: str = ""

    @property
    def part(self) -> str:
        return "open" if self.opens else "closed"

    @property
    def dates(self) -> list[date]:
        count = (self.last - self.first).days + 1
        return [self.first + timedelta(days=n) for n in range(count)]

    def values(self) -> dict[str, Any]:
        """As a rule of a rulebook's file."""
        values: dict[str, Any] = {"dates": self.dates}
        if self.rooms:
            values["rooms"] = list(self.rooms)
        if self.hours:
            values["hours" if self.opens else "span"] = self.hours
        return {**values, "reason": self.reason, "source": SOURCE}


class SpecialDays:
    def __init__(self, store: Store, clock: Clock, rulebooks: Rulebooks) -> None:
        self._store = store
        self._clock = clock
        self._rulebooks = rulebooks

    def coming(self) -> Sequence[SpecialDay]:
        """Those that are not over yet, by days."""
        today = self._today
        found: set[SpecialDay] = set()
        for row in reigning(self._rulebooks.versions(), today):
            text = EditedText.of(self._rulebooks.source(row.id).text)
            found |= {day for day in _special(text.tables) if day.last >= today}
        return sorted(found, key=lambda day: (day.first, day.last, day.reason))

    def rooms(self) -> Sequence[str]:
        """The rooms that the rules of today speak of."""
        with self._store.read() as session:
            book: Rulebook = self._rulebooks.on(session, self._today)
        return [room.name for room in book.rooms]

    def touched(self, wish: SpecialDay) -> Sequence[BookedRow]:
        """The permitted bookings on days that would be closed."""
        if wish.opens:
            return ()
        since = datetime.combine(wish.first, time.min)
        until = datetime.combine(wish.last + timedelta(days=1), time.min)
        with self._store.read() as session:
            rows = list(trials.booked(session, since, until))
        return [row for row in rows if not wish.rooms or row.room in wish.rooms]

    def declare(self, staff: str, wish: SpecialDay) -> Outcome[None]:
        """Close or open on these days, in every version that holds on them."""
        if wish.first < self._today:
            raise Past
        if not 0 <= (wish.last - wish.first).days < LONGEST:
            raise Span
        return self._amend("special_days.declare", staff, lambda text: _with(text, wish))

    def revoke(self, staff: str, day: SpecialDay) -> Outcome[None]:
        """The days are again as the other rules say."""
        return self._amend("special_days.revoke", staff, lambda text: _without(text, day))

    @property
    def _today(self) -> date:
        return wall(self._clock()).date()

    def _amend(
        self, verb: str, staff: str, change: Callable[[EditedText], EditedText]
    ) -> Outcome[None]:
        with self._store.write(Act(verb, staff, self._clock())) as work:
            self._rulebooks.amend(work, change, self._today)
        return Outcome.of(None, work)


def _with(text: EditedText, wish: SpecialDay) -> EditedText:
    known = [table.values.get("id") for table in text.tables if table.part == "source"]
    if SOURCE not in known:
        text = text.with_more("source", {"id": SOURCE, "title": TITLE})
    return text.with_more(wish.part, wish.values())


def _without(text: EditedText, day: SpecialDay) -> EditedText:
    places = [n for n, table in enumerate(text.tables) if day in _special([table])]
    return text.without(places[0]) if places else text


def _special(tables: Sequence[Table]) -> Iterator[SpecialDay]:
    """Each run of days; a rule of many single days gives its first and last."""
    for table in tables:
        if table.part in ("closed", "open") and table.values.get("dates"):
            yield _day(table.part == "open", table.values)


def _day(opens: bool, values: Mapping[str, Any]) -> SpecialDay:
    hours = values.get("hours" if opens else "span", "")
    rooms = tuple(values.get("rooms", ()))
    dates = values["dates"]
    reason = values.get("reason", "")
    return SpecialDay(opens, min(dates), max(dates), reason, rooms, hours)
