"""Who has which room when, in which state, and what was paid: as few words as will do.

Nothing here knows of journals, cells or SQL. Undoing is putting back what an act changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from uuid import UUID

from db.journal.entry import Dot

#: When the slots of the rules begin and end, and what a half costs (yen).
TIMES = {
    "午前": (time(9), time(12)),
    "午後": (time(13), time(17)),
    "夜間": (time(18), time(21, 30)),
    "全日": (time(9), time(21, 30)),
}
HALF = {"午前": 800, "午後": 1000, "夜間": 900, "全日": 2700}
WHOLE = {"午前": 1600, "午後": 2000, "夜間": 1800, "全日": 5400}
#: States that keep a room, are not decided on yet, can be cancelled and changed, and can
#: be paid for.
KEEPING = "held", "applied", "confirmed", "in_use", "done"
OPEN = "held", "applied"
TO_COME = *OPEN, "confirmed"
PAYABLE = "confirmed", "in_use", "done", "no_show"


#: A quarter of an hour of an undivided room.
Cell = tuple[UUID, datetime]
QUARTER = timedelta(minutes=15)


class Time(Protocol):
    """Time of some undivided rooms, preparation and cleaning up included."""

    @property
    def parts(self) -> frozenset[UUID]: ...
    @property
    def busy_from(self) -> datetime: ...
    @property
    def busy_until(self) -> datetime: ...


def meet(one: Time, other: Time) -> bool:
    return (
        not one.parts.isdisjoint(other.parts)
        and one.busy_from < other.busy_until
        and other.busy_from < one.busy_until
    )


def cells(time: Time) -> set[Cell]:
    first = time.busy_from
    count = -((first - time.busy_until) // QUARTER)
    return {(part, first + n * QUARTER) for part in time.parts for n in range(count)}


@dataclass(frozen=True)
class Span:
    """Some time of a room, whatever the slots."""

    parts: frozenset[UUID]
    busy_from: datetime
    busy_until: datetime


@dataclass(frozen=True)
class Place:
    """A room on a day and slot; `parts` are the undivided rooms it takes up, `rest` the
    minutes it needs before and after a use."""

    room: UUID
    parts: frozenset[UUID]
    rest: tuple[int, int]
    day: date
    slot: str

    @property
    def starts(self) -> datetime:
        return datetime.combine(self.day, TIMES[self.slot][0])

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.day, TIMES[self.slot][1])

    @property
    def busy_from(self) -> datetime:
        return self.starts - timedelta(minutes=self.rest[0])

    @property
    def busy_until(self) -> datetime:
        return self.ends + timedelta(minutes=self.rest[1])

    @property
    def fee(self) -> int:
        return (WHOLE if len(self.parts) > 1 else HALF)[self.slot]


@dataclass(frozen=True)
class Booking:
    """`decided` says whether it was permitted or refused; `until` when it ends, where
    that is later than its slot does."""

    place: Place
    status: str
    fee: int
    held_until: datetime | None = None
    decided: bool = False
    reason: bool = False
    request: UUID | None = None
    until: datetime | None = None

    @property
    def time(self) -> Time:
        if self.until is None:
            return self.place
        rest = timedelta(minutes=self.place.rest[1])
        return Span(self.place.parts, self.place.busy_from, self.until + rest)


@dataclass(frozen=True)
class Payment:
    booking: UUID
    amount: int
    on: date


@dataclass(frozen=True)
class Waiting:
    group: UUID
    place: Place
    status: str = "waiting"
    offer_until: date | None = None


@dataclass(frozen=True)
class Lottery:
    """Requests are taken on the day it `closes`, for days from `first` to `last`, of all
    rooms. `listed` is what the frozen list says is taken."""

    closes: date
    first: date
    last: date
    stage: str = "open"
    listed: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class Request:
    lottery: UUID
    group: UUID
    wishes: tuple[Place, ...]
    status: str = "entered"
    revision: int = 1


@dataclass(frozen=True)
class Series:
    """What was asked for at once."""

    group: UUID


@dataclass(frozen=True)
class Blocking:
    """Nobody has the room then, unless an exception is `allowed`. Those that were made
    together are `of` one set."""

    room: UUID
    parts: frozenset[UUID]
    starts: datetime
    ends: datetime
    allowed: bool
    of: UUID
    status: str = "in_force"

    @property
    def time(self) -> Time:
        return Span(self.parts, self.starts, self.ends)


Thing = Booking | Payment | Waiting | Lottery | Request | Series | Blocking
Things = Mapping[UUID, Thing | None]


@dataclass(frozen=True)
class Act:
    """An entry, and what it changed: before and after, None where there was nothing."""

    dot: Dot
    changed: Mapping[UUID, tuple[Thing | None, Thing | None]]


class Stuck(Exception):
    """What was changed since, or is referred to, cannot be put back."""


@dataclass
class Model:
    things: dict[UUID, Thing] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    #: Deadlines by which a booking lapsed: where it has one still, a person kept it.
    lapsed: set[tuple[UUID, datetime | None]] = field(default_factory=set)

    def of(self, kind: type[Any]) -> dict[UUID, Any]:
        return {key: it for key, it in self.things.items() if isinstance(it, kind)}

    def bookings(self, *statuses: str) -> dict[UUID, Booking]:
        return {k: b for k, b in self.of(Booking).items() if b.status in statuses}

    def paid(self, booking: UUID) -> int:
        return sum(p.amount for p in self._payments(booking))

    def owed(self, booking: UUID) -> int:
        it = self.things[booking]
        assert isinstance(it, Booking)
        return max(0, it.fee - self.paid(booking))

    def blockings(self) -> dict[UUID, Blocking]:
        found: dict[UUID, Blocking] = self.of(Blocking)
        return {key: it for key, it in found.items() if it.status == "in_force"}

    def kept(self) -> dict[UUID, Time]:
        """All time that somebody has, or that is blocked."""
        both = self.bookings(*KEEPING), self.blockings()
        return {key: it.time for found in both for key, it in found.items()}

    def taken(self) -> set[Cell]:
        return {cell for time in self.kept().values() for cell in cells(time)}

    def is_taken(self, place: Time, besides: UUID | None = None) -> bool:
        kept = self.kept().items()
        return any(key != besides and meet(other, place) for key, other in kept)

    def is_booked(self, place: Time) -> bool:
        return any(meet(it.time, place) for it in self.bookings(*KEEPING).values())

    def deciding(self, day: date) -> list[Lottery]:
        """Lotteries for that day whose list is frozen, and that are not drawn yet."""
        return [
            it
            for it in self.of(Lottery).values()
            if it.stage in ("frozen", "seeded") and it.first <= day <= it.last
        ]

    def is_drawn(self, place: Place) -> bool:
        """Whether nothing of that day is to be had first-come."""
        return bool(self.deciding(place.day))

    def is_given_out(self, wanted: set[Cell]) -> bool:
        """Whether a draw may give some of it out; the rest may be had again."""
        return any(
            cell not in it.listed
            for cell in wanted
            for it in self.deciding(cell[1].date())
        )

    def due(self, now: datetime) -> set[UUID]:
        """What lapses now: what is held, or permitted and nothing of it paid; what was
        paid back is due when that day is over."""
        moved = {it.booking for it in self.of(Payment).values() if it.on == now.date()}
        return {
            key
            for key, it in self.bookings("held", "confirmed").items()
            if it.held_until is not None and it.held_until <= now
            if it.status == "held"
            or (it.fee and self.paid(key) <= 0 and key not in moved)
            if (key, it.held_until) not in self.lapsed
        }

    def write(self, dot: Dot, things: Things) -> None:
        before = {key: self.things.get(key) for key in things}
        self.acts.append(Act(dot, {key: (before[key], to) for key, to in things.items()}))
        for key, thing in things.items():
            self._put(key, thing)

    def undone(self, act: Act) -> Things:
        """What putting an act back makes of things. Stuck."""
        return {key: self._put_back(key, *pair) for key, pair in act.changed.items()}

    def clashes(self) -> Iterator[tuple[UUID, UUID]]:
        kept = [*self.kept().items()]
        for n, (key, one) in enumerate(kept):
            for other_key, other in kept[n + 1 :]:
                if meet(one, other):
                    yield key, other_key

    def with_things(self, things: Things) -> Model:
        """A model as it would be."""
        other = Model(dict(self.things), [], set(self.lapsed))
        for key, thing in things.items():
            other._put(key, thing)
        return other

    def _payments(self, booking: UUID) -> Iterator[Payment]:
        return (it for it in self.of(Payment).values() if it.booking == booking)

    def _put(self, key: UUID, thing: Thing | None) -> None:
        if thing is None:
            self.things.pop(key, None)
        else:
            self.things[key] = thing

    def _put_back(
        self, key: UUID, before: Thing | None, after: Thing | None
    ) -> Thing | None:
        now = self.things.get(key)
        if before is None or after is None:
            if now != after:
                raise Stuck
            return before
        if now is None:
            raise Stuck
        then = {n: v for n, v in vars(before).items() if v != vars(after)[n]}
        if any(vars(now)[name] != vars(after)[name] for name in then):
            raise Stuck
        return replace(now, **then)
