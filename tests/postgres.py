"""A PostgreSQL server for tests and proofs: a throw-away one, or one that is named.

`MADOGUCHI_PG` may name a server on which databases may be made, as an SQLAlchemy URL.
Without it a cluster is made in a temporary folder, reached through a socket that only
this user can open. It ends, and its folder with it, when this process ends, even by kill.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

#: Waits until its parent is gone, then clears up.
SCRIPT = """
"$bin/initdb" -D "$home/data" -U madoguchi -A trust -E UTF8 --no-locale --no-sync \
    >"$home/log" 2>&1 &&
"$bin/pg_ctl" -D "$home/data" -l "$home/log" -o "$options" -w start >>"$home/log" 2>&1 &&
echo ready && {
    read -r line
    "$bin/pg_ctl" -D "$home/data" -m immediate stop >>"$home/log" 2>&1
    rm -r "$home"
}
"""
#: A cluster whose machine may fail: it only has to last for the test.
CARELESS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
CUT_OFF = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
#: Without looking at references, so in any order; as a superuser only.
EMPTY = """
    DO $$ DECLARE each text; BEGIN
        SET LOCAL session_replication_role = replica;
        FOR each IN SELECT quote_ident(tablename) FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        LOOP EXECUTE 'DELETE FROM ' || each; END LOOP;
        FOR each IN SELECT quote_ident(sequencename) FROM pg_sequences
        LOOP EXECUTE 'ALTER SEQUENCE ' || each || ' RESTART'; END LOOP;
    END $$
"""
SHAPE = """
    SELECT count(*), max(oid), sum(relnatts), min(version_num)
    FROM pg_class, alembic_version WHERE relnamespace = 'public'::regnamespace
"""
DEBIAN = Path("/usr/lib/postgresql")
names = count()


class Unavailable(Exception):
    """There is no PostgreSQL here; says why."""


class Server:
    """A server on which databases are made; `url` is that of its first database."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._made: list[str] = []

    def create(self, template: str = "template0") -> str:
        """The URL of a new database, a copy of the one named `template`."""
        name = f"madoguchi_{os.getpid()}_{next(names)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self._made.append(name)
        return self._url.set(database=name).render_as_string(hide_password=False)

    def drop_all(self) -> None:
        for name in self._made:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


class Pool:
    """Databases that are used again: to empty one takes a tenth of a new one's time.

    One whose tables were changed is not given out again.
    """

    def __init__(self, server: Server, template: str) -> None:
        self._server, self._template = server, template
        self._free: list[str] = []
        self._taken: list[str] = []
        self._shape: object = None

    def take(self) -> str:
        """The URL of a database as the template was, which nobody else has."""
        url = self._free.pop() if self._free else self._server.create(self._template)
        if self._shape is None:
            self._shape = self._emptied(url)
        self._taken.append(url)
        return url

    def give_back_all(self) -> None:
        """What was taken is free again; whoever is connected is cut off."""
        shapes = [(url, self._emptied(url)) for url in self._taken]
        self._free += [url for url, shape in shapes if shape == self._shape]
        self._taken.clear()

    def _emptied(self, url: str) -> object:
        """Its tables: equal for a database that is as the template was."""
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.execute(text(CUT_OFF))
                connection.execute(text(EMPTY))
                return tuple(connection.execute(text(SHAPE)).one())
        except DBAPIError:
            return None
        finally:
            engine.dispose()


@contextmanager
def server(*, durable: bool = False) -> Iterator[Server]:
    """The named server or a new one; `durable` makes a commit wait for the disk."""
    if named := os.environ.get("MADOGUCHI_PG"):
        found = Server(make_url(named))
        yield found
        found.drop_all()
    else:
        with throw_away(durable=durable) as url:
            yield Server(url)


@contextmanager
def throw_away(*, durable: bool) -> Iterator[URL]:
    """A new cluster; `Unavailable` where the programs or the user for it are missing."""
    programs, user = _programs(), _unprivileged()
    home = Path(mkdtemp(prefix="madoguchi-pg-"))
    try:
        if user:
            shutil.chown(home, user)
        careless = "" if durable else CARELESS
        options = f"-c listen_addresses='' -c max_connections=50 -k {home} {careless}"
        with subprocess.Popen(
            ["sh", "-c", SCRIPT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=home,
            user=user,
            group=user and _group(user),
            extra_groups=[] if user else None,
            env=os.environ
            | {"bin": str(programs), "home": str(home), "options": options},
            start_new_session=True,
        ) as script:
            assert script.stdout
            if script.stdout.readline() != "ready\n":
                raise Unavailable((home / "log").read_text("utf-8", "replace"))
            socket = {"host": str(home)}
            yield URL.create(
                "postgresql+psycopg", "madoguchi", database="postgres", query=socket
            )
    finally:
        shutil.rmtree(home, ignore_errors=True)  # the script has done so, if it ran


def _programs() -> Path:
    """The folder of `initdb`; Debian keeps one for each version, off the PATH."""
    if os.name == "nt":
        raise Unavailable("on Windows, name a PostgreSQL server in MADOGUCHI_PG")
    found = sorted(
        DEBIAN.glob("*/bin/initdb"),
        key=lambda path: [int(digits) for digits in re.findall(r"\d+", str(path))],
    )
    on_path = shutil.which("initdb")
    if not (found or on_path):
        raise Unavailable("initdb was not found (Debian: apt-get install postgresql)")
    return Path(on_path or found[-1]).parent


def _unprivileged() -> str | None:
    """Whom to become, since initdb refuses root; None to stay who we are."""
    import pwd

    if os.geteuid():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return name
    raise Unavailable("initdb refuses root, and there is no user postgres or nobody")


def _group(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid
