"""Trouble with an open database is said plainly; nothing is kept and the desk goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from db.journal.entry import Act
from db.opening import create, open_store
from db.store import Store, engine_for
from db.trouble import Busy, ConnectionLost, Full
from tests.make import NOW, make_group
from tests.postgres import Server

ACT = Act("test.act", "", NOW)


def register(store: Store, name: str) -> None:
    with store.write(ACT) as work:
        make_group(work, name, note="長い文" * 3000)


def names(store: Store) -> list[str]:
    with store.reader() as read:
        return [name for (name,) in read('SELECT name FROM "group" ORDER BY name', {})]


def test_another_program_keeps_writing(new_engine: Callable[[], Engine]) -> None:
    engine = new_engine()
    store = Store(engine, "H")
    impatient = "PRAGMA busy_timeout = 1"
    if engine.dialect.name == "postgresql":
        impatient = "SET lock_timeout = 1"
    other = engine_for(engine.url.render_as_string(hide_password=False))
    with engine.connect() as connection:  # the pool gives the same one to the store
        connection.exec_driver_sql(impatient)
        connection.commit()
    with Store(other, "H").write(ACT), pytest.raises(Busy):
        register(store, "花の会")
    other.dispose()
    register(store, "鳥の会")
    assert names(store) == ["鳥の会"]


@pytest.mark.parametrize("state", ["40P01", "40001"])
def test_the_server_gives_up_one_of_two(postgres: Server, state: str) -> None:
    """A deadlock, or two that cannot both have been first: the loser may try again."""
    url = postgres.create()
    create(url)
    store = open_store(url, "H")
    raised = f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$"
    with pytest.raises(Busy), store.write(ACT) as work:
        make_group(work, "花の会")
        work.execute(text(raised))
    register(store, "鳥の会")
    assert names(store) == ["鳥の会"]
    store.close()


def test_the_disk_is_full(tmp_path: Path) -> None:
    create(tmp_path / "desk.db")
    store = open_store(tmp_path / "desk.db", "H")
    with store.reader() as read:
        [(pages,)] = read("PRAGMA page_count", {})
        read(f"PRAGMA max_page_count = {pages}", {})
    with pytest.raises(Full):
        register(store, "花の会")
    with store.reader() as read:
        read("PRAGMA max_page_count = 100000", {})
    register(store, "鳥の会")
    assert names(store) == ["鳥の会"]
    store.close()


def test_the_disk_is_full_in_the_middle_of_many_rows(tmp_path: Path) -> None:
    """SQLite then takes the transaction back by itself; none of the rows may stay."""
    create(tmp_path / "desk.db")
    store = open_store(tmp_path / "desk.db", "H")
    with store.reader() as read:
        [(pages,)] = read("PRAGMA page_count", {})
        read(f"PRAGMA max_page_count = {pages}", {})
    with pytest.raises(Full), store.write(ACT) as work:
        for nth in range(300):
            make_group(work, f"{nth}の会", note="長い文" * nth)
    assert names(store) == []
    store.close()


def test_the_server_goes_away_and_comes_back(postgres: Server) -> None:
    url = postgres.create()
    create(url)
    store, other = open_store(url, "H"), engine_for(url)
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with pytest.raises(ConnectionLost), store.write(ACT) as work:
        make_group(work, "花の会")
        with other.connect() as connection:
            connection.execute(cut)
    register(store, "鳥の会")
    with other.connect() as connection:
        connection.execute(cut)
    register(store, "風の会")  # what was cut while idle is connected anew
    assert names(store) == ["風の会", "鳥の会"]
    store.close()
    other.dispose()


def test_there_is_no_server(tmp_path: Path) -> None:
    engine = engine_for(f"postgresql+psycopg://desk@/desk?host={tmp_path}")
    with pytest.raises(ConnectionLost):
        Store(engine, "H")
