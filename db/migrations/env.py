"""Alembic's entry point; the caller passes the connection."""

from alembic import context

import db.records  # noqa: F401  declares every table
from db.migrate import is_declared
from db.records.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=is_declared,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
