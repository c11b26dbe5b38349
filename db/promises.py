"""Promises of rooms and equipment: those asked for, and those that cannot be kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, select

from db.journal import excess, log, people
from db.journal.clock import tick, wall_time
from db.journal.entry import Dot, Entry, RowKey
from db.journal.kinds import kinds
from db.occupancy import HOLDINGS, holding, quarters
from db.reader import Reader, as_day, as_key, as_moment, stamp
from db.records.journal import ChangeRow, EntryRow
from db.session import Session
from db.stock import holders

BOOKED = """
    SELECT b.number, g.name, r.name, b.starts, b.ends, b.status
    FROM booking b JOIN "group" g ON g.id = b.group_id JOIN room r ON r.id = b.room_id
    WHERE b.id = :key
"""
BLOCKED = """
    SELECT k.kind, k.reason, r.name, k.starts, k.ends, k.status
    FROM blocking k JOIN room r ON r.id = k.room_id WHERE k.id = :key
"""
LENT = """
    SELECT l.number, g.name, l.first_on, l.last_on, l.status
    FROM loan l JOIN "group" g ON g.id = l.group_id WHERE l.id = :key
"""
LINES = """
    SELECT n.kind_id, k.name, n.quantity FROM loan_line n
    JOIN equipment_kind k ON k.id = n.kind_id WHERE n.loan_id = :key
    ORDER BY k.place, k.name
"""
MADE = (
    select(EntryRow.site, EntryRow.staff, EntryRow.clock)
    .join(ChangeRow, and_(EntryRow.site == ChangeRow.site, EntryRow.seq == ChangeRow.seq))
    .where(ChangeRow.row_id == bindparam("key"))
    .order_by(EntryRow.clock)
    .limit(1)
)
REFUSED = "booking.refuse", "loan.refuse", "blocking.refuse"
#: By the clock, which is indexed.
REFUSALS = (
    select(EntryRow.site, EntryRow.seq)
    .where(EntryRow.clock >= bindparam("since"))
    .where(EntryRow.verb.in_(REFUSED))
    .order_by(EntryRow.clock.desc())
)
#: What other sites asked of this one, first what they gave up: others may want its time.
#: A loan with a booking is answered with it.
ASKED = """
    SELECT 'booking', id, applied_on, number, withdrawn FROM booking
    WHERE home = :site AND status = 'provisional'
    UNION ALL SELECT 'loan', id, applied_on, number, withdrawn FROM loan
    WHERE home = :site AND status = 'provisional' AND booking_id IS NULL
    UNION ALL SELECT 'blocking', id, made_on, '', withdrawn FROM blocking
    WHERE home = :site AND status = 'provisional'
    UNION ALL SELECT 'booking', id, applied_on, number, withdrawn FROM booking
    WHERE home = :site AND status IN ('held', 'applied', 'confirmed')
      AND withdrawn AND starts >= :since
    UNION ALL SELECT 'loan', id, applied_on, number, withdrawn FROM loan
    WHERE home = :site AND status = 'confirmed' AND withdrawn AND booking_id IS NULL
    UNION ALL SELECT 'blocking', id, made_on, '', withdrawn FROM blocking
    WHERE home = :site AND status = 'in_force' AND withdrawn AND starts >= :since
    ORDER BY 5 DESC, 3, 4, 2
"""
LOANS_OF = "SELECT id FROM loan WHERE booking_id = :key ORDER BY id"
SPANS = {
    "booking": "SELECT room_id, busy_from, busy_until FROM booking WHERE id = :key",
    "blocking": "SELECT room_id, starts, ends FROM blocking WHERE id = :key",
}
SHORT = """
    SELECT s.day FROM stock s
    WHERE s.kind_id = :kind AND s.day BETWEEN :first AND :last
      AND s.taken + :quantity > s.total
    ORDER BY s.day LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Promise:
    """A booking, a loan or a blocking: `what` from `starts` to `ends`.

    `staff` (a name) asked for it at `site`, `at` (with a zone). Days are dates without
    a time, the last one included. A blocking has its kind as `number`, and its reason
    where others have their group.
    """

    kind: str
    row_id: UUID
    number: str
    group: str
    what: str
    starts: date
    ends: date
    status: str
    site: str
    staff: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Excess:
    """A promise that finds no room or no stock, and those that have it."""

    promise: Promise
    against: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A promise that its home did not make: by whom, when (with a zone), and why."""

    promise: Promise
    site: str
    staff: str
    at: datetime
    note: str


class Asked(NamedTuple):
    """What waits for its home's answer, or to be cancelled."""

    row: RowKey
    applied_on: date
    number: str
    withdrawn: bool


def excesses(session: Session) -> Sequence[Excess]:
    """Promises that this site cannot keep, those that begin first before others."""
    against = {
        RowKey(kind, row_id): others
        for kind in ("booking", "loan", "blocking")
        for row_id, others in excess.listed(session, kind).items()
    }
    return _told(session, against)


def unanswered(session: Session, site: str) -> Sequence[Excess]:
    """What was asked of this site and is not answered, with what stands in its way."""
    rows = [asked.row for asked in asked_of(session.read, site) if not asked.withdrawn]
    return _told(session, {row: _in_the_way(session, row) for row in rows})


def asked_of(read: Reader, site: str, since: datetime = datetime.min) -> Sequence[Asked]:
    """What other sites asked of this one: what they gave up, then by application.

    What was withdrawn counts only if its use began `since`.
    """
    found = read(ASKED, {"site": site, "since": stamp(since)})
    return [
        Asked(RowKey(kind, as_key(key)), as_day(applied_on), number, bool(withdrawn))
        for kind, key, applied_on, number, withdrawn in found
    ]


def refused(session: Session, since: datetime, limit: int) -> Sequence[Refused]:
    """What was refused at any site lately, and is still there."""
    found = session.execute(REFUSALS.limit(limit), {"since": tick(0, since)}).all()
    entries = [log.entry(session, Dot(*dot)) for dot in reversed(found)]
    by_row = {_refused_row(entry): entry for entry in entries}
    rows = [row for row in by_row if session.get(kinds()[row.kind].record, row.id)]
    names = people.names(session)

    def told(promise: Promise) -> Refused:
        entry = by_row[RowKey(promise.kind, promise.row_id)]
        by, at = names.get(entry.staff, entry.staff), wall_time(entry.clock)
        note = str(entry.note.told or "") if entry.note else ""
        return Refused(promise, entry.dot.site, by, at, note)

    return [told(each.promise) for each in _told(session, dict.fromkeys(rows, ()))]


def _refused_row(entry: Entry) -> RowKey:
    """The booking, or the loan alone."""
    kind = entry.verb.partition(".")[0]
    return next(change.row for change in entry.changes if change.row.kind == kind)


def loans_of(read: Reader, booking: UUID) -> Sequence[UUID]:
    """The loans that share a booking's fate."""
    return [as_key(key) for (key,) in read(LOANS_OF, {"key": booking.hex})]


def _told(
    session: Session, found: Mapping[RowKey, Collection[RowKey]]
) -> Sequence[Excess]:
    names = people.names(session)

    def promise(row: RowKey) -> Promise:
        site, staff, clock = session.execute(MADE, {"key": row.id}).one()
        by = names.get(staff, staff)
        told = *row, *_facts(session.read, row), site, by, wall_time(clock)
        return Promise(*told)

    told = [
        Excess(promise(row), tuple(map(promise, sorted(against))))
        for row, against in found.items()
    ]
    return sorted(told, key=lambda it: (it.promise.starts.isoformat(), it.promise.number))


def _facts(read: Reader, row: RowKey) -> tuple[Any, ...]:
    """Number, group, what, starts, ends, status."""
    key = {"key": row.id.hex}
    if row.kind != "loan":
        sql = BOOKED if row.kind == "booking" else BLOCKED
        [(number, group, room, starts, ends, status)] = read(sql, key)
        return number, group, room, as_moment(starts), as_moment(ends), status
    [(number, group, first, last, status)] = read(LENT, key)
    what = "、".join(f"{name}×{quantity}" for _, name, quantity in read(LINES, key))
    return number, group, what, as_day(first), as_day(last), status


def _in_the_way(session: Session, row: RowKey) -> set[RowKey]:
    """Who has the room at that time, and the equipment on a day that is short of it."""
    found: set[RowKey] = set()
    if row.kind in SPANS:
        [(room, starts, until)] = session.read(SPANS[row.kind], {"key": row.id.hex})
        span = quarters(as_moment(starts), as_moment(until))
        for kind in HOLDINGS:
            held = holding(session, kind, [as_key(room)], [span])
            found |= {RowKey(kind, key) for key in held}
    loans = [row.id] if row.kind == "loan" else loans_of(session.read, row.id)
    for loan in loans:
        [(_, _, first, last, _)] = session.read(LENT, {"key": loan.hex})
        for kind, _, quantity in session.read(LINES, {"key": loan.hex}):
            wanted = {"kind": as_key(kind).hex, "quantity": quantity}
            days = {"first": str(as_day(first)), "last": str(as_day(last))}
            for (day,) in session.read(SHORT, {**wanted, **days}):
                has = holders(session.read, as_key(kind), as_day(day))
                found |= {RowKey("loan", holder.loan_id) for holder in has}
    return found - {row}
