"""今日 where rooms are joined of others: each shows what takes it up."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt

from tests.app.services.test_blockings import join
from tests.ui.conftest import show
from tests.ui.pages.today.test_page import TUESDAY, House, house
from ui.contracts import OpenLedger
from ui.kit.shots import settle
from ui.parts.booking_words import joined

__all__ = ["house"]


def test_the_timeline_shows_a_joined_room_in_the_rows_of_its_parts(house: House) -> None:
    center = house.center
    center.clock.now -= timedelta(days=7)  # still to be asked for
    center.desk.bookings.cancel(center.staff, house.ids[1])
    join(center)
    whole = center.wish(center.register("月の会"), TUESDAY, "夜間", room="活動室B")
    booking = center.desk.bookings.book(center.staff, whole).value.id
    house.window.resize(1366, 768)
    show(house.window)
    center.clock.now += timedelta(days=7)
    house.page().reload()
    settle(house.ops)
    grid = house.page().grid
    part = center.room("活動室A").id
    [shown] = [b for b in grid.grid.day.blocks if b.id == booking and b.room_id == part]
    assert (shown.state, shown.title) == ("joined", "活動室Bの予約")
    assert (shown.start, shown.end) == (18 * 60, 21 * 60 + 30)
    first = center.desk.today.view(datetime(2026, 12, 1, 14)).beside(part)
    assert [row.id for row in first] == [booking]
    claimed = [*first, first[0]._replace(group="星の会", status="provisional")]
    [once] = joined(claimed)
    assert once.title == "活動室Bの予約"
    assert "月の会" in once.tooltip and "星の会" in once.tooltip
    grid.setFocus()
    for _ in range(2):
        house.press(Qt.Key.Key_Right)
    house.press(Qt.Key.Key_Return)
    [asked] = house.ledger().got
    assert isinstance(asked, OpenLedger) and asked.booking_id == booking
