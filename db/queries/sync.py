"""How far the exchange with other sites has come, read with the plain driver too."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from db.reader import Reader, as_moment

SITES = """
    SELECT s.code, s.kind, s.name, s.verify_key, s.recipient,
           p.known, p.packed, p.wanted, p.packed_at, p.applied_at
    FROM site s LEFT JOIN sync_peer p ON p.site = s.code
    ORDER BY s.kind, s.code
"""
HEADS = "SELECT site, seq FROM journal_head WHERE seq > 0"
CONFLICTS = """
    SELECT (SELECT COUNT(*) FROM journal_conflict),
           (SELECT COUNT(*) FROM site WHERE code = :site AND kind = 'center')
"""
#: Promises that only a person at their home can answer.
UNANSWERED = """
    SELECT (SELECT COUNT(*) FROM booking WHERE home = :site AND status = 'provisional')
        + (SELECT COUNT(*) FROM loan
           WHERE home = :site AND status = 'provisional' AND booking_id IS NULL)
        + (SELECT COUNT(*) FROM journal_excess)
"""


Vector = Mapping[str, int]


class PeerRow(NamedTuple):
    """A site and what is known of it.

    `known` is the version vector it told last, `packed` the one it has when all that was
    packed has arrived, `wanted` the digests of files that it lacks. The times are
    local, None before the first exchange.
    """

    code: str
    kind: str
    name: str
    verify_key: str
    recipient: str
    known: Vector
    packed: Vector
    wanted: Sequence[str]
    packed_at: datetime | None
    applied_at: datetime | None


def peers(read: Reader) -> Sequence[PeerRow]:
    """Every site, this one too."""
    return [
        PeerRow(
            code, kind, name, verify_key, recipient,
            json.loads(known or "{}"), json.loads(packed or "{}"),
            json.loads(wanted or "[]"), packed_at and as_moment(packed_at),
            applied_at and as_moment(applied_at),
        )
        for (
            code, kind, name, verify_key, recipient,
            known, packed, wanted, packed_at, applied_at,
        ) in read(SITES, {})
    ]  # fmt: skip


def vector(read: Reader) -> Vector:
    """How many entries of each site are here."""
    return {site: seq for site, seq in read(HEADS, {})}


def contradictions(read: Reader, site: str) -> tuple[int, int]:
    """How many are open, and how many of them this site settles."""
    [[conflicts, at_center]] = read(CONFLICTS, {"site": site})
    [[unanswered]] = read(UNANSWERED, {"site": site})
    return conflicts + unanswered, conflicts * at_center + unanswered
