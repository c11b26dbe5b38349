"""貸出: offers, use cases, and what is said against them."""

from __future__ import annotations

from app.services.loans.lending import Lending
from app.services.loans.loans import Lent, LoanCancelling, Loans, TakenBack
from app.services.loans.refusals import Unpaid, WhichLoan
from app.services.offered import LendEquipment, LoanAlternative, LoanOffer, Wanted
from db.queries.loans import Borrower, LineRow, LoanCard, PieceOut
from db.queries.loans_today import LoanRow
from db.stock import OutOfStock

__all__ = [
    "Borrower",
    "LendEquipment",
    "Lending",
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
    "TakenBack",
    "Unpaid",
    "Wanted",
    "WhichLoan",
]
