"""What other sites asked of this one: confirmed where it fits, else left to a person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from app.kit.clock import wall
from app.services.bookings.states import permitted
from app.services.sync.place import Place
from app.services.under_lottery import UnderLottery, under_lottery
from db.journal.capture import JournaledSession
from db.journal.entry import RowKey
from db.occupancy import NotFree
from db.promises import asked_of, loans_of
from db.records.blockings import Blocking, BlockingKind, BlockingStatus
from db.records.bookings import Booking, Status
from db.records.loans import Loan, LoanStatus
from db.stock import OutOfStock
from db.store import Reading

#: What answering changes.
TOPICS = "booking", "blocking", "loan", "sync"
#: Withdrawing what is over longer ago changes nothing any more.
LOOK_BACK = timedelta(days=90)


#: Loans that an answer can change.
OPEN = LoanStatus.PROVISIONAL, LoanStatus.CONFIRMED


class Answered(NamedTuple):
    """How many were confirmed, cancelled, and wait for a person."""

    confirmed: int
    cancelled: int
    waiting: int


def answer(place: Place, staff: str) -> Answered:
    """Answer all in the order of application, one entry each."""
    today = wall(place.clock())
    with place.store.reader() as read:
        asked = asked_of(read, place.site, today - LOOK_BACK)
    confirmed = cancelled = 0
    for row, *_, withdrawn in asked:
        if withdrawn:
            give(place, staff, row, Status.CANCELLED)
            cancelled += 1
            continue
        try:
            give(place, staff, row, Status.CONFIRMED)
            confirmed += 1
        except (NotFree, OutOfStock, UnderLottery):
            continue
    return Answered(confirmed, cancelled, len(asked) - confirmed - cancelled)


def give(
    place: Place, staff: str, row: RowKey, status: Status, note: str = ""
) -> JournaledSession:
    """Give a booking, with its loans, a loan alone or a blocking this state, as its home.

    NotFree, OutOfStock, UnderLottery; then nothing has changed.
    """
    verb = f"{row.kind}.{VERBS[status]}"
    with place.store.write(place.act(verb, staff, note=note)) as work:
        if status is Status.CONFIRMED and (no := undrawn(work, row)):
            raise no
        if row.kind == "blocking":
            work.get_one(Blocking, row.id).status = IN_FORCE[status]
            return work
        now = wall(place.clock())
        loans = [row.id]
        if row.kind == "booking":
            booking = work.get_one(Booking, row.id)
            if status is Status.CONFIRMED:
                permitted(place.deadlines, work, booking, now)
            else:
                _turn_down(booking, status, note, now.date())
            loans = list(loans_of(work.read, row.id))
        for key in loans:
            loan = work.get_one(Loan, key)
            if loan.status not in OPEN:  # what is out or back stays so
                continue
            loan.status = LoanStatus(status.value)
            if status is Status.CANCELLED:
                loan.cancelled_on = now.date()
    return work


def undrawn(session: Reading, row: RowKey) -> UnderLottery | None:
    """The lottery that is about to give out what is asked for. A 臨時休館 takes time from
    a lottery, too: nobody can use it."""
    if row.kind == "loan":
        return None
    asked: Booking | Blocking
    if row.kind == "booking":
        asked = session.get_one(Booking, row.id)
    else:
        asked = session.get_one(Blocking, row.id)
        if asked.kind == BlockingKind.EMERGENCY:
            return None
    return under_lottery(session, asked.starts.date()).get(asked.room_id)


def _turn_down(booking: Booking, status: Status, note: str, today: date) -> None:
    """Cancelled, or refused with a note."""
    booking.status = status
    booking.held_until = None
    if status is Status.CANCELLED:
        booking.cancelled_on = today
    else:
        booking.decided_on, booking.reason = today, note


#: What an answer makes of a blocking.
IN_FORCE = {
    Status.CONFIRMED: BlockingStatus.IN_FORCE,
    Status.REFUSED: BlockingStatus.REFUSED,
    Status.CANCELLED: BlockingStatus.LIFTED,
}
VERBS = {
    Status.CONFIRMED: "confirm",
    Status.REFUSED: "refuse",
    Status.CANCELLED: "cancel",
}
