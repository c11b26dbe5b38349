"""Files beside the journal: kept, missed, sent along, forgotten."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

import pytest

from db import contents
from db.journal import log
from db.journal.entry import RowKey
from db.journal.erase import erase
from db.records.attachments import Attachment
from tests.make import NOW
from tests.sites import Site, Town, meet, send

DATA = "会員名簿".encode()
DIGEST = sha256(DATA).hexdigest()


def attach(site: Site, group: UUID, data: bytes = DATA) -> UUID:
    with site.store.write(site.act("attachment.add")) as work:
        made = Attachment(
            id=work.new_id(),
            group_id=group,
            name="会則.pdf",
            digest=contents.put(work, data),
            size=len(data),
            added_at=NOW,
        )
        work.add(made)
    return made.id


def held(site: Site, digest: str = DIGEST) -> bytes | None:
    with site.store.read() as session:
        return contents.get(session, digest)


def missing(site: Site) -> set[str]:
    with site.store.read() as session:
        return contents.missing(session)


def take(site: Site, digest: str, data: bytes) -> bool:
    with site.store.write(site.act()) as work:
        return contents.take(work, digest, data)


def remove(site: Site, attachment: UUID) -> None:
    with site.store.write(site.act("attachment.remove")) as work:
        work.delete(work.get_one(Attachment, attachment))


def forget(site: Site, attachment: UUID) -> None:
    with site.store.write(site.act("attachment.erase")) as work:
        erase(work, [RowKey("attachment", attachment)])


def test_an_entry_names_its_files(home: Site, town: Town) -> None:
    attach(home, town.group)
    assert held(home) == DATA and missing(home) == set()
    with home.store.read() as session:
        *_, last = log.entries(session, {})
        assert list(last.files) == [DIGEST]


def test_a_file_comes_after_its_entry(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    attach(home, town.group)
    assert not take(a, DIGEST, DATA)  # nobody here wants it yet
    send(home, a)
    assert missing(a) == {DIGEST} and held(a) is None
    with pytest.raises(contents.Altered):
        take(a, DIGEST, b"another")
    assert take(a, DIGEST, DATA) and take(a, DIGEST, DATA)
    assert missing(a) == set() and held(a) == DATA


def test_a_removed_one_comes_back_whole(home: Site, town: Town) -> None:
    attachment = attach(home, town.group)
    with home.store.write(home.act("attachment.remove")) as work:
        work.delete(work.get_one(Attachment, attachment))
    assert held(home) == DATA and work.entry
    home.journal.undo("h", work.entry)
    assert missing(home) == set()


def test_a_forgotten_one_takes_its_file_along(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    attachment = attach(home, town.group)
    meet(*sites)
    take(a, DIGEST, DATA)
    forget(home, attachment)
    assert held(home) is None
    meet(*sites)
    assert held(a) is None and missing(a) == set()
    remove(home, attachment)
    meet(*sites)
    assert all(site.journal.complaints() == [] for site in sites)


def test_another_that_holds_the_same_keeps_it(home: Site, town: Town) -> None:
    first, second = attach(home, town.group), attach(home, town.group)
    forget(home, first)
    assert held(home) == DATA
    forget(home, second)
    assert held(home) is None
