"""No write skips the journal."""

from __future__ import annotations

import pytest
from sqlalchemy import Executable, bindparam, delete, insert, text, update

from db.journal.guard import Unjournaled
from db.keys import uuid7
from db.prepared import Prepared
from db.records.base import table_of
from db.records.groups import Group
from tests.make import make_group, make_member, make_person
from tests.sites import Site


def test_one_transaction_is_one_entry(home: Site) -> None:
    with home.store.write(home.act()) as work:
        group = make_group(work, "x")
        work.flush()
        group.name = "y"
        work.flush()
        member = make_member(work, group.id, make_person(work).id)
        work.flush()
        work.delete(member)
    [event] = home.journal.history("group", group.id)
    assert ("name", None, "y") in event.fields
    assert home.journal.history("member", member.id) == []
    assert home.journal.vector() == {"H": 1}
    assert home.journal.complaints() == []


def test_a_field_set_back_leaves_no_entry(home: Site) -> None:
    group_id = home.register("x").value
    with home.store.write(home.act()) as work:
        group = work.get_one(Group, group_id)
        group.name = "y"
        work.flush()
        group.name = "x"
    assert work.entry is None and home.journal.vector() == {"H": 1}


def test_what_is_done_with_is_written_once(home: Site) -> None:
    group_id = home.register("x").value
    with home.store.write(home.act("group.correct")) as work:
        group = work.get_one(Group, group_id)
        group.name = "月の会"
        work.done_with(group)
        group.name = "忘れられた会"
        work.get_one(Group, group_id).kana = "ツキノカイ"
    with home.store.read() as session:
        found = session.get_one(Group, group_id)
        assert (found.name, found.kana) == ("月の会", "ツキノカイ")
    assert home.journal.complaints() == []


def test_rollback_leaves_nothing(home: Site) -> None:
    with pytest.raises(ZeroDivisionError), home.store.write(home.act()) as work:
        make_group(work)
        work.flush()
        raise ZeroDivisionError
    assert home.journal.vector() == {} and home.journal.complaints() == []


@pytest.mark.parametrize(
    "statement",
    [
        update(Group).values(name="z"),
        insert(table_of(Group)).values(id=uuid7(), name="z"),
        delete(Group),
        text("UPDATE \"group\" SET name = 'z'"),
        text("DELETE FROM journal_entry"),
    ],
)
def test_bulk_writes_are_refused(home: Site, statement: Executable) -> None:
    with pytest.raises(Unjournaled), home.store.write(home.act()) as work:
        work.execute(statement)
    with pytest.raises(Unjournaled), home.store.write(home.act()) as work:
        work.connection().execute(statement)
    with pytest.raises(Unjournaled), home.store.read() as session:
        session.execute(statement)


def test_a_prepared_write_is_refused_too(home: Site) -> None:
    rename = Prepared(update(table_of(Group)).values(name=bindparam("new")))
    with pytest.raises(Unjournaled), home.store.write(home.act()) as work:
        rename.run(work.connection(), {"new": "z"})


def test_a_flush_opens_nothing_for_later(home: Site) -> None:
    with pytest.raises(Unjournaled), home.store.write(home.act()) as work:
        make_group(work)
        work.flush()
        work.execute(update(Group).values(name="z"))


def test_a_write_from_outside_is_found(home: Site) -> None:
    group_id = home.register("x").value
    with home.engine.begin() as connection:
        connection.info["journal_open"] = 1
        connection.execute(text("UPDATE \"group\" SET name = 'z'"))
    assert home.journal.complaints() == [f"group {group_id}"]


def test_an_altered_entry_is_found(home: Site) -> None:
    home.register("x")
    home.register("y")
    with home.engine.begin() as connection:
        connection.info["journal_open"] = 1
        connection.execute(text("UPDATE journal_entry SET staff = 'z' WHERE seq = 1"))
    assert home.journal.complaints() == ["H-1"]
