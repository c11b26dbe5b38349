"""A satellite asks for a 利用停止 of another's room; the home of the room decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.blockings.refusals import AwayBlocking
from app.services.sync.values import ContradictionKind
from db.occupancy import RoomBlocked
from tests.app.services.conftest import Center
from tests.app.services.sync.conftest import carry
from tests.app.services.test_blockings import DAY, actor, shown, wish


def test_what_fits_is_in_force(center: Center, east: Center, folder: Path) -> None:
    done = east.desk.blockings.block(actor(east), wish(center))
    assert done.value.provisional == 1 and shown(east).status == "provisional"
    assert carry(east, "H", center, folder).confirmed == 1
    row = shown(center)
    assert row.status == "in_force"
    with pytest.raises(RoomBlocked):
        asked = center.wish(center.register(), DAY, "午前")
        center.desk.bookings.book(center.staff, asked)
    carry(center, "E", east, folder)
    assert shown(east).status == "in_force"
    with pytest.raises(AwayBlocking):
        east.desk.blockings.end(actor(east), row.id)
    east.desk.blockings.lift(actor(east), [row.id])
    assert carry(east, "H", center, folder).cancelled == 1
    center.desk.bookings.book(center.staff, asked)


def test_a_booking_in_its_way_is_told(center: Center, east: Center, folder: Path) -> None:
    booked = center.desk.bookings.book(
        center.staff, center.wish(center.register(), DAY, "午前")
    ).value
    east.desk.blockings.block(actor(east), wish(center))
    assert carry(east, "H", center, folder).waiting == 1
    [open_] = center.desk.sync.contradictions()
    assert open_.kind == ContradictionKind.UNANSWERED
    assert "利用停止（点検・修繕、空調の点検）" in open_.sides[0].value
    assert booked.number in open_.against[0]
    assert [each.label for each in open_.choices] == ["利用停止にする", "不承認にする"]
    center.desk.sync.settle(center.staff, open_, "refuse", "使うため")
    assert center.desk.sync.contradictions() == []
    carry(center, "E", east, folder)
    assert "使うため" in [each.note for each in east.desk.sync.settled()]


def test_a_booking_of_a_satellite_meets_a_blocking(
    center: Center, east: Center, folder: Path
) -> None:
    asked = center.wish(center.register(), DAY, "午前")
    carry(center, "E", east, folder)
    east.desk.bookings.book(east.staff, asked)
    center.desk.blockings.block(actor(center), wish(center))
    assert carry(east, "H", center, folder).waiting == 1
    [open_] = center.desk.sync.contradictions()
    assert "空調の点検" in open_.against[0]
    with pytest.raises(RoomBlocked):
        center.desk.sync.settle(center.staff, open_, "confirm", "")
