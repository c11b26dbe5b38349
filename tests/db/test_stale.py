"""Two clerks with one form: the second is told what the first changed."""

from __future__ import annotations

from uuid import UUID

import pytest

from db.journal.entry import Act, RowKey
from db.journal.stale import (
    Changed,
    Loaded,
    StaleForm,
    changes_since,
    loaded_now,
)
from db.records.groups import Group, Member
from db.refusal import RowGone
from tests.make import NOW, make_staff
from tests.sites import Site, Town, meet


def load(site: Site) -> Loaded:
    with site.store.read() as session:
        return loaded_now(session)


def save(
    site: Site, group: UUID, loaded: Loaded, *unshown: str, staff: str = "", **fields: str
) -> None:
    with site.store.write(Act("group.correct", staff, NOW)) as work:
        work.expect([RowKey("group", group)], loaded, unshown)
        record = work.get_one(Group, group)
        for name, value in fields.items():
            setattr(record, name, value)


def test_the_second_is_shown_the_change_and_can_save_again(
    home: Site, town: Town
) -> None:
    with home.store.write(home.act()) as work:
        first = make_staff(work, "渡邊 花子").id
    before = home.group_name(town.group)
    loaded = load(home)
    save(home, town.group, loaded, staff=first.hex, name="合唱団やまびこ")
    with pytest.raises(StaleForm) as refusal:
        save(home, town.group, loaded, phone="048-963-0001")
    [change] = refusal.value.changes
    row = RowKey("group", town.group)
    at = NOW.astimezone()
    assert change == Changed(row, "name", before, "合唱団やまびこ", "渡邊 花子", at)
    assert refusal.value.params == {"staff": "渡邊 花子", "count": 1}
    assert home.journal.complaints() == []
    save(home, town.group, refusal.value.loaded, phone="048-963-0001")
    with home.store.read() as session:
        group = session.get_one(Group, town.group)
    assert (group.name, group.phone) == ("合唱団やまびこ", "048-963-0001")


def test_what_the_form_does_not_show_does_not_matter(home: Site, town: Town) -> None:
    loaded = load(home)
    home.correct(town.group, note="鍵は二本")
    home.lapse(town.group)
    save(home, town.group, loaded, "note", phone="1")
    with home.store.read() as session:
        assert session.get_one(Group, town.group).note == "鍵は二本"


def test_other_rows_and_there_and_back_do_not_matter(home: Site, town: Town) -> None:
    loaded = load(home)
    before = home.group_name(town.group)
    home.register("ほか")
    home.correct(town.group, name="x")
    home.correct(town.group, name=before)
    save(home, town.group, loaded, phone="1")


def test_a_row_that_was_deleted(home: Site, town: Town) -> None:
    member = home.join(town.group).value
    loaded = load(home)
    home.leave(member)
    with pytest.raises(RowGone), home.store.write(home.act()) as work:
        work.expect([RowKey("member", member)], loaded)
    with home.store.read() as session:
        assert session.get(Member, member) is None


def test_what_another_site_changed_counts_too(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    loaded = load(home)
    a.correct(town.group, phone="2")
    meet(*sites)
    with home.store.read() as session:
        [change] = changes_since(session, RowKey("group", town.group), loaded)
    assert (change.field, change.old, change.new) == ("phone", "", "2")
