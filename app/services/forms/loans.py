"""備品使用申請書兼許可書 from a loan, its group and what was paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from app.kit.settings import LOAN_CONDITIONS, LOAN_FORM_NO, PERMIT_ISSUER
from app.printing.loan_permit import LoanPermit
from app.printing.permit_parts import Item
from app.services.forms.bookings import fee_of, holder_of
from app.services.forms.head import Head
from app.services.groups import GroupCard
from db.queries import loans
from db.queries.loans import LineRow, LoanCard
from db.queries.payments import PaymentRow
from db.reader import Reader
from db.records.loans import LoanStatus

#: Nothing is lent by these.
GONE = (LoanStatus.CANCELLED, LoanStatus.REFUSED)


def blank_loan_permit(head: Head) -> LoanPermit:
    return LoanPermit(
        office=head.office(PERMIT_ISSUER),
        form_no=head.of(LOAN_FORM_NO),
        conditions=tuple(head.of(LOAN_CONDITIONS).splitlines()),
    )


def loan_permit_of(
    head: Head,
    card: LoanCard,
    group: GroupCard,
    paid: Sequence[PaymentRow],
    clerk: str,
    copies: int,
) -> LoanPermit:
    return replace(
        blank_loan_permit(head),
        number=card.number,
        issued=card.applied_on,
        applied=card.applied_on,
        holder=holder_of(group),
        purpose=card.purpose,
        first_on=card.first_on,
        last_on=card.last_on,
        items=items_of(card.lines),
        fee=fee_of(card.fee_lines, card.fee, paid),
        handed_over=card.handed_over_at and card.handed_over_at.date(),
        returned=card.returned_at and card.returned_at.date(),
        clerk=clerk,
        reissue=copies,
        provisional=card.status == LoanStatus.PROVISIONAL,
    )


def items_of(lines: Sequence[LineRow]) -> tuple[Item, ...]:
    return tuple(
        Item(
            name=line.kind,
            quantity=line.quantity,
            labels=tuple(piece.label or piece.barcode for piece in line.pieces),
            handed_over=line.handed_over,
            taken_back=line.taken_back,
        )
        for line in lines
    )


def items_with(read: Reader, booking_id: UUID) -> tuple[Item, ...]:
    """The equipment that is lent with a booking."""
    held = [
        row.id for row in loans.of_booking(read, booking_id) if row.status not in GONE
    ]
    return tuple(item for key in held for item in items_of(loans.card(read, key).lines))
