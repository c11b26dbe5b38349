"""取消 of one booking, as part of an entry."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from app.kit import checks
from app.kit.money import yen
from app.rules.book.base import Explained
from app.rules.refunds import RefundDue
from app.services.bookings.states import TO_COME, expect
from app.services.loans.loans import give_up_with
from app.services.offers import Offers
from app.services.rights import expect_decider
from db.journal.capture import JournaledSession
from db.queries.bookings import BookingCard
from db.records.bookings import Booking, CancelCause, Status

BY_MISTAKE = "入力の誤り"
#: Letters of what was mistaken.
MOST_MISTAKE = 100


def withdraw(
    work: JournaledSession,
    offers: Offers,
    card: BookingCard,
    today: date,
    cause: CancelCause = CancelCause.OWN,
) -> RefundDue | None:
    """Free the room and what was lent with it; gives what is to be paid back.

    With a `cause` that is not the group's own it was not the group that gave it up.
    NotPermitted, StillOut.
    """
    booking = expect(work.get_one(Booking, card.id), *TO_COME)
    if cause is CancelCause.MISTAKE:
        back = whole(card)
    else:
        back = offers.refund(work, card, today, cause)
    give_up_with(work, card.id, today)
    booking.withdrawn, booking.cancel_cause = True, cause
    if booking.home == work.site:
        booking.status = Status.CANCELLED
        booking.cancelled_on = today
        booking.held_until = None
    return back


def take_back(
    work: JournaledSession, offers: Offers, card: BookingCard, staff: str, now: datetime
) -> RefundDue | None:
    """The same of what was entered by mistake: all is paid back.

    NotPermitted, StillOut; NotDeciding where the rules would pay back less, or its use
    has begun.
    """
    by_rule = offers.refund(work, card, now.date())
    if card.starts <= now or card.paid > (by_rule.amount if by_rule else 0):
        expect_decider(work, staff)
    return withdraw(work, offers, card, now.date(), CancelCause.MISTAKE)


def mistake(text: str) -> str:
    """What was mistaken, as it is noted. FieldRefused."""
    return checks.line("mistake", text, most=MOST_MISTAKE, required=True)


def whole(card: BookingCard) -> RefundDue | None:
    """What is paid back of a booking that was entered by mistake: all; no rule of 還付
    speaks of what nobody asked for."""
    if not card.paid:
        return None
    told = f"入力の誤りなので、受け取った{yen(card.paid)}の全額"
    return RefundDue(Decimal(1), card.paid, (Explained(told, BY_MISTAKE),))
