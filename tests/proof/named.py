"""Where a proof runs: on databases made for it, or on one that is named by its URL.

A named database must hold nothing: what somebody keeps in it is not to be raced over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Inspector, MetaData, inspect, make_url
from sqlalchemy.exc import ArgumentError

from db.opening import Location, url_of
from db.store import engine_for
from tests.postgres import Unavailable
from tests.proof.workplace import DATABASES, Workplace, furnish

Database = Callable[[], AbstractContextManager[Workplace]]


def databases(url: str | None) -> Mapping[str, Database]:
    """By the names that rows show."""
    if url is None:
        return DATABASES
    location = location_of(url)
    name = "SQLite" if isinstance(location, Path) else "PostgreSQL"
    return {name: partial(on_named, location)}


def location_of(url: str) -> Location:
    """A file for `sqlite:///…`, else the URL with the driver that the program has."""
    try:
        given = make_url(url)
    except ArgumentError as error:
        raise Unavailable(f"not a URL of a database: {error}") from error
    if given.get_backend_name() == "sqlite":
        return Path(given.database or "").absolute()
    if given.get_backend_name() not in ("postgresql", "postgres"):
        raise Unavailable(f"SQLite or PostgreSQL, not {given.get_backend_name()}")
    whole = given.set(drivername="postgresql+psycopg")
    return whole.render_as_string(hide_password=False)


@contextmanager
def on_named(location: Location) -> Iterator[Workplace]:
    """Empty before and after, unless the proof was stopped by an error."""
    refuse_used(location)
    yield furnish(location)
    clear(location)


def refuse_used(location: Location) -> None:
    if isinstance(location, Path):
        if location.exists():
            raise Unavailable(f"{location} exists: name a file that does not")
        return
    engine = engine_for(location)
    with engine.connect() as connection:
        looked = inspect(connection)
        held = [name for s in looked.get_schema_names() for name in _tables(looked, s)]
    engine.dispose()
    if held:
        raise Unavailable(
            f"the database holds data already ({held[0]}, …): name a new one"
        )


def clear(location: Location) -> None:
    if isinstance(location, Path):
        for end in ("", "-wal", "-shm"):
            location.with_name(location.name + end).unlink(missing_ok=True)
        return
    engine, made = engine_for(url_of(location)), MetaData()
    made.reflect(engine)
    made.drop_all(engine)
    engine.dispose()


def _tables(looked: Inspector, schema: str) -> list[str]:
    if schema == "information_schema":
        return []
    return [*looked.get_table_names(schema), *looked.get_view_names(schema)]
