"""臨時休館 that are not settled yet, as the first picture shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from db.reader import Reader, as_key, as_moment

OPEN = """
    SELECT e.id, e.starts, e.ends, e.cause,
           (SELECT COUNT(*) FROM emergency_call c WHERE c.emergency_id = e.id),
           (SELECT COUNT(*) FROM emergency_call c
            WHERE c.emergency_id = e.id AND c.result <> '')
    FROM emergency e WHERE e.home = :site AND e.settled_at IS NULL
    ORDER BY e.starts, e.id
"""


class OpenEmergency(NamedTuple):
    """One with groups to call: how many, and how many of them were called."""

    id: UUID
    starts: datetime
    ends: datetime
    cause: str
    calls: int
    called: int


def not_settled(read: Reader, site: str) -> Sequence[OpenEmergency]:
    """Those in which somebody had booked, the soonest first."""
    found = read(OPEN, {"site": site})
    return [
        OpenEmergency(
            as_key(key), as_moment(starts), as_moment(ends), cause, calls, called
        )
        for key, starts, ends, cause, calls, called in found
        if calls
    ]
