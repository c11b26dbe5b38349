"""Use cases of 貸出: lend equipment ahead, hand it over, take it back, cancel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.payments import RefundDue
from app.services.lending import Lending
from app.services.offered import LendEquipment, LoanAlternative, LoanOffer, Wanted
from app.services.payments import Receipt
from db.queries import loans
from db.queries.loans import Borrower, LineRow, LoanCard, LoanRow, PieceOut
from db.stock import OutOfStock
from db.store import Store

__all__ = [
    "Borrower",
    "LendEquipment",
    "Lent",
    "LineRow",
    "LoanAlternative",
    "LoanCancelling",
    "LoanCard",
    "LoanOffer",
    "LoanRow",
    "Loans",
    "OutOfStock",
    "PieceOut",
    "RefundDue",
    "TakenBack",
    "Wanted",
]


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


class WhichLoan(Refusal):
    """A shelf label from which several loans have something out: `who` they are.

    The same call with `loan_id` goes through; `borrowers` are the choices.
    """

    code = "loan.which"

    def __init__(self, kind: str, borrowers: Sequence[Borrower]) -> None:
        who = "、".join(f"{row.group}（{row.number}）" for row in borrowers)
        super().__init__(kind=kind, who=who)
        self.borrowers = borrowers


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
        raise NotImplementedError

    def hand_over(
        self,
        staff: str,
        loan_id: UUID,
        barcodes: Sequence[str] = (),
        counts: Mapping[UUID, int] | None = None,
    ) -> Outcome[LoanCard]:
        """引渡: pieces by their barcodes, one more of a kind for each scan of its shelf,
        and `counts` of what has no label, by kind. All of it or nothing; more of the
        same loan may follow."""
        raise NotImplementedError

    def take_back(
        self, staff: str, barcode: str, loan_id: UUID | None = None
    ) -> Outcome[TakenBack]:
        """返却 by one scan, of whatever loan. The last piece back ends the loan.

        NotLent, AlreadyBack (same scan twice), UnknownBarcode, WhichLoan.
        """
        raise NotImplementedError

    def take_back_lines(
        self, staff: str, loan_id: UUID, counts: Mapping[UUID, int]
    ) -> Outcome[LoanCard]:
        """返却 of what has no label: how many of each kind are back."""
        raise NotImplementedError

    def take_back_all(self, staff: str, loan_id: UUID) -> Outcome[LoanCard]:
        """返却 of all that is still out on a loan, with and without labels."""
        raise NotImplementedError

    def cancelling(self, loan_id: UUID) -> LoanCancelling:
        """What cancelling today would pay back, and by which rule."""
        with self._store.read() as session:
            card = loans.card(session.read, loan_id)
            today = wall(self._clock()).date()
            return LoanCancelling(card, self._lending.refund(session, card, today))

    def cancel(self, staff: str, loan_id: UUID) -> Outcome[RefundDue | None]:
        """取消, before anything is handed over; pays back what the rulebook says."""
        raise NotImplementedError
