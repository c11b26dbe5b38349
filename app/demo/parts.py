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
    born_on: date | None = None


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
    posted: bool
    registered_on: date
    valid_until: date
    lapsed: bool
    on_card: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the demo. `key` is its short name in the samples; it is prepared and
    cleaned up for so many minutes."""

    key: str
    name: str
    facility: str
    capacity: int
    preparation: int = 0
    turnaround: int = 0


@dataclass(frozen=True, slots=True)
class Joined:
    """A room that is made of others, by their names; it is cleaned up for so long."""

    name: str
    parts: tuple[str, ...]
    capacity: int
    turnaround: int


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
    ground: str
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
class Piece:
    """One labelled thing; `state` is a `db` state of pieces."""

    barcode: str
    label: str
    state: str = "in_service"
    note: str = ""


@dataclass(frozen=True, slots=True)
class EquipmentKind:
    """What a facility lends; `quantity` counts what has no label of its own."""

    name: str
    facility: str
    quantity: int
    barcode: str
    shelf: str
    note: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class LoanLine:
    """So many of a kind, the place in `Plan.kinds`; `pieces` are places in the kind."""

    kind: int
    quantity: int
    pieces: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan as it stands at `Plan.now`.

    `booking` is the place in `Plan.bookings` of what it was asked for with. `fee_lines`
    is the text that the record keeps.
    """

    group: int
    facility: str
    purpose: str
    first_on: date
    last_on: date
    applied_at: datetime
    lines: tuple[LoanLine, ...]
    booking: int | None = None
    fee: int = 0
    fee_lines: str = "[]"
    payments: tuple[Money, ...] = ()
    handed_over_at: datetime | None = None
    returned_at: datetime | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is in a group in a fiscal year: places in `Plan.people`, with their titles."""

    group: int
    fiscal_year: int
    written_at: datetime
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file on a group's card."""

    group: int
    name: str
    handed_in_at: datetime
    data: bytes


@dataclass(frozen=True, slots=True)
class InsurancePlan:
    """`premium` is yen for one person and year; `source` says who published it."""

    scheme: str
    fiscal_year: int
    name: str
    premium: int
    source: str


@dataclass(frozen=True, slots=True)
class Batch:
    """People (places in `Plan.people`) enrolled together in a plan, by its place."""

    group: int
    plan: int
    activity: str
    applied_at: datetime
    starts_on: date
    ends_on: date
    people: tuple[int, ...]
    payment: Money | None
    delivered_on: date | None


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
    role: str = "clerk"


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the demo holds, as of `now`.

    Groups are in the order of their registration; bookings, loans, rosters and batches
    in that in which they were written.
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
    kinds: tuple[EquipmentKind, ...]
    loans: tuple[Loan, ...]
    documents: tuple[Document, ...]
    rosters: tuple[Roster, ...]
    insurance_plans: tuple[InsurancePlan, ...]
    batches: tuple[Batch, ...]
