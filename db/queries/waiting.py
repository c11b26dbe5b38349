"""キャンセル待ち as lists and the first picture show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from db.reader import Reader, as_day, as_key, as_known_key, as_moment, stamp
from db.refusal import RowGone

ROW = """
    SELECT w.id, w.home, w.room_id, r.name, w.group_id, g.name,
           CASE WHEN g.phone <> '' THEN g.phone ELSE g.mobile END, w.slots,
           w.starts, w.ends, w.purpose, w.users, w.facts, w.entered_at, w.place, w.status,
           w.offer_until, w.note
    FROM waiting w JOIN room r ON r.id = w.room_id JOIN "group" g ON g.id = w.group_id
"""
ORDER = "w.entered_at, w.place, w.id"
LISTED = f"{ROW} WHERE w.starts >= :since ORDER BY w.starts, r.place, r.name, {ORDER}"
OF_GROUP = f"""{ROW} WHERE w.group_id = :group AND w.room_id = :room
    AND w.starts = :starts AND w.ends = :ends AND w.status IN ('waiting', 'offered')
"""
OFFERED = f"""{ROW}
    WHERE w.home = :site AND w.starts >= :since AND w.status IN ('waiting', 'offered')
      AND w.status = 'offered' ORDER BY w.offer_until, {ORDER}
"""
PROMISED = f"{ROW} WHERE w.starts >= :since AND w.status = 'offered' ORDER BY {ORDER}"
#: Who waits for time that nobody has.
FREE = f"""{ROW}
    WHERE w.home = :site AND w.starts >= :since AND w.status IN ('waiting', 'offered')
      AND w.status = 'waiting'
      AND NOT EXISTS (
          SELECT 1 FROM occupancy o WHERE o.room_id = w.room_id
          AND o.quarter >= w.quarter AND o.quarter < w.quarter + w.quarters)
      AND NOT EXISTS (
          SELECT 1 FROM room_part p JOIN occupancy o ON o.room_id = p.part_id
          WHERE p.room_id = w.room_id
          AND o.quarter >= w.quarter AND o.quarter < w.quarter + w.quarters)
    ORDER BY {ORDER}
"""
#: Lotteries whose list is frozen and that are not drawn yet.
UNDRAWN = """
    SELECT first_on, last_on, rooms FROM lottery
    WHERE status IN ('frozen', 'seeded') AND last_on >= :since
"""
#: 臨時休館 that are not settled yet.
CLOSINGS = "SELECT starts, ends, rooms FROM emergency WHERE settled_at IS NULL"
PARTS = "SELECT room_id, part_id FROM room_part"
#: Of joined rooms the parts.
Parts = Mapping[UUID, AbstractSet[UUID]]


class WaitingRow(NamedTuple):
    """A group that waits; `offer_until` is the last day of the offer made to it."""

    id: UUID
    home: str
    room_id: UUID
    room: str
    group_id: UUID
    group: str
    phone: str
    slots: str
    starts: datetime
    ends: datetime
    purpose: str
    users: int
    facts: str
    entered_at: datetime
    place: int
    status: str
    offer_until: date | None
    note: str

    def meets(self, other: WaitingRow) -> bool:
        """Whether both want the same room at a time."""
        return (
            self.room_id == other.room_id
            and self.starts < other.ends
            and other.starts < self.ends
        )


def listed(read: Reader, since: datetime) -> Sequence[WaitingRow]:
    """All for uses from a moment on, slot by slot, each in its order."""
    return _rows(read(LISTED, {"since": stamp(since)}))


def of(read: Reader, key: UUID) -> WaitingRow:
    """The entry of a key. RowGone where it was taken back meanwhile."""
    for found in _rows(read(f"{ROW} WHERE w.id = :key", {"key": key.hex})):
        return found
    raise RowGone()


def same(
    read: Reader, group: UUID, room: UUID, starts: datetime, ends: datetime
) -> Sequence[WaitingRow]:
    """What a group has entered for a room and time and still waits for."""
    span = {"starts": stamp(starts), "ends": stamp(ends)}
    return _rows(read(OF_GROUP, {"group": group.hex, "room": room.hex, **span}))


def offered(read: Reader, site: str, since: datetime) -> Sequence[WaitingRow]:
    """Offers that were made and not answered, the oldest first."""
    return _rows(read(OFFERED, {"site": site, "since": stamp(since)}))


def to_ask(read: Reader, site: str, since: datetime) -> Sequence[WaitingRow]:
    """Who is next for time that has become free: one for each room and time.

    Nobody while a draw may give it out, or where it is closed.
    """
    asked = list(offered(read, site, since))
    found: list[WaitingRow] = []
    free = _rows(read(FREE, {"site": site, "since": stamp(since)}))
    for row in _undrawn(read, _open(read, free), since):
        if not any(row.meets(other) for other in (*asked, *found)):
            found.append(row)
    return found


def promised(read: Reader, first: date, last: date) -> Sequence[WaitingRow]:
    """Who was made an offer for one of these days of use, and has not answered."""
    found = _rows(read(PROMISED, {"since": f"{first}"}))
    return [row for row in found if row.starts.date() <= last]


def _undrawn(
    read: Reader, rows: Sequence[WaitingRow], since: datetime
) -> Sequence[WaitingRow]:
    """Those whose room and day no draw gives out."""
    lotteries = read(UNDRAWN, {"since": f"{since.date()}"}) if rows else ()
    if not lotteries:
        return rows
    parts = _parts(read)

    def drawn(row: WaitingRow) -> bool:
        return any(
            as_day(first) <= row.starts.date() <= as_day(last)
            and _share(parts, row.room_id, rooms)
            for first, last, rooms in lotteries
        )

    return [row for row in rows if not drawn(row)]


def _open(read: Reader, rows: Sequence[WaitingRow]) -> Sequence[WaitingRow]:
    """Those whose time no 臨時休館 has closed. One that is settled has it all taken."""
    closings = read(CLOSINGS, {}) if rows else ()
    if not closings:
        return rows
    parts = _parts(read)

    def shut(row: WaitingRow) -> bool:
        return any(
            as_moment(starts) < row.ends
            and row.starts < as_moment(ends)
            and _share(parts, row.room_id, rooms)
            for starts, ends, rooms in closings
        )

    return [row for row in rows if not shut(row)]


def _parts(read: Reader) -> Parts:
    parts: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for room, part in read(PARTS, {}):
        parts[as_key(room)].add(as_key(part))
    return parts


def _share(parts: Parts, room: UUID, rooms: str) -> bool:
    """Whether a room shares a part with one of `rooms`, keys between spaces."""
    takes = parts.get(room, {room})
    keys = (UUID(key) for key in rooms.split())
    return any(takes & parts.get(key, {key}) for key in keys)


def _rows(found: Sequence[Sequence[object]]) -> Sequence[WaitingRow]:
    return [_row(row) for row in found]


def _row(row: Sequence[object]) -> WaitingRow:
    key, home, room_id, room, group_id, group, phone, slots = row[:8]
    starts, ends, purpose, users, facts, entered_at, place, status, until, note = row[8:]
    return WaitingRow(
        as_key(key),
        str(home),
        as_known_key(room_id),
        str(room),
        as_known_key(group_id),
        str(group),
        str(phone),
        str(slots),
        as_moment(starts),
        as_moment(ends),
        str(purpose),
        int(str(users)),
        str(facts),
        as_moment(entered_at),
        int(str(place)),
        str(status),
        as_day(until) if until else None,
        str(note),
    )
