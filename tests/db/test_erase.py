"""Somebody is forgotten for good: here, elsewhere, and by what comes too late."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import text

from db import drafts
from db.journal import exchange, log
from db.journal.amend import NotUndoable
from db.journal.entry import Act, Dot, RowKey
from db.journal.erase import erase
from db.journal.exchange import pack, unpack
from db.queries import conflicts
from db.records.groups import Group, Person, Role
from tests.make import NOW, make_member, make_person
from tests.sites import Site, Town, meet, send

NAME, KANA, PHONE = "雲居 麟太郎", "クモイ リンタロウ", "048-000-7777"
STAFF = UUID(int=7)


@pytest.fixture
def person(sites: list[Site], town: Town) -> UUID:
    """Someone known everywhere, in a conflict, in a draft, and in a note."""
    home, a, _ = sites
    with home.store.write(Act("member.join", "h", NOW, note=f"{NAME}より電話")) as work:
        found = make_person(work, NAME, kana=KANA, phone=PHONE, born_on=date(1950, 2, 3))
        make_member(work, town.group, found.id, role=Role.REPRESENTATIVE)
        drafts.keep(work, STAFF, "group.correct", f'{{"name": "{NAME}"}}', NOW)
        drafts.keep(work, STAFF, "booking.book", '{"purpose": "練習"}', NOW)
    meet(*sites)
    correct(home, found.id, email=f"{NAME}@h")
    correct(a, found.id, email=f"{NAME}@a")
    meet(*sites)
    assert len(home.journal.conflicts()) == 1
    return found.id


def correct(site: Site, key: UUID, **fields: str) -> Dot:
    with site.store.write(Act("person.correct", "h", NOW, note=NAME)) as work:
        person = work.get_one(Person, key)
        for name, value in fields.items():
            setattr(person, name, value)
    assert work.entry
    return work.entry


def forget(site: Site, person: UUID) -> Dot:
    with site.store.write(site.act("person.erase")) as work:
        erase(work, [RowKey("person", person)])
    assert work.entry
    return work.entry


def state(site: Site, key: UUID) -> tuple[str, str, str, date | None, bool]:
    with site.store.read() as session:
        one = session.get_one(Person, key)
    return one.name, one.phone, one.email, one.born_on, one.forgotten


FORGOTTEN = ("", "", "", None, True)


def test_nothing_is_left_anywhere(sites: list[Site], person: UUID) -> None:
    home = sites[0]
    forget(home, person)
    meet(*sites)
    for site in sites:
        assert state(site, person) == FORGOTTEN
        assert site.journal.complaints() == [] and not site.journal.conflicts()
        assert_gone(site)
    with home.store.read() as session:
        assert drafts.find(session, STAFF, "group.correct") is None
        assert drafts.find(session, STAFF, "booking.book")


def test_what_comes_too_late_is_emptied_on_arrival(
    sites: list[Site], person: UUID
) -> None:
    home, a, b = sites
    correct(a, person, phone=f"{PHONE}内線", name=f"{NAME}（故人）")
    forget(home, person)
    send(a, home)
    assert state(home, person) == FORGOTTEN
    send(home, b)
    send(a, b)
    meet(*sites)
    assert [state(site, person) for site in sites] == [FORGOTTEN] * 3
    assert all(site.journal.complaints() == [] for site in sites)
    for site in sites:
        assert_gone(site)


def test_what_waits_is_emptied_too(sites: list[Site], person: UUID) -> None:
    home, a, b = sites
    correct(a, person, phone="")
    correct(a, person, phone=PHONE)
    last = unpack(a.journal.parcel(b.journal.vector()))[-1]
    assert b.journal.receive("b", pack([last])).value.held == 1
    forget(home, person)
    send(home, b)
    with b.store.read() as session:
        held = session.execute(text("SELECT entry FROM journal_held")).scalars().all()
    assert len(held) == 1 and NAME not in held[0]
    meet(*sites)
    assert state(b, person) == FORGOTTEN


def test_it_is_not_undone_and_history_stays(sites: list[Site], person: UUID) -> None:
    home = sites[0]
    before = correct(home, person, phone="")
    entry = forget(home, person)
    with pytest.raises(NotUndoable):
        home.journal.undo("h", entry)
    events = home.journal.history("person", person)
    assert [event.verb for event in events][-1] == "person.erase"
    assert [event.emptied for event in events] == [True] * (len(events) - 1) + [False]
    assert all(event.note == "" for event in events)
    with pytest.raises(NotUndoable):
        home.journal.undo("h", before)


def test_two_sites_forget_the_same_person(sites: list[Site], person: UUID) -> None:
    home, a, _ = sites
    forget(home, person)
    forget(a, person)
    meet(*sites)
    assert [state(site, person) for site in sites] == [FORGOTTEN] * 3
    for site in sites:
        assert site.journal.complaints() == [] and not site.journal.conflicts()


def test_what_was_written_after_an_erasure_goes_with_the_next(
    sites: list[Site], person: UUID
) -> None:
    home = sites[0]
    forget(home, person)
    correct(home, person, name=NAME)
    meet(*sites)
    assert state(sites[2], person)[0] == NAME
    forget(home, person)
    meet(*sites)
    for site in sites:
        assert state(site, person) == FORGOTTEN
        assert_gone(site)


def test_a_group_says_of_nobody_who_they_are(home: Site, town: Town) -> None:
    with pytest.raises(ValueError, match="group"), home.store.write(home.act()) as work:
        erase(work, [RowKey("group", town.group)])
    with home.store.read() as session:
        assert session.get_one(Group, town.group).name


def test_a_site_that_joins_later_never_learns_it(
    sites: list[Site], person: UUID, home: Site
) -> None:
    forget(home, person)
    with home.store.read() as session:
        sent = exchange.pack(exchange.lacking(session, {}))
        assert all(entry.intact for entry in log.entries(session, {}))
        assert conflicts.open_conflicts(session) == []
    lines = "".join(repr(entry) for entry in unpack(sent))
    assert not any(word in lines for word in (NAME, KANA, PHONE, "雲居"))


def assert_gone(site: Site) -> None:
    """Not a byte of it in the file, once the log is written into it."""
    if site.engine.dialect.name != "sqlite":
        return
    path = Path(str(site.engine.url.database))
    with closing(sqlite.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = path.read_bytes()
    for word in (NAME, "雲居", KANA, PHONE, "1950-02-03"):
        assert word.encode() not in data
