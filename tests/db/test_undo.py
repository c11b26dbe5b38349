"""Undo writes a new entry, unless something built on the old one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from app.kit.outcome import Outcome
from db.journal import amend
from db.journal.amend import BuiltUpon, ChangedSince, NotUndoable
from db.journal.entry import Dot
from db.journal.rights import NotHome
from db.occupancy import RoomTaken
from db.records.bookings import Booking
from db.records.groups import Group, Member
from db.records.sites import Site as Place
from tests.make import make_payment
from tests.sites import Site, Town, meet


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
    with pytest.raises(RoomTaken) as refusal:
        home.journal.undo("t", entry_of(done))
    assert refusal.value.params["number"] == "H26-0002"
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
    with pytest.raises(NotHome) as refusal:
        sites[1].journal.undo("a", entry_of(done))
    assert refusal.value.params["home"] == "H"
    with sites[1].store.write(sites[1].act()) as work:
        work.add(Place(id=work.new_id(), code="H", name="本館"))
    with pytest.raises(NotHome) as refusal:
        sites[1].journal.undo("a", entry_of(done))
    assert refusal.value.params["home"] == "本館"


def test_undo_of_a_withdrawal_takes_the_room_again(home: Site, town: Town) -> None:
    done = home.withdraw(home.book(town.wish(town.a, 10)).value)
    home.journal.undo("t", entry_of(done))
    with pytest.raises(RoomTaken):
        home.book(town.wish(town.both, 10))


def pay(site: Site, booking_id: UUID) -> Outcome[None]:
    with site.store.write(site.act("payment.take")) as work:
        make_payment(work, booking_id)
    return Outcome.of(None, work)


def test_what_others_refer_to_stays(home: Site, town: Town) -> None:
    booked = home.book(town.wish(town.a, 10))
    paid = pay(home, booked.value)
    with pytest.raises(BuiltUpon):
        home.journal.undo("t", entry_of(booked))
    unpaid = home.journal.undo("t", entry_of(paid))
    home.journal.undo("t", entry_of(booked))
    with pytest.raises(BuiltUpon):
        home.journal.undo("t", entry_of(unpaid))
    assert home.journal.complaints() == []


def test_a_row_that_is_gone_is_not_taken_back_twice(home: Site, town: Town) -> None:
    joined = home.join(town.group)
    home.leave(joined.value)
    with pytest.raises(ChangedSince):
        home.journal.undo("t", entry_of(joined))


def test_a_session_sees_what_it_undid(home: Site, town: Town) -> None:
    before = home.group_name(town.group)
    done = home.correct(town.group, name="x")
    with home.store.write(home.act("journal.undo")) as work:
        assert work.get_one(Group, town.group).name == "x"
        amend.undo(work, entry_of(done))
        assert work.get_one(Group, town.group).name == before


def test_keeping_a_row_is_not_taken_back(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    member = home.join(town.group).value
    meet(*sites)
    home.leave(member)
    a.entitle(member, "会長")
    meet(*sites)
    kept = home.journal.decide("h", home.journal.conflicts()[0], True)
    with pytest.raises(NotUndoable):
        home.journal.undo("h", entry_of(kept))
