"""利用停止 as grids, papers and panels show them.

Nothing here imports SQLAlchemy: 今日 is shown before it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from db.reader import Reader, as_day, as_key, as_known_key, as_moment, stamp

#: A blocking of 会議室A+B is one of its parts, and of every room that has one of them.
OF_SPAN = """
    WITH unit(room_id, part_id) AS (
        SELECT room_id, part_id FROM room_part
        UNION ALL SELECT id, id FROM room
        WHERE id NOT IN (SELECT room_id FROM room_part)
    )
    SELECT DISTINCT k.id, shown.room_id, k.room_id, r.name, k.starts, k.ends, k.kind,
           k.reason, k.posted, k.status
    FROM blocking k
    JOIN room r ON r.id = k.room_id
    JOIN unit taken ON taken.room_id = k.room_id
    JOIN unit shown ON shown.part_id = taken.part_id
    WHERE k.starts >= :since AND k.starts < :until
      AND k.status IN ('provisional', 'in_force')
    ORDER BY k.starts, r.name, k.id
"""
CARD = """
    SELECT k.id, k.set_id, k.home, k.room_id, r.name, k.starts, k.ends, k.kind, k.reason,
           k.posted, k.allowed_by, k.status, k.made_on, k.made_by
    FROM blocking k JOIN room r ON r.id = k.room_id WHERE k.id = :key
"""
OF_SET = """
    SELECT id FROM blocking
    WHERE set_id = :set_id AND ends > :now AND status IN ('provisional', 'in_force')
    ORDER BY starts, id
"""


class BlockingRow(NamedTuple):
    """A blocking in the row of one room that it takes up; `room` is what was blocked."""

    id: UUID
    room_id: UUID
    blocked_id: UUID
    room: str
    starts: datetime
    ends: datetime
    kind: str
    reason: str
    posted: bool
    status: str

    @property
    def busy_from(self) -> datetime:
        """Before it nothing is prepared."""
        return self.starts

    @property
    def busy_until(self) -> datetime:
        """After it nothing is cleaned up."""
        return self.ends


class BlockingCard(NamedTuple):
    """All of one blocking."""

    id: UUID
    set_id: UUID
    home: str
    room_id: UUID
    room: str
    starts: datetime
    ends: datetime
    kind: str
    reason: str
    posted: bool
    allowed_by: str
    status: str
    made_on: date
    made_by: str


def blockings_in(read: Reader, since: datetime, until: datetime) -> Sequence[BlockingRow]:
    """Those that begin from `since` up to `until`, once for each room they concern."""
    found = read(OF_SPAN, {"since": stamp(since), "until": stamp(until)})
    return [
        BlockingRow(
            as_key(key), as_known_key(room_id), as_known_key(blocked_id), room,
            as_moment(starts), as_moment(ends), kind, reason, bool(posted), status,
        )
        for (
            key, room_id, blocked_id, room, starts, ends, kind, reason, posted, status,
        ) in found
    ]  # fmt: skip


def blockings_on(read: Reader, day: date) -> Sequence[BlockingRow]:
    """Those of a day."""
    midnight = datetime(day.year, day.month, day.day)
    return blockings_in(read, midnight, midnight + timedelta(days=1))


def card(read: Reader, blocking_id: UUID) -> BlockingCard:
    [(key, set_id, home, room_id, room, starts, ends, *told, made_on, made_by)] = read(
        CARD, {"key": blocking_id.hex}
    )
    kind, reason, posted, allowed_by, status = told
    return BlockingCard(
        as_key(key), as_key(set_id), home, as_key(room_id), room,
        as_moment(starts), as_moment(ends), kind, reason, bool(posted),
        allowed_by, status, as_day(made_on), made_by,
    )  # fmt: skip


def of_set(read: Reader, set_id: UUID, now: datetime) -> Sequence[UUID]:
    """Those made together that are not over, in the order of their beginning."""
    found = read(OF_SET, {"set_id": set_id.hex, "now": stamp(now)})
    return [as_key(key) for (key,) in found]
