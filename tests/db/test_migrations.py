"""Tables are made by migrations, and are what the records declare."""

import json
from collections.abc import Callable

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from db.journal import guard
from db.migrate import config_for, is_declared, rebuilding, upgrade
from db.records.base import Base
from db.records.bookings import Booking
from db.records.rooms import Room
from tests.make import make_booking
from tests.sites import Site, Town, at


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


def test_what_was_reduced_before_there_were_grounds_keeps_its_own(
    home: Site, town: Town
) -> None:
    reduced = json.dumps([{"kind": "reduction", "what": "市が主催する事業(免除)"}])
    with home.store.write(home.act("booking.book")) as work:
        room = work.get_one(Room, town.a)
        booking = make_booking(work, room, town.group, at(9), 1, fee_lines=reduced)
    with rebuilding(home.engine) as connection, guard.opened(connection):
        command.downgrade(config_for(connection), "0016")
    with rebuilding(home.engine) as connection, guard.opened(connection):
        upgrade(connection)
    with home.store.read() as session:
        assert session.get_one(Booking, booking.id).ground == "市が主催する事業"
