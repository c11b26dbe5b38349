"""The bytes of files, kept once under their SHA-256. Local: entries name digests only.

A removed attachment may come back by undo, so its content stays. One that is forgotten
for good takes its content along, unless another that is still there has the same.
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

from sqlalchemy import delete, exists, insert, select

from db.journal import log
from db.journal.blank import Lost, forgetters
from db.records.attachments import Attachment, Content
from db.records.base import table_of
from db.refusal import Refusal
from db.session import Session

TABLE = table_of(Content)


class Altered(Refusal):
    """A content is not the one that its digest says."""

    code = "content.altered"


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


def take(session: Session, digest: str, data: bytes) -> bool:
    """Keep a content that came from elsewhere, if an attachment here has it. Altered.

    To be called after the entries that it came with were taken in.
    """
    if digest_of(data) != digest:
        raise Altered()
    wanted = session.scalar(select(Attachment.id).where(Attachment.digest == digest))
    return wanted is not None and put(session, data) == digest


def missing(session: Session) -> set[str]:
    """Those that attachments here have and that have not come."""
    found = select(Attachment.digest).where(Attachment.digest != "").distinct()
    digests = set(session.scalars(found))
    return digests - here(session, digests)


def forget(session: Session, lost: Lost) -> None:
    """Drop what forgotten attachments had, unless another has it."""
    files = {values["digest"] for row, values in lost if row.kind == "attachment"}
    for digest in files - {None, ""}:
        held = exists().where(Attachment.digest == digest)
        session.execute(delete(TABLE).where(TABLE.c.digest == digest, ~held))


forgetters.append(forget)
