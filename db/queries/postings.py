"""What hangs where everybody sees it, and what the sheet of a day tells besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from db.queries.loans_today import listed
from db.reader import Reader, as_key, as_known_key, as_moment, stamp

#: Names of groups that did not agree do not leave the database.
POSTED = """
    SELECT b.id, b.room_id, b.starts, b.ends, b.status,
           CASE WHEN g.posted THEN g.name ELSE '' END
    FROM booking b
    JOIN room r ON r.id = b.room_id
    JOIN "group" g ON g.id = b.group_id
    WHERE b.starts >= :since AND b.starts < :until
      AND b.status IN ('provisional', 'confirmed', 'in_use', 'done')
    ORDER BY r.place, r.name, b.starts, b.number
"""
LENT = """
    SELECT l.booking_id, k.name, n.quantity
    FROM booking b
    JOIN loan l ON l.booking_id = b.id
    JOIN loan_line n ON n.loan_id = l.id
    JOIN equipment_kind k ON k.id = n.kind_id
    WHERE b.starts >= :since AND b.starts < :until
      AND l.status NOT IN ('refused', 'cancelled')
    ORDER BY l.booking_id, k.place, k.name, n.id
"""


class PostedRow(NamedTuple):
    """A use of a room; `group` is empty where the group's name must not be shown. What
    is blocked has for it why, as far as the public may know.
    """

    id: UUID
    room_id: UUID
    starts: datetime
    ends: datetime
    status: str
    group: str


def posted(read: Reader, since: datetime, until: datetime) -> Sequence[PostedRow]:
    """What begins from `since` up to `until`, by rooms and time."""
    return [
        PostedRow(
            as_key(key),
            as_known_key(room),
            as_moment(starts),
            as_moment(ends),
            status,
            group,
        )
        for key, room, starts, ends, status, group in read(POSTED, _span(since, until))
    ]


def equipment(read: Reader, day: date) -> Mapping[UUID, str]:
    """What is lent with the bookings of a day, in words."""
    midnight = datetime(day.year, day.month, day.day)
    rows = read(LENT, _span(midnight, midnight + timedelta(days=1)))
    return {
        as_key(booking): listed((kind, quantity) for _, kind, quantity in lines)
        for booking, lines in groupby(rows, key=lambda row: row[0])
    }


def _span(since: datetime, until: datetime) -> Mapping[str, str]:
    return {"since": stamp(since), "until": stamp(until)}
