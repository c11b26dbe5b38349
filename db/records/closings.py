"""日締め: the cash that was counted at the end of a day; 月締め: days closed for good."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Record


class Closing(Record, kw_only=True):
    """A day that was closed at a site; its key follows from the two.

    `counted` is the JSON of pieces by denomination. `expected` (yen) is what should have
    been there, the `float_kept` (釣り銭準備金) included. The payments of the closing are
    those of the site with its day as `closed_on`. `month` is the first of the month of
    the 月締め that took it in: from then on the day stays closed.
    """

    __tablename__ = "closing"
    __table_args__ = (Index("ix_closing_home_day", "home", "day"),)
    deletable = True

    home: Mapped[str]
    day: Mapped[date]
    counted: Mapped[str]
    found: Mapped[int]
    expected: Mapped[int]
    float_kept: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")
    closed_by: Mapped[str]
    closed_at: Mapped[datetime]
    month: Mapped[date | None] = mapped_column(default=None)


class MonthClosing(Record, kw_only=True):
    """月締め of a site; its key follows from site and `month` (the first of it).

    `follows_id` is the 月締め before, which is not taken back as long as this one stands.
    """

    __tablename__ = "month_closing"
    deletable = True

    home: Mapped[str] = mapped_column(index=True)
    month: Mapped[date]
    follows_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("month_closing.id", **LATE), default=None
    )
    closed_by: Mapped[str]
    closed_at: Mapped[datetime]
