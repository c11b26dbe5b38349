"""臨時休館 of rooms that are booked, and the calls to those who booked them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Record


class Result(StrEnum):
    """まだ・連絡済・不在・折返し待ち・番号違い of a call."""

    OPEN = ""
    REACHED = "reached"
    ABSENT = "absent"
    CALLS_BACK = "calls_back"
    WRONG_NUMBER = "wrong_number"


class Wanted(StrEnum):
    """聞いていない・取消・振替・短縮・考える: what the group wants instead of its use.

    利用を続ける: what the rules want of it, once it is in the house.
    """

    UNKNOWN = ""
    CANCEL = "cancel"
    MOVE = "move"
    SHORTEN = "shorten"
    THINKING = "thinking"
    CONTINUE = "continue"


class Became(StrEnum):
    """まだ・取消・振替・短縮・利用を続ける: what the pass made of it.

    An offer ends (案内の取りやめ), a wish is passed over by the draw (抽選の対象外).
    """

    OPEN = ""
    CANCELLED = "cancelled"
    MOVED = "moved"
    SHORTENED = "shortened"
    CONTINUED = "continued"
    ENDED = "ended"
    PASSED = "passed"


NOT_SETTLED = text("settled_at IS NULL")


class Emergency(Record, kw_only=True):
    """Rooms that are closed from `starts` to `ends` although they may be booked.

    `rooms` are the keys of the rooms, separated by spaces. `rule` is the article that
    proposed it, if one did. What was booked is settled once, in one pass; or it is
    `called_off`, and everything stays as it was.
    """

    __tablename__ = "emergency"
    __table_args__ = (
        CheckConstraint("starts < ends", "in_order"),
        # few are open at a time, mostly none
        Index(
            "ix_emergency_not_settled",
            "home",
            sqlite_where=NOT_SETTLED,
            postgresql_where=NOT_SETTLED,
        ),
    )
    owned = frozenset(
        {"home", "rooms", "starts", "ends", "cause", "reason", "rule"}
        | {"settled_at", "called_off"}
    )
    deletable = True

    home: Mapped[str]
    rooms: Mapped[str]
    starts: Mapped[datetime] = mapped_column(index=True)
    ends: Mapped[datetime]
    cause: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    rule: Mapped[str] = mapped_column(default="")
    declared_by: Mapped[str]
    declared_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    called_off: Mapped[bool] = mapped_column(default=False)

    @property
    def room_ids(self) -> list[UUID]:
        return [UUID(room) for room in self.rooms.split()]


class EmergencyCall(Record, kw_only=True):
    """連絡 to a group that cannot have what it has or was promised: one for each, its key
    follows from both.

    It is about one thing: a booking, the offer of a キャンセル待ち, or a wish of a
    抽選申込.

    `place` is the order of calling, from 1. `was_room_id`, `was_starts` and `was_ends`
    say what could not be: the booking itself may have moved since. Who wants to move
    goes to `slots` of the room `room_id` on `day`, once it is settled. Any site may call.
    """

    __tablename__ = "emergency_call"
    deletable = True

    emergency_id: Mapped[UUID] = mapped_column(
        ForeignKey("emergency.id", **LATE), index=True
    )
    booking_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("booking.id", **LATE), index=True, default=None
    )
    waiting_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("waiting.id", **LATE), index=True, default=None
    )
    request_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("lottery_request.id", **LATE), index=True, default=None
    )
    place: Mapped[int]
    was_room_id: Mapped[UUID] = mapped_column(ForeignKey("room.id", **LATE))
    was_starts: Mapped[datetime]
    was_ends: Mapped[datetime]
    result: Mapped[str] = mapped_column(default=Result.OPEN)
    wanted: Mapped[str] = mapped_column(default=Wanted.UNKNOWN)
    room_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("room.id", **LATE), default=None
    )
    day: Mapped[date | None] = mapped_column(default=None)
    slots: Mapped[str] = mapped_column(default="")
    became: Mapped[str] = mapped_column(default=Became.OPEN)
    called_by: Mapped[str] = mapped_column(default="")
    called_at: Mapped[datetime | None] = mapped_column(default=None)
