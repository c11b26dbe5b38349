"""開館・休館: is a place open on a day, and from when to when?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.book.base import Explained, Minutes, Silent
from app.rules.book.calendar import Closed, Hours
from app.rules.book.facts import NOTHING
from app.rules.book.rulebook import Place, Rulebook
from app.rules.wording import clock_text

#: How far the next open day is looked for; no center is closed longer without a date.
AHEAD = 60


class ClosedDay(Refusal):
    """休館日. `next_open` is the nearest open day after it, None within 60 days."""

    code = "booking.closed_day"

    def __init__(self, day: date, next_open: date | None, rule: Closed) -> None:
        told = full(next_open) if next_open else "未定"
        super().__init__(
            day=full(day), reason=rule.reason, next_open=told, rule=rule.rule
        )
        self.next_open = next_open
        self.explained = why_closed(day, rule)


@dataclass(frozen=True, slots=True)
class Opening:
    """`start` and `end` are the hours of the rooms; both 0 on a closed day."""

    open: bool
    start: Minutes
    end: Minutes
    explained: tuple[Explained, ...]


def opening(book: Rulebook, day: date, room: str = "", facility: str = "") -> Opening:
    """Raises `UnknownPlace`; `Silent` where hours or closed days are not known."""
    place = book.place(room, facility)
    closed = closed_by(place, day)
    if closed is not None:
        return Opening(False, 0, 0, (why_closed(day, closed),))
    hours = place.the(Hours, place.on(NOTHING, day))
    if hours is None:
        raise Silent("開館時間")
    why = f"開館時間 {clock_text(hours.start)}〜{clock_text(hours.end)}"
    return Opening(True, hours.start, hours.end, (Explained(why, hours.rule),))


def why_closed(day: date, rule: Closed) -> Explained:
    return Explained(f"{full(day)}は休館日です({rule.reason})", rule.rule)


def closed_by(place: Place, day: date) -> Closed | None:
    """The rule that closes a place on a day; raises `Silent` where none is known."""
    if not place.all(Closed):
        raise Silent("休館日")
    for rule in place.holding(Closed, place.on(NOTHING, day)):
        if _closes(rule, day):
            return rule
    return None


def closed_day(place: Place, day: date) -> ClosedDay | None:
    rule = closed_by(place, day)
    return None if rule is None else ClosedDay(day, next_open(place, day), rule)


def next_open(place: Place, day: date) -> date | None:
    """The nearest open day after `day`."""
    for count in range(1, AHEAD + 1):
        later = day + timedelta(days=count)
        if closed_by(place, later) is None:
            return later
    return None


def _closes(rule: Closed, day: date) -> bool:
    if day.weekday() in rule.weekdays:
        return not rule.nth or (day.day - 1) // 7 + 1 in rule.nth
    return day in rule.dates or _between(rule, (day.month, day.day))


def _between(rule: Closed, day: tuple[int, int]) -> bool:
    if rule.between is None:
        return False
    first, last = rule.between
    if first <= last:
        return first <= day <= last
    return day >= first or day <= last
