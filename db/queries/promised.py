"""Places that were promised in a time: offers to those who wait, wishes in a lottery."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, literal, select

from db.keys import derived
from db.queries.emergencies import About, AffectedRow, to_call, touching
from db.queries.fairness import UNDRAWN
from db.records.groups import Group
from db.records.lotteries import Fate, Lottery, LotteryRequest
from db.records.rooms import Room
from db.records.waiting import Waiting, WaitingStatus
from db.session import Session


@dataclass(frozen=True, slots=True)
class RequestToCall:
    """A request in a lottery, and its group; `wishes` is JSON."""

    id: UUID
    home: str
    lottery: str
    group_id: UUID
    purpose: str
    users: int
    status: str
    wishes: str


def wish_key(request_id: UUID, room_id: UUID, starts: datetime) -> UUID:
    """One wish of a request, wherever it stands among the others."""
    return derived("emergency_wish", request_id.hex, room_id.hex, starts.isoformat())


def offers(
    session: Session, rooms: Collection[UUID], starts: datetime, ends: datetime
) -> Sequence[AffectedRow]:
    """What was offered to those who wait, and not answered."""
    return _offers(
        session,
        Waiting.room_id.in_(sorted(touching(session, rooms))),
        Waiting.starts < ends,
        Waiting.ends > starts,
        Waiting.status == WaitingStatus.OFFERED,
    )


def offers_of(session: Session, keys: Collection[UUID]) -> Sequence[AffectedRow]:
    """The same of entries by their keys, whatever has become of them."""
    return _offers(session, Waiting.id.in_(sorted(keys)))


def requests(session: Session, first: date, last: date) -> Sequence[RequestToCall]:
    """Of lotteries that are not drawn yet, for days between the two."""
    return _requests(
        session,
        Lottery.first_on <= last,
        Lottery.last_on >= first,
        Lottery.status.in_(UNDRAWN),
        LotteryRequest.status == Fate.ENTERED,
    )


def requests_of(session: Session, keys: Collection[UUID]) -> Sequence[RequestToCall]:
    """The same by their keys, whatever has become of them."""
    return _requests(session, LotteryRequest.id.in_(sorted(keys)))


def wishes_to_call(
    session: Session,
    wishes: Sequence[tuple[RequestToCall, UUID, datetime, datetime, str]],
) -> Sequence[AffectedRow]:
    """Whom to call about wishes: the request, its room, time and slots."""
    rooms = {room.id: room.name for room in session.records(select(Room))}
    groups = session.execute(
        select(Group.id, Group.name, Group.phone, Group.mobile).where(
            Group.id.in_(sorted({request.group_id for request, *_ in wishes}))
        )
    )
    known = {key: told for key, *told in groups}
    found = [
        (
            wish_key(request.id, room, starts),
            request.lottery,
            request.home,
            room,
            rooms[room],
            request.group_id,
            *known[request.group_id],
            request.purpose,
            request.users,
            slots,
            starts,
            ends,
            request.status,
            0,
        )
        for request, room, starts, ends, slots in wishes
    ]
    return [
        replace(row, about=About.WISH, request_id=request.id)
        for row, (request, *_) in zip(to_call(session, found), wishes, strict=True)
    ]


def _offers(session: Session, *wanted: ColumnElement[bool]) -> Sequence[AffectedRow]:
    found = session.execute(
        select(
            Waiting.id,
            literal(""),
            Waiting.home,
            Waiting.room_id,
            Room.name,
            Waiting.group_id,
            Group.name,
            Group.phone,
            Group.mobile,
            Waiting.purpose,
            Waiting.users,
            Waiting.slots,
            Waiting.starts,
            Waiting.ends,
            Waiting.status,
            literal(0),
        )
        .join(Room, Room.id == Waiting.room_id)
        .join(Group, Group.id == Waiting.group_id)
        .where(*wanted)
        .order_by(Waiting.starts, Waiting.entered_at, Waiting.id)
    ).all()
    return [replace(row, about=About.OFFER) for row in to_call(session, found)]


def _requests(session: Session, *wanted: ColumnElement[bool]) -> Sequence[RequestToCall]:
    columns: tuple[Any, ...] = (
        LotteryRequest.id,
        LotteryRequest.home,
        Lottery.name,
        LotteryRequest.group_id,
        LotteryRequest.purpose,
        LotteryRequest.users,
        LotteryRequest.status,
        LotteryRequest.wishes,
    )
    found = session.execute(
        select(*columns)
        .join(Lottery, Lottery.id == LotteryRequest.lottery_id)
        .where(*wanted)
        .order_by(LotteryRequest.entered_at, LotteryRequest.id)
    )
    return [RequestToCall(*row) for row in found]
