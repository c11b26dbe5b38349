"""Who did what to a record, when and why."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from db.journal.entry import Act
from tests.make import NOW, make_group, make_staff
from tests.sites import Site, Town, meet


def test_a_card_names_the_staff(home: Site) -> None:
    with home.store.write(Act("staff.add", "", NOW)) as work:
        staff = make_staff(work, "𠮷田 一").id
    act = Act("group.register", staff.hex, NOW, reason="at.desk", note="電話で確認済み")
    with home.store.write(act) as work:
        group = make_group(work, "花の会").id
    [event] = home.journal.history("group", group)
    assert (event.staff, event.verb, event.entry) == (
        "𠮷田 一",
        "group.register",
        work.entry,
    )
    assert (event.reason, event.note) == ("at.desk", "電話で確認済み")
    assert event.at == NOW.astimezone()
    assert ("name", None, "花の会") in event.fields
    [founded] = home.journal.history("staff", staff)
    assert founded.staff == ""


def test_words_are_no_reason() -> None:
    with pytest.raises(ValueError, match="words"):
        Act("booking.cancel", "", NOW, reason="雨のため")


def test_a_note_travels_and_can_be_blanked(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    with home.store.write(Act("group.register", "", NOW, note="母の病気")) as work:
        group = make_group(work).id
    meet(*sites)
    assert a.journal.history("group", group)[0].note == "母の病気"
    with a.engine.begin() as connection:
        connection.info["journal_open"] = 1
        connection.execute(text("UPDATE journal_entry SET note = NULL"))
    assert a.journal.history("group", group)[0].note == ""
    assert a.journal.complaints() == []
    with home.engine.begin() as connection:
        connection.info["journal_open"] = 1
        connection.execute(text("UPDATE journal_entry SET note = '{}' WHERE note <> ''"))
    assert home.journal.complaints() != []
