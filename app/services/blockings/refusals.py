"""What the desk refuses to do with a 利用停止."""

from __future__ import annotations

from collections.abc import Sequence

from app.kit.checks import FieldRefused
from app.kit.refusal import Refusal
from db.queries.bookings import BookingCard


class NoRoom(FieldRefused):
    """No room was chosen."""

    code = "blocking.no_room"

    def __init__(self) -> None:
        super().__init__("rooms")


class NoTime(FieldRefused):
    """No day is left of those that were asked for."""

    code = "blocking.no_time"

    def __init__(self) -> None:
        super().__init__("days")


class NotOneDay(FieldRefused):
    """A stretch that ends before it begins, or after midnight."""

    code = "blocking.not_one_day"

    def __init__(self) -> None:
        super().__init__("ends")


class Over(FieldRefused):
    """Time that is over is blocked no more."""

    code = "blocking.over"

    def __init__(self) -> None:
        super().__init__("days")


class FarDay(FieldRefused):
    """A day so far off that it must be a slip."""

    code = "blocking.far_day"


class TooMany(FieldRefused):
    """More than `most` in one entry."""

    code = "blocking.too_many"


class InTheWay(Refusal):
    """Bookings have some of that time: `bookings`, of which the text names the first."""

    code = "blocking.in_the_way"

    def __init__(self, bookings: Sequence[BookingCard]) -> None:
        first = bookings[0]
        super().__init__(
            count=len(bookings),
            room=first.room,
            group=first.group,
            number=first.number,
            starts=first.starts,
            ends=first.ends,
            more="など" if len(bookings) > 1 else "",
        )
        self.bookings = tuple(bookings)


class NotInForce(Refusal):
    """The blocking was lifted already, or is over."""

    code = "blocking.not_in_force"


class AwayBlocking(Refusal):
    """Only the home of a room changes what it blocks."""

    code = "blocking.away"


class NotAllowedBy(Refusal):
    """The blocking names who may allow an exception, and it is somebody else."""

    code = "blocking.not_allowed_by"
