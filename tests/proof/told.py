"""What is told at a desk in a race, to be compared with what the database holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from db.journal.entry import Dot

#: A room, and from when to when it is used.
Span = tuple[UUID, datetime, datetime]


class Time(NamedTuple):
    """Time of a room, preparation and cleaning up included."""

    room_id: UUID
    busy_from: datetime
    busy_until: datetime


@dataclass(frozen=True, slots=True)
class Lost:
    """A wish of which some met another's booking, and what was said of it.

    `since` and `until` are how many entries there were before and after.
    """

    wished: tuple[Time, ...]
    since: int
    until: int
    said: dict[str, object]


class Became(StrEnum):
    """What became of a booking: gone, kept again, or only somewhere else again."""

    GONE = "gone"
    BACK = "back"
    MOVED_BACK = "moved back"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a booking was said to be."""

    room_id: UUID
    day: date
    slots: str


@dataclass
class Told:
    """What a process was told at its desk; seconds are how long each answer took.

    `said` has number and entry of each answer that changed a booking.
    """

    said: list[tuple[str, int, Kept | Became]] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def note(self, number: str, entry: Dot | None, what: Kept | Became) -> None:
        assert entry is not None
        self.said.append((number, entry.seq, what))


@dataclass(frozen=True, slots=True)
class Undo:
    """What can be taken back: its entry, what bookings come to by that, and the time
    that is needed for it."""

    entry: Dot
    then: Mapping[str, Became] = field(default_factory=dict)
    needs: tuple[Span, ...] = ()
