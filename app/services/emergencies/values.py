"""What is asked and answered about 臨時休館. Nothing here imports SQLAlchemy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.kit.checks import FieldRefused
from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.services.offered import Alternative
from db.queries.emergencies import AffectedRow, CallRow, EmergencyRow
from db.records.bookings import CancelCause


class Cause(StrEnum):
    """Why it is closed: 台風, 大雨, 大雪, 地震, 停電, 設備の故障, その他."""

    TYPHOON = "typhoon"
    RAIN = "rain"
    SNOW = "snow"
    EARTHQUAKE = "earthquake"
    BLACKOUT = "blackout"
    BREAKDOWN = "breakdown"
    OTHER = "other"


#: Those that are the house's own.
OWN = (Cause.BLACKOUT, Cause.BREAKDOWN)


def refund_cause(cause: str) -> CancelCause:
    """What [[refund]] calls it."""
    return CancelCause.FACILITY if cause in OWN else CancelCause.DISASTER


class NoRooms(FieldRefused):
    """Nothing was chosen that could be closed."""

    code = "emergency.no_rooms"

    def __init__(self) -> None:
        super().__init__("rooms")


class Span(FieldRefused):
    """It ends before it begins, is over, or is longer than an emergency can be."""

    code = "emergency.span"


class AlreadySettled(Refusal):
    """The refunds and moves were made, perhaps at another PC meanwhile."""

    code = "emergency.settled"


class Gone(Refusal):
    """The closing was taken back."""

    code = "emergency.gone"


class PlaceGiven(Refusal):
    """Another group of the same closing was promised this room and time."""

    code = "emergency.place_given"


class PlaceTaken(Refusal):
    """A place that was promised on the phone is gone: another is to be chosen."""

    code = "emergency.place_taken"


class NotAffected(Refusal):
    """The booking is not one of this closing."""

    code = "emergency.not_affected"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be closed. `rule` is the article that proposed it, if one did."""

    rooms: tuple[UUID, ...]
    starts: datetime
    ends: datetime
    cause: str
    reason: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules make of a warning: the rooms that are closed, from when to when.

    Without `rooms` nothing is closed. `silent` are rooms of which the rules do not say.
    """

    day: date
    rooms: tuple[UUID, ...]
    starts: datetime
    ends: datetime
    explained: tuple[Explained, ...]
    silent: tuple[str, ...]

    @property
    def rule(self) -> str:
        return "・".join(dict.fromkeys(each.rule for each in self.explained))


@dataclass(frozen=True, slots=True)
class Noted:
    """What came of a call; `place` is where a group moves that wants to."""

    result: str
    wanted: str = ""
    place: Alternative | None = None


@dataclass(frozen=True, slots=True)
class Affected:
    """A booking that cannot be, whom to call, and what came of it. Yen.

    `open`: it still is as it was, and something is to be done with it. `was_room` and
    `to_room` are names.
    """

    row: AffectedRow
    call: CallRow
    paid: int
    open: bool
    was_room: str
    to_room: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyCard:
    """One closing with all that is affected, in the order of calling.

    `rooms` are the names of what is closed; `inside` are the groups that are there now.
    """

    row: EmergencyRow
    rooms: tuple[str, ...]
    lines: Sequence[Affected]
    inside: Sequence[AffectedRow] = ()

    @property
    def called(self) -> int:
        return sum(bool(line.call.result) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Settling:
    """What the pass does with one booking: it moves there, or `back` yen are paid back.

    `offers` are free places that it is told of; `refused` says why it cannot move.
    """

    line: Affected
    moves: bool
    back: int
    explained: tuple[Explained, ...]
    offers: Sequence[Alternative]
    refused: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """The whole pass, before it is made."""

    card: EmergencyCard
    lines: Sequence[Settling]

    @property
    def back(self) -> int:
        return sum(line.back for line in self.lines)

    @property
    def moving(self) -> int:
        return sum(line.moves for line in self.lines)


@dataclass(frozen=True, slots=True)
class Settled:
    """What the pass did; `back` in yen."""

    cancelled: int
    moved: int
    back: int
