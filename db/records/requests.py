"""申込み: bookings that were asked for together, once or as a 定期利用."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Record


class Request(Record, kw_only=True):
    """What a group asked for at once: several dates, several rooms.

    `home` is the site that took it. Its bookings are stored one by one; `repeat` only
    tells in words how their dates were found (毎月第2火), empty where they were named.
    """

    __tablename__ = "request"
    deletable = True

    number: Mapped[str]
    home: Mapped[str]
    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", **LATE), index=True)
    applied_on: Mapped[date]
    repeat: Mapped[str] = mapped_column(default="")
