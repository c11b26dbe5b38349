"""Keys of records: UUID version 7, so that newer rows sort later."""

from __future__ import annotations

from collections.abc import Callable
from random import Random, SystemRandom
from time import time_ns
from uuid import UUID

#: As `secrets` has it, which would take OpenSSL along before the first picture.
randbits = SystemRandom().getrandbits
Ids = Callable[[], UUID]


def uuid7() -> UUID:
    """RFC 9562 §5.7; `uuid.uuid7` replaces this from Python 3.14 on."""
    return _key(time_ns() // 1_000_000, randbits(12), randbits(62))


def seeded(seed: int, since: int = 0) -> Ids:
    """The same keys in the same order, for the demo and the tour.

    They sort after those that began with a smaller `since`.
    """
    random, count = Random(seed), iter(range(since, 1 << 47))
    return lambda: _key(next(count), random.getrandbits(12), random.getrandbits(62))


def _key(milliseconds: int, high: int, low: int) -> UUID:
    version, variant = 0x7 << 76, 0b10 << 62
    return UUID(int=milliseconds << 80 | version | high << 64 | variant | low)
