"""Rooms as they are set up, and what is booked in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from db.records.bookings import OCCUPYING, Booking
from db.records.rooms import Room, RoomPart
from db.session import Session


@dataclass(frozen=True, slots=True)
class RoomCard:
    """All of one room; `preparation` and `turnaround` in minutes, `parts` are the rooms
    that it is made of."""

    id: UUID
    name: str
    home: str
    capacity: int
    preparation: int
    turnaround: int
    parts: tuple[UUID, ...]
    retired: bool


def cards(session: Session) -> Sequence[RoomCard]:
    """Every room, retired ones last."""
    parts = parts_of_all(session)
    found = session.execute(
        select(
            Room.id,
            Room.name,
            Room.home,
            Room.capacity,
            Room.preparation,
            Room.turnaround,
            Room.retired,
        ).order_by(Room.retired, Room.place, Room.name)
    )
    return [
        RoomCard(key, name, home, capacity, before, after, parts.get(key, ()), retired)
        for key, name, home, capacity, before, after, retired in found
    ]


def parts_of_all(session: Session) -> Mapping[UUID, tuple[UUID, ...]]:
    """Of each room that is made of others, those others."""
    found: defaultdict[UUID, tuple[UUID, ...]] = defaultdict(tuple)
    rows = select(RoomPart.room_id, RoomPart.part_id).join(
        Room, Room.id == RoomPart.part_id
    )
    for whole, part in session.execute(rows.order_by(Room.place, Room.name)):
        found[whole] += (part,)
    return found


def part_records(session: Session, room_id: UUID) -> Sequence[RoomPart]:
    return session.records(select(RoomPart).where(RoomPart.room_id == room_id))


def to_come(session: Session, room_id: UUID, now: datetime) -> int:
    """How many bookings a room still has."""
    return (
        session.scalar(
            select(func.count()).where(
                Booking.room_id == room_id,
                Booking.ends > now,
                Booking.status.in_(OCCUPYING),
            )
        )
        or 0
    )
