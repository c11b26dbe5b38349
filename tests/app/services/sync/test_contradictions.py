"""What two sites wrote apart, and what one asked of the other."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.services.sync.contradictions import NoSuchChoice, NotSettler
from app.services.sync.values import Contradiction, ContradictionKind
from db.journal.entry import Act, RowKey
from db.journal.erase import erase
from db.occupancy import RoomTaken
from db.records.groups import Group, Person
from db.records.rooms import RoomPart
from tests.app.services.conftest import Center
from tests.app.services.sync.conftest import carry

DAY = date(2026, 12, 7)


@pytest.fixture
def group(center: Center, east: Center, folder: Path) -> UUID:
    """A group that both sites know."""
    found = center.register()
    carry(center, "E", east, folder)
    return found


def status(desk: Center, booking: UUID) -> str:
    return desk.desk.bookings.card(booking).status


class TestFields:
    @pytest.fixture
    def apart(self, center: Center, east: Center, group: UUID, folder: Path) -> None:
        for at, phone in ((center, "048-111-1111"), (east, "048-222-2222")):
            act = Act("group.correct", center.staff, center.clock())
            with at.store.write(act) as work:
                work.get_one(Group, group).phone = phone
        found = carry(east, "H", center, folder)
        [told] = found.contradictions
        assert told.title == "団体「花の会」の電話番号"

    def test_both_see_both_versions(
        self, center: Center, east: Center, apart: None, folder: Path
    ) -> None:
        carry(center, "E", east, folder)
        [here], [there] = (at.desk.sync.contradictions() for at in (center, east))
        told = [(side.value, side.site, side.staff) for side in here.sides]
        assert sorted(told) == [
            ("048-111-1111", "市民活動支援センター", "渡邊 千恵子"),
            ("048-222-2222", "東部", "渡邊 千恵子"),
        ]
        assert here.sides == there.sides and (here.mine, there.mine) == (True, False)
        assert there.settler == "市民活動支援センター"
        assert east.desk.sync.status().contradictions == 1
        with pytest.raises(NotSettler):
            choice = there.sides[0].choice
            east.desk.sync.settle(center.staff, there, choice)

    def test_one_side_holds_everywhere_and_both_remember(
        self, center: Center, east: Center, group: UUID, apart: None, folder: Path
    ) -> None:
        sync = center.desk.sync
        [found] = sync.contradictions()
        with pytest.raises(NoSuchChoice):
            sync.settle(center.staff, found, "H999")
        [theirs] = [side for side in found.sides if side.site == "東部"]
        sync.settle(center.staff, found, theirs.choice, note="電話で確かめた")
        assert sync.contradictions() == []
        with pytest.raises(NoSuchChoice):
            sync.settle(center.staff, found, theirs.choice)
        carry(center, "E", east, folder)
        for at in (center, east):
            assert at.desk.groups.card(group).form.phone == "048-222-2222"
            [settled] = at.desk.sync.settled()
            assert settled.title == found.title and len(settled.sides) == 2
            assert (settled.held, settled.note) == ("048-222-2222", "電話で確かめた")

    def test_what_was_forgotten_is_not_told(
        self, center: Center, east: Center, group: UUID, folder: Path
    ) -> None:
        person = center.desk.groups.card(group).members[0].person_id
        for at, phone in ((center, "048-111-1111"), (east, "048-222-2222")):
            with at.store.write(Act("test.call", center.staff, center.clock())) as work:
                work.get_one(Person, person).phone = phone
        [told] = carry(east, "H", center, folder).contradictions
        assert told.title == "人「髙橋 節子」の電話番号"
        center.desk.sync.settle(center.staff, told, told.sides[0].choice)
        assert len(center.desk.sync.settled()) == 1
        with center.store.write(Act("person.forget", "", center.clock())) as work:
            erase(work, [RowKey("person", person)])
        assert center.desk.sync.settled() == []


class TestPromises:
    def ask(self, east: Center, center: Center, group: UUID, *slots: str) -> UUID:
        """A booking of a room of the center, made at the satellite."""
        booked = east.desk.bookings.book(
            center.staff, center.wish(group, DAY, *slots)
        ).value
        assert booked.provisional
        return booked.id

    def test_what_fits_is_confirmed_at_once(
        self, center: Center, east: Center, group: UUID, folder: Path
    ) -> None:
        booking = self.ask(east, center, group, "午前")
        found = carry(east, "H", center, folder)
        assert (found.confirmed, found.waiting, found.contradictions) == (1, 0, [])
        carry(center, "E", east, folder)
        assert status(east, booking) == "confirmed"

    def test_what_was_withdrawn_is_cancelled(
        self, center: Center, east: Center, group: UUID, folder: Path
    ) -> None:
        booking = self.ask(east, center, group, "午前")
        carry(east, "H", center, folder)
        east.desk.bookings.cancel(center.staff, booking)
        found = carry(east, "H", center, folder)
        assert found.cancelled == 1 and status(center, booking) == "cancelled"

    @pytest.fixture
    def refused(
        self, center: Center, east: Center, group: UUID, folder: Path
    ) -> Contradiction:
        """The center gave the room away meanwhile."""
        booking = self.ask(east, center, group, "午前")
        wish = center.wish(center.register("緑の会", "ミドリノカイ"), DAY, "午前")
        center.desk.bookings.book(center.staff, wish)
        found = carry(east, "H", center, folder)
        [told] = found.contradictions
        assert (found.confirmed, found.waiting, told.row_id) == (0, 1, booking)
        assert told.kind is ContradictionKind.UNANSWERED
        assert center.desk.sync.status().contradictions == 1
        return told

    def test_a_person_refuses_with_a_reason(
        self, center: Center, east: Center, refused: Contradiction, folder: Path
    ) -> None:
        [other] = refused.against
        assert other.startswith("緑の会（H26-") and "活動室A R8.12.7 9:00" in other
        with pytest.raises(RoomTaken):
            center.desk.sync.settle(center.staff, refused, "confirm")
        center.desk.sync.settle(center.staff, refused, "refuse", note="先約があるため")
        assert center.desk.sync.contradictions() == []
        carry(center, "E", east, folder)
        assert status(east, refused.row_id) == "refused"
        last = east.desk.journal.history("booking", refused.row_id)[-1]
        assert (last.verb, last.note) == ("booking.refuse", "先約があるため")
        [settled] = east.desk.sync.settled()
        assert settled.title == "活動室A R8.12.7 9:00～12:00"
        assert (settled.held, settled.note) == ("不許可", "先約があるため")
        assert [side.site for side in settled.sides] == ["東部"]

    def test_once_the_room_is_free_it_is_permitted(
        self, center: Center, refused: Contradiction
    ) -> None:
        day = center.desk.today.view(
            center.clock.now.replace(2026, 12, 7, tzinfo=None)
        ).bookings
        [holder] = [row for row in day if row.status == "confirmed"]
        center.desk.bookings.cancel(center.staff, holder.id)
        center.desk.sync.settle(center.staff, refused, "confirm")
        assert status(center, refused.row_id) == "confirmed"
        assert center.desk.sync.status().contradictions == 0


def test_promises_that_exclude_each_other_since_a_room_was_divided(
    center: Center, east: Center, group: UUID, folder: Path
) -> None:
    """At the satellite 活動室A became a part of 活動室B; both were given away here."""
    a, b = center.room("活動室A").id, center.room("活動室B").id
    with east.store.write(Act("room.divide", east.staff, east.clock())) as work:
        work.add(RoomPart(id=work.new_id(), room_id=b, part_id=a))
    for room in ("活動室A", "活動室B"):
        wish = center.wish(group, DAY, "午前", room=room)
        center.desk.bookings.book(center.staff, wish)
    [told] = carry(east, "H", center, folder).contradictions
    assert told.kind is ContradictionKind.EXCESS and len(told.sides) == 2
    assert [choice.label for choice in told.choices] == [
        "花の会（H26-0002）を取り消す",
        "花の会（H26-0001）を取り消す",
    ]
    center.desk.sync.settle(center.staff, told, told.choices[1].code)
    assert center.desk.sync.contradictions() == []
    statuses = [card.status for card in center.desk.bookings.of_group(group)]
    assert sorted(statuses) == ["cancelled", "confirmed"]
