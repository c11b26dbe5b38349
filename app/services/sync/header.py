"""最終同期 and 未送信, as the header of every page shows them.

Nothing here imports SQLAlchemy: the header is part of the first picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from app.services.sync.values import Peer
from db.queries import sync as queries
from db.queries.sync import PeerRow
from db.reader import Reader, plain_reader


class Exchanged(NamedTuple):
    """The state of exchange in short.

    `last` (local) is when the last package was taken in; at a center, from the satellite
    that was silent longest. `waiting` entries are in no package yet; at a center, for
    the satellite that most wait for.
    """

    last: datetime | None
    waiting: int

    def age(self, now: datetime) -> str:
        """How long ago the last exchange was: 3時間前. `now` is local."""
        if self.last is None:
            return "まだ"
        days = (now.date() - self.last.date()).days
        minutes = int((now - self.last).total_seconds()) // 60
        if minutes < 1:
            return "たった今"
        if minutes < 60:
            return f"{minutes}分前"
        if minutes < 24 * 60:
            return f"{minutes // 60}時間前"
        return "昨日" if days == 1 else f"{days}日前"


def header_of(path: Path, site: str, center: str) -> Exchanged | None:
    """The header of a file that `db.opening` has found fit to open."""
    with plain_reader(path) as read:
        return header(read, site, center)


def header(read: Reader, site: str, center: str) -> Exchanged | None:
    """None where there is nobody to exchange with."""
    found = [peer for peer in peers(read, site, center) if peer.ready]
    if not found:
        return None
    times = [peer.applied_at for peer in found]
    last = None if None in times else min(time for time in times if time)
    return Exchanged(last, max(peer.waiting for peer in found))


def peers(read: Reader, site: str, center: str) -> Sequence[Peer]:
    """Whom this site exchanges with: a satellite with the center and whoever sent it
    something, the center with every satellite, also with those not opened yet."""
    vector = queries.vector(read)
    return [
        _peer(row, vector)
        for row in queries.peers(read)
        if row.code != site
        and (row.applied_at or center == site or (row.verify_key and center == row.code))
    ]


def _peer(row: PeerRow, vector: queries.Vector) -> Peer:
    sent = {code: max(row.packed.get(code, 0), row.known.get(code, 0)) for code in vector}
    return Peer(
        code=row.code,
        name=row.name,
        kind=row.kind,
        ready=bool(row.verify_key),
        applied_at=row.applied_at,
        packed_at=row.packed_at,
        waiting=sum(max(0, vector[code] - sent[code]) for code in vector),
        unconfirmed=sum(sent[code] - row.known.get(code, 0) for code in vector),
    )
