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
from app.rules.acceptance.windows import window_at
from app.rules.book import extras, fees, surcharges
from app.rules.book.base import Rule, Silent, Undecided, UnknownPlace
from app.rules.book.hire import Slot
from app.rules.book.holidays import PRICE, Holidays
from app.rules.book.rulebook import Place, Rulebook, Words
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


#: First and last day of acceptance, where they are known.
Span = tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class _Profile:
    """What some rules of a place tell apart.

    `number` is equal for rooms for which these rules are the same, as they are tried;
    `said` are their words, `changes` the days on which one begins or ends.
    """

    number: int
    said: frozenset[str]
    changes: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class _Alike:
    """A place by `whole`, all of its rules, and by `open`, those not about fees."""

    place: Place
    whole: _Profile
    open: _Profile


@dataclass(frozen=True, slots=True)
class _Days:
    """What all rooms of a month have in common: of each day its words and seasons.

    None are the words of a day that the rulebook leaves open; it is like no other.
    """

    days: Sequence[date]
    seen: Sequence[tuple[frozenset[str] | None, tuple[str, ...]]]
    _keys: dict[object, Sequence[object]] = field(default_factory=dict)

    @classmethod
    def of(cls, words: Words, days: Sequence[date]) -> _Days:
        seen = [
            (
                _words(words.holidays, day),
                tuple([each.name for each in words.seasons if each.covers(day)]),
            )
            for day in days
        ]
        return cls(days, seen)

    def keys(self, profile: _Profile) -> Sequence[object]:
        """Of each day what is equal for days that no rule about slots and fees tells
        apart."""
        alike = profile.said, profile.changes
        if alike not in self._keys:
            self._keys[alike] = list(self._worked_out(*alike))
        return self._keys[alike]

    def _worked_out(
        self, said: frozenset[str], changes: tuple[date, ...]
    ) -> Iterator[object]:
        for day, (words, seasons) in zip(self.days, self.seen, strict=True):
            since = changes[bisect_right(changes, day) - 1]
            own = day if words is None else words & said
            yield own, seasons, since, since == day


@dataclass(frozen=True, slots=True)
class _Column:
    """A day of all rooms that are open alike; `states` those of its `slots`."""

    day: date
    state: State
    opens: date | None
    why: str
    slots: tuple[Slot, ...]
    states: tuple[State, ...]


@dataclass(slots=True)
class MonthColors:
    """Asks one rulebook, and remembers what days that are alike have in common."""

    book: Rulebook
    _places: dict[str, _Alike] = field(default_factory=dict)
    _profiles: dict[object, _Profile] = field(default_factory=dict)
    _traits: dict[int, tuple[frozenset[str], frozenset[date]]] = field(
        default_factory=dict
    )
    _slots: dict[tuple[int, object], tuple[Slot, ...]] = field(default_factory=dict)
    _fees: dict[tuple[int, object], tuple[int | None, ...]] = field(default_factory=dict)

    def of(
        self, rooms: Sequence[str], days: Sequence[date], asked: date
    ) -> Mapping[str, tuple[DayColor, ...]]:
        """By rooms and days, for somebody who asks on a day."""
        known = _Days.of(self.book.words, days)
        columns: dict[int, Sequence[_Column]] = {}
        found: dict[str, tuple[DayColor, ...]] = {}
        for room in rooms:
            try:
                at = self._at(room)
            except UnknownPlace:
                none = [DayColor(day, State.UNKNOWN, None, ()) for day in days]
                found[room] = tuple(none)
                continue
            if at.open.number not in columns:
                columns[at.open.number] = list(self._columns(at, known, asked))
            found[room] = tuple(self._room(at, known, columns[at.open.number]))
        return found

    def _at(self, room: str) -> _Alike:
        if room not in self._places:
            place = self.book.place(room)
            whole, open_ = (self._profile(place, priced=p) for p in (True, False))
            self._places[room] = _Alike(place, whole, open_)
        return self._places[room]

    def _profile(self, place: Place, *, priced: bool) -> _Profile:
        """A joined room can be charged by the rules of those that it joins."""
        ranked = [
            each
            for at in (self._charged(place) if priced else [place])
            for kind, of_kind in at.rules.items()
            if priced or kind.__module__ not in PRICED
            for each in of_kind
        ]
        rules = tuple([(rank, id(rule)) for rank, rule in ranked])
        key = place.facility, place.kind, place.joins if priced else (), rules
        if key not in self._profiles:
            traits = [self._traits_of(rule) for _, rule in ranked]
            said = frozenset[str]().union(*(words for words, _ in traits))
            changes = {date.min}.union(*(days for _, days in traits))
            number = len(self._profiles)
            self._profiles[key] = _Profile(number, said, tuple(sorted(changes)))
        return self._profiles[key]

    def _charged(self, place: Place) -> list[Place]:
        parts = [self.book.place(name, place.facility) for name in place.joins]
        return [place, *(each for part in parts for each in self._charged(part))]

    def _traits_of(self, rule: Rule) -> tuple[frozenset[str], frozenset[date]]:
        """The words of a rule, and the days on which it begins and ends to hold."""
        if id(rule) not in self._traits:
            turns = frozenset({rule.valid_from, rule.valid_until})
            self._traits[id(rule)] = frozenset(_said(rule)), turns
        return self._traits[id(rule)]

    def _columns(self, at: _Alike, known: _Days, asked: date) -> Iterator[_Column]:
        for day, alike in zip(known.days, known.keys(at.open), strict=True):
            if (at.open.number, alike) not in self._slots:
                self._slots[at.open.number, alike] = self._slots_of(at.place, day)
            slots = self._slots[at.open.number, alike]
            opening, span = _opening(at.place, day), _window(at.place, day)
            state = _state(opening, span, asked)
            states = tuple([_in_hours(state, opening, slot) for slot in slots])
            why = _why(state, opening)
            yield _Column(day, state, _known(span), why, slots, states)

    def _room(
        self, at: _Alike, known: _Days, columns: Sequence[_Column]
    ) -> Iterator[DayColor]:
        made: dict[object, tuple[SlotColor, ...]] = {}
        for column, alike in zip(columns, known.keys(at.whole), strict=True):
            colors = made.get((alike, column.states))
            if colors is None:
                fees_ = self._fees_of(at, alike, column)
                of_slots = zip(column.slots, column.states, fees_, strict=True)
                colors = tuple([SlotColor(*each) for each in of_slots])
                made[alike, column.states] = colors
            yield DayColor(column.day, column.state, column.opens, colors, column.why)

    def _fees_of(
        self, at: _Alike, alike: object, column: _Column
    ) -> tuple[int | None, ...]:
        key = at.whole.number, alike
        if key not in self._fees:
            fees_ = [self._fee(at.place, column.day, slot) for slot in column.slots]
            self._fees[key] = tuple(fees_)
        return self._fees[key]

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


def _words(holidays: Holidays, day: date) -> frozenset[str] | None:
    try:
        return holidays.words(day, PRICE)
    except Undecided:
        return None


def _opening(place: Place, day: date) -> Opening | None:
    try:
        return opening_at(place, day)
    except Refusal:
        return None


def _window(place: Place, day: date) -> Span:
    try:
        found = window_at(place, day)
    except Refusal:
        return None
    return (found.earliest, found.latest) if found.known else None


def _known(span: Span) -> date | None:
    """The first day of acceptance; None where there is none, or always was."""
    return span[0] if span is not None and span[0] > date.min else None


def _state(opening: Opening | None, span: Span, asked: date) -> State:
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
