"""Reading and writing records: whole, once, and by what differs."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import String, select

from db.keys import uuid7
from db.prepared import Prepared
from db.records.groups import Group
from db.refusal import RowGone
from tests.make import make_group
from tests.sites import Site, Town


def test_records_come_whole(home: Site, town: Town) -> None:
    home.register("花の会")
    with home.store.read() as session:
        found = session.records(select(Group).order_by(Group.number))
        assert found[0] == session.get_one(Group, town.group)
        assert [type(group.registered_on) for group in found] == [date, date]
        assert found[1].name == "花の会" and found[1].lapsed is False


def test_a_record_is_never_its_first_column(home: Site, town: Town) -> None:
    with home.store.read() as session, pytest.raises(AssertionError, match="one column"):
        session.scalars(select(Group))


def test_a_key_that_nobody_has(home: Site) -> None:
    with home.store.read() as session:
        assert session.get(Group, uuid7()) is None
        with pytest.raises(RowGone):
            session.get_one(Group, uuid7())


def test_one_record_per_row_and_its_changes_are_seen(home: Site, town: Town) -> None:
    with home.store.write(home.act()) as work:
        group = work.get_one(Group, town.group)
        group.name = "花の会"
        [same] = work.records(select(Group).where(Group.name == "花の会"))
        assert same is group is work.get(Group, town.group)
        fresh = make_group(work, "星の会")
        assert work.get(Group, fresh.id) is fresh
        assert work.scalar(select(Group.id).where(Group.name == "星の会")) == fresh.id
        names = Prepared(select(Group.name).order_by(Group.name), String())
        assert work.rows(names) == [("星の会",), ("花の会",)]
        fresh.phone = "1"
        work.delete(fresh)
        assert work.get(Group, fresh.id) is None
    assert len(home.journal.history("group", town.group)) == 2
    assert home.journal.history("group", fresh.id) == []
    assert home.journal.complaints() == []
