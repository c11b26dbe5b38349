"""A satellite's first start: its database, made from the 開設ファイル."""

from __future__ import annotations

from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.pins import checked_pin
from app.kit.progress import Progress
from app.rules.numbering import read_number
from app.services.sign_in import hashed
from app.sync.opening_file import OpeningFile
from app.sync.package import NewerPackage
from db import credentials, numbers, peers
from db.journal import exchange, skew
from db.journal.entry import Act
from db.store import Store

OPENING = "センターの記録を写しています"


def open_here(
    store: Store,
    clock: Clock,
    opening: OpeningFile,
    staff: str,
    pin: str,
    progress: Progress,
) -> None:
    """Fill a new database; `staff`, one of the file's, sits down first, with this PIN.

    PINs stay where they were set, and whoever holds the passphrase is trusted with the
    first; the others get theirs from somebody who is signed in.
    """
    secret, told = hashed(checked_pin(pin)), opening.told
    if told.schema > skew.schema():
        raise NewerPackage()
    done, total = 0, sum(told.known.values())
    with store.write(Act("journal.receive", staff, clock())) as work:
        for chunk in opening.chunks():
            progress.at(OPENING, done, total)
            exchange.receive(work, exchange.unpack(chunk.data))
            done += chunk.entries
        peers.keep_secret(work, told.site, peers.Secret(*opening.keys))
        peers.note_opened(work, told.center, told.known, wall(clock()))
        credentials.keep(work, UUID(staff), secret)
        numbers.catch_up(work, told.site, read_number)
