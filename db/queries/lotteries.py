"""Lotteries, their requests, and what else there is in their rooms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from db.journal import log
from db.keys import derived
from db.records.blockings import Blocking
from db.records.bookings import OCCUPYING, Booking, Occupancy, Status
from db.records.groups import Group
from db.records.journal import ChangeRow, EntryRow
from db.records.lotteries import Fate, Lottery, LotteryRequest, Stage
from db.records.payments import Payment
from db.records.rooms import Room, RoomPart
from db.session import Session


@dataclass(frozen=True, slots=True)
class LotteryRow:
    """A lottery as lists show it; `requests` counts those entered."""

    id: UUID
    number: str
    home: str
    name: str
    first_on: date
    last_on: date
    closes_on: date
    draws_on: date
    status: str
    requests: int


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request; `wishes`, `facts` and `waived` are the JSON of its record."""

    id: UUID
    group_id: UUID
    number: str
    group: str
    phone: str
    wishes: str
    purpose: str
    users: int
    facts: str
    waived: str
    waits: bool
    entered_at: datetime
    status: str
    place: int | None
    claimed_on: date | None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A booking beside a lottery; whether its time is taken already (`occupies`)."""

    room_id: UUID
    group_id: UUID
    slots: str
    starts: datetime
    busy_from: datetime
    busy_until: datetime
    occupies: bool


GONE = (Status.REFUSED, Status.CANCELLED, Status.LAPSED)
#: What was not withdrawn.
ASKED = LotteryRequest.status != Fate.WITHDRAWN
REQUEST: tuple[Any, ...] = (
    LotteryRequest.id,
    LotteryRequest.group_id,
    Group.number,
    Group.name,
    Group.phone,
    LotteryRequest.wishes,
    LotteryRequest.purpose,
    LotteryRequest.users,
    LotteryRequest.facts,
    LotteryRequest.waived,
    LotteryRequest.waits,
    LotteryRequest.entered_at,
    LotteryRequest.status,
    LotteryRequest.place,
    LotteryRequest.claimed_on,
)


def latest(session: Session, limit: int = 200) -> Sequence[LotteryRow]:
    """The latest days of use first."""
    count = (
        select(func.count())
        .where(LotteryRequest.lottery_id == Lottery.id, ASKED)
        .scalar_subquery()
    )
    found = session.execute(
        select(
            Lottery.id,
            Lottery.number,
            Lottery.home,
            Lottery.name,
            Lottery.first_on,
            Lottery.last_on,
            Lottery.closes_on,
            Lottery.draws_on,
            Lottery.status,
            count,
        )
        .order_by(Lottery.first_on.desc(), Lottery.number.desc())
        .limit(limit)
    )
    return [LotteryRow(*row) for row in found]


def requests(session: Session, lottery_id: UUID) -> Sequence[RequestRow]:
    """In the order of the draw, before it by the numbers of the groups."""
    found = session.execute(
        select(*REQUEST)
        .join(Group, Group.id == LotteryRequest.group_id)
        .where(LotteryRequest.lottery_id == lottery_id, ASKED)
        .order_by(LotteryRequest.place, Group.number, LotteryRequest.id)
    )
    return [RequestRow(*row) for row in found]


def request_records(session: Session, lottery_id: UUID) -> Sequence[LotteryRequest]:
    """All of them, also those that were withdrawn."""
    return session.records(
        select(LotteryRequest).where(LotteryRequest.lottery_id == lottery_id)
    )


def request_key(lottery_id: UUID, group_id: UUID) -> UUID:
    """A group has one request in a lottery."""
    return derived("lottery_request", lottery_id, group_id)


def won_key(request_id: UUID, wish: int) -> UUID:
    """The key of the booking that a request won with a wish (1 the dearest)."""
    return derived("lottery_won", request_id, wish)


def parts(session: Session) -> Mapping[UUID, tuple[UUID, ...]]:
    """The rooms that each room takes up: itself, or its parts."""
    found: dict[UUID, list[UUID]] = {}
    every = select(Room.id, RoomPart.part_id).outerjoin(
        RoomPart, RoomPart.room_id == Room.id
    )
    for room, part in session.execute(every):
        found.setdefault(room, []).append(part or room)
    return {room: tuple(sorted(taken)) for room, taken in found.items()}


def held(session: Session, first: datetime, until: datetime) -> Sequence[HeldRow]:
    """What begins from `first` up to `until`, not given up, denied or lapsed."""
    found = session.execute(
        select(
            Booking.room_id,
            Booking.group_id,
            Booking.slots,
            Booking.starts,
            Booking.busy_from,
            Booking.busy_until,
            Booking.status,
        )
        .where(Booking.starts >= first, Booking.starts < until)
        .where(Booking.status.not_in(GONE))
        .order_by(Booking.starts, Booking.id)
    )
    return [HeldRow(*row[:6], occupies=row[6] in OCCUPYING) for row in found]


@dataclass(frozen=True, slots=True)
class TakenRow:
    """Quarters of an hour that an undivided room is taken from `first` to `last`, both
    included: by a booking (`number`), or blocked (its `kind`, and why)."""

    room_id: UUID
    first: int
    last: int
    number: str | None
    kind: str | None
    reason: str | None
    posted: bool | None


def taken(session: Session, rooms: Collection[UUID], span: range) -> Sequence[TakenRow]:
    """Who has time of undivided rooms, as the database keeps it apart."""
    holder = Booking.number, Blocking.kind, Blocking.reason, Blocking.posted
    found = session.execute(
        select(
            Occupancy.room_id,
            func.min(Occupancy.quarter),
            func.max(Occupancy.quarter),
            *holder,
        )
        .outerjoin(Booking, Booking.id == Occupancy.booking_id)
        .outerjoin(Blocking, Blocking.id == Occupancy.blocking_id)
        .where(Occupancy.room_id.in_(rooms))
        .where(Occupancy.quarter >= span.start, Occupancy.quarter < span.stop)
        .group_by(Occupancy.room_id, Occupancy.booking_id, Occupancy.blocking_id, *holder)
        .order_by(Occupancy.room_id, func.min(Occupancy.quarter))
    )
    return [TakenRow(*row) for row in found]


def open_requests(
    session: Session, group_id: UUID, besides: UUID
) -> Sequence[tuple[str, str]]:
    """Wishes and rooms of a group's requests in lotteries that are not drawn yet."""
    found = session.execute(
        select(LotteryRequest.wishes, Lottery.rooms)
        .join(Lottery, Lottery.id == LotteryRequest.lottery_id)
        .where(LotteryRequest.group_id == group_id, ASKED, Lottery.id != besides)
        .where(Lottery.status.in_(["open", "frozen", "seeded"]))
    )
    return [(wishes, rooms) for wishes, rooms in found]


@dataclass(frozen=True, slots=True)
class DecidingRow:
    """A lottery whose list is frozen and which is not drawn yet."""

    id: UUID
    name: str
    draws_on: date
    rooms: str


def deciding(session: Session, day: date) -> Sequence[DecidingRow]:
    """Those that a day of use lies in."""
    found = session.execute(
        select(Lottery.id, Lottery.name, Lottery.draws_on, Lottery.rooms)
        .where(Lottery.first_on <= day, Lottery.last_on >= day)
        .where(Lottery.status.in_([Stage.FROZEN, Stage.SEEDED]))
        .order_by(Lottery.draws_on)
    )
    return [DecidingRow(*row) for row in found]


def paid(session: Session, bookings: Collection[UUID]) -> set[UUID]:
    """Those of some bookings for which anything was paid, and not taken back."""
    found: set[UUID] = set()
    for chunk in log.chunks(sorted(bookings)):
        rows = session.scalars(
            select(Payment.booking_id)
            .where(Payment.booking_id.in_(chunk))
            .group_by(Payment.booking_id)
            .having(func.sum(Payment.amount) > 0)
        )
        found.update(key for key in rows if key is not None)
    return found


def times(session: Session, lottery_id: UUID, verb: str) -> int:
    """How often something was done to a lottery, taken back or not."""
    return session.execute(
        select(func.count())
        .select_from(ChangeRow)
        .join(
            EntryRow, (EntryRow.site == ChangeRow.site) & (EntryRow.seq == ChangeRow.seq)
        )
        .where(ChangeRow.row_id == lottery_id, EntryRow.verb == verb)
    ).scalar_one()
