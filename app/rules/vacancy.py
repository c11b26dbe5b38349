"""空き状況: what is told of a room on a day to people who want to know whether to ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from app.rules.book.hire import Slot
from app.rules.month import DayColor, State

#: A room with more 区分 than this has one line for the whole day, not one for each.
MOST_LINES = 4

Span = tuple[datetime, datetime]


class Sign(StrEnum):
    """PARTLY: some 区分 of the day are free. NONE: the day has no such 区分."""

    FREE = "○"
    PARTLY = "△"
    TAKEN = "×"
    CLOSED = "休"
    EARLY = "前"
    OVER = "－"
    UNKNOWN = "?"
    NONE = ""


MEANINGS = {
    Sign.FREE: "空き",
    Sign.PARTLY: "一部空き",
    Sign.TAKEN: "予約済み",
    Sign.CLOSED: "休館",
    Sign.EARLY: "受付前",
    Sign.OVER: "受付終了",
    Sign.UNKNOWN: "窓口でおたずねください",
}
STATES = {
    State.OPEN: Sign.FREE,
    State.CLOSED: Sign.CLOSED,
    State.TOO_EARLY: Sign.EARLY,
    State.OVER: Sign.OVER,
    State.UNKNOWN: Sign.UNKNOWN,
}
#: What a day is whose 区分 differ: the first that any of them is.
RANK = (Sign.TAKEN, Sign.EARLY, Sign.OVER, Sign.UNKNOWN, Sign.CLOSED)


def lines(
    days: Sequence[DayColor], held: Sequence[Span], today: date
) -> Sequence[tuple[str, tuple[Sign, ...]]]:
    """A month of a room: a line for each 区分, or one for all of them, with its name.

    `held` is when the room is used.
    """
    names = list(dict.fromkeys(slot.name for day in days for slot in _base(day)))
    if not 1 < len(names) <= MOST_LINES:
        return [("", tuple(_whole(day, held, today) for day in days))]
    return [(name, tuple(_of(day, name, held, today) for day in days)) for name in names]


def _base(day: DayColor) -> Sequence[Slot]:
    return [each.slot for each in day.slots if not each.slot.covers]


def _of(day: DayColor, name: str, held: Sequence[Span], today: date) -> Sign:
    found = (each for each in day.slots if each.slot.name == name)
    if (color := next(found, None)) is None:
        return Sign.NONE if day.slots else STATES[day.state]
    return _sign(day.day, color.slot, color.state, held, today)


def _whole(day: DayColor, held: Sequence[Span], today: date) -> Sign:
    signs = {
        _sign(day.day, each.slot, each.state, held, today)
        for each in day.slots
        if not each.slot.covers
    }
    if not signs:
        return Sign.OVER if day.day < today else STATES[day.state]
    if Sign.FREE in signs:
        # what is closed at some hour of an open day is no less free for that
        return Sign.FREE if signs <= {Sign.FREE, Sign.CLOSED} else Sign.PARTLY
    return next(sign for sign in RANK if sign in signs)


def _sign(day: date, slot: Slot, state: State, held: Iterable[Span], today: date) -> Sign:
    if state is State.CLOSED:
        return Sign.CLOSED
    if day < today:
        return Sign.OVER
    starts, ends = slot.starts_on(day), slot.ends_on(day)
    if any(since < ends and starts < until for since, until in held):
        return Sign.TAKEN
    return STATES[state]
