"""キャンセル待ち of rooms."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Record


class WaitingStatus(StrEnum):
    """待ち・案内中・予約した・断った・期限切れ."""

    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    DECLINED = "declined"
    LAPSED = "lapsed"


PENDING = text("status IN ('waiting', 'offered')")


class Waiting(Record, kw_only=True):
    """A group that waits for a room and time; who entered first is asked first.

    Of those entered at the same time the smaller `place` is first. It takes up
    `quarters` of an hour from `quarter` on, preparation and turnaround included, as
    `occupancy` counts them. An offer holds to the end of the day `offer_until`. `facts`
    is the JSON of what was said of the use. `note` has a line for each call: when, by
    whom, what was said.
    """

    __tablename__ = "waiting"
    __table_args__ = (
        CheckConstraint("starts < ends AND quarters > 0", "in_order"),
        Index(
            "ix_waiting_pending",
            "home",
            "starts",
            sqlite_where=PENDING,
            postgresql_where=PENDING,
        ),
    )
    owned = frozenset({"home", "room_id", "starts", "ends", "status"})
    provisional = {"status": WaitingStatus.WAITING}
    deletable = True

    home: Mapped[str]
    room_id: Mapped[UUID] = mapped_column(ForeignKey("room.id", **LATE), index=True)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", **LATE), index=True)
    slots: Mapped[str]
    starts: Mapped[datetime] = mapped_column(index=True)
    ends: Mapped[datetime]
    quarter: Mapped[int]
    quarters: Mapped[int]
    purpose: Mapped[str] = mapped_column(default="")
    users: Mapped[int] = mapped_column(default=0)
    facts: Mapped[str] = mapped_column(default="{}")
    entered_at: Mapped[datetime]
    place: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(default=WaitingStatus.WAITING)
    offer_until: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
