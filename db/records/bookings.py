"""予約 of rooms, and the time they take up."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Base, Record


class Status(StrEnum):
    """仮・仮予約・申請中・許可・使用中・完了; 不許可・取消・不使用・失効."""

    PROVISIONAL = "provisional"
    HELD = "held"
    APPLIED = "applied"
    CONFIRMED = "confirmed"
    IN_USE = "in_use"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    LAPSED = "lapsed"


#: States in which a booking at its home keeps its room.
OCCUPYING = (
    Status.HELD,
    Status.APPLIED,
    Status.CONFIRMED,
    Status.IN_USE,
    Status.DONE,
)
#: Those that were permitted, and those in which somebody came.
PERMITTED = (Status.CONFIRMED, Status.IN_USE, Status.DONE)
USED = (Status.IN_USE, Status.DONE)


ASKED = text("status = 'provisional'")
APPLIED = text("status = 'applied'")
APPROVING = text("approval = 'asked'")
HELD = text("held_until IS NOT NULL")
TOGETHER = text("request_id IS NOT NULL")


class CancelCause(StrEnum):
    """Why a booking was cancelled: the group gave it up; the house could not let it have
    its room (施設の都合, 災害); it was entered by mistake (入力の誤り)."""

    OWN = ""
    FACILITY = "facility"
    DISASTER = "disaster"
    MISTAKE = "mistake"


class Approval(StrEnum):
    """減免の承認: not needed, 承認待ち, 承認, 不承認."""

    NONE = ""
    ASKED = "asked"
    GIVEN = "given"
    DENIED = "denied"


class Booking(Record, kw_only=True):
    """A booking, confirmed only at the home of its room.

    What is held, or permitted and not paid, lapses after `held_until` (None: never); a
    payment leaves that day as it is, so that it holds again once the money is given back.
    `facts` is the JSON of what was said of the use and weighed by the rules (市外, 営利,
    入場料): only what the rulebook asks for. `decided_on` is the day of 許可 or 不許可,
    `reason` why it was refused, or what the rules say of one that nobody came to.
    `cancel_cause` is why it was cancelled where that was not the group's own doing; any
    site may say so. `ground` is the 減免事由 that was asked for; where it needs
    `approval`, it says who decided, on which day, and why not.

    `busy_from` and `busy_until` include preparation and turnaround of the room as they
    were when booked. `slots` names the 区分, joined by ・. `fee` and `reduction` are
    yen; `fee_lines` is the JSON of the lines that explain the fee, as they were when it
    was permitted. `users` is the expected number, `actual_users` what was counted at
    check-out. Any site may wish a booking `withdrawn`; its home then cancels it. What
    was asked for together with others has their `request_id`; `aircon` is whether 冷暖房
    was asked for. `cuts` is the JSON of what it was before it was cut short, each time:
    one for each line 短縮 of the fee.
    """

    __tablename__ = "booking"
    __table_args__ = (
        CheckConstraint(
            "busy_from <= starts AND starts < ends AND ends <= busy_until", "in_order"
        ),
        # Few are ever asked of a home and unanswered: this costs next to nothing.
        Index("ix_booking_asked", "home", sqlite_where=ASKED, postgresql_where=ASKED),
        # the last of a group, and its days that count, whatever it had before
        Index("ix_booking_group_id_starts", "group_id", "starts"),
        # These stay few, too: both are left behind with the next step.
        Index(
            "ix_booking_applied", "home", sqlite_where=APPLIED, postgresql_where=APPLIED
        ),
        Index("ix_booking_held", "held_until", sqlite_where=HELD, postgresql_where=HELD),
        Index(
            "ix_booking_approving",
            "home",
            sqlite_where=APPROVING,
            postgresql_where=APPROVING,
        ),
        Index(
            "ix_booking_request",
            "request_id",
            sqlite_where=TOGETHER,
            postgresql_where=TOGETHER,
        ),
    )
    owned = frozenset(
        {
            *("home", "room_id", "starts", "ends", "status"),
            *("busy_from", "busy_until"),
            *("held_until", "decided_on", "reason"),
        }
    )
    provisional = {"status": Status.PROVISIONAL}
    deletable = True

    number: Mapped[str]
    home: Mapped[str]
    room_id: Mapped[UUID] = mapped_column(ForeignKey("room.id", **LATE), index=True)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", **LATE))
    purpose: Mapped[str] = mapped_column(default="")
    users: Mapped[int] = mapped_column(default=0)
    slots: Mapped[str] = mapped_column(default="")
    starts: Mapped[datetime] = mapped_column(index=True)
    ends: Mapped[datetime]
    busy_from: Mapped[datetime]
    busy_until: Mapped[datetime]
    status: Mapped[str] = mapped_column(default=Status.PROVISIONAL)
    applied_on: Mapped[date]
    fee: Mapped[int] = mapped_column(default=0)
    reduction: Mapped[int] = mapped_column(default=0)
    fee_lines: Mapped[str] = mapped_column(default="[]")
    checked_in_at: Mapped[datetime | None] = mapped_column(default=None)
    checked_out_at: Mapped[datetime | None] = mapped_column(default=None)
    actual_users: Mapped[int | None] = mapped_column(default=None)
    cancelled_on: Mapped[date | None] = mapped_column(default=None)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    cancel_cause: Mapped[str] = mapped_column(default=CancelCause.OWN)
    held_until: Mapped[datetime | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    ground: Mapped[str] = mapped_column(default="")
    approval: Mapped[str] = mapped_column(default=Approval.NONE)
    approved_by: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date | None] = mapped_column(default=None)
    approval_reason: Mapped[str] = mapped_column(default="")
    facts: Mapped[str] = mapped_column(default="{}")
    request_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("request.id", **LATE), default=None
    )
    aircon: Mapped[bool] = mapped_column(default=False)
    cuts: Mapped[str] = mapped_column(default="[]")


BLOCKED = text("blocking_id IS NOT NULL")


class Occupancy(Base, kw_only=True):
    """One quarter of an hour of one undivided room: the key forbids a second.

    A booking has it or a blocking, never both.
    """

    __tablename__ = "occupancy"
    __table_args__ = (
        CheckConstraint("(booking_id IS NULL) <> (blocking_id IS NULL)", "one_holder"),
        # Few have one: this costs bookings next to nothing.
        Index(
            "ix_occupancy_blocking_id",
            "blocking_id",
            sqlite_where=BLOCKED,
            postgresql_where=BLOCKED,
        ),
        {"sqlite_with_rowid": False},
    )

    room_id: Mapped[UUID] = mapped_column(ForeignKey("room.id", **LATE), primary_key=True)
    quarter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    booking_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("booking.id", **LATE), index=True
    )
    blocking_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("blocking.id", **LATE), default=None
    )
