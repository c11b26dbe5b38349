"""Files of a group, as its card lists them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import exists, select

from db.records.attachments import Attachment, Content
from db.session import Session


class AttachmentRow(NamedTuple):
    """A file. `size` in bytes; not `here` (未着): its content has not arrived yet."""

    id: UUID
    name: str
    size: int
    added_at: datetime
    here: bool


def of_group(session: Session, group_id: UUID) -> Sequence[AttachmentRow]:
    """A group's files, the latest first."""
    found = session.execute(
        select(
            Attachment.id,
            Attachment.name,
            Attachment.size,
            Attachment.added_at,
            exists().where(Content.digest == Attachment.digest),
        )
        .where(Attachment.group_id == group_id, Attachment.digest != "")
        .order_by(Attachment.added_at.desc(), Attachment.id.desc())
    )
    return [AttachmentRow(*row) for row in found]
