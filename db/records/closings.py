"""日締め: the cash that was counted at the end of a day, and what it should have been."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import Record


class Closing(Record, kw_only=True):
    """A day that was closed at a site; its key follows from the two.

    `counted` is the JSON of pieces by denomination. `expected` (yen) is what should have
    been there, the `float_kept` (釣り銭準備金) included. The payments of the closing are
    those of the site with its day as `closed_on`.
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
