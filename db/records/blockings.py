"""利用停止: times at which a room is not to be had, and why."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Record


class BlockingKind(StrEnum):
    """公用・点検・修繕・臨時休館・その他."""

    OFFICIAL = "official"
    MAINTENANCE = "maintenance"
    EMERGENCY = "emergency"
    OTHER = "other"


class BlockingStatus(StrEnum):
    """仮・利用停止・不可・解除."""

    PROVISIONAL = "provisional"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    LIFTED = "lifted"


ASKED = text("status = 'provisional'")


class Blocking(Record, kw_only=True):
    """A room and a part of one day (until 24:00 at most) that nobody books.

    Those that were made together share `set_id`. `made_by` is the name of who made it,
    `allowed_by` who may allow an exception, as names or offices joined by ・ (empty:
    nobody). The reason is shown to the public only when it is `posted`. Any site may
    wish it `withdrawn`; its home then lifts it.
    """

    __tablename__ = "blocking"
    __table_args__ = (
        CheckConstraint("starts < ends", "in_order"),
        Index("ix_blocking_asked", "home", sqlite_where=ASKED, postgresql_where=ASKED),
    )
    owned = frozenset(
        {
            *("home", "room_id", "set_id", "starts", "ends", "kind", "reason"),
            *("posted", "allowed_by", "status"),
        }
    )
    provisional = {"status": BlockingStatus.PROVISIONAL}
    deletable = True

    home: Mapped[str]
    room_id: Mapped[UUID] = mapped_column(ForeignKey("room.id", **LATE), index=True)
    set_id: Mapped[UUID] = mapped_column(index=True)
    starts: Mapped[datetime] = mapped_column(index=True)
    ends: Mapped[datetime]
    kind: Mapped[str]
    reason: Mapped[str]
    posted: Mapped[bool] = mapped_column(default=False)
    allowed_by: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default=BlockingStatus.PROVISIONAL)
    made_on: Mapped[date]
    made_by: Mapped[str]
    withdrawn: Mapped[bool] = mapped_column(default=False)
