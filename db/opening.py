"""Opens a database, or says which of a few plain reasons stands against it.

Nothing here changes a database that it refuses. SQLAlchemy and alembic are imported
only when the store itself is opened or migrated: looking at a file takes a millisecond,
importing them takes longer than the first window may.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import sqlcipher3.dbapi2 as sqlite

from db.keys import Ids, uuid7
from db.network import is_remote
from db.reader import connect_read_only
from db.refusal import Refusal

if TYPE_CHECKING:
    from db.store import Store

#: An SQLite file, or the SQLAlchemy URL of a database on a PostgreSQL server.
Location = Path | str
#: Writes the first rows of a new database.
Fill = Callable[[Location], None]

VERSIONS = Path(__file__).parent / "migrations" / "versions"
#: Seconds to wait for another program that is just writing.
WAIT = 3.0
MALFORMED = sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB
BUSY = sqlite.SQLITE_BUSY, sqlite.SQLITE_LOCKED
FORBIDDEN = sqlite.SQLITE_READONLY, sqlite.SQLITE_PERM


class CannotOpen(Refusal):
    """`replaceable` where a backup could take the database's place."""

    code = "database.cannot_open"
    replaceable: ClassVar[bool] = False


class Missing(CannotOpen):
    code = "database.missing"
    replaceable = True


class Empty(CannotOpen):
    code = "database.empty"
    replaceable = True


class Damaged(CannotOpen):
    code = "database.damaged"
    replaceable = True


class NotOurs(CannotOpen):
    code = "database.not_ours"
    replaceable = True


class ReadOnly(CannotOpen):
    code = "database.read_only"


class InUse(CannotOpen):
    code = "database.in_use"


class OnNetwork(CannotOpen):
    code = "database.on_network"


class Newer(CannotOpen):
    code = "database.newer"


class Unreachable(CannotOpen):
    code = "database.unreachable"


class Exists(CannotOpen):
    code = "database.exists"


def known_versions() -> list[str]:
    """The schemas this program has been through, the present one last."""
    return sorted(script.name.split("_")[0] for script in VERSIONS.glob("[0-9]*.py"))


def examine(location: Location, wait: float = WAIT) -> str:
    """The schema version of a database that can be opened; else a `CannotOpen`."""
    if isinstance(location, str):
        return known(_version_on_server(location), location)
    if is_remote(location.parent):
        raise OnNetwork(path=location)
    _check_file(location)
    version = known(version_of(location, wait), location)
    with refusing(location), closing(sqlite.connect(location, timeout=wait)) as desk:
        desk.execute("BEGIN IMMEDIATE")
        desk.execute("ROLLBACK")
    return version


def version_of(path: Path, wait: float = WAIT) -> str:
    """The schema version of an SQLite file, read without leaving a trace."""
    with refusing(path), closing(connect_read_only(path, wait)) as desk:
        try:
            row = desk.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite.OperationalError as error:
            if error.sqlite_errorcode != sqlite.SQLITE_ERROR:
                raise
            row = None  # no such table
    if row is None:
        raise NotOurs(path=path)
    return str(row[0])


def check_pages(path: Path) -> None:
    """Read every page of an SQLite file; `Damaged` when one makes no sense.

    Takes about a second for 300 MB, so it is kept off the way to the first window.
    """
    with refusing(path), closing(connect_read_only(path)) as desk:
        [found] = desk.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise Damaged(path=path, detail=found)


def create(location: Location, fill: Fill = lambda _: None) -> None:
    """Make a new, migrated database and `fill` it, given where it is meanwhile.

    A file appears under its name only when it is complete.
    """
    if isinstance(location, str):
        if _version_on_server(location) is not None:
            raise Exists(path=_shown(location))
        _migrate(location)
        fill(location)
        return
    if location.exists():
        raise Exists(path=location)
    if is_remote(location.parent):
        raise OnNetwork(path=location)
    fresh = location.with_name(location.name + ".new")
    try:
        location.parent.mkdir(parents=True, exist_ok=True)
        for end in ("", "-wal", "-shm", "-journal"):  # of a creation that was killed
            fresh.with_name(fresh.name + end).unlink(missing_ok=True)
        fresh.touch()
    except OSError as error:
        raise _cannot(location, error) from error
    _migrate(fresh)
    fill(fresh)
    assert not fresh.with_name(fresh.name + "-wal").exists(), "the new file is still open"
    fresh.rename(location)


def open_store(location: Location, site: str, ids: Ids = uuid7) -> Store:
    """Open a database, migrated if it is of an older version; else a `CannotOpen`."""
    version = examine(location)
    if version != known_versions()[-1]:
        _migrate(location)
    from db.store import Store, engine_for

    return Store(engine_for(url_of(location)), site, ids)


def url_of(location: Location) -> str:
    return location if isinstance(location, str) else f"sqlite:///{location}"


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn what SQLite says about a file into a refusal."""
    try:
        yield
    except sqlite.DatabaseError as error:
        kind = error.sqlite_errorcode & 0xFF  # the rest says where it was noticed
        refusal: type[CannotOpen] = CannotOpen
        if kind in MALFORMED:
            refusal = Damaged
        elif kind in BUSY:
            refusal = InUse
        elif kind in FORBIDDEN:
            refusal = ReadOnly
        raise refusal(path=path, reason=str(error)) from error


def _check_file(path: Path) -> None:
    try:
        size = path.stat().st_size
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Missing(path=path) from error
    except OSError as error:
        raise _cannot(path, error) from error
    if not path.is_file():
        raise NotOurs(path=path)
    if size == 0:
        raise Empty(path=path)
    # SQLite also writes beside the file, so that its folder must allow it.
    if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK)):
        raise ReadOnly(path=path)


def _cannot(path: Path, error: OSError) -> CannotOpen:
    forbidden = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    return (ReadOnly if forbidden else CannotOpen)(path=path, reason=error.strerror)


def _shown(location: Location) -> str:
    """A location without the password it may hold."""
    return re.sub(r"//.*@", "//", str(location))


def known(version: str | None, location: Location) -> str:
    """The version, if this program can read such a database."""
    if version is None:
        raise NotOurs(path=_shown(location))
    if version not in known_versions():
        raise Newer(path=_shown(location), version=version)
    return version


def _version_on_server(url: str) -> str | None:
    import psycopg

    try:
        with psycopg.connect(url.replace("+psycopg", "", 1), connect_timeout=10) as desk:
            if desk.execute("SELECT to_regclass('alembic_version')").fetchone() == (
                None,
            ):
                return None
            row = desk.execute("SELECT version_num FROM alembic_version").fetchone()
    except psycopg.OperationalError as error:
        raise Unreachable(path=_shown(url), reason=str(error)) from error
    return str(row[0]) if row else None


def _migrate(location: Location) -> None:
    from db.migrate import migrate
    from db.store import engine_for

    engine = engine_for(url_of(location))
    try:
        migrate(engine)
    finally:
        engine.dispose()
