"""What the desk refuses to do with a booking."""

from __future__ import annotations

from app.kit.checks import FieldRefused
from app.kit.refusal import Refusal


class NotPermitted(Refusal):
    """The booking is not in the state this action needs."""

    code = "booking.not_permitted"


class NoGroup(FieldRefused):
    """No group was chosen."""

    code = "booking.no_group"

    def __init__(self) -> None:
        super().__init__("group_id")


class NotToday(Refusal):
    """A key is given on the day of use only."""

    code = "booking.not_today"


class Unpaid(Refusal):
    """A warning: the fee is open. The same call with `accept_unpaid` goes through."""

    code = "booking.unpaid"


class TooManyUsers(Refusal):
    """The number of users cannot be right."""

    code = "booking.too_many_users"


class AwayRoom(Refusal):
    """Only the home of a room holds it, takes applications for it and changes them."""

    code = "booking.away_room"


class NoReason(FieldRefused):
    """不許可 without a reason."""

    code = "booking.no_reason"

    def __init__(self) -> None:
        super().__init__("reason")


class NotThatDeadline(FieldRefused):
    """A deadline that is past, or later than the use begins."""

    code = "booking.not_that_deadline"


class NotOverYet(Refusal):
    """Whether anybody came is known when the booked time is over."""

    code = "booking.not_over_yet"


class Begun(Refusal):
    """The booked time has begun: nothing is changed any more."""

    code = "booking.begun"


class NotLonger(Refusal):
    """While it is used, a use can only be made longer, on its day, from now on."""

    code = "booking.not_longer"


class NothingChanged(Refusal):
    """The booking is like that already."""

    code = "booking.nothing_changed"


class ChangeIsCancel(Refusal):
    """By the rules a change is a cancellation and a new application."""

    code = "booking.change_is_cancel"


class NotAsked(Refusal):
    """No reduction of the booking waits for its approval, perhaps not any more."""

    code = "booking.not_asked"


class NoDenialReason(FieldRefused):
    """減免の不承認 without a reason."""

    code = "booking.no_denial_reason"


class NoFeeReason(FieldRefused):
    """特別の料金 without a reason."""

    code = "booking.no_fee_reason"


class FeeMoved(Refusal):
    """Somebody changed the fee since it was shown."""

    code = "booking.fee_moved"
