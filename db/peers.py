"""What a site keeps for its exchanges: keys, peers, packages. None of it is journaled."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from db.journal.entry import Vector
from db.records.base import table_of
from db.records.sync import AppliedPackage, Peer, SiteKey
from db.session import Session

KEY, PEER, PACKAGE = table_of(SiteKey), table_of(Peer), table_of(AppliedPackage)


class Secret(NamedTuple):
    """The secret halves of a site's keys."""

    signing: str
    opening: str


def secret(session: Session, site: str) -> Secret | None:
    row = session.execute(
        select(KEY.c.signing, KEY.c.opening).where(KEY.c.site == site)
    ).first()
    return row and Secret(*row)


def keep_secret(session: Session, site: str, kept: Secret) -> None:
    session.execute(insert(KEY).values(site=site, **kept._asdict()))


def forget_secret(session: Session, site: str) -> None:
    """The satellite has its own now."""
    session.execute(delete(KEY).where(KEY.c.site == site))


def note_packed(session: Session, site: str, packed: Vector, at: datetime) -> None:
    _note(session, site, packed=json.dumps(dict(packed)), packed_at=at)


def note_applied(
    session: Session, package: AppliedPackage, known: Vector, wanted: Sequence[str]
) -> None:
    """Remember a package, and what its sender told, unless a later one did already."""
    last = _told_at(session, package.site)
    names = PACKAGE.columns.keys()
    values = {name: getattr(package, name) for name in names}
    session.execute(insert(PACKAGE).values(values))
    told: dict[str, str] = {}
    if last is None or last <= package.made_at:
        told = {"known": json.dumps(dict(known)), "wanted": json.dumps(list(wanted))}
    _note(session, package.site, applied_at=package.applied_at, **told)


def note_opening(session: Session, site: str, known: Vector, at: datetime) -> None:
    """An opening file was made. Only what its first one held is known to have come."""
    told = json.dumps(dict(known))
    _note(session, site, packed=told, packed_at=at)
    first = update(PEER).where(PEER.c.site == site, PEER.c.known == "{}")
    session.execute(first.values(known=told))


def note_opened(session: Session, center: str, known: Vector, at: datetime) -> None:
    """What an opening file held, its center has."""
    told = json.dumps(dict(known))
    _note(session, center, known=told, packed=told, applied_at=at)


def applied_at(session: Session, package: UUID) -> datetime | None:
    """When a package was taken in; None if it never was."""
    return session.scalar(select(PACKAGE.c.applied_at).where(PACKAGE.c.id == package))


def _told_at(session: Session, site: str) -> datetime | None:
    """When the newest package that was taken in from a site had been made."""
    made = select(PACKAGE.c.made_at).where(PACKAGE.c.site == site)
    return session.scalar(made.order_by(PACKAGE.c.made_at.desc()).limit(1))


def _note(session: Session, site: str, **values: str | datetime) -> None:
    found = session.execute(update(PEER).where(PEER.c.site == site).values(values))
    if not found.rowcount:
        fresh = {"site": site, "known": "{}", "packed": "{}", "wanted": "[]", **values}
        session.execute(insert(PEER).values(fresh))
