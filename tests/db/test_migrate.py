"""Tables can be rebuilt under the rows that refer to them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Engine, Integer, text

from db.migrate import rebuilding

PARENT = "INSERT INTO room (id, name, home, capacity, turnaround, place, retired)"
CHILD = "INSERT INTO room_part (id, room_id, part_id)"


def keep_a_room(engine: Engine) -> None:
    whole, part, link = ("'" + digit * 32 + "'" for digit in "123")
    with engine.begin() as connection:
        for room in (whole, part):
            values = f"VALUES ({room}, '会議室', 'center', 0, 0, 0, false)"
            connection.execute(text(f"{PARENT} {values}"))
        connection.execute(text(f"{CHILD} VALUES ({link}, {whole}, {part})"))


def test_a_rebuilt_table_keeps_its_references(new_engine: Callable[[], Engine]) -> None:
    engine = new_engine()
    keep_a_room(engine)
    with rebuilding(engine) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("room", recreate="auto") as batch:
            batch.add_column(Column("floor", Integer, server_default="0", nullable=False))
            batch.alter_column("capacity", existing_type=Integer, nullable=True)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM room_part")).scalar() == 1
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_failed_migration_leaves_nothing(new_engine: Callable[[], Engine]) -> None:
    engine = new_engine()
    with pytest.raises(ZeroDivisionError), rebuilding(engine) as connection:
        connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
        raise ZeroDivisionError
    with engine.connect() as connection:
        assert not engine.dialect.has_table(connection, "half_done")
