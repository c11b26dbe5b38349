"""Use cases of 貸出: lend equipment ahead, hand it over, take it back, cancel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.wareki import full
from app.rules.fees import kept_text
from app.rules.numbering import fiscal_year, human_number
from app.rules.refunds import RefundDue, reasons
from app.services.loans.counter import Counter
from app.services.loans.lending import Lending
from app.services.loans.refusals import (
    NoGroup,
    NotHere,
    NothingAsked,
    NotItsDay,
    NotPermitted,
    OfBooking,
    StillOut,
    Unpaid,
)
from app.services.offered import LendEquipment, LoanOffer
from app.services.payments import Due, Receipt, pay
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.numbers import next_number
from db.queries import loans
from db.queries.loans import LoanCard
from db.queries.loans_today import LoanRow
from db.records.loans import Loan, LoanStatus
from db.records.payments import PaidFor
from db.store import Store

NOTHING: Mapping[UUID, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Lent:
    """A loan just permitted; `fee` in yen, `receipt` is None while it is open.

    `provisional` (仮): the equipment is another site's, which has the last word.
    """

    id: UUID
    number: str
    fee: int
    receipt: Receipt | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came back by one scan, and its loan as it is now."""

    kind: str
    label: str
    card: LoanCard

    @property
    def complete(self) -> bool:
        """Nothing of the loan is out any more."""
        return self.card.status == "returned"


@dataclass(frozen=True, slots=True)
class LoanCancelling:
    """A loan and what cancelling it now would pay back; None when it is unpaid."""

    card: LoanCard
    back: RefundDue | None


class Loans:
    def __init__(self, store: Store, clock: Clock, lending: Lending) -> None:
        self._store = store
        self._clock = clock
        self._lending = lending

    def offer(self, wish: LendEquipment) -> LoanOffer:
        """Fee and rules of a wish, and what is possible when it is not. FieldRefused
        where the wish itself makes no sense (quantity, days)."""
        return self._lending.offer(wish)

    def card(self, loan_id: UUID) -> LoanCard:
        with self._store.reader() as read:
            return loans.card(read, loan_id)

    def of_group(self, group_id: UUID) -> Sequence[LoanRow]:
        """A group's loans, the latest first."""
        with self._store.reader() as read:
            return loans.of_group(read, group_id)

    def of_booking(self, booking_id: UUID) -> Sequence[LoanRow]:
        with self._store.reader() as read:
            return loans.of_booking(read, booking_id)

    def going_out(self, day: date) -> Sequence[LoanRow]:
        """Permitted for a day, and not yet handed over."""
        with self._store.reader() as read:
            return loans.going_out(read, day)

    def due(self, day: date) -> Sequence[LoanRow]:
        """Out, and to come back on a day."""
        with self._store.reader() as read:
            return loans.due(read, day)

    def overdue(self, day: date) -> Sequence[LoanRow]:
        """Still out, and due before a day; who is latest comes first."""
        with self._store.reader() as read:
            return loans.overdue(read, day)

    def current(self) -> Sequence[LoanRow]:
        """All that is out or still to come."""
        with self._store.reader() as read:
            return loans.current(read, wall(self._clock()).date())

    def lend(
        self, staff: str, wish: LendEquipment, *, paid: bool = False
    ) -> Outcome[Lent]:
        """Permit a loan; when `paid`, the fee is received with it, in one entry.

        Away from the equipment's home the loan is 仮 until merged. Raises what the rules
        have against it, OutOfStock with who has it, FieldRefused.
        """
        if wish.group_id is None:
            raise NoGroup()
        purpose = checks.line("purpose", wish.purpose, most=100)
        now, site = self._clock(), self._store.site
        year = fiscal_year(wall(now).date())
        with self._store.write(Act("loan.lend", staff, now)) as work:
            terms = self._lending.granted(work, wish)
            loan = self._lending.write(
                work,
                wish,
                terms,
                number=human_number(site, year, next_number(work, "loan", year)),
                purpose=purpose,
                fee=terms.fee,
                fee_lines=kept_text(terms.lines),
            )
            receipt = (
                pay(work, site, _due(loan), loan.fee, wall(now))
                if paid and loan.fee
                else None
            )
        provisional = terms.home != site
        lent = Lent(loan.id, loan.number, loan.fee, receipt, provisional)
        return Outcome.of(lent, work)

    def hand_over(
        self,
        staff: str,
        loan_id: UUID,
        barcodes: Sequence[str] = (),
        counts: Mapping[UUID, int] = NOTHING,
        *,
        accept_unpaid: bool = False,
    ) -> Outcome[LoanCard]:
        """引渡: pieces by their barcodes, one more of a kind for each scan of its shelf,
        and `counts` of what has no label, by kind. All of it or nothing; more of the
        same loan may follow."""
        if not barcodes and not counts:
            raise NothingAsked()
        now = self._clock()
        with self._store.write(Act("loan.hand_over", staff, now)) as work:
            loan = work.get_one(Loan, loan_id)
            self._expect(loan, LoanStatus.CONFIRMED, LoanStatus.HANDED_OVER)
            if not loan.first_on <= wall(now).date() <= loan.last_on:
                days = {"first": full(loan.first_on), "last": full(loan.last_on)}
                raise NotItsDay(number=loan.number, **days)
            card = loans.card(work.read, loan_id)
            if card.owed and not accept_unpaid:
                raise Unpaid(group=card.group, owed=f"{card.owed:,}")
            loan.status = LoanStatus.HANDED_OVER
            loan.handed_over_at = loan.handed_over_at or wall(now)
            counter = Counter(work, wall(now))
            for barcode in barcodes:
                counter.give(loan, barcode)
            for kind_id, count in counts.items():
                counter.give_count(loan, kind_id, count)
            card = loans.card(work.read, loan_id)
        return Outcome.of(card, work)

    def take_back(
        self, staff: str, barcode: str, loan_id: UUID | None = None
    ) -> Outcome[TakenBack]:
        """返却 by one scan, of whatever loan. The last piece back ends the loan.

        NotLent, AlreadyBack (same scan twice), UnknownBarcode, NotHere, WhichLoan.
        """
        now = self._clock()
        with self._store.write(Act("loan.take_back", staff, now)) as work:
            back = Counter(work, wall(now)).take(barcode, loan_id)
            card = loans.card(work.read, back.loan_id)
        return Outcome.of(TakenBack(back.kind, back.label, card), work)

    def take_back_lines(
        self, staff: str, loan_id: UUID, counts: Mapping[UUID, int]
    ) -> Outcome[LoanCard]:
        """返却 of what has no label: how many of each kind are back. MoreThanOut."""
        return self._take_back(
            staff, loan_id, lambda counter, card: counter.take_counts(card, counts)
        )

    def take_back_all(self, staff: str, loan_id: UUID) -> Outcome[LoanCard]:
        """返却 of all that is still out on a loan, with and without labels."""
        return self._take_back(staff, loan_id, Counter.take_all)

    def cancelling(self, loan_id: UUID) -> LoanCancelling:
        """What cancelling today would pay back, and by which rule."""
        with self._store.read() as session:
            card = loans.card(session.read, loan_id)
            today = wall(self._clock()).date()
            return LoanCancelling(card, self._lending.refund(session, card, today))

    def cancel(self, staff: str, loan_id: UUID) -> Outcome[RefundDue | None]:
        """取消, before anything is handed over; pays back what the rulebook says."""
        now, site = self._clock(), self._store.site
        today = wall(now).date()
        with self._store.write(Act("loan.cancel", staff, now)) as work:
            loan = work.get_one(Loan, loan_id)
            if loan.status not in (LoanStatus.CONFIRMED, LoanStatus.PROVISIONAL):
                raise NotPermitted(number=loan.number)
            card = loans.card(work.read, loan_id)
            if card.booking_id:
                raise OfBooking(booking=card.booking)
            back = self._lending.refund(work, card, today)
            _give_up(work, loan, today)
            if back and back.amount:
                why = reasons(back.explained)
                pay(work, site, _due(loan), -back.amount, wall(now), reason=why)
        return Outcome.of(back, work)

    def _take_back(
        self, staff: str, loan_id: UUID, take: Callable[[Counter, LoanCard], None]
    ) -> Outcome[LoanCard]:
        now = self._clock()
        with self._store.write(Act("loan.take_back", staff, now)) as work:
            self._expect(work.get_one(Loan, loan_id), LoanStatus.HANDED_OVER)
            take(Counter(work, wall(now)), loans.card(work.read, loan_id))
            card = loans.card(work.read, loan_id)
        return Outcome.of(card, work)

    def _expect(self, loan: Loan, *states: LoanStatus) -> None:
        if loan.home != self._store.site:
            raise NotHere(what=loan.number, home=loan.home)
        if loan.status not in states:
            raise NotPermitted(number=loan.number)


def give_up_with(work: JournaledSession, booking_id: UUID, today: date) -> None:
    """Cancel what was lent with a booking. StillOut while it is out."""
    for row in loans.of_booking(work.read, booking_id):
        if row.status == LoanStatus.HANDED_OVER:
            raise StillOut(what=row.what)
        if row.status in (LoanStatus.CONFIRMED, LoanStatus.PROVISIONAL):
            _give_up(work, work.get_one(Loan, row.id), today)


def _give_up(work: JournaledSession, loan: Loan, today: date) -> None:
    """Cancel a loan at its home, and wish it cancelled elsewhere."""
    loan.withdrawn = True
    if loan.home == work.site:
        loan.status = LoanStatus.CANCELLED
        loan.cancelled_on = today


def _due(loan: Loan) -> Due:
    return PaidFor.LOAN, loan.id
