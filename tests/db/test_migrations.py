"""Tables are made by migrations, and are what the records declare."""

from collections.abc import Callable

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from db.migrate import config_for, is_declared, upgrade
from db.records.base import Base


def test_no_drift(new_engine: Callable[[], Engine]) -> None:
    with new_engine().begin() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_declared}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_down_and_up_again(new_engine: Callable[[], Engine]) -> None:
    with new_engine().begin() as connection:
        config = config_for(connection)
        assert len(ScriptDirectory.from_config(config).get_heads()) == 1
        command.downgrade(config, "base")
        upgrade(connection)
