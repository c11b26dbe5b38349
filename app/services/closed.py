"""Time of a 臨時休館 is promised to nobody, whatever is booked in it still."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from app.kit.refusal import Refusal
from app.kit.wareki import full
from db.occupancy import quarters, taken, undivided
from db.queries import emergencies
from db.records.rooms import Room
from db.store import Reading


class PlaceClosed(Refusal):
    """The place lies in a time that is closed."""

    code = "emergency.place_closed"


def closed(
    session: Reading, room_id: UUID, starts: datetime, ends: datetime
) -> PlaceClosed | None:
    """Whether some of that time is closed: by a closing that is not settled, or by what
    one has left closed."""
    if not emergencies.is_shut(session, room_id, starts, ends):
        return None
    return PlaceClosed(room=session.get_one(Room, room_id).name, day=full(starts.date()))


def given_up(
    session: Reading, room_id: UUID, starts: datetime, ends: datetime
) -> PlaceClosed | None:
    """Whether nobody has some of that time although it is closed: what was booked in it
    was given up before the closing is settled. Who has the rest is told as usual."""
    for row in emergencies.closing(session, starts, ends):
        span = quarters(max(starts, row.starts), min(ends, row.ends))
        shut = {*undivided(session, [room_id])}.intersection(
            undivided(session, row.rooms)
        )
        if taken(session, shut, span) < len(shut) * len(span):
            room = session.get_one(Room, room_id)
            return PlaceClosed(room=room.name, day=full(starts.date()))
    return None


def expect_open(
    session: Reading, room_id: UUID, starts: datetime, ends: datetime
) -> None:
    """PlaceClosed."""
    if no := closed(session, room_id, starts, ends):
        raise no
