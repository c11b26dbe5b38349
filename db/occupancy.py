"""Which quarters of an hour bookings and blockings take up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    DateTime,
    Select,
    Uuid,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    true,
)

from db.journal import excess, log
from db.journal.entry import RowKey
from db.journal.projections import Here, projects
from db.journal.rebuild import folded
from db.prepared import Prepared
from db.reader import as_key
from db.reader import quarters as quarters
from db.records.base import table_of
from db.records.blockings import Blocking, BlockingStatus
from db.records.bookings import OCCUPYING, Booking, Occupancy
from db.records.groups import Group
from db.records.rooms import Room, RoomPart
from db.refusal import Refusal
from db.session import Session

CELL, BOOKING, PART = table_of(Occupancy), table_of(Booking), table_of(RoomPart)
BLOCKING = table_of(Blocking)
KEY: BindParameter[UUID] = bindparam("key")
IDS: BindParameter[Sequence[UUID]] = bindparam("ids", expanding=True)
#: All quarters at once. Each is left to whoever has it, and that one is named.
TAKE = """
    WITH RECURSIVE wanted(quarter) AS (
        SELECT CAST(:first AS INTEGER)
        UNION ALL SELECT quarter + 1 FROM wanted WHERE quarter < :last
    )
    INSERT INTO occupancy (room_id, quarter, {kind}_id)
    SELECT :room, quarter, :key FROM wanted WHERE true
    ON CONFLICT (room_id, quarter) DO UPDATE SET quarter = occupancy.quarter
    RETURNING booking_id, blocking_id
"""
#: Of how many it is asked first which of them matter here.
MANY = 20


class NotFree(Refusal):
    """Somebody else has some of that time."""

    code = "booking.not_free"


class RoomTaken(NotFree):
    """Says which booking has it: `number`, `group`, `room`, `starts` and `ends`.

    `prepared_from` and `cleaned_until`, where the room is taken for longer than that;
    `preparation` and `turnaround` are the minutes that any use of the room needs.
    """

    code = "booking.room_taken"


class RoomBlocked(NotFree):
    """Says which blocking has it: `room`, `starts`, `ends`, `kind`, `reason`, `made_by`.

    `allowed_by` is who may allow an exception; empty: nobody.
    """

    code = "booking.room_blocked"


@dataclass(frozen=True)
class Holding:
    """How one kind of record takes up time.

    `claims` gives a record once for each room it takes up, and whether it has any time
    already; `need` those of many that want time, `have` those that have some, `to_come`
    what is still to come in some rooms. `holder` says what a loser is told.
    """

    kind: str
    claims: Prepared
    take: Prepared
    free: Prepared
    wanting: Collection[str]
    need: Select[Any]
    have: Select[Any]
    to_come: Select[Any]
    holder: Select[Any]
    refusal: type[NotFree]


def holding_of(
    record: type[Booking | Blocking],
    span: tuple[str, str],
    order: tuple[str, str],
    wanting: Collection[str],
    holder: Select[Any],
    refusal: type[NotFree],
) -> Holding:
    """`span` are the columns from when to when it takes up time, `order` the day on which
    it was asked for and what decides between those of a day."""
    kind, own = record.__tablename__, table_of(record)
    mine, (since, until) = CELL.c[f"{kind}_id"], (own.c[name] for name in span)
    keys = (bindparam(name, type_=Uuid()) for name in ("room", "key"))
    claims = (
        select(
            func.coalesce(PART.c.part_id, own.c.room_id),
            since,
            until,
            table_of(Room).c.home,
            own.c.status,
            *(own.c[name] for name in order),
            exists().where(mine == own.c.id),
        )
        .join(Room, Room.id == own.c.room_id)
        .outerjoin(PART, PART.c.room_id == own.c.room_id)
        .where(own.c.id == KEY)
    )
    return Holding(
        kind,
        Prepared(claims, *(column.type for column in claims.selected_columns)),
        Prepared(text(TAKE.format(kind=kind)).bindparams(*keys)),
        Prepared(delete(CELL).where(mine == KEY)),
        wanting,
        select(own.c.id).where(own.c.id.in_(IDS), own.c.status.in_(wanting)),
        select(mine).where(mine.in_(IDS)).distinct(),
        select(own.c.id).where(
            own.c.room_id.in_(bindparam("rooms", expanding=True)),
            until > bindparam("now"),
            own.c.status.in_(wanting),
        ),
        holder.join(Room, Room.id == own.c.room_id).where(own.c.id == KEY),
        refusal,
    )


BOOKINGS = holding_of(
    Booking,
    ("busy_from", "busy_until"),
    ("applied_on", "number"),
    OCCUPYING,
    select(
        BOOKING.c.number,
        BOOKING.c.starts,
        BOOKING.c.ends,
        func.nullif(BOOKING.c.busy_from, BOOKING.c.starts, type_=DateTime()).label(
            "prepared_from"
        ),
        func.nullif(BOOKING.c.busy_until, BOOKING.c.ends, type_=DateTime()).label(
            "cleaned_until"
        ),
        Room.name.label("room"),
        Room.preparation,
        Room.turnaround,
        Group.name.label("group"),
    ).join(Group, Group.id == BOOKING.c.group_id),
    RoomTaken,
)
BLOCKINGS = holding_of(
    Blocking,
    ("starts", "ends"),
    ("made_on", "reason"),
    (BlockingStatus.IN_FORCE,),
    select(
        BLOCKING.c.kind,
        BLOCKING.c.reason,
        BLOCKING.c.starts,
        BLOCKING.c.ends,
        BLOCKING.c.made_by,
        BLOCKING.c.allowed_by,
        Room.name.label("room"),
    ),
    RoomBlocked,
)
#: Bookings first: where both want the same, a blocking waits.
HOLDINGS = {holding.kind: holding for holding in (BOOKINGS, BLOCKINGS)}


class Claim(NamedTuple):
    """What one of them needs: time of every room it takes up, or nothing (any more)."""

    row: RowKey
    order: tuple[Any, ...]
    rooms: Sequence[UUID]
    quarters: range


@projects("blocking")
def unblock(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """Before bookings take what an exception leaves them."""
    for key in ids:
        BLOCKINGS.free.run(session.connection(), {"key": key})


@projects("booking")
def claim(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """Take the time of confirmed bookings in rooms that are at home here; free others'.

    Where several want the same, who applied first has it.
    """
    _claim(session, here, BOOKINGS, ids)


@projects("blocking")
def block(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """The same for blockings that are in force."""
    _claim(session, here, BLOCKINGS, ids)


@projects("booking")
@projects("blocking")
def retry(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """Something may have become free for those that were kept out."""
    for holding in HOLDINGS.values():
        kept_out = excess.listed(session, holding.kind).keys()
        if waiting := kept_out - ids:
            _claim(session, here._replace(lenient=True), holding, waiting)


@projects("room")
def reclaim(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """A room that has moved, or has other parts, is taken up otherwise from now on."""
    given = {"rooms": list(ids), "now": here.now}
    to_come = {
        kind: {key for (key,) in session.execute(holding.to_come, given)}
        for kind, holding in HOLDINGS.items()
    }
    unblock(session, here, to_come["blocking"])
    claim(session, here, to_come["booking"])
    block(session, here, to_come["blocking"])
    retry(session, here, {key for keys in to_come.values() for key in keys})


@projects("room_part")
def reclaim_wholes(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """A part that is gone is known to the journal only."""
    there = session.execute(select(PART.c.id, PART.c.room_id).where(PART.c.id.in_(ids)))
    rooms = {row.id: row.room_id for row in there}
    past = folded(session, [RowKey("room_part", key) for key in set(ids) - rooms.keys()])
    gone = {UUID(str(row.values["room_id"])) for row in past.values() if row.values}
    reclaim(session, here, {*rooms.values(), *gone})


def _claim(session: Session, here: Here, holding: Holding, ids: Collection[UUID]) -> None:
    kept_out = excess.listed(session, holding.kind).keys()
    if len(ids) > MANY:
        ids = _concerned(session, holding, ids) | (kept_out & set(ids))
    claims = _claims(session, here.site, holding, ids)
    for wanted in sorted(claims, key=lambda it: it.order):
        holders = _take(session, holding, wanted)
        if holders and not here.lenient:
            raise told(session, min(holders))
        if holders:
            holding.free.run(session.connection(), {"key": wanted.row.id})
            excess.put(session, wanted.row, holders)
        elif wanted.row.id in kept_out:
            excess.clear(session, wanted.row)


def in_the_way(
    session: Session,
    room_id: UUID,
    span: range,
    besides: Collection[UUID] = (),
    *,
    exempted: bool = False,
) -> NotFree | None:
    """Who has some of those quarters of a room or of its parts: a booking before a
    blocking. `besides` are the bookings that ask; `exempted` from blockings."""
    found = session.execute(
        select(CELL.c.booking_id, CELL.c.blocking_id)
        .where(CELL.c.room_id.in_(undivided(session, [room_id])))
        .where(CELL.c.quarter >= span.start, CELL.c.quarter < span.stop)
        .where(or_(CELL.c.booking_id.is_(None), CELL.c.booking_id.not_in(besides)))
        .where(CELL.c.blocking_id.is_(None) if exempted else true())
        .order_by(CELL.c.booking_id.is_(None), CELL.c.quarter)
        .limit(1)
    ).first()
    return told(session, _holder(found)) if found else None


def holding(
    session: Session, kind: str, rooms: Collection[UUID], spans: Iterable[range]
) -> set[UUID]:
    """The bookings or the blockings that have some of these quarters in these rooms or
    in their parts."""
    mine = CELL.c[f"{kind}_id"]
    places = undivided(session, rooms)
    found: set[UUID] = set()
    for span in spans:
        keys = select(mine).where(
            CELL.c.room_id.in_(places),
            CELL.c.quarter >= span.start,
            CELL.c.quarter < span.stop,
            mine.is_not(None),
        )
        found.update(session.scalars(keys.distinct()))
    return found


def taken(session: Session, pieces: Collection[UUID], span: range) -> int:
    """How many of these quarters of undivided rooms somebody has."""
    found = session.scalar(
        select(func.count())
        .select_from(CELL)
        .where(CELL.c.room_id.in_(pieces))
        .where(CELL.c.quarter >= span.start, CELL.c.quarter < span.stop)
    )
    return int(found or 0)


def undivided(session: Session, rooms: Collection[UUID]) -> list[UUID]:
    """The parts of these rooms, and those that have none."""
    parts = session.execute(
        select(PART.c.room_id, PART.c.part_id).where(PART.c.room_id.in_(rooms))
    ).all()
    wholes = {row.room_id for row in parts}
    return [*{*rooms} - wholes, *{row.part_id for row in parts}]


def told(session: Session, holder: RowKey) -> NotFree:
    """Who and what holds the slot."""
    holding = HOLDINGS[holder.kind]
    found = session.execute(holding.holder, {"key": holder.id}).one()
    return holding.refusal(**found._asdict())


def _concerned(session: Session, holding: Holding, ids: Collection[UUID]) -> set[UUID]:
    """Those of many that need time, or have some."""
    found: set[UUID] = set()
    for chunk in log.chunks(ids):
        found.update(session.execute(holding.need, {"ids": chunk}).scalars())
        found.update(session.execute(holding.have, {"ids": chunk}).scalars())
    return found


def _claims(
    session: Session, site: str, holding: Holding, ids: Collection[UUID]
) -> Iterator[Claim]:
    """What these need; what they have is given up for it."""
    for key in ids:
        rows = holding.claims.rows(session.connection(), {"key": key})
        if not rows or rows[0][-1]:
            holding.free.run(session.connection(), {"key": key})
        rooms = [
            room
            for room, _, _, home, status, *_ in rows
            if home == site and status in holding.wanting
        ]
        order: tuple[Any, ...] = ()
        span = range(0)
        for _, since, until, *_, asked_on, number, _ in rows[:1]:
            order, span = (asked_on, number, key), quarters(since, until)
        yield Claim(RowKey(holding.kind, key), order, rooms, span)


def _take(session: Session, holding: Holding, wanted: Claim) -> set[RowKey]:
    """Take all that is free of it; gives who has the rest."""
    named: set[Any] = set()  # mostly one pair, again and again
    for room in wanted.rooms:
        span = {"first": wanted.quarters[0], "last": wanted.quarters[-1]}
        given = {"room": room, "key": wanted.row.id, **span}
        named.update(holding.take.rows(session.connection(), given))
    return {_holder(pair) for pair in named} - {wanted.row}


def _holder(cell: Sequence[Any]) -> RowKey:
    """Whose a quarter is: the one key of `booking_id` and `blocking_id` that is given."""
    pairs = zip(HOLDINGS, cell, strict=True)
    return next(RowKey(kind, as_key(key)) for kind, key in pairs if key is not None)
