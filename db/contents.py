"""The bytes of files, kept once under their SHA-256. Local: entries name digests only."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

from sqlalchemy import insert, select

from db.journal import log
from db.records.attachments import Content
from db.records.base import table_of
from db.session import Session

TABLE = table_of(Content)


def digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def put(session: Session, data: bytes) -> str:
    """Keep a content, if it is not here already; gives its digest."""
    digest = digest_of(data)
    if digest not in here(session, [digest]):
        session.execute(insert(TABLE).values(digest=digest, data=data))
    return digest


def get(session: Session, digest: str) -> bytes | None:
    """A content; None while it has not arrived."""
    return session.scalar(select(TABLE.c.data).where(TABLE.c.digest == digest))


def here(session: Session, digests: Collection[str]) -> set[str]:
    """Those of the digests whose content is here."""
    found: set[str] = set()
    for chunk in log.chunks(sorted(set(digests))):
        found |= set(
            session.scalars(select(TABLE.c.digest).where(TABLE.c.digest.in_(chunk)))
        )
    return found
