"""A month of many rooms at a glance: open, closed, too early, and what a slot costs.

The rules are the same for many rooms and many days, so each thing is asked once: the
calendar and the acceptance once for all rooms that share their rules, a price once for
all days that are alike to the rules.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from enum import StrEnum

from app.kit.refusal import Refusal
from app.rules.acceptance.windows import window
from app.rules.book import extras, fees, surcharges
from app.rules.book.base import Rule, Silent, UnknownPlace
from app.rules.book.hire import Slot
from app.rules.book.holidays import PRICE
from app.rules.book.rulebook import Place, Rulebook
from app.rules.calendar.opening import Opening, opening_at
from app.rules.fees import quote
from app.rules.fees.slots import slots_of

#: Where the kinds of rules live that decide a fee and nothing else.
PRICED = {module.__name__ for module in (fees, surcharges, extras)}


class State(StrEnum):
    """OVER: the acceptance has ended. UNKNOWN: the rules do not say."""

    OPEN = "open"
    CLOSED = "closed"
    TOO_EARLY = "too_early"
    OVER = "over"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SlotColor:
    """`fee` in yen; None where the rules do not say."""

    slot: Slot
    state: State
    fee: int | None


@dataclass(frozen=True, slots=True)
class DayColor:
    """One room on one day; `opens` is the first day of acceptance, where it is known.

    `why` says of a closed day by what it is closed.
    """

    day: date
    state: State
    opens: date | None
    slots: tuple[SlotColor, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Alike:
    """What the rules of a place tell apart: `whole` all of them, `open` not the fees.

    Both are small numbers, equal for rooms whose rules are the same, as they are tried.
    """

    place: Place
    whole: int
    open: int
    changes: Sequence[date]
    said: frozenset[str]

    def key(self, day: date) -> object:
        """Equal for days that no rule about slots and fees tells apart."""
        words = self.place.words
        seasons = tuple(each.name for each in words.seasons if each.covers(day))
        since = self.changes[bisect_right(self.changes, day) - 1]
        return words.holidays.words(day, PRICE) & self.said, seasons, since, since == day


#: First and last day of acceptance, where they are known.
Span = tuple[date, date] | None


@dataclass(slots=True)
class MonthColors:
    """Asks one rulebook, and remembers what it was told."""

    book: Rulebook
    _places: dict[str, _Alike] = field(default_factory=dict)
    _profiles: dict[object, int] = field(default_factory=dict)
    _words: dict[int, frozenset[str]] = field(default_factory=dict)
    _openings: dict[tuple[int, date], tuple[Opening | None, Span]] = field(
        default_factory=dict
    )
    _slots: dict[tuple[int, object], tuple[Slot, ...]] = field(default_factory=dict)
    _fees: dict[tuple[int, object], tuple[int | None, ...]] = field(default_factory=dict)
    _states: dict[tuple[int, date, date, object], tuple[State, ...]] = field(
        default_factory=dict
    )
    _colors: dict[tuple[int, object, tuple[State, ...]], tuple[SlotColor, ...]] = field(
        default_factory=dict
    )

    def of(
        self, rooms: Sequence[str], days: Sequence[date], asked: date
    ) -> Mapping[str, tuple[DayColor, ...]]:
        """By rooms and days, for somebody who asks on a day."""
        return {room: tuple(self._room(room, days, asked)) for room in rooms}

    def _room(self, room: str, days: Sequence[date], asked: date) -> Iterator[DayColor]:
        try:
            at = self._at(room)
        except UnknownPlace:
            yield from (DayColor(day, State.UNKNOWN, None, ()) for day in days)
            return
        for day in days:
            yield self._day(at, day, asked)

    def _at(self, room: str) -> _Alike:
        if room not in self._places:
            place = self.book.place(room)
            whole, open_ = (self._profile(place, priced=p) for p in (True, False))
            self._places[room] = _Alike(
                place, whole, open_, _changes(place), self._said_at(place)
            )
        return self._places[room]

    def _profile(self, place: Place, *, priced: bool) -> int:
        key = _profile(place, priced=priced)
        return self._profiles.setdefault(key, len(self._profiles))

    def _said_at(self, place: Place) -> frozenset[str]:
        """The words that the rules of a place hold: no others tell its days apart."""
        found: set[str] = set()
        for ranked in place.rules.values():
            for _, rule in ranked:
                words = self._words.get(id(rule))
                if words is None:
                    words = self._words[id(rule)] = frozenset(_said(rule))
                found |= words
        return frozenset(found)

    def _day(self, at: _Alike, day: date, asked: date) -> DayColor:
        alike = at.key(day)
        if (at.open, alike) not in self._slots:
            self._slots[at.open, alike] = self._slots_of(at.place, day)
        slots = self._slots[at.open, alike]
        if (at.open, day) not in self._openings:
            span = self._window(at.place, day)
            self._openings[at.open, day] = _opening(at.place, day), span
        opening, span = self._openings[at.open, day]
        state = _state(opening, span, asked)
        key = at.open, day, asked, alike
        if key not in self._states:
            self._states[key] = tuple(_in_hours(state, opening, slot) for slot in slots)
        states = self._states[key]
        if (at.whole, alike) not in self._fees:
            fees_ = tuple(self._fee(at.place, day, slot) for slot in slots)
            self._fees[at.whole, alike] = fees_
        if (at.whole, alike, states) not in self._colors:
            of_slots = zip(slots, states, self._fees[at.whole, alike], strict=True)
            self._colors[at.whole, alike, states] = tuple(
                SlotColor(*each) for each in of_slots
            )
        colors = self._colors[at.whole, alike, states]
        return DayColor(day, state, _known(span), colors, _why(state, opening))

    def _window(self, place: Place, day: date) -> Span:
        try:
            found = window(self.book, day, place.room, place.facility)
        except Refusal:
            return None
        return (found.earliest, found.latest) if found.known else None

    def _slots_of(self, place: Place, day: date) -> tuple[Slot, ...]:
        try:
            return slots_of(self.book, day, place.room, place.facility)
        except Refusal:
            return ()

    def _fee(self, place: Place, day: date, slot: Slot) -> int | None:
        names = (slot.name,)
        try:
            return quote(self.book, place.room, day, names, facility=place.facility).fee
        except Refusal:
            return None


def _profile(place: Place, *, priced: bool) -> object:
    rules = [
        (rank, id(rule))
        for kind, ranked in place.rules.items()
        if priced or kind.__module__ not in PRICED
        for rank, rule in ranked
    ]
    return place.facility, place.kind, place.joins if priced else (), tuple(rules)


def _changes(place: Place) -> Sequence[date]:
    """The days on which another version of some rule begins to hold."""
    rules: Iterator[Rule] = (r for ranked in place.rules.values() for _, r in ranked)
    found = {date.min}
    for rule in rules:
        found |= {rule.valid_from, rule.valid_until}
    return sorted(found)


#: What a rule cites and where it stands; no rule is chosen by these.
BESIDE = {"rule", "origin", "where"}


def _said(value: object) -> Iterator[str]:
    """Every word in a rule, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (word for pair in value.items() for word in _said(pair))
    elif isinstance(value, Collection):
        yield from (word for each in value for word in _said(each))
    elif is_dataclass(value):
        names = [each for each in value.__dataclass_fields__ if each not in BESIDE]
        yield from (word for name in names for word in _said(getattr(value, name)))


def _opening(place: Place, day: date) -> Opening | None:
    try:
        return opening_at(place, day)
    except Refusal:
        return None


def _known(span: Span) -> date | None:
    """The first day of acceptance; None where there is none, or always was."""
    return span[0] if span is not None and span[0] > date.min else None


def _state(opening: Opening | None, span: tuple[date, date] | None, asked: date) -> State:
    if opening is not None and not opening.open:
        return State.CLOSED
    if span is not None and asked < span[0]:
        return State.TOO_EARLY
    if span is not None and asked > span[1]:
        return State.OVER
    return State.UNKNOWN if opening is None or span is None else State.OPEN


def _why(state: State, opening: Opening | None) -> str:
    if state is not State.CLOSED or opening is None or not opening.explained:
        return ""
    return opening.explained[0].text


def _in_hours(state: State, opening: Opening | None, slot: Slot) -> State:
    """A slot outside the hours of an open day is closed."""
    try:
        covered = opening is None or opening.covers(slot.start, slot.end)
    except Silent:
        covered = True
    return state if covered else State.CLOSED
