"""予約 from 問合せ to 完了: the use cases, by the step they take."""

from app.rules.refunds import RefundDue
from app.services.bookings.altering import Altering
from app.services.bookings.approvals import Approvals
from app.services.bookings.asking import ChangeWish, as_it_is
from app.services.bookings.bookings import Booked, Bookings, Cancelling
from app.services.bookings.changes import (
    Changed,
    ChangeOffer,
    Changes,
    Changing,
)
from app.services.bookings.deadlines import Deadlines, HoldTerms
from app.services.bookings.decisions import MOST_REASON, Decisions
from app.services.bookings.extending import Extending
from app.services.bookings.lapses import Lapses
from app.services.bookings.refusals import (
    NoGroup,
    NothingChanged,
    NotPermitted,
    NotToday,
    TooManyUsers,
    Unpaid,
)
from app.services.bookings.visits import Absence, Visits
from app.services.bookings.writing import Writing
from app.services.offered import BookRoom, Offer
from db.journal.stale import StaleForm
from db.queries.bookings import BookingCard, Usual

__all__ = [
    "MOST_REASON",
    "Absence",
    "Altering",
    "Approvals",
    "BookRoom",
    "Booked",
    "BookingCard",
    "Bookings",
    "Cancelling",
    "ChangeOffer",
    "ChangeWish",
    "Changed",
    "Changes",
    "Changing",
    "Deadlines",
    "Decisions",
    "Extending",
    "HoldTerms",
    "Lapses",
    "NoGroup",
    "NotPermitted",
    "NotToday",
    "NothingChanged",
    "Offer",
    "RefundDue",
    "StaleForm",
    "TooManyUsers",
    "Unpaid",
    "Usual",
    "Visits",
    "Writing",
    "as_it_is",
]
