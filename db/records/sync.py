"""What a site keeps for its exchanges. Local: none of it is journaled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import Base


class SiteKey(Base, kw_only=True):
    """The secret halves of this site's keys; the public ones stand in `Site`."""

    __tablename__ = "sync_key"

    site: Mapped[str] = mapped_column(primary_key=True)
    signing: Mapped[str]
    opening: Mapped[str]


class Peer(Base, kw_only=True):
    """What is known of another site's state of exchange.

    `known` is the version vector (JSON) that it told last, `packed` what it will know
    when all that was packed for it has arrived, `wanted` the digests (JSON) of files that
    it told it lacks. The times have no zone (local time).
    """

    __tablename__ = "sync_peer"

    site: Mapped[str] = mapped_column(primary_key=True)
    known: Mapped[str] = mapped_column(default="{}")
    packed: Mapped[str] = mapped_column(default="{}")
    wanted: Mapped[str] = mapped_column(default="[]")
    packed_at: Mapped[datetime | None] = mapped_column(default=None)
    applied_at: Mapped[datetime | None] = mapped_column(default=None)


class AppliedPackage(Base, kw_only=True):
    """交換ファイル that was taken in: a second time it is refused."""

    __tablename__ = "sync_package"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    site: Mapped[str]
    made_at: Mapped[datetime]
    applied_at: Mapped[datetime]
    entries: Mapped[int]
