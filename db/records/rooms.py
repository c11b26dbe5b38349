"""部屋, and the rooms that larger ones are made of."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Record


class Room(Record, kw_only=True):
    """A room that can be booked; `preparation` minutes go before each use, and
    `turnaround` minutes of cleaning up follow it.

    `name` is the room's name in the rulebook. `place` orders rooms on screen.
    """

    __tablename__ = "room"
    owned = frozenset({"home"})

    name: Mapped[str]
    home: Mapped[str]
    capacity: Mapped[int] = mapped_column(default=0)
    preparation: Mapped[int] = mapped_column(default=0)
    turnaround: Mapped[int] = mapped_column(default=0)
    place: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)


class RoomPart(Record, kw_only=True):
    """会議室A+B has two parts, A and B; an undivided room has none."""

    __tablename__ = "room_part"
    deletable = True

    room_id: Mapped[UUID] = mapped_column(ForeignKey("room.id", **LATE), index=True)
    part_id: Mapped[UUID] = mapped_column(ForeignKey("room.id", **LATE))
