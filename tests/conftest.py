"""Databases for tests: SQLite in a file; PostgreSQL where MADOGUCHI_PG names one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, text

from db.migrate import upgrade
from db.store import engine_for

PG = os.environ.get("MADOGUCHI_PG", "")
names = count()


@cache
def migrated() -> bytes:
    """An SQLite database file as the migrations make it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        engine = engine_for(f"sqlite:///{path}")
        with engine.begin() as connection:
            upgrade(connection)
        engine.dispose()
        return path.read_bytes()


def sqlite_engine(folder: Path) -> Engine:
    path = folder / f"{next(names)}.db"
    path.write_bytes(migrated())
    return engine_for(f"sqlite:///{path}")


def postgres_engine() -> Engine:
    schema = f"s{os.getpid()}_{next(names)}"
    options = {"options": f"-csearch_path={schema}"}
    engine = engine_for(PG, connect_args=options)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
        upgrade(connection)
    return engine


@pytest.fixture(params=["sqlite", "postgresql"])
def new_engine(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], Engine]]:
    if request.param == "postgresql" and not PG:
        pytest.skip("MADOGUCHI_PG is not set")
    made: list[Engine] = []

    def make() -> Engine:
        is_sqlite = request.param == "sqlite"
        made.append(sqlite_engine(tmp_path) if is_sqlite else postgres_engine())
        return made[-1]

    yield make
    for engine in made:
        engine.dispose()
