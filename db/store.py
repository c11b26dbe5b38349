"""Opens a site's database: one way to read, one way to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    delete,
    event,
    insert,
    select,
)

import db.contents
import db.drafts
import db.occupancy
import db.people
import db.search
import db.stock  # noqa: F401  all register their projections
from db import trouble
from db.journal import guard, log, skew
from db.journal.capture import JournaledSession
from db.journal.entry import START, Act
from db.journal.rebuild import refold
from db.keys import Ids, uuid7
from db.reader import Reader
from db.records.base import table_of
from db.records.journal import HeadRow, SchemaRow
from db.session import Session

PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA secure_delete = ON",  # what is forgotten is not left in free pages
)

SQLITE: dict[str, Any] = {"module": sqlcipher3.dbapi2}
#: A PC that stops in the middle of writing must not stop all others.
POSTGRESQL: dict[str, Any] = {
    "pool_pre_ping": True,
    "connect_args": {
        "options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
    },
}

#: What is read in one go is from one moment, as on SQLite: between a clash and the words
#: for it nobody moves the booking that is named.
ONE_MOMENT = {"postgresql": {"isolation_level": "REPEATABLE READ"}}

#: What queries read through; a writing session can be read through as well.
Reading = Session


class Store:
    """The database of one site."""

    def __init__(self, engine: Engine, site: str, ids: Ids = uuid7) -> None:
        self.site = site
        self._ids = ids
        self._reading = engine.execution_options(
            **ONE_MOMENT.get(engine.dialect.name, {})
        )
        self._writing = engine.execution_options(writing=True)
        guard.watch(engine)
        self._introduce()

    def beside(self, site: str) -> Store:
        """Another site's hand in the same database, as if its entries had come here."""
        other = copy(self)
        other.site = site
        other._introduce()
        return other

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self._reading.connect() as connection:
            yield Session(connection)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """Runs the SQL text that is also read before SQLAlchemy is there."""
        with self._reading.connect() as connection:
            yield Session(connection).read

    @contextmanager
    def write(self, act: Act) -> Iterator[JournaledSession]:
        """One transaction, one entry; all of it or nothing."""
        with self._writing.begin() as connection:
            session = JournaledSession(connection, self.site, act, self._ids)
            log.lock(session, self.site)
            yield session
            session.seal()

    def close(self) -> None:
        """Let go of the database: at the program's end, and before a restore."""
        self._reading.dispose()

    def _introduce(self) -> None:
        """Give the site its place in the version vector, and rows today's fields."""
        with self._writing.begin() as connection, guard.opened(connection):
            session = Session(connection)
            if self.site not in session.scalars(select(HeadRow.site)).all():
                first = {"site": self.site, "seq": 0, "clock": 0, "hash": START}
                session.execute(insert(table_of(HeadRow)).values(first))
            folded_in = session.scalar(select(SchemaRow.number))
            if folded_in != (now := skew.schema()):
                refold(session, self.site, skew.changed_since(folded_in or now))
                session.execute(delete(table_of(SchemaRow)))
                session.execute(insert(table_of(SchemaRow)).values(number=now))


def engine_for(url: str, **options: Any) -> Engine:
    """An engine with this program's settings; `url` is SQLite or PostgreSQL."""
    own = SQLITE if url.startswith("sqlite") else POSTGRESQL
    engine = create_engine(url, **own, **options)
    trouble.watch(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin below, not in sqlite3
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # cannot fail, and takes the driver a tenth of the time
        connection.connection.cursor().execute("BEGIN")
