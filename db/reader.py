"""Reading with the plain driver, before SQLAlchemy is there.

Importing SQLAlchemy takes longer than the first picture may. So the queries of
the first picture are SQL text with `:name` parameters, which the plain driver
and a session run alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID, SafeUUID

import sqlcipher3.dbapi2

UNKNOWN = SafeUUID.unknown
#: A key is frozen once it is made; its slots themselves take a value in half the time.
SET_INT, SET_SAFE = (vars(UUID)[slot].__set__ for slot in ("int", "is_safe"))
EPOCH = datetime(2000, 1, 1)
QUARTER = timedelta(minutes=15)
#: Runs SQL text and gives its rows.
Reader = Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]


@contextmanager
def plain_reader(path: Path) -> Iterator[Reader]:
    """Read an SQLite file that `db.opening` has found fit to open."""
    with closing(connect_read_only(path)) as connection:
        yield lambda sql, params: connection.execute(sql, params).fetchall()


def connect_read_only(path: Path, wait: float = 3.0) -> sqlcipher3.dbapi2.Connection:
    """A plain connection that leaves no file behind when nobody else has it open.

    It waits `wait` seconds where another program keeps everybody out.
    """
    beside = (path.with_name(path.name + end) for end in ("-wal", "-journal"))
    options = "" if any(file.exists() for file in beside) else "&immutable=1"
    uri = f"{path.absolute().as_uri()}?mode=ro{options}"
    return sqlcipher3.dbapi2.connect(uri, uri=True, timeout=wait)


def stamp(moment: datetime) -> str:
    """A moment as both databases compare it."""
    return moment.isoformat(" ", "microseconds")


def quarters(starts: datetime, ends: datetime) -> range:
    """Every quarter of an hour that the period touches, even in part."""
    return range((starts - EPOCH) // QUARTER, -((EPOCH - ends) // QUARTER))


@lru_cache(20_000)
def as_moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


@lru_cache(20_000)
def as_day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def as_key(value: Any) -> UUID:
    if isinstance(value, UUID):
        return value
    # As `UUID._from_int` of Python 3.14: `UUID()` checks for longer than it makes.
    key = object.__new__(UUID)
    SET_INT(key, int(value, 16))
    SET_SAFE(key, UNKNOWN)
    return key


#: For keys that come again and again, as those of rooms and groups do.
as_known_key = lru_cache(20_000)(as_key)
