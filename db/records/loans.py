"""貸出 of equipment, ahead over days, with a room or alone."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Record


class LoanStatus(StrEnum):
    """仮・許可・貸出中・返却済み・不許可・取消. The second and third hold stock."""

    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    REFUSED = "refused"
    CANCELLED = "cancelled"


#: States in which a loan at its home keeps its stock.
HOLDING = (LoanStatus.CONFIRMED, LoanStatus.HANDED_OVER)


class Loan(Record, kw_only=True):
    """A loan from `first_on` to `last_on`, both included.

    With `booking_id` it belongs to a booking, which bears its fee; else `fee` (yen) and
    `fee_lines` (JSON) are its own. Any site may wish a loan `withdrawn`; its home then
    cancels it.
    """

    __tablename__ = "loan"
    __table_args__ = (CheckConstraint("first_on <= last_on", "in_order"),)
    owned = frozenset({"home", "first_on", "last_on", "status"})
    provisional = {"status": LoanStatus.PROVISIONAL}
    deletable = True

    number: Mapped[str]
    home: Mapped[str]
    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", **LATE), index=True)
    booking_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("booking.id", **LATE), index=True, default=None
    )
    purpose: Mapped[str] = mapped_column(default="")
    first_on: Mapped[date] = mapped_column(index=True)
    last_on: Mapped[date] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(default=LoanStatus.PROVISIONAL, index=True)
    applied_on: Mapped[date]
    fee: Mapped[int] = mapped_column(default=0)
    fee_lines: Mapped[str] = mapped_column(default="[]")
    handed_over_at: Mapped[datetime | None] = mapped_column(default=None)
    returned_at: Mapped[datetime | None] = mapped_column(default=None)
    cancelled_on: Mapped[date | None] = mapped_column(default=None)
    withdrawn: Mapped[bool] = mapped_column(default=False)


class LoanLine(Record, kw_only=True):
    """So many of a kind. `handed_over` and `taken_back` count what went and came."""

    __tablename__ = "loan_line"
    __table_args__ = (CheckConstraint("quantity > 0", "some"),)
    owned = frozenset({"home", "kind_id", "quantity", "handed_over", "taken_back"})
    provisional = {"handed_over": 0}
    deletable = True

    loan_id: Mapped[UUID] = mapped_column(ForeignKey("loan.id", **LATE), index=True)
    kind_id: Mapped[UUID] = mapped_column(
        ForeignKey("equipment_kind.id", **LATE), index=True
    )
    home: Mapped[str]
    quantity: Mapped[int]
    handed_over: Mapped[int] = mapped_column(default=0)
    taken_back: Mapped[int] = mapped_column(default=0)


class LoanPiece(Record, kw_only=True):
    """A labelled piece that went out on a line; it is out until `taken_back_at`."""

    __tablename__ = "loan_piece"
    owned = frozenset({"home", "line_id", "piece_id", "taken_back_at"})
    deletable = True

    line_id: Mapped[UUID] = mapped_column(ForeignKey("loan_line.id", **LATE), index=True)
    piece_id: Mapped[UUID] = mapped_column(
        ForeignKey("equipment_piece.id", **LATE), index=True
    )
    home: Mapped[str]
    handed_over_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None] = mapped_column(default=None)
