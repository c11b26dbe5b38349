"""特別の料金: another fee than the rules', by whoever decides, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.wareki import short
from app.rules.fees import FeeLine, LineKind, kept_lines, kept_text
from app.services.bookings.deadlines import Deadlines
from app.services.bookings.refusals import FeeMoved, NoFeeReason, NothingChanged
from app.services.bookings.states import OPEN, owing_more, own
from app.services.loans.refusals import NotPermitted, OfBooking, OtherHome
from app.services.payments import PAYABLE, Receipt, pay
from app.services.rights import expect_decider
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.queries import bookings, loans
from db.records.bookings import Booking
from db.records.loans import Loan, LoanStatus
from db.records.payments import PaidFor
from db.store import Store

MOST_FEE = 9_999_999
MOST_REASON = 200
MAY = (*OPEN, *PAYABLE)
#: Loans that bear a fee no more.
GONE = (LoanStatus.CANCELLED, LoanStatus.REFUSED)


@dataclass(frozen=True, slots=True)
class _Wish:
    """From `seen` to `fee` (yen), and why."""

    seen: int
    fee: int
    reason: str

    @classmethod
    def checked(cls, seen: int, fee: int, reason: str) -> _Wish:
        told = checks.line("reason", reason, most=MOST_REASON)
        if not told:
            raise NoFeeReason("reason")
        checks.number("fee", str(fee), least=0, most=MOST_FEE)
        return cls(seen, fee, told)


class SpecialFees:
    """The lines of the rules stay, and one more says what was changed, why, by whom.

    What was paid beyond it is paid back: the refund. NotDeciding, NoFeeReason,
    FieldRefused, NothingChanged, FeeMoved.
    """

    def __init__(self, store: Store, clock: Clock, deadlines: Deadlines) -> None:
        self._store = store
        self._clock = clock
        self._deadlines = deadlines

    def change(
        self, staff: str, booking_id: UUID, *, seen: int, fee: int, reason: str
    ) -> Outcome[Receipt | None]:
        """Set the fee (yen) of a booking; `seen` is what it was. AwayRoom,
        NotPermitted."""
        wish, now = _Wish.checked(seen, fee, reason), self._clock()
        with self._store.write(Act("booking.special_fee", staff, now)) as work:
            who = expect_decider(work, staff)
            booking = own(work, self._store.site, booking_id, *MAY)
            self._set(work, booking, wish, who)
            if fee > seen:
                owing_more(self._deadlines, work, booking, wall(now))
            paid = bookings.card(work, booking_id).paid
            back = self._back(work, PaidFor.BOOKING, booking, paid)
        return Outcome.of(back, work)

    def change_for_loan(
        self, staff: str, loan_id: UUID, *, seen: int, fee: int, reason: str
    ) -> Outcome[Receipt | None]:
        """The same of a loan of its own. OtherHome, OfBooking, NotPermitted."""
        wish, now = _Wish.checked(seen, fee, reason), self._clock()
        with self._store.write(Act("loan.special_fee", staff, now)) as work:
            who = expect_decider(work, staff)
            card = loans.card(work.read, loan_id)
            if card.booking_id:
                raise OfBooking(booking=card.booking)
            if card.home != self._store.site:
                raise OtherHome(number=card.number, home=card.site)
            if card.status in GONE:
                raise NotPermitted(number=card.number)
            loan = work.get_one(Loan, loan_id)
            self._set(work, loan, wish, who)
            back = self._back(work, PaidFor.LOAN, loan, card.paid)
        return Outcome.of(back, work)

    def _set(
        self, work: JournaledSession, record: Booking | Loan, wish: _Wish, who: str
    ) -> None:
        if record.fee != wish.seen:
            raise FeeMoved(before=f"{wish.seen:,}", now=f"{record.fee:,}")
        if wish.fee == wish.seen:
            raise NothingChanged(number=record.number)
        rule = f"{who} {short(wall(self._clock()).date())}"
        more = wish.fee - wish.seen
        line = FeeLine(LineKind.SPECIAL, wish.reason, "", 1, more, more, rule)
        record.fee = wish.fee
        record.fee_lines = kept_text([*kept_lines(record.fee_lines), line])

    def _back(
        self, work: JournaledSession, what: PaidFor, record: Booking | Loan, paid: int
    ) -> Receipt | None:
        """What of `paid` is beyond the fee now, is paid back."""
        over = paid - record.fee
        if over <= 0:
            return None
        line = kept_lines(record.fee_lines)[-1]
        why = f"料金の変更: {line.what}［{line.rule}］"
        at = wall(self._clock())
        return pay(work, self._store.site, (what, record.id), -over, at, reason=why)
