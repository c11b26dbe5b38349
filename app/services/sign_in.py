"""Who sits down at the desk: a name and a PIN, asked at each start.

Nothing here imports SQLAlchemy: the question comes before anything is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from app.kit.refusal import Refusal
from db.queries import sites
from db.queries import staff as queries
from db.queries.staff import StaffRow
from db.reader import Reader, plain_reader

if TYPE_CHECKING:
    from argon2 import PasswordHasher

__all__ = ["Actor", "Door", "StaffRow", "WrongPin", "actor", "door", "door_of", "hashed"]

#: RFC 9106 leaves the cost to the use; this is OWASP's least for argon2id
#: (Password Storage Cheat Sheet: 19 MiB, 2 passes), about 20 ms on an office PC.
MEMORY_KIB, PASSES = 19_456, 2


class WrongPin(Refusal):
    code = "staff.wrong_pin"


class Actor(NamedTuple):
    """Who acts: `id` stands in the journal, `name` on the screen and on papers."""

    id: UUID
    name: str

    @property
    def key(self) -> str:
        return self.id.hex


class Door(NamedTuple):
    """What is seen before anybody has signed in."""

    city: str
    center: str
    site: str
    staff: Sequence[StaffRow]

    @property
    def title(self) -> str:
        """越谷市 市民活動支援センター."""
        return f"{self.city} {self.center}".strip()


def door_of(path: Path, code: str, center: str) -> Door:
    """Read by the plain driver; `code` is this site's, `center` that of its center."""
    with plain_reader(path) as read:
        return door(read, code, center)


def door(read: Reader, code: str, center: str) -> Door:
    head, here = sites.of(read, center), sites.of(read, code)
    return Door(head.city, head.name, here.name, queries.able(read))


def actor(row: StaffRow, pin: str) -> Actor:
    """Sign in, or refuse."""
    from argon2.exceptions import VerifyMismatchError

    try:
        _hasher().verify(row.pin_hash, pin)
    except VerifyMismatchError as error:
        raise WrongPin(name=row.name) from error
    return Actor(row.id, row.name)


def hashed(pin: str) -> str:
    return _hasher().hash(pin)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=1)
