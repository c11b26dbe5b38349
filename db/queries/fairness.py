"""What a group had, has asked for and missed: what 上限 and 利用の制限 count.

Each reads a span of one group by an index: it costs what the group did in that span,
however long the history of all is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select, true

from db.records.bookings import OCCUPYING, Booking, CancelCause, Status
from db.records.journal import ChangeRow, EntryRow
from db.records.lotteries import Fate, Lottery, LotteryRequest, Stage
from db.records.payments import Payment
from db.records.rooms import Room
from db.session import Session

#: What counts as a use: also one that is 仮, and one that nobody came to.
COUNTED = (*OCCUPYING, Status.PROVISIONAL, Status.NO_SHOW)
UNDRAWN = (Stage.OPEN, Stage.FROZEN, Stage.SEEDED)
FORFEIT = "lottery.forfeit"
#: What was done last to a booking.
LAST_VERB = (
    select(EntryRow.verb)
    .join(ChangeRow, and_(EntryRow.site == ChangeRow.site, EntryRow.seq == ChangeRow.seq))
    .where(ChangeRow.row_id == Booking.id)
    .order_by(EntryRow.clock.desc())
    .limit(1)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class UsedRow:
    """A booking that counts as a use; `facts` is JSON."""

    room: str
    starts: datetime
    slots: str
    facts: str
    applied_on: date


@dataclass(frozen=True, slots=True)
class PendingRow:
    """A request in a lottery that is not drawn yet; `wishes` is JSON."""

    id: UUID
    wishes: str


@dataclass(frozen=True, slots=True)
class MissedRow:
    """A booking that nobody came to, or that the group cancelled (`cancelled_on`).

    `paid` yen of its `fee` were paid by `paid_at`.
    """

    room: str
    starts: datetime
    ends: datetime
    status: str
    cancelled_on: date | None
    fee: int
    paid: int
    paid_at: datetime | None


@dataclass(frozen=True, slots=True)
class ForfeitRow:
    """A win that was not claimed by its last day; `rooms` are those of its lottery."""

    claim_by: date
    rooms: str


def used(
    session: Session,
    group_id: UUID,
    first: date,
    last: date,
    besides: Collection[UUID] = (),
) -> Sequence[UsedRow]:
    """From the first day to the last; `besides` are the bookings that ask."""
    found = session.execute(
        select(
            Room.name, Booking.starts, Booking.slots, Booking.facts, Booking.applied_on
        )
        .join(Room, Room.id == Booking.room_id)
        .where(Booking.group_id == group_id)
        .where(Booking.starts >= _midnight(first))
        .where(Booking.starts <= datetime.combine(last, time.max))
        .where(Booking.status.in_(COUNTED))
        .where(Booking.id.not_in(besides) if besides else true())
        .order_by(Booking.starts)
    )
    return [UsedRow(*row) for row in found]


def pending(session: Session, group_id: UUID) -> Sequence[PendingRow]:
    found = session.execute(
        select(LotteryRequest.id, LotteryRequest.wishes)
        .join(Lottery, Lottery.id == LotteryRequest.lottery_id)
        .where(LotteryRequest.group_id == group_id)
        .where(LotteryRequest.status == Fate.ENTERED, Lottery.status.in_(UNDRAWN))
    )
    return [PendingRow(*row) for row in found]


def missed(session: Session, group_id: UUID, since: date) -> Sequence[MissedRow]:
    """What it did not come to, or gave up, for days of use from `since` on.

    A win that was not claimed is counted by `forfeited`; until schema 15 it was withdrawn
    as if the group had given it up.
    """
    found = session.execute(
        select(
            Room.name,
            Booking.starts,
            Booking.ends,
            Booking.status,
            Booking.cancelled_on,
            Booking.fee,
            _of_payments(func.coalesce(func.sum(Payment.amount), 0)),
            _of_payments(func.max(Payment.paid_at)),
        )
        .join(Room, Room.id == Booking.room_id)
        .where(Booking.group_id == group_id)
        .where(Booking.starts >= _midnight(since))
        .where(
            or_(
                Booking.status == Status.NO_SHOW,
                and_(
                    Booking.status == Status.CANCELLED,
                    Booking.withdrawn,
                    Booking.cancel_cause == CancelCause.OWN,
                    LAST_VERB != FORFEIT,
                ),
            )
        )
        .order_by(Booking.starts)
    )
    return [MissedRow(*row) for row in found]


def forfeited(session: Session, group_id: UUID, since: date) -> Sequence[ForfeitRow]:
    """The wins that a group did not claim by a day from `since` on."""
    found = session.execute(
        select(Lottery.claim_by, Lottery.rooms)
        .join(LotteryRequest, LotteryRequest.lottery_id == Lottery.id)
        .where(LotteryRequest.group_id == group_id)
        .where(LotteryRequest.status == Fate.FORFEITED, Lottery.claim_by >= since)
        .order_by(Lottery.claim_by, Lottery.id)
    )
    return [ForfeitRow(day, rooms) for day, rooms in found if day is not None]


def applied(
    session: Session, group_id: UUID, first: date, last: date, besides: Collection[str]
) -> int:
    """How many applications were made from the first day to the last, but for those in
    some states. No use is applied for after it."""
    return session.execute(
        select(func.count())
        .where(Booking.group_id == group_id, Booking.starts >= _midnight(first))
        .where(Booking.applied_on >= first, Booking.applied_on <= last)
        .where(Booking.status.not_in(besides))
    ).scalar_one()


def _of_payments(what: ColumnElement[Any]) -> ScalarSelect[Any]:
    return select(what).where(Payment.booking_id == Booking.id).scalar_subquery()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
