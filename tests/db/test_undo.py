"""Undo writes a new entry, unless something built on the old one."""

from __future__ import annotations

from typing import Any

import pytest

from app.kit.outcome import Outcome
from db.journal.amend import ChangedSince
from db.journal.entry import Dot
from db.journal.rights import NotHome
from db.occupancy import RoomTaken
from db.records.bookings import Booking
from db.records.groups import Member
from tests.sites import Site, Town


def entry_of(done: Outcome[Any]) -> Dot:
    assert done.entry is not None
    return done.entry


def test_undo_a_correction(home: Site, town: Town) -> None:
    before = home.group_name(town.group)
    done = home.correct(town.group, name="x", phone="1")
    home.journal.undo("t", entry_of(done))
    assert home.group_name(town.group) == before
    verbs = [event.verb for event in home.journal.history("group", town.group)]
    assert verbs[-2:] == ["group.correct", "journal.undo"]
    assert home.journal.complaints() == []


def test_undo_is_refused_once_the_field_changed_again(home: Site, town: Town) -> None:
    done = home.correct(town.group, name="x")
    home.correct(town.group, phone="1")
    home.correct(town.group, name="y")
    with pytest.raises(ChangedSince):
        home.journal.undo("t", entry_of(done))


def test_another_field_does_not_matter(home: Site, town: Town) -> None:
    before = home.group_name(town.group)
    done = home.correct(town.group, name="x")
    home.correct(town.group, phone="1")
    home.journal.undo("t", entry_of(done))
    assert home.group_name(town.group) == before


def test_undo_a_booking_frees_the_room(home: Site, town: Town) -> None:
    done = home.book(town.wish(town.a, 10))
    home.journal.undo("t", entry_of(done))
    home.book(town.wish(town.both, 10))
    with home.store.read() as session:
        assert session.get(Booking, done.value) is None


def test_undo_of_a_withdrawal_needs_the_room(home: Site, town: Town) -> None:
    booking = home.book(town.wish(town.a, 10)).value
    done = home.withdraw(booking)
    home.book(town.wish(town.both, 10))
    with pytest.raises(RoomTaken):
        home.journal.undo("t", entry_of(done))
    assert home.journal.complaints() == []


def test_undo_of_an_undo(home: Site, town: Town) -> None:
    member = home.join(town.group).value
    home.entitle(member, "会長")
    gone = home.leave(member)
    back = home.journal.undo("t", entry_of(gone))
    with home.store.read() as session:
        assert session.get_one(Member, member).title == "会長"
    home.journal.undo("t", entry_of(back))
    with home.store.read() as session:
        assert session.get(Member, member) is None
    assert home.journal.complaints() == []


def test_a_satellite_cannot_undo_what_is_not_its_own(
    sites: list[Site], town: Town
) -> None:
    done = sites[1].book(town.wish(town.a, 10))
    with pytest.raises(NotHome):
        sites[1].journal.undo("a", entry_of(done))
