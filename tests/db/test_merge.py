"""Entries of other sites: late, twice, in any order."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from db.journal import exchange
from db.journal.amend import NoConflict
from db.journal.exchange import pack, unpack
from db.journal.intake import Forked, Tampered
from db.journal.rights import InConflict, NotHome
from db.occupancy import RoomTaken
from db.queries.conflicts import Conflict
from db.records.bookings import Booking, Status
from db.records.groups import Group, Member
from db.refusal import Refusal
from tests.sites import Site, Town, at, meet, open_site, send


def test_late_twice_and_reordered(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    for name in "pqrs":
        home.correct(town.group, name=name)
    _, *lines = unpack(home.journal.parcel(a.journal.vector()))
    last, *rest = reversed(lines)
    receipt = a.journal.receive("t", pack([last])).value
    assert (receipt.applied, receipt.held) == (0, 1)
    receipt = a.journal.receive("t", pack([*rest, last, *rest])).value
    assert (receipt.applied, receipt.held) == (4, 0)
    assert a.journal.receive("t", pack(lines)).value.applied == 0
    assert a.group_name(town.group) == "s"


def test_an_entry_waits_for_what_it_builds_on(sites: list[Site], town: Town) -> None:
    home, a, b = sites
    group = a.register("x").value
    send(a, home)
    home.join(group)
    entries = unpack(home.journal.parcel(b.journal.vector()))
    by_home = [entry for entry in entries if entry.dot.site == "H"]
    assert b.journal.receive("b", pack(by_home)).value.held == 1
    send(a, b)
    assert b.journal.vector() == home.journal.vector()


def test_different_fields_merge(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    home.correct(town.group, name="x")
    a.correct(town.group, phone="1")
    meet(*sites)
    assert a.group_name(town.group) == "x" and not agreed_conflicts(sites)


def test_identical_edits_are_no_conflict(sites: list[Site], town: Town) -> None:
    for site in sites:
        site.correct(town.group, name="x")
    meet(*sites)
    assert not agreed_conflicts(sites)


def test_automatic_changes_are_no_conflict(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    home.lapse(town.group)
    a.lapse(town.group)
    a.lapse(town.group, False)
    meet(*sites)
    assert not agreed_conflicts(sites)


def test_a_conflict_waits_for_the_center(sites: list[Site], town: Town) -> None:
    home, a, b = sites
    home.correct(town.group, name="x")
    a.correct(town.group, name="y")
    meet(*sites)
    [conflict] = agreed_conflicts(sites)
    assert [(s.site, s.staff, s.value) for s in conflict.sides] == [
        ("A", "a", "y"),
        ("H", "h", "x"),
    ]
    with pytest.raises(InConflict):
        b.correct(town.group, name="z")
    shown = home.group_name(town.group)
    done = home.journal.decide("h", conflict, "z")
    assert done.entry is not None
    home.journal.undo("h", done.entry)
    assert home.group_name(town.group) == shown
    home.correct(town.group, name="y")
    meet(*sites)
    assert not agreed_conflicts(sites) and b.group_name(town.group) == "y"


def test_back_and_forth_is_still_a_change(sites: list[Site], town: Town) -> None:
    """Comparing values would miss this; comparing versions does not."""
    home, a, _ = sites
    before = home.group_name(town.group)
    home.correct(town.group, name="x")
    home.correct(town.group, name=before)
    a.correct(town.group, name="y")
    meet(*sites)
    assert len(agreed_conflicts(sites)) == 1


@pytest.mark.parametrize("keep", [True, False])
def test_delete_versus_update(sites: list[Site], town: Town, keep: bool) -> None:
    home, a, b = sites
    member = home.join(town.group).value
    meet(*sites)
    home.leave(member)
    a.entitle(member, "会長")
    meet(*sites)
    [conflict] = agreed_conflicts(sites)
    assert conflict.field == ""
    with b.store.read() as session:
        assert session.get_one(Member, member).title == "会長"
    home.journal.decide("h", conflict, keep)
    meet(*sites)
    with b.store.read() as session:
        assert (session.get(Member, member) is not None) is keep
    assert not agreed_conflicts(sites)


def test_a_satellite_books_provisionally(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    first = a.book(town.wish(town.a, 10)).value
    home.book(town.wish(town.both, 13))
    second = a.book(town.wish(town.a, 13)).value
    third = a.book(town.wish(town.b, 16)).value
    a.withdraw(third)
    meet(*sites)
    with a.store.read() as session:
        status = [session.get_one(Booking, i).status for i in (first, second, third)]
    assert status == [Status.CONFIRMED, Status.REFUSED, Status.CANCELLED]


def test_what_its_home_undid_stays_undone(sites: list[Site], town: Town) -> None:
    """Else a satellite would show two bookings of one hour."""
    home, a, _ = sites
    done = home.book(town.wish(town.a, 10))
    assert done.entry is not None
    send(home, a)
    home.journal.undo("h", done.entry)
    home.book(town.wish(town.both, 10))
    a.withdraw(done.value)
    meet(*sites)
    [conflict] = agreed_conflicts(sites)
    assert all(len(site.bookings()) == 1 for site in sites)
    with pytest.raises(RoomTaken):
        home.journal.decide("h", conflict, True)
    home.journal.decide("h", conflict, False)
    meet(*sites)
    assert not agreed_conflicts(sites)


def test_a_satellite_cannot_confirm(sites: list[Site], town: Town) -> None:
    a = sites[1]
    booking = a.book(town.wish(town.a, 10)).value
    for name, value in {"status": Status.CONFIRMED, "busy_from": at(9)}.items():
        with pytest.raises(NotHome), a.store.write(a.act()) as work:
            setattr(work.get_one(Booking, booking), name, value)


def test_a_tampered_parcel_is_refused(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    home.correct(town.group, name="secret")
    parcel = home.journal.parcel(a.journal.vector())
    forged = zlib.compress(zlib.decompress(parcel).replace(b"secret", b"forged"))
    with pytest.raises(Tampered):
        a.journal.receive("a", forged)


def test_an_entry_that_does_not_follow_is_refused(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    home.correct(town.group, name="x")
    *_, last = unpack(home.journal.parcel(a.journal.vector()))
    moved = replace(last, previous=last.hash)
    with pytest.raises(Tampered):
        a.journal.receive("a", pack([replace(moved, hash=moved.computed_hash)]))


def test_a_session_sees_what_it_received(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    home.correct(town.group, name="x")
    entries = unpack(home.journal.parcel(a.journal.vector()))
    with a.store.write(a.act("journal.receive")) as work:
        assert work.get_one(Group, town.group).name != "x"
        exchange.receive(work, entries)
        assert work.get_one(Group, town.group).name == "x"


def test_a_conflict_is_decided_once(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    home.correct(town.group, name="x")
    a.correct(town.group, name="y")
    meet(*sites)
    [conflict] = agreed_conflicts(sites)
    home.journal.decide("h", conflict, "x")
    with pytest.raises(NoConflict):
        home.journal.decide("h", conflict, "y")


def test_a_restored_site_that_went_on_is_noticed(
    new_engine: Callable[[], Engine], sites: list[Site], town: Town
) -> None:
    home, a, b = sites
    a.correct(town.group, phone="1")
    send(a, home)
    restored = open_site("A", new_engine())
    send(b, restored)
    restored.correct(town.group, phone="2")
    for source, target in ((restored, home), (home, restored)):
        with pytest.raises(Forked):
            send(source, target)


def test_refusals_have_distinct_codes() -> None:
    codes = [kind.code for kind in Refusal.__subclasses__()]
    assert len(codes) == len(set(codes))


def agreed_conflicts(sites: list[Site]) -> Sequence[Conflict]:
    """The conflicts, the same at every site."""
    found = [site.journal.conflicts() for site in sites]
    assert found.count(found[0]) == len(found)
    assert all(site.journal.complaints() == [] for site in sites)
    return found[0]
