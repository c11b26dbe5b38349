"""A 申込み as it is asked for, and what can be had of it, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from app.kit.refusal import Refusal
from app.rules.fees import FeeLine, summed
from app.services.offered import BookRoom
from app.services.payments import Receipt


class Fate(StrEnum):
    """取る・とばす・キャンセル待ち: what becomes of a line."""

    TAKE = "take"
    SKIP = "skip"
    WAIT = "wait"


class LineKey(NamedTuple):
    """The day and room that a line was first asked for."""

    day: date
    room_id: UUID


class Spot(NamedTuple):
    """Where a line was moved to."""

    day: date
    room_id: UUID
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a clerk said of a line; None leaves it to whether it can be had."""

    fate: Fate | None = None
    moved: Spot | None = None


@dataclass(frozen=True, slots=True)
class AskRequest:
    """`first` on further days and in further rooms.

    `repeat` is as typed: a repeat from the first day until `until` (None: the end of its
    fiscal year), or days besides the first.
    """

    first: BookRoom
    repeat: str = ""
    until: date | None = None
    rooms: tuple[UUID, ...] = ()
    decided: Mapping[LineKey, Decision] = field(default_factory=dict)

    @property
    def is_one(self) -> bool:
        """Whether it is a single booking."""
        return not self.repeat.strip() and not self.rooms


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One booking to be, or why it cannot be; `fee` in yen, `can_wait` for the time.
    `waivable` is by what an exception can be made from what stands against it."""

    key: LineKey
    wish: BookRoom
    room: str
    starts: datetime | None
    ends: datetime | None
    fee_lines: tuple[FeeLine, ...]
    refusal: Refusal | None
    can_wait: bool
    fate: Fate
    waivable: str = ""

    @property
    def fee(self) -> int:
        return sum(line.amount for line in self.fee_lines)

    @property
    def moved(self) -> bool:
        return LineKey(self.wish.day, self.wish.room_id) != self.key


@dataclass(frozen=True, slots=True)
class RequestOffer:
    """The whole before anything is saved.

    `repeat` is how the repeat is told, `until` the last day looked at; `without` names
    months or years that have no such day. `refusal` stands against all of it.
    """

    repeat: str
    until: date
    lines: Sequence[RequestLine] = ()
    without: tuple[str, ...] = ()
    refusal: Refusal | None = None

    def of(self, fate: Fate) -> Sequence[RequestLine]:
        return [line for line in self.lines if line.fate is fate]

    @property
    def fee(self) -> int:
        """Yen, of what is taken."""
        return sum(line.fee for line in self.of(Fate.TAKE))

    @property
    def fee_lines(self) -> tuple[FeeLine, ...]:
        """Equal lines of all that is taken as one."""
        return summed(each for line in self.of(Fate.TAKE) for each in line.fee_lines)


@dataclass(frozen=True, slots=True)
class Requested:
    """A 申込み just written; `fee` in yen, `receipt` is None while it is open.

    `provisional` (仮): a room is another site's, which has the last word.
    """

    id: UUID
    number: str
    bookings: tuple[UUID, ...]
    waiting: int
    fee: int
    receipt: Receipt | None
    provisional: bool
