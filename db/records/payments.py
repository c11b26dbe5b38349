"""納付 and 還付, and the papers that were printed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Record


class Method(StrEnum):
    CASH = "cash"


class Payment(Record, kw_only=True):
    """Money taken for a booking (yen); a refund has a negative amount."""

    __tablename__ = "payment"
    deletable = True

    number: Mapped[str]
    home: Mapped[str]
    booking_id: Mapped[UUID] = mapped_column(ForeignKey("booking.id", **LATE), index=True)
    amount: Mapped[int]
    method: Mapped[str] = mapped_column(default=Method.CASH)
    paid_at: Mapped[datetime] = mapped_column(index=True)


class Printout(Record, kw_only=True):
    """帳票: one printing of one paper. The second printing of a paper is a 再発行."""

    __tablename__ = "printout"

    form: Mapped[str]
    subject_id: Mapped[UUID] = mapped_column(index=True)
    title: Mapped[str]
    copy: Mapped[int] = mapped_column(default=1)
    printed_at: Mapped[datetime] = mapped_column(index=True)
