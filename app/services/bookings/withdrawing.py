"""取消 of one booking, as part of an entry."""

from __future__ import annotations

from datetime import date

from app.rules.refunds import RefundDue
from app.services.bookings.states import TO_COME, expect
from app.services.loans.loans import give_up_with
from app.services.offers import Offers
from db.journal.capture import JournaledSession
from db.queries.bookings import BookingCard
from db.records.bookings import Booking, Status


def withdraw(
    work: JournaledSession,
    offers: Offers,
    card: BookingCard,
    today: date,
    cause: str = "",
) -> RefundDue | None:
    """Free the room and what was lent with it; gives what is to be paid back.

    For a `cause` that is not the group's own it was not the group that gave it up.
    NotPermitted, StillOut.
    """
    booking = expect(work.get_one(Booking, card.id), *TO_COME)
    back = offers.refund(work, card, today, cause)
    give_up_with(work, card.id, today)
    at_home = booking.home == work.site
    booking.withdrawn = not (cause and at_home)  # another home must be asked to cancel
    booking.spared = bool(cause)
    if at_home:
        booking.status = Status.CANCELLED
        booking.cancelled_on = today
        booking.held_until = None
    return back
