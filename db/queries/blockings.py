"""利用停止 as grids and papers show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from db.reader import Reader, as_key, as_known_key, as_moment, stamp
from db.records.blockings import Blocking, BlockingStatus
from db.records.rooms import Room
from db.session import Session

#: A blocking of 会議室A+B is one of its parts, and of every room that has one of them.
OF_SPAN = """
    WITH unit(room_id, part_id) AS (
        SELECT room_id, part_id FROM room_part
        UNION ALL SELECT id, id FROM room
        WHERE id NOT IN (SELECT room_id FROM room_part)
    )
    SELECT DISTINCT k.id, k.set_id, shown.room_id, r.name, k.starts, k.ends, k.kind,
           k.reason, k.posted, k.allowed_by, k.made_by, k.status
    FROM blocking k
    JOIN room r ON r.id = k.room_id
    JOIN unit taken ON taken.room_id = k.room_id
    JOIN unit shown ON shown.part_id = taken.part_id
    WHERE k.starts >= :since AND k.starts < :until
      AND k.status IN ('provisional', 'in_force')
    ORDER BY k.starts, r.name, k.id
"""


class BlockingRow(NamedTuple):
    """A blocking in the row of one room that it takes up; `room` is what was blocked."""

    id: UUID
    set_id: UUID
    room_id: UUID
    room: str
    starts: datetime
    ends: datetime
    kind: str
    reason: str
    posted: bool
    allowed_by: str
    made_by: str
    status: str


@dataclass(frozen=True, slots=True)
class BlockingCard:
    """All of one blocking; `others` of its set are in force besides."""

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
    others: int


def blockings_in(read: Reader, since: datetime, until: datetime) -> Sequence[BlockingRow]:
    """Those that begin from `since` up to `until`, once for each room they concern."""
    found = read(OF_SPAN, {"since": stamp(since), "until": stamp(until)})
    return [
        BlockingRow(
            as_key(key), as_known_key(set_id), as_known_key(room_id), room,
            as_moment(starts), as_moment(ends), kind, reason, bool(posted),
            allowed_by, made_by, status,
        )
        for (
            key, set_id, room_id, room, starts, ends, kind, reason, posted,
            allowed_by, made_by, status,
        ) in found
    ]  # fmt: skip


def card(session: Session, blocking_id: UUID) -> BlockingCard:
    found = session.get_one(Blocking, blocking_id)
    return BlockingCard(
        found.id,
        found.set_id,
        found.home,
        found.room_id,
        session.get_one(Room, found.room_id).name,
        found.starts,
        found.ends,
        found.kind,
        found.reason,
        found.posted,
        found.allowed_by,
        found.status,
        found.made_on,
        found.made_by,
        len(of_set(session, found.set_id)) - 1,
    )


def of_set(session: Session, set_id: UUID) -> Sequence[UUID]:
    """Those made together that are in force, in the order of their beginning."""
    states = BlockingStatus.IN_FORCE, BlockingStatus.PROVISIONAL
    found = session.scalars(
        select(Blocking.id)
        .where(Blocking.set_id == set_id, Blocking.status.in_(states))
        .order_by(Blocking.starts, Blocking.id)
    )
    return list(found)
