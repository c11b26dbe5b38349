"""Keys of records: UUID version 7, so that newer rows sort later."""

from __future__ import annotations

from collections.abc import Callable
from random import Random, SystemRandom
from time import time_ns
from uuid import UUID, uuid5

#: As `secrets` has it, which would take OpenSSL along before the first picture.
randbits = SystemRandom().getrandbits
Ids = Callable[[], UUID]


def uuid7() -> UUID:
    """RFC 9562 §5.7; `uuid.uuid7` replaces this from Python 3.14 on."""
    return _key(time_ns() // 1_000_000, randbits(12), randbits(62))


#: Below it lie the keys that follow from what a row says.
DERIVED = UUID("0198c0de-0000-7000-8000-000000000001")


def derived(kind: str, *parts: UUID | int | str, year: int = 0) -> UUID:
    """The same key for the same parts, at every site: a row that there is once only.

    Keys that begin with a `year` lie beside each other, so that what is written this
    year leaves the pages of all others alone.
    """
    told = [part.hex if isinstance(part, UUID) else str(part) for part in parts]
    key = uuid5(DERIVED, "/".join([kind, *told]))
    return UUID(int=year << 112 | key.int & (1 << 112) - 1) if year else key


def seeded(seed: int, since: int = 0) -> Ids:
    """The same keys in the same order, for the demo and the tour.

    They sort after those that began with a smaller `since`.
    """
    random, count = Random(seed), iter(range(since, 1 << 47))
    return lambda: _key(next(count), random.getrandbits(12), random.getrandbits(62))


def _key(milliseconds: int, high: int, low: int) -> UUID:
    version, variant = 0x7 << 76, 0b10 << 62
    return UUID(int=milliseconds << 80 | version | high << 64 | variant | low)
