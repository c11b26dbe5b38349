"""The day at the desk, as the first picture shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from db.reader import Reader, as_key, as_known_key, as_moment, stamp

#: What a NamedTuple's own `__new__` calls, without the call: lists have many rows.
NEW = tuple.__new__

ROOMS = """
    SELECT r.id, r.name, r.home, COALESCE(s.name, r.home), r.capacity,
           r.preparation, r.turnaround
    FROM room r LEFT JOIN site s ON s.code = r.home
    WHERE NOT r.retired ORDER BY r.place, r.name
"""

PARTS = "SELECT p.room_id, p.part_id FROM room_part p"

BOOKING = """
    SELECT b.id, b.number, b.room_id, r.name, b.group_id, g.name, b.purpose, b.slots,
           b.starts, b.ends, b.busy_from, b.busy_until, b.status, b.users, b.fee,
           COALESCE((SELECT SUM(p.amount) FROM payment p WHERE p.booking_id = b.id), 0),
           b.held_until
    FROM booking b
    JOIN room r ON r.id = b.room_id
    JOIN "group" g ON g.id = b.group_id
"""

#: All but cancelled and refused ones.
SHOWN = """b.status IN (
          'provisional', 'held', 'applied', 'confirmed', 'in_use', 'done', 'no_show')"""

OF_SPAN = f"""{BOOKING}
    WHERE b.starts >= :since AND b.starts < :until AND {SHOWN}
    ORDER BY b.starts, r.place, b.number
"""

#: A month of all rooms has thousands: only what a day's tile says of them.
OF_MONTH = f"""
    SELECT b.room_id, g.name, b.slots, b.starts, b.ends, b.busy_from, b.busy_until,
           b.status
    FROM booking b JOIN "group" g ON g.id = b.group_id
    WHERE b.starts >= :since AND b.starts < :until AND {SHOWN}
    ORDER BY b.starts, b.number
"""

#: COALESCE keeps the planner from the index of the room, which holds its whole history:
#: the week alone is read, by the index of `starts`, however long the history is.
OF_ROOM = f"""{BOOKING}
    WHERE b.starts >= :since AND b.starts < :until
      AND COALESCE(b.room_id, b.room_id) = :room AND {SHOWN}
    ORDER BY b.starts, b.number
"""

OF_GROUP = f"""{BOOKING}
    WHERE b.group_id = :group AND b.starts >= :since AND b.starts < :until
      AND {SHOWN}
    ORDER BY b.starts, r.place, b.number
"""

UNPAID = f"""{BOOKING}
    WHERE b.starts >= :since AND b.starts < :until
      AND b.status IN ('confirmed', 'in_use', 'done')
      AND b.fee > COALESCE(
          (SELECT SUM(p.amount) FROM payment p WHERE p.booking_id = b.id), 0)
    ORDER BY b.starts, r.place, b.number
    LIMIT 50
"""

KEYS_OUT = f"""{BOOKING}
    WHERE b.starts >= :since AND b.starts < :until AND b.status = 'in_use'
    ORDER BY b.ends, r.place, b.number
"""

APPLIED = f"""{BOOKING}
    WHERE b.home = :site AND b.status = 'applied'
    ORDER BY b.applied_on, b.starts, b.number
    LIMIT 50
"""

APPROVING = f"""{BOOKING}
    WHERE b.home = :site AND b.approval = 'asked'
      AND b.status IN ('held', 'applied', 'confirmed', 'in_use', 'done', 'no_show')
    ORDER BY b.starts, b.number
    LIMIT 50
"""

LAPSING = f"""{BOOKING}
    WHERE b.home = :site AND b.held_until <= :until
      AND (b.status = 'held' OR b.status = 'confirmed' AND b.fee > COALESCE(
          (SELECT SUM(p.amount) FROM payment p WHERE p.booking_id = b.id), 0))
    ORDER BY b.held_until, b.number
    LIMIT 50
"""

UNSEEN = f"""{BOOKING}
    WHERE b.starts >= :since AND b.starts < :until AND b.ends <= :until
      AND b.home = :site AND b.status = 'confirmed'
    ORDER BY b.starts, r.place, b.number
    LIMIT 50
"""

#: How far back keys that never came home are looked for.
KEY_LOOK_BACK = timedelta(days=7)
#: How far back and ahead open payments are looked for; a limit keeps it quick for ever.
LOOK_BACK, LOOK_AHEAD = timedelta(days=31), timedelta(days=7)
#: How long before it lapses a booking is listed.
SOON = timedelta(days=3)


class RoomRow(NamedTuple):
    """A room as grids name it; `home` is the code of its site, `site` its name.

    `preparation` minutes go before each use, `turnaround` minutes of cleaning up follow.
    """

    id: UUID
    name: str
    home: str
    site: str
    capacity: int
    preparation: int = 0
    turnaround: int = 0


class BookingRow(NamedTuple):
    """A booking as grids and lists show it. `fee` and `paid` are yen.

    From `busy_from` the room is prepared for it, and until `busy_until` cleaned up.
    """

    id: UUID
    number: str
    room_id: UUID
    room: str
    group_id: UUID
    group: str
    purpose: str
    slots: str
    starts: datetime
    ends: datetime
    busy_from: datetime
    busy_until: datetime
    status: str
    users: int
    fee: int
    paid: int
    held_until: datetime | None = None

    @property
    def owed(self) -> int:
        """Yen still to be paid."""
        return max(0, self.fee - self.paid)


class MonthRow(NamedTuple):
    """A booking as the tile of its day shows it."""

    room_id: UUID
    group: str
    slots: str
    starts: datetime
    ends: datetime
    busy_from: datetime
    busy_until: datetime
    status: str


def rooms(read: Reader) -> Sequence[RoomRow]:
    return [NEW(RoomRow, (as_known_key(key), *told)) for key, *told in read(ROOMS, {})]


def rooms_of(read: Reader, site: str) -> Sequence[RoomRow]:
    return [room for room in rooms(read) if room.home == site]


def rooms_from(read: Reader, site: str) -> Sequence[RoomRow]:
    """Of all sites, those of this one first."""
    return sorted(rooms(read), key=lambda room: room.home != site)


def sharing(read: Reader) -> Mapping[UUID, frozenset[UUID]]:
    """Of joined rooms and their parts, which others cannot be used at the same time.

    会議室1+2 and 会議室2+3 have 会議室2 in common.
    """
    pieces: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for whole, part in read(PARTS, {}):
        part_id = as_known_key(part)
        pieces[as_known_key(whole)].add(part_id)
        pieces[part_id].add(part_id)
    return {
        room: frozenset(
            other for other in pieces if other != room and mine & pieces[other]
        )
        for room, mine in pieces.items()
    }


def bookings(read: Reader, day: date) -> Sequence[BookingRow]:
    """What takes place on `day`, cancelled and refused bookings left out."""
    midnight = datetime(day.year, day.month, day.day)
    return _rows(read, OF_SPAN, midnight, midnight + timedelta(days=1))


def bookings_in(read: Reader, since: datetime, until: datetime) -> Sequence[MonthRow]:
    """What begins from `since` up to `until`, cancelled and refused ones left out."""
    return [
        NEW(MonthRow, (
            as_known_key(room_id), group, slots,
            as_moment(starts), as_moment(ends), as_moment(busy_from),
            as_moment(busy_until), status,
        ))
        for (
            room_id, group, slots, starts, ends, busy_from, busy_until, status,
        ) in read(OF_MONTH, {"since": stamp(since), "until": stamp(until)})
    ]  # fmt: skip


def bookings_of_room(
    read: Reader, room_id: UUID, since: datetime, until: datetime
) -> Sequence[BookingRow]:
    """The same of one room."""
    return _rows(read, OF_ROOM, since, until, room=room_id.hex)


def bookings_of_group(
    read: Reader, group_id: UUID, since: datetime, until: datetime
) -> Sequence[BookingRow]:
    """The same of one group, in every room."""
    return _rows(read, OF_GROUP, since, until, group=group_id.hex)


def keys_out(read: Reader, day: date) -> Sequence[BookingRow]:
    """Uses of the week before `day` whose key has not come back."""
    midnight = datetime(day.year, day.month, day.day)
    return _rows(read, KEYS_OUT, midnight - KEY_LOOK_BACK, midnight)


def unpaid(read: Reader, day: date) -> Sequence[BookingRow]:
    """Permitted bookings around `day` whose fee is still open, the first use first."""
    midnight = datetime(day.year, day.month, day.day)
    return _rows(read, UNPAID, midnight - LOOK_BACK, midnight + LOOK_AHEAD)


def applied(read: Reader, site: str) -> Sequence[BookingRow]:
    """What was applied for at its home and waits for an answer, the oldest first."""
    return _found(read, APPLIED, {"site": site})


def approving(read: Reader, site: str) -> Sequence[BookingRow]:
    """Bookings at their home whose reduction waits for its approval."""
    return _found(read, APPROVING, {"site": site})


def lapsing(read: Reader, site: str, at: datetime) -> Sequence[BookingRow]:
    """What lapses soon at its home, or should have, the first before others; with what
    is still owed in part, which lapses only by a person."""
    return _found(read, LAPSING, {"site": site, "until": stamp(at + SOON)})


def unseen(read: Reader, site: str, at: datetime) -> Sequence[BookingRow]:
    """Permitted uses of the last month that are over and that nobody noted coming."""
    since = stamp(at - LOOK_BACK)
    return _found(read, UNSEEN, {"site": site, "since": since, "until": stamp(at)})


def _rows(
    read: Reader, sql: str, since: datetime, until: datetime, **keys: str
) -> Sequence[BookingRow]:
    return _found(read, sql, {"since": stamp(since), "until": stamp(until), **keys})


def _found(read: Reader, sql: str, values: Mapping[str, Any]) -> Sequence[BookingRow]:
    return [
        NEW(BookingRow, (
            as_key(key), number, as_known_key(room_id), room, as_known_key(group_id),
            group, purpose, slots, as_moment(starts), as_moment(ends),
            as_moment(busy_from), as_moment(busy_until), status, users, fee, paid,
            held and as_moment(held),
        ))
        for (
            key, number, room_id, room, group_id, group, purpose,
            slots, starts, ends, busy_from, busy_until, status, users, fee, paid, held,
        ) in read(sql, values)
    ]  # fmt: skip
