"""What a plan of the demo consists of: plain values, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.rules.fees import Quote


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    kana: str
    postal: str
    address: str
    phone: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """`person` is the place in `Plan.people`; `role` a `db` role name."""

    person: int
    role: str
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    kana: str
    kind: str
    postal: str
    address: str
    phone: str
    mobile: str
    fax: str
    email: str
    url: str
    fields: tuple[int, ...]
    members: int
    members_local: int
    founded: str
    dues: str
    aim: str
    activities: str
    area: str
    withheld: str
    registered_on: date
    valid_until: date
    lapsed: bool
    roster: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the demo. `key` is its short name in the samples."""

    key: str
    name: str
    facility: str
    capacity: int


@dataclass(frozen=True, slots=True)
class Money:
    """Yen that changed hands; a refund is negative."""

    at: datetime
    amount: int


@dataclass(frozen=True, slots=True)
class Booking:
    """A booking as it stands at `Plan.now`.

    `group` is the place in `Plan.groups`, `room` the place in `Plan.rooms`.
    """

    group: int
    room: int
    purpose: str
    users: int
    slots: tuple[str, ...]
    starts: datetime
    ends: datetime
    applied_at: datetime
    quote: Quote
    payments: tuple[Money, ...] = ()
    checked_in_at: datetime | None = None
    checked_out_at: datetime | None = None
    actual_users: int | None = None
    cancelled_on: date | None = None

    @property
    def day(self) -> date:
        return self.starts.date()


@dataclass(frozen=True, slots=True)
class Place:
    """One facility of the demo."""

    name: str
    city: str
    postal: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class StaffMember:
    name: str
    kana: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the demo holds, as of `now`.

    Groups are in the order of their registration, bookings in that of application.
    `rulebook` is the name on the shelf.
    """

    rulebook: str
    now: datetime
    opened_on: date
    center: Place
    satellite: Place
    rooms: tuple[Room, ...]
    staff: tuple[StaffMember, ...]
    people: tuple[Person, ...]
    groups: tuple[Group, ...]
    bookings: tuple[Booking, ...]
