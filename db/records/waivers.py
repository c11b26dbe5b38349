"""例外: what was allowed against the rules, by whom and why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Record


class Waiver(Record, kw_only=True):
    """An exception that was made for a booking from one rule, or one blocking.

    `about` is what it is from (a `Waivable`, or a blocking), `told` what was against it,
    in words, and `rule` the article, if it was one. `staff` is the key of who allowed it,
    or noted who did. It goes and comes back with the entry that wrote it.
    """

    __tablename__ = "waiver"
    deletable = True

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("booking.id", **LATE), index=True)
    about: Mapped[str]
    told: Mapped[str]
    rule: Mapped[str]
    reason: Mapped[str]
    staff: Mapped[str]
    granted_at: Mapped[datetime] = mapped_column(index=True)
