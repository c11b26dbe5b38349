"""臨時休館, what is booked in it, and the calls."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, select

from db.keys import derived
from db.queries.rooms import parts_of_all
from db.records.blockings import Blocking, BlockingKind, BlockingStatus
from db.records.bookings import OCCUPYING, Booking, Status
from db.records.emergencies import Emergency, EmergencyCall
from db.records.groups import Group, Member, Person, Role
from db.records.rooms import Room
from db.session import Session

LATEST = 50
#: What has not ended.
OPEN = (
    *(Status.PROVISIONAL, Status.HELD, Status.APPLIED, Status.CONFIRMED),
    Status.IN_USE,
)


class About(StrEnum):
    """What a call is about: 予約, キャンセル待ちの案内, 抽選の希望."""

    BOOKING = "booking"
    OFFER = "offer"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """One closing of rooms; `rule` is the article that proposed it, if one did."""

    id: UUID
    home: str
    rooms: tuple[UUID, ...]
    starts: datetime
    ends: datetime
    cause: str
    reason: str
    rule: str
    declared_by: str
    declared_at: datetime
    settled_at: datetime | None
    called_off: bool


@dataclass(frozen=True, slots=True)
class AffectedRow:
    """A booking that cannot be, or what was promised, with whom to call. `fee` in yen.

    `id` is that of the booking, of the entry that waits, or the key of a wish in the
    request `request_id`.
    """

    id: UUID
    number: str
    home: str
    room_id: UUID
    room: str
    group_id: UUID
    group: str
    phone: str
    contact: str
    purpose: str
    users: int
    slots: str
    starts: datetime
    ends: datetime
    status: str
    fee: int
    other_phone: str = ""
    about: About = About.BOOKING
    request_id: UUID | None = None

    @property
    def phones(self) -> tuple[str, ...]:
        """The one to call first."""
        return tuple(phone for phone in (self.phone, self.other_phone) if phone)


@dataclass(frozen=True, slots=True)
class CallRow:
    """How far the calling of one is, and what could not be.

    It is about one of a booking, an entry that waits or a request. `room_id`, `day` and
    `slots` say where it moves.
    """

    id: UUID
    booking_id: UUID | None
    waiting_id: UUID | None
    request_id: UUID | None
    place: int
    was_room_id: UUID
    was_starts: datetime
    was_ends: datetime
    result: str
    wanted: str
    room_id: UUID | None
    day: date | None
    slots: str
    became: str
    called_by: str
    called_at: datetime | None


class PromisedRow(NamedTuple):
    """Where a group goes that was called, once its closing is settled."""

    booking_id: UUID
    group: str
    room_id: UUID
    day: date
    slots: str


CALL: tuple[Any, ...] = (
    EmergencyCall.id,
    EmergencyCall.booking_id,
    EmergencyCall.waiting_id,
    EmergencyCall.request_id,
    EmergencyCall.place,
    EmergencyCall.was_room_id,
    EmergencyCall.was_starts,
    EmergencyCall.was_ends,
    EmergencyCall.result,
    EmergencyCall.wanted,
    EmergencyCall.room_id,
    EmergencyCall.day,
    EmergencyCall.slots,
    EmergencyCall.became,
    EmergencyCall.called_by,
    EmergencyCall.called_at,
)

PROMISED: tuple[Any, ...] = (
    Booking.id,
    Group.name,
    EmergencyCall.room_id,
    EmergencyCall.day,
    EmergencyCall.slots,
)


def call_key(emergency_id: UUID, subject: UUID) -> UUID:
    """A group is called once for each booking and promise, whoever calls."""
    return derived("emergency_call", emergency_id.hex, subject.hex)


def emergency(session: Session, key: UUID) -> EmergencyRow | None:
    return next(iter(_emergencies(session, Emergency.id == key)), None)


def latest(session: Session) -> Sequence[EmergencyRow]:
    """The last ones of all sites, the latest first."""
    return _emergencies(session)


def in_force(
    session: Session, since: datetime, until: datetime
) -> Sequence[EmergencyRow]:
    """Those of which some lies between the two."""
    return _emergencies(session, Emergency.starts < until, Emergency.ends > since)


def not_settled(session: Session) -> Sequence[EmergencyRow]:
    return _emergencies(session, Emergency.settled_at.is_(None))


def closing(session: Session, starts: datetime, ends: datetime) -> Sequence[EmergencyRow]:
    """Those that are not settled, and close some of that time."""
    return _emergencies(
        session,
        Emergency.settled_at.is_(None),
        Emergency.starts < ends,
        Emergency.ends > starts,
    )


def is_shut(session: Session, room: UUID, starts: datetime, ends: datetime) -> bool:
    """Whether some of that time of a room or its parts is closed: by one that is not
    settled, or by the 利用停止 of one that is."""
    blocked = session.scalars(
        select(Blocking.room_id)
        .where(Blocking.kind == BlockingKind.EMERGENCY, Blocking.withdrawn.is_(False))
        .where(Blocking.starts < ends, Blocking.ends > starts)
        .where(Blocking.status.in_((BlockingStatus.PROVISIONAL, BlockingStatus.IN_FORCE)))
    )
    shut = {
        *blocked,
        *(key for row in closing(session, starts, ends) for key in row.rooms),
    }
    return bool(shut) and not shut.isdisjoint(touching(session, [room]))


def promised(session: Session) -> Sequence[PromisedRow]:
    """All places that were promised to bookings which still are in a closed time."""
    found = session.execute(
        select(*PROMISED)
        .join(Emergency, Emergency.id == EmergencyCall.emergency_id)
        .join(Booking, Booking.id == EmergencyCall.booking_id)
        .join(Group, Group.id == Booking.group_id)
        .where(Emergency.settled_at.is_(None), EmergencyCall.room_id.is_not(None))
        .where(Booking.starts < Emergency.ends, Booking.ends > Emergency.starts)
        .where(Booking.withdrawn.is_(False), Booking.status.in_(OPEN))
        .order_by(EmergencyCall.place, EmergencyCall.id)
    )
    return [PromisedRow(*row) for row in found]


def calls(session: Session, emergency_id: UUID) -> Sequence[CallRow]:
    """In the order of calling."""
    found = session.execute(
        select(*CALL)
        .where(EmergencyCall.emergency_id == emergency_id)
        .order_by(EmergencyCall.place, EmergencyCall.id)
    )
    return [CallRow(*row) for row in found]


def touching(session: Session, rooms: Collection[UUID]) -> set[UUID]:
    """The rooms that share a part with one of these: 会議室1+2 with 会議室1."""
    parts = parts_of_all(session)

    def pieces(room: UUID) -> set[UUID]:
        return set(parts.get(room, ())) or {room}

    shut = {piece for room in rooms for piece in pieces(room)}
    return {room for room in session.scalars(select(Room.id)) if pieces(room) & shut}


def affected(
    session: Session, rooms: Collection[UUID], starts: datetime, ends: datetime
) -> Sequence[AffectedRow]:
    """What has not ended and takes up some of that time; preparation and cleaning up
    do not count."""
    within = (
        Booking.room_id.in_(sorted(touching(session, rooms))),
        Booking.starts < ends,
        Booking.ends > starts,
        Booking.withdrawn.is_(False),
    )
    return _rows(session, *within, Booking.status.in_(OPEN))


def busy(
    session: Session, piece: UUID, starts: datetime, ends: datetime
) -> Sequence[tuple[datetime, datetime]]:
    """When an undivided room is taken by bookings, preparation and cleaning up
    included, or blocked; of a room of another site, as far as is known here."""
    rooms = sorted(touching(session, [piece]))
    booked = session.execute(
        select(Booking.busy_from, Booking.busy_until)
        .where(Booking.room_id.in_(rooms), Booking.withdrawn.is_(False))
        .where(Booking.busy_from < ends, Booking.busy_until > starts)
        .where(Booking.status.in_((Status.PROVISIONAL, *OCCUPYING)))
    )
    blocked = session.execute(
        select(Blocking.starts, Blocking.ends)
        .where(Blocking.room_id.in_(rooms), Blocking.withdrawn.is_(False))
        .where(Blocking.starts < ends, Blocking.ends > starts)
        .where(Blocking.status.in_((BlockingStatus.PROVISIONAL, BlockingStatus.IN_FORCE)))
    )
    return [(first, last) for found in (booked, blocked) for first, last in found]


def bookings_of(session: Session, keys: Collection[UUID]) -> Sequence[AffectedRow]:
    """The same of bookings by their keys, whatever has become of them."""
    return _rows(session, Booking.id.in_(sorted(keys)))


def _rows(session: Session, *wanted: ColumnElement[bool]) -> Sequence[AffectedRow]:
    found = session.execute(
        select(
            Booking.id,
            Booking.number,
            Booking.home,
            Booking.room_id,
            Room.name,
            Booking.group_id,
            Group.name,
            Group.phone,
            Group.mobile,
            Booking.purpose,
            Booking.users,
            Booking.slots,
            Booking.starts,
            Booking.ends,
            Booking.status,
            Booking.fee,
        )
        .join(Room, Room.id == Booking.room_id)
        .join(Group, Group.id == Booking.group_id)
        .where(*wanted)
        .order_by(Booking.starts, Room.place, Booking.number)
    ).all()
    return to_call(session, found)


def to_call(session: Session, found: Sequence[Sequence[Any]]) -> Sequence[AffectedRow]:
    """With whom to call, and their phones; `found` has the columns up to `fee`, the
    phone and the mobile of the group in place of phone and contact."""
    people = _contacts(session, {row[5] for row in found})
    rows = []
    for row in found:
        name, own = people.get(row[5], ("", ""))
        phones = [*dict.fromkeys(phone for phone in (row[7], row[8], own) if phone)]
        first, other = [*phones, "", ""][:2]
        rows.append(AffectedRow(*[*row[:7], first, name, *row[9:], other]))
    return rows


def _contacts(session: Session, groups: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Of each group who is to be called, and their own phone: the 連絡担当者, else who
    speaks for it."""
    found = session.execute(
        select(Member.group_id, Member.role, Person.name, Person.phone)
        .join(Person, Person.id == Member.person_id)
        .where(Member.group_id.in_(sorted(groups)))
        .where(Member.role.in_((Role.CONTACT, Role.REPRESENTATIVE)))
        .order_by(Member.role.desc(), Member.place.desc())
    )
    people: dict[UUID, tuple[str, str]] = {}
    for group, _, name, phone in found:
        people[group] = name, phone or people.get(group, ("", ""))[1]
    return people


def _emergencies(
    session: Session, *wanted: ColumnElement[bool]
) -> Sequence[EmergencyRow]:
    found = session.execute(
        select(
            Emergency.id,
            Emergency.home,
            Emergency.rooms,
            Emergency.starts,
            Emergency.ends,
            Emergency.cause,
            Emergency.reason,
            Emergency.rule,
            Emergency.declared_by,
            Emergency.declared_at,
            Emergency.settled_at,
            Emergency.called_off,
        )
        .where(*wanted)
        .order_by(Emergency.starts.desc(), Emergency.id.desc())
        .limit(LATEST)
    )
    return [
        EmergencyRow(key, home, tuple(map(UUID, rooms.split())), *rest)
        for key, home, rooms, *rest in found
    ]
