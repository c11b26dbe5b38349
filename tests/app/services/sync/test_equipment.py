"""Equipment of the center, asked for at the satellite: with a room, and alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from app.services.loans import LendEquipment, OutOfStock, Wanted
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.app.services.sync.conftest import carry
from tests.app.services.test_forms import words

DAY = date(2026, 12, 7)


class Town:
    """Both sites know a group, and the two tents of the center."""

    def __init__(self, center: Center, east: Center, folder: Path) -> None:
        self.center, self.east, self.folder = center, east, folder
        self.group, self.kind = center.register(), center.kind("テント", 2)
        carry(center, "E", east, folder)

    def book(self, quantity: int) -> UUID:
        """A room with tents, 仮."""
        wish = self.center.wish(self.group, DAY, "午前")
        wish = replace(wish, equipment=(Wanted(self.kind, quantity),))
        return self.east.desk.bookings.book(self.east.staff, wish).value.id

    def lend(self, at: Center, quantity: int) -> UUID:
        wanted = (Wanted(self.kind, quantity),)
        wish = LendEquipment(self.group, DAY, DAY, wanted, "祭り")
        return at.desk.loans.lend(at.staff, wish).value.id

    def taken(self) -> int:
        return self.center.desk.equipment.stock(self.kind, DAY, 1)[0].taken


@pytest.fixture
def town(center: Center, east: Center, folder: Path) -> Town:
    return Town(center, east, folder)


def test_a_booking_is_confirmed_with_its_equipment(town: Town) -> None:
    center, east = town.center, town.east
    booking = town.book(2)
    assert carry(east, "H", center, town.folder).confirmed == 1
    assert town.taken() == 2
    carry(center, "E", east, town.folder)
    for site in (center, east):
        assert site.desk.bookings.card(booking).status == "confirmed"
        [loan] = site.desk.loans.of_booking(booking)
        assert loan.status == "confirmed"


def test_without_its_equipment_it_is_not(town: Town) -> None:
    """All or nothing: the room stays free for others."""
    center, east = town.center, town.east
    booking = town.book(2)
    town.lend(center, 1)
    done = carry(east, "H", center, town.folder)
    [told] = done.contradictions
    assert (done.confirmed, told.row_id, town.taken()) == (0, booking, 1)
    [other] = told.against
    assert other == "花の会（H26-0001） テント×1 R8.12.7"
    with pytest.raises(OutOfStock):
        center.desk.sync.settle(center.staff, told, "confirm")
    center.desk.sync.settle(center.staff, told, "refuse", "テントが足りません")
    [loan] = center.desk.loans.of_booking(booking)
    assert loan.status == "refused" and center.desk.sync.contradictions() == []


def test_a_loan_alone_is_answered_too(town: Town) -> None:
    center, east = town.center, town.east
    first, second = town.lend(east, 1), town.lend(east, 1)
    assert carry(east, "H", center, town.folder).confirmed == 2 and town.taken() == 2
    east.desk.loans.cancel(east.staff, first)
    third = town.lend(east, 1)
    done = carry(east, "H", center, town.folder)
    assert (done.cancelled, done.confirmed, done.waiting) == (1, 1, 0)
    statuses = [center.desk.loans.card(key).status for key in (first, second, third)]
    assert statuses == ["cancelled", "confirmed", "confirmed"] and town.taken() == 2


def test_a_loan_that_does_not_fit_waits_until_something_comes_free(town: Town) -> None:
    center, east = town.center, town.east
    asked, given = town.lend(east, 2), town.lend(center, 1)
    [told] = carry(east, "H", center, town.folder).contradictions
    assert (told.row_id, told.title) == (asked, "テント×2 R8.12.7")
    center.desk.loans.cancel(center.staff, given)
    center.desk.sync.settle(center.staff, told, "confirm")
    assert center.desk.loans.card(asked).status == "confirmed" and town.taken() == 2


def test_what_is_handed_over_stays_so_when_its_booking_is_withdrawn(town: Town) -> None:
    """The satellite cannot know that it is out: it is still to come back."""
    center, east = town.center, town.east
    booking = town.book(2)
    carry(east, "H", center, town.folder)
    carry(center, "E", east, town.folder)
    [loan] = center.desk.loans.of_booking(booking)
    center.clock.now += timedelta(days=13)
    center.desk.loans.hand_over(center.staff, loan.id, [], {town.kind: 2})
    east.desk.bookings.cancel(east.staff, booking)
    assert carry(east, "H", center, town.folder).cancelled == 1
    assert center.desk.bookings.card(booking).status == "cancelled"
    assert center.desk.loans.card(loan.id).status == "handed_over" and town.taken() == 2


def test_the_paper_is_that_of_the_site_which_permits(town: Town) -> None:
    east = town.east
    actor = Actor(UUID(east.staff), "渡邊 千恵子")
    permit = words(east.desk.forms.permit(town.book(1), actor).pdf)
    assert "市民活動支援センター使用許可書" in permit and "東部" not in permit
