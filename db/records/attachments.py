"""Files that belong to a group: its rules, its certificate. Kept under their digest."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Base, Record


class Attachment(Record, kw_only=True):
    """添付書類: `digest` is the SHA-256 of the content, `size` its bytes.

    One that was forgotten for good has neither.
    """

    __tablename__ = "attachment"
    deletable = True
    erased = {"name": "", "digest": "", "size": 0}
    files = frozenset({"digest"})

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", **LATE), index=True)
    name: Mapped[str]
    digest: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    added_at: Mapped[datetime]


class Content(Base, kw_only=True):
    """The bytes of a file, beside the journal: sent with the entries that name it."""

    __tablename__ = "content"

    digest: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
