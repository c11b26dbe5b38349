"""What every table and every journaled record have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, Self, cast
from uuid import UUID

from sqlalchemy import MetaData, Table
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    class_mapper,
    mapped_column,
)

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

#: References wait for the end of the transaction: merged rows come in any order.
LATE: Final[dict[str, Any]] = {"deferrable": True, "initially": "DEFERRED"}

#: A field the program fills in by itself: when merged, the newest value wins.
AUTO: Final[dict[Any, Any]] = {"merge": "newest"}


def follows(field: str) -> dict[Any, Any]:
    """A field that makes no sense without `field`: where sites disagree about that one,
    this one comes from the same side."""
    return {"follows": field}


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Any table."""

    metadata = MetaData(naming_convention=NAMES)


class Record(Base, kw_only=True):
    """A row that is journaled and travels between sites.

    A kind with `owned` fields has a column `home`: the only site that may
    change them. Elsewhere such a row can only be added, looking as `provisional`
    says, and waits for its home. A kind that `outlives_undo` stays when the work that
    brought it is taken back: others may refer to it. A kind with `undone` values takes
    these instead of going: its number stays given out. `erased` has the values of a row
    that is forgotten, `files` the fields that hold the digest of a file. `id` comes from
    the session (`work.new_id()`), so that a seeded session gives the same ids again.
    """

    __abstract__ = True
    owned: ClassVar[frozenset[str]] = frozenset()
    provisional: ClassVar[Mapping[str, Any]] = {}
    deletable: ClassVar[bool] = False
    outlives_undo: ClassVar[bool] = False
    undone: ClassVar[Mapping[str, Any]] = {}
    erased: ClassVar[Mapping[str, Any]] = {}
    files: ClassVar[frozenset[str]] = frozenset()

    id: Mapped[UUID] = mapped_column(primary_key=True)

    @classmethod
    def stored(cls, row: Mapping[str, Any]) -> Self:
        """The record of a row, past attributes that tell a unit of work.

        New records of which there are hundreds are made so too: all fields are given.
        """
        made: Self = class_mapper(cls).class_manager.new_instance()
        vars(made).update(row)
        return made


def table_of(record: type[Base]) -> Table:
    """The table under a record, for statements that bypass the unit of work."""
    return cast(Table, record.__table__)
