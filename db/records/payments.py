"""納付 and 還付, and the papers that were printed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Record


class Method(StrEnum):
    """現金・納付書・口座."""

    CASH = "cash"
    SLIP = "slip"
    ACCOUNT = "account"


NOT_CLOSED = text("closed_on IS NULL")


class PaidFor(StrEnum):
    """What money is taken for: a booking, a loan of its own, a batch of enrolments."""

    BOOKING = "booking"
    LOAN = "loan"
    BATCH = "batch"


class Payment(Record, kw_only=True):
    """Money taken (yen) for one booking, loan or batch; a refund is negative.

    What came by 納付書 or 口座 may be noted with its own date and reference. `closed_on`
    is the day of the closing that counted it. An entry that `reverses_id` another takes
    all of it back (赤伝票); `reason` says why, and of a refund by which rule. What was
    undone before it was counted keeps its number, is 0 yen, and is for nothing.
    """

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN booking_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN loan_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN batch_id IS NULL THEN 0 ELSE 1 END"
            " = CASE WHEN amount = 0 THEN 0 ELSE 1 END",
            "for_one",
        ),
        Index(
            "ix_payment_not_closed",
            "home",
            "paid_at",
            sqlite_where=NOT_CLOSED,
            postgresql_where=NOT_CLOSED,
        ),
    )
    undone = {
        "amount": 0,
        "booking_id": None,
        "loan_id": None,
        "batch_id": None,
        "reverses_id": None,
    }

    number: Mapped[str]
    home: Mapped[str]
    booking_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("booking.id", **LATE), index=True, default=None
    )
    loan_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("loan.id", **LATE), index=True, default=None
    )
    batch_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("insurance_batch.id", **LATE), index=True, default=None
    )
    amount: Mapped[int]
    method: Mapped[str] = mapped_column(default=Method.CASH)
    paid_at: Mapped[datetime] = mapped_column(index=True)
    dated: Mapped[date | None] = mapped_column(default=None)
    reference: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None] = mapped_column(default=None, index=True)
    reverses_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("payment.id", **LATE), index=True, default=None
    )
    reason: Mapped[str] = mapped_column(default="")


class Printout(Record, kw_only=True):
    """帳票: one printing of one paper. The second printing of a paper is a 再発行.

    `fiscal_year` is that of a list made for a year, 0 for any other paper.
    """

    __tablename__ = "printout"

    form: Mapped[str]
    subject_id: Mapped[UUID] = mapped_column(index=True)
    title: Mapped[str]
    copy: Mapped[int] = mapped_column(default=1)
    fiscal_year: Mapped[int] = mapped_column(default=0)
    printed_at: Mapped[datetime] = mapped_column(index=True)
