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
from app.rules.emergencies import worth_keeping
from app.services.offered import Alternative
from db.queries.emergencies import About, AffectedRow, CallRow, EmergencyRow
from db.records.bookings import CancelCause, Status
from db.records.emergencies import Became, Wanted


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
    """Another group was promised some of this room and time on the phone."""

    code = "emergency.place_given"


class PlaceTaken(Refusal):
    """A place that was promised on the phone is gone: another is to be chosen."""

    code = "emergency.place_taken"


class NotCut(Refusal):
    """The use does not begin before the closing, or another site has its room."""

    code = "emergency.not_cut"


class NotAffected(Refusal):
    """The booking is not one of this closing."""

    code = "emergency.not_affected"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be closed. `rule` is the article that proposed it, if one did; the
    rules of a `warning` say whether those in the house go on."""

    rooms: tuple[UUID, ...]
    starts: datetime
    ends: datetime
    cause: str
    reason: str = ""
    rule: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules make of a warning: the rooms that are closed, from when to when.

    Without `rooms` nothing is closed. `silent` are rooms of which the rules do not say;
    in those that `go_on` who is in the house goes on.
    """

    day: date
    rooms: tuple[UUID, ...]
    starts: datetime
    ends: datetime
    explained: tuple[Explained, ...]
    silent: tuple[str, ...]
    go_on: tuple[UUID, ...] = ()

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
    `to_room` are names. `cut` is when it could end instead, where it begins before the
    closing. An offer of another site's is ended there: `elsewhere` is its name.
    """

    row: AffectedRow
    call: CallRow
    paid: int
    open: bool
    was_room: str
    to_room: str = ""
    cut: datetime | None = None
    elsewhere: str = ""

    @property
    def promise(self) -> bool:
        """It is no booking: somebody was offered it, or wishes for it."""
        return self.row.about is not About.BOOKING

    @property
    def inside(self) -> bool:
        """They are in the house."""
        return self.row.status == Status.IN_USE

    @property
    def goes_on(self) -> bool:
        """They are in the house, and stay."""
        return self.inside and self.call.wanted == Wanted.CONTINUE

    @property
    def wanted(self) -> str:
        """What was said; who would go on, were they in the house, has said nothing."""
        wanted = self.call.wanted
        return wanted if self.goes_on or wanted != Wanted.CONTINUE else Wanted.UNKNOWN

    @property
    def becomes(self) -> Became:
        """What the pass makes of it, as it stands."""
        if self.elsewhere:
            return Became.OPEN
        if self.promise:
            offer = self.row.about is About.OFFER
            return Became.ENDED if offer else Became.PASSED
        if self.inside:
            return Became.CONTINUED if self.goes_on else Became.SHORTENED
        if self.call.wanted == Wanted.MOVE and self.call.room_id is not None:
            return Became.MOVED
        return Became.SHORTENED if self._kept else Became.CANCELLED

    @property
    def _kept(self) -> bool:
        """Wanted so, or proposed where nothing was said."""
        if self.cut is None or self.call.wanted == Wanted.CANCEL:
            return False
        return self.call.wanted == Wanted.SHORTEN or worth_keeping(
            self.row.starts, self.row.ends, self.cut
        )


@dataclass(frozen=True, slots=True)
class EmergencyCard:
    """One closing with all that is affected, in the order of calling.

    `rooms` are the names of what is closed.
    """

    row: EmergencyRow
    rooms: tuple[str, ...]
    lines: Sequence[Affected]

    @property
    def leaving(self) -> Sequence[Affected]:
        """The groups that are there now and have to go."""
        inside = [line for line in self.lines if line.open and line.inside]
        return [line for line in inside if not line.goes_on]

    @property
    def staying(self) -> Sequence[Affected]:
        return [line for line in self.lines if line.open and line.goes_on]

    @property
    def called(self) -> int:
        return sum(bool(line.call.result) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Settling:
    """What the pass does with one of them; `back` yen are paid back, explained.

    `offers` are free places that it is told of; `refused` says why it cannot move.
    """

    line: Affected
    back: int = 0
    explained: tuple[Explained, ...] = ()
    offers: Sequence[Alternative] = ()
    refused: Refusal | None = None

    @property
    def becomes(self) -> Became:
        return self.line.becomes

    @property
    def moves(self) -> bool:
        return self.becomes is Became.MOVED


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
        return self.count(Became.MOVED)

    def count(self, *became: Became) -> int:
        return sum(line.becomes in became for line in self.lines)


@dataclass(frozen=True, slots=True)
class Settled:
    """What the pass did; `back` in yen, `promises` are offers and wishes, `staying` are
    those in the house that go on."""

    cancelled: int
    moved: int
    shortened: int
    promises: int
    staying: int
    back: int
