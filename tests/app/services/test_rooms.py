"""Rooms are set up anew, and what is booked in them is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.services.rooms import BadParts, OtherSite, PartsTaken, RoomForm, StillBooked
from db.journal.entry import Act
from db.occupancy import RoomTaken
from db.records.rooms import Room
from db.records.sites import Site
from tests.app.services.conftest import Center
from tests.make import make_room

DAY = date(2026, 12, 1)


def form(center: Center, name: str, *parts: UUID) -> RoomForm:
    card = next(card for card in center.desk.rooms.cards() if card.name == name)
    buffers = str(card.preparation), str(card.turnaround)
    return RoomForm(card.name, str(card.capacity), *buffers, parts)


def correct(center: Center, name: str, form: RoomForm) -> None:
    center.desk.rooms.correct(center.staff, center.room(name).id, form)


def test_a_room_is_corrected(center: Center) -> None:
    correct(center, "活動室A", RoomForm("活動室A", "３０", "30", "15"))
    card = next(card for card in center.desk.rooms.cards() if card.name == "活動室A")
    assert (card.capacity, card.preparation, card.turnaround) == (30, 30, 15)
    assert card.parts == ()
    [event] = center.desk.journal.history("room", card.id)[1:]
    assert event.verb == "room.correct"
    center.desk.journal.undo(center.staff, event.entry)
    assert form(center, "活動室A") == RoomForm("活動室A", str(center.room().capacity))


def test_parts_are_taken_up_with_the_whole(center: Center) -> None:
    a, b = center.room("活動室A"), center.room("活動室B")
    group = center.register()
    center.desk.bookings.book(center.staff, center.wish(group, DAY, "午前"))
    correct(center, "活動室A", form(center, "活動室A", b.id))
    assert form(center, "活動室A", b.id) == form(center, "活動室A", b.id)
    with pytest.raises(RoomTaken):
        center.desk.bookings.book(
            center.staff, center.wish(group, DAY, "午前", room="活動室B")
        )
    correct(center, "活動室A", form(center, "活動室A"))
    center.desk.bookings.book(
        center.staff, center.wish(group, DAY, "午前", room="活動室B")
    )
    with pytest.raises(PartsTaken):
        correct(center, "活動室A", form(center, "活動室A", b.id))
    assert all(card.parts == () for card in center.desk.rooms.cards() if card.id == a.id)


def test_parts_are_undivided_rooms_of_the_site(center: Center) -> None:
    a, b = center.room("活動室A").id, center.room("活動室B").id
    with pytest.raises(BadParts):
        correct(center, "活動室A", form(center, "活動室A", a))
    correct(center, "活動室A", form(center, "活動室A", b))
    with pytest.raises(BadParts):
        correct(center, "活動室B", form(center, "活動室B", a))


def test_a_booked_room_is_not_retired(center: Center) -> None:
    group = center.register()
    center.desk.bookings.book(center.staff, center.wish(group, DAY, "午前"))
    with pytest.raises(StillBooked):
        correct(center, "活動室A", replace(form(center, "活動室A"), retired=True))
    correct(center, "活動室B", replace(form(center, "活動室B"), retired=True))
    assert center.desk.rooms.cards()[-1].retired


def test_another_sites_room_is_set_up_there(center: Center) -> None:
    with center.store.beside("E").write(Act("room.add", "", center.clock.now)) as work:
        far = make_room(work, "分館").id
        work.add(Site(id=work.new_id(), code="E", name="東部サテライト"))
    with pytest.raises(OtherSite) as refusal:
        center.desk.rooms.correct(center.staff, far, RoomForm("分館", "10"))
    assert refusal.value.params["home"] == "東部サテライト"
    with center.store.read() as session:
        assert session.get_one(Room, far).capacity == 0
