"""What every test has: databases of its own, no network, no warning in the log."""

from __future__ import annotations

import gc
import logging
import os
import socket
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine, make_url

from app.services import sign_in
from db.migrate import upgrade
from db.store import engine_for
from tests.postgres import Pool, Server, Unavailable, server
from tests.sites import Site, Town, furnish, open_site, send

names = count()

#: For proofs: `pytest --hypothesis-profile=long`.
#: How long a case takes is a matter for the bench.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
settings.register_profile(
    "long", max_examples=2500, stateful_step_count=60, deadline=None
)


def pytest_collection_finish() -> None:
    """Modules and tests stay: no collection of garbage need look through them again."""
    gc.collect()
    gc.freeze()


@cache
def migrated() -> bytes:
    """An SQLite database file as the migrations make it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        _migrate(f"sqlite:///{path}")
        return path.read_bytes()


def sqlite_engine(folder: Path) -> Engine:
    path = folder / f"{next(names)}.db"
    path.write_bytes(migrated())
    return engine_for(f"sqlite:///{path}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; without one tests are skipped, or fail where they must run."""
    made = server()
    try:
        found = made.__enter__()
    except Unavailable as reason:
        absent = pytest.fail if os.environ.get("MADOGUCHI_REQUIRE_PG") else pytest.skip
        absent(f"no PostgreSQL: {reason}")
    yield found
    made.__exit__(None, None, None)


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> str:
    """The name of a database on the server as the migrations make it."""
    url = postgres.create()
    _migrate(url)
    return str(make_url(url).database)


@pytest.fixture(scope="session")
def postgres_pool(postgres: Server, postgres_template: str) -> Pool:
    return Pool(postgres, postgres_template)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_engine(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], Engine]]:
    """Makes engines, each on a migrated database of its own, without any rows."""
    made: list[Engine] = []
    if request.param == "sqlite":
        yield lambda: _kept(made, sqlite_engine(tmp_path))
    else:
        pool: Pool = request.getfixturevalue("postgres_pool")
        yield lambda: _kept(made, engine_for(pool.take()))
        pool.give_back_all()
    for engine in made:
        engine.dispose()


def _kept(made: list[Engine], engine: Engine) -> Engine:
    made.append(engine)
    return engine


@pytest.fixture
def home(new_engine: Callable[[], Engine]) -> Site:
    """The center H."""
    return open_site("H", new_engine())


@pytest.fixture
def town(home: Site) -> Town:
    return furnish(home)


@pytest.fixture
def sites(new_engine: Callable[[], Engine], home: Site, town: Town) -> list[Site]:
    """The center and two satellites, A and B, that know its town."""
    satellites = [open_site(name, new_engine()) for name in "AB"]
    for satellite in satellites:
        send(home, satellite)
    return [home, *satellites]


@pytest.fixture(scope="session", autouse=True)
def quick_pins() -> None:
    """Hashing a PIN takes long on purpose; in a test nobody guesses them."""
    sign_in.MEMORY_KIB, sign_in.PASSES = 8, 1


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine can be reached."""
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, _local(getattr(socket.socket, name)))


def _local(method: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        near = self.family == getattr(socket, "AF_UNIX", None)
        if not near and address[0] not in ("127.0.0.1", "::1", "localhost"):
            pytest.fail(f"a test reached for the network: {address}")
        return method(self, *arguments)

    return guarded


@pytest.fixture(autouse=True)
def no_log_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log fails the test; one that is meant is checked and cleared."""
    yield
    for when in ("setup", "call"):
        for record in caplog.get_records(when):
            if record.levelno >= logging.WARNING:
                pytest.fail(f"logged {record.levelname}: {record.getMessage()}")


def _migrate(url: str) -> None:
    engine = engine_for(url)
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()
