"""Use cases of 添付書類: files that belong to a group."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.files import save_file
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.kit.settings import ATTACHMENT_MOST
from app.rules import file_names
from db import contents
from db.journal.entry import Act
from db.queries import attachments, settings
from db.queries.attachments import AttachmentRow
from db.records.attachments import Attachment
from db.records.groups import Group
from db.store import Reading, Store

__all__ = ["AttachmentRow", "Attachments", "NotArrived"]

MEGABYTE = 1024 * 1024


class Unreadable(Refusal):
    """The file is gone, a folder, or somebody else's; `reason` is the system's."""

    code = "attachment.unreadable"


class Empty(Refusal):
    """A file without content."""

    code = "attachment.empty"


class TooLarge(Refusal):
    """More megabytes than the center keeps."""

    code = "attachment.too_large"


class Program(Refusal):
    """A file that starts something when it is opened."""

    code = "attachment.program"


class NotArrived(Refusal):
    """未着: another site has the content; it comes with the next exchange."""

    code = "attachment.not_arrived"


class Attachments:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def of_group(self, group_id: UUID) -> Sequence[AttachmentRow]:
        """The files of a group, the latest first."""
        with self._store.read() as session:
            return attachments.of_group(session, group_id)

    def add(self, staff: str, group_id: UUID, path: Path) -> Outcome[UUID]:
        """Keep a copy of a file. Unreadable, Empty, TooLarge, Program."""
        name = file_names.cleaned(path.name)
        if file_names.is_program(name):
            raise Program(name=name)
        with self._store.read() as session:
            data = _read(path, name, _most(session, self._store.site))
        now = self._clock()
        with self._store.write(Act("attachment.add", staff, now)) as work:
            attachment = Attachment(
                id=work.new_id(),
                group_id=work.get_one(Group, group_id).id,
                name=name,
                digest=contents.put(work, data),
                size=len(data),
                added_at=wall(now),
            )
            work.add(attachment)
        return Outcome.of(attachment.id, work)

    def open(self, attachment_id: UUID, folder: Path) -> Path:
        """Write a copy into a folder, to be looked at. NotArrived, NotSaved."""
        with self._store.read() as session:
            attachment = session.get_one(Attachment, attachment_id)
            data = contents.get(session, attachment.digest)
        if data is None:
            raise NotArrived(name=attachment.name)
        return save_file(folder / attachment.name, data)

    def remove(self, staff: str, attachment_id: UUID) -> Outcome[None]:
        """Take a file off the card. Its content stays, so that this can be undone."""
        act = Act("attachment.remove", staff, self._clock())
        with self._store.write(act) as work:
            work.delete(work.get_one(Attachment, attachment_id))
        return Outcome.of(None, work)


def _most(session: Reading, site: str) -> int:
    """Megabytes."""
    told = ATTACHMENT_MOST.read(settings.values(session, site))
    return int(told) if told.isdecimal() else int(ATTACHMENT_MOST.default)


def _read(path: Path, name: str, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most * MEGABYTE + 1)
    except OSError as error:
        raise Unreadable(name=name, reason=error.strerror) from error
    if not data:
        raise Empty(name=name)
    if len(data) > most * MEGABYTE:
        raise TooLarge(name=name, most=most)
    return data
