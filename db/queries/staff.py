"""Who works here; read before anything else, to ask for a PIN."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from db.reader import Reader, as_key

STAFF = """
    SELECT s.id, s.name, s.kana, c.hash FROM staff s
    JOIN credential c ON c.staff_id = s.id
    WHERE NOT s.retired ORDER BY s.kana, s.name
"""

WORKING = """
    SELECT id, name, kana, role FROM staff WHERE NOT retired ORDER BY kana, name
"""


DECIDING = """
    SELECT name FROM staff WHERE NOT retired AND role IN ('head', 'chief')
    ORDER BY kana, name
"""


class StaffRow(NamedTuple):
    """A member of staff who can sign in at this site."""

    id: UUID
    name: str
    kana: str
    pin_hash: str


def able(read: Reader) -> Sequence[StaffRow]:
    return [StaffRow(as_key(key), *rest) for key, *rest in read(STAFF, {})]


def working(read: Reader) -> Sequence[tuple[UUID, str, str, str]]:
    """Id, name, kana and role of all who work at any site."""
    return [(as_key(key), *rest) for key, *rest in read(WORKING, {})]


def deciding(read: Reader) -> Sequence[str]:
    """The names of those who approve 減免, set 特別の料金 and make exceptions."""
    return [name for (name,) in read(DECIDING, {})]
