"""名簿: who belongs to a group in a fiscal year."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import AUTO, LATE, Base, Record


class RosterLine(Record, kw_only=True):
    """A person on a group's roster of a fiscal year; `place` orders the roster.

    `id` is derived from group, year and person (`db.keys.derived`), so that nobody
    stands on a roster twice, whichever sites wrote it.
    """

    __tablename__ = "roster_line"
    deletable = True

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", **LATE), index=True)
    fiscal_year: Mapped[int]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", **LATE), index=True)
    title: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(default=0, info=AUTO)


class PersonKey(Base, kw_only=True):
    """The folded name by which a person is found again. Derived, local."""

    __tablename__ = "person_key"

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", **LATE), primary_key=True
    )
    key: Mapped[str] = mapped_column(index=True)
