"""What the 同期 page sees. Plain values; nothing here imports SQLAlchemy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from app.services.setup import NewRoom


@dataclass(frozen=True, slots=True)
class Peer:
    """A site to exchange with. Times are local, None before the first exchange.

    `ready` once it has keys: packages can be made for it. `waiting` entries are not yet
    in any package for it, `unconfirmed` ones are packed, but it has not told that it has
    them.
    """

    code: str
    name: str
    kind: str
    ready: bool
    applied_at: datetime | None
    packed_at: datetime | None
    waiting: int
    unconfirmed: int


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """The state of exchange, as this site knows it. `contradictions` are open here."""

    site: str
    name: str
    center: str
    peers: Sequence[Peer]
    contradictions: int

    @property
    def is_center(self) -> bool:
        return self.site == self.center


@dataclass(frozen=True, slots=True)
class NewSatellite:
    """A satellite to be opened. `code` is one to three capital letters or digits.

    `rooms` are its own: their names stand in no other site's list.
    """

    code: str
    name: str
    city: str
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    rooms: Sequence[NewRoom] = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """A package just written. `entries` that are new to its receiver; `size` in bytes."""

    path: Path
    receiver: str
    entries: int
    size: int


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of something, named as people call it: 予約の取消 3."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a package.

    `applied` entries are in force, `held` ones wait for others that have not come,
    `known` ones were here already. Then what it brought: `contradictions` are the new
    ones, `confirmed` and `cancelled` what this site answered by itself (仮 bookings and
    loans, 取り下げ), `waiting` those that a person has to answer.
    """

    sender: str
    made_at: datetime
    applied: int
    held: int
    known: int
    contradictions: Sequence[Contradiction] = ()
    confirmed: int = 0
    cancelled: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Inspection:
    """What taking a package in would do; nothing was done. `sender` is a name.

    `verbs` and `kinds` count what is new here: what was done, and to what.
    """

    sender: str
    made_at: datetime
    entries: int
    files: int
    verbs: Sequence[Counted]
    kinds: Sequence[Counted]
    outcome: Applied


class ContradictionKind(StrEnum):
    """A field written twice, a row deleted and changed, a promise that cannot be kept
    (over the room's time or the stock), a 仮 that does not fit."""

    FIELD = "field"
    EXISTENCE = "existence"
    EXCESS = "excess"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the versions: what it says in words, who said so, where and when.

    `at` has a zone. `choice` is what `settle` is given to let this version hold.
    """

    value: str
    staff: str
    site: str
    at: datetime
    choice: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be done about a contradiction; `code` is given to `settle`."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """くい違い, in words, with every version and what can be done.

    `title` says what it is about (団体「花の会」の電話番号). `against` says what stands
    in the way of a promise, line by line, `undrawn` which lottery it has to wait for.
    `settler` is the name of the site that settles it; `mine` when that is this one.
    """

    kind: ContradictionKind
    record: str
    row_id: UUID
    field: str
    title: str
    sides: Sequence[Side]
    against: Sequence[str]
    choices: Sequence[Choice]
    settler: str
    mine: bool
    undrawn: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A contradiction that somebody has settled: both versions, and which one holds.

    `at` has a zone; `note` is the reason given in words, if any.
    """

    title: str
    sides: Sequence[Side]
    held: str
    staff: str
    site: str
    at: datetime
    note: str
