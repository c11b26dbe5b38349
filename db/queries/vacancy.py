"""Which time of every room is taken over many days, at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from uuid import UUID

from db.reader import EPOCH, QUARTER, Reader, as_known_key, as_moment, quarters, stamp

#: Quarters of half a day: as many bits as one number of a database holds.
HALF = 48
MINUTE = timedelta(minutes=1)
MINUTES = QUARTER // MINUTE
#: Each half day as a number that has a bit for each quarter. Room by room, so that of a
#: long history only these days are read.
TAKEN = f"""
    SELECT o.room_id, o.quarter / {HALF},
           SUM(CAST(1 AS BIGINT) << CAST(o.quarter % {HALF} AS INTEGER))
    FROM room r CROSS JOIN occupancy o
    WHERE o.room_id = r.id AND o.quarter >= :first AND o.quarter < :last
    GROUP BY o.room_id, o.quarter / {HALF}
"""
OTHERS = "SELECT r.id FROM room r WHERE r.home <> :site LIMIT 1"
#: What other sites hold is known by their bookings, and asked for by 仮 ones.
AWAY = """
    SELECT COALESCE(p.part_id, b.room_id), b.starts, b.busy_from, b.busy_until
    FROM booking b JOIN room r ON r.id = b.room_id
    LEFT JOIN room_part p ON p.room_id = b.room_id
    WHERE b.starts >= :since AND b.starts < :until AND r.home <> :site
      AND b.status IN ('provisional', 'held', 'applied', 'confirmed', 'in_use', 'done')
"""
#: Of each undivided room, by the day, the quarters that are taken as bits.
Taken = Mapping[UUID, Mapping[date, int]]


def taken(read: Reader, site: str, first: date, after: date) -> Taken:
    """From `first` to the day before `after`."""
    found: defaultdict[UUID, defaultdict[date, int]]
    found = defaultdict(lambda: defaultdict(int))
    since, until = (datetime.combine(day, time.min) for day in (first, after))
    span = quarters(since, until)
    days = {
        number: (EPOCH + number * HALF * QUARTER).date()
        for number in range(span.start // HALF, span.stop // HALF)
    }
    for key, half, bits in read(TAKEN, {"first": span.start, "last": span.stop}):
        shifted = int(bits) << HALF if half % 2 else int(bits)
        found[as_known_key(key)][days[half]] |= shifted
    if read(OTHERS, {"site": site}):
        given = {"since": stamp(since), "until": stamp(until), "site": site}
        for key, starts, *busy in read(AWAY, given):
            day = as_moment(starts).date()
            midnight = datetime.combine(day, time.min)
            bits = bits_of(*((as_moment(each) - midnight) // MINUTE for each in busy))
            found[as_known_key(key)][day] |= bits
    return found


@cache
def bits_of(begins: int, ends: int) -> int:
    """The quarters that a period touches from the midnight on that both count from, in
    minutes."""
    first, last = max(0, begins // MINUTES), -(-ends // MINUTES)
    return ((1 << (last - first)) - 1) << first
