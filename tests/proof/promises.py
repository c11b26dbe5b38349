"""A slow, obvious count of what is promised of each kind on each day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from db.records.equipment import EquipmentKind, EquipmentPiece, Stock, StockClaim
from db.records.loans import Loan, LoanLine
from db.session import Session

#: In these states a loan keeps what it is of.
KEEPING = ("confirmed", "handed_over")
LABELLED = (
    select(func.count())
    .where(EquipmentPiece.kind_id == EquipmentKind.id)
    .where(EquipmentPiece.state == "in_service")
    .scalar_subquery()
)
#: One statement, so that nobody can write between its parts.
PROMISES = (
    select(
        EquipmentKind.name,
        EquipmentKind.id,
        EquipmentKind.quantity + LABELLED,
        Loan.first_on,
        Loan.last_on,
        LoanLine.quantity - LoanLine.taken_back,
    )
    .join(LoanLine, LoanLine.kind_id == EquipmentKind.id)
    .join(Loan, Loan.id == LoanLine.loan_id)
    .where(Loan.status.in_(KEEPING), Loan.home == EquipmentKind.home)
)


def broken_promises(session: Session, *, shown: bool = True) -> list[str]:
    """Days on which more is promised than there is; when `shown`, also where the tables
    of stock say something else."""
    total: dict[UUID, tuple[str, int]] = {}
    taken: Counter[tuple[UUID, date]] = Counter()
    for name, kind, there, first, last, quantity in session.execute(PROMISES):
        total[kind] = name, there
        for ahead in range((last - first).days + 1):
            taken[kind, first + timedelta(days=ahead)] += quantity
    wrong = [
        f"{n} {total[kind][0]} of {total[kind][1]} on {day}"
        for (kind, day), n in taken.items()
        if n > total[kind][1]
    ]
    return wrong + (_untold(session, +taken) if shown else [])


def _untold(session: Session, taken: Counter[tuple[UUID, date]]) -> list[str]:
    stock = select(Stock.kind_id, Stock.day, Stock.taken)
    claims = select(StockClaim.kind_id, StockClaim.day, func.sum(StockClaim.quantity))
    told = {
        "stock": stock,
        "claims": claims.group_by(StockClaim.kind_id, StockClaim.day),
    }
    return [
        f"the {name} are not what is lent"
        for name, statement in told.items()
        if {(kind, day): int(n) for kind, day, n in session.execute(statement)} != taken
    ]


def lent(session: Session) -> dict[UUID, int]:
    """How much is lent on each loan, or with each booking."""
    found = session.execute(
        select(func.coalesce(Loan.booking_id, Loan.id), func.sum(LoanLine.quantity))
        .join(LoanLine, LoanLine.loan_id == Loan.id)
        .where(Loan.status.in_(KEEPING))
        .group_by(func.coalesce(Loan.booking_id, Loan.id))
    )
    return {key: int(count) for key, count in found}
