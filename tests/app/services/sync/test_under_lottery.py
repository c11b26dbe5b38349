"""What a satellite asks for of a room that a lottery is about to give out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.services.blockings import BlockRooms, Stretch
from app.services.under_lottery import UnderLottery
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import DAY, crowded
from tests.app.services.sync.conftest import carry
from tests.app.services.test_blockings import actor


def frozen(center: Center, east: Center, folder: Path) -> None:
    """Both sites know of the lottery only that it is there; the center freezes it."""
    crowded(center)
    for site in (center, east):
        site.clock.now += timedelta(days=7)
    carry(center, "E", east, folder)
    [row] = center.desk.lotteries.latest()
    center.desk.lotteries.freeze(center.staff, row.id)


def draw(center: Center) -> None:
    [row] = center.desk.lotteries.latest()
    center.desk.lotteries.set_seed(center.staff, row.id, "4 7 1", "さいころ")
    center.desk.lotteries.draw(center.staff, row.id)


@pytest.mark.parametrize("kind", ["booking", "blocking"])
def test_it_waits_for_the_draw(
    center: Center, east: Center, folder: Path, kind: str
) -> None:
    frozen(center, east, folder)
    if kind == "booking":
        group = east.register("鳥の会", "トリノカイ")
        east.desk.bookings.book(east.staff, center.wish(group, DAY, "夜間"))
    else:
        at = datetime(DAY.year, DAY.month, DAY.day, 18)
        stretch = Stretch(at, at + timedelta(hours=2))
        wish = BlockRooms((center.room().id,), (stretch,), "maintenance", "点検")
        east.desk.blockings.block(actor(east), wish)
    done = carry(east, "H", center, folder)
    assert (done.confirmed, done.waiting, len(done.contradictions)) == (0, 1, 1)
    [open_] = center.desk.sync.contradictions()
    assert "令和9年2月分" in open_.undrawn and "令和8年12月1日" in open_.undrawn
    with pytest.raises(UnderLottery):
        center.desk.sync.settle(center.staff, open_, "confirm", "")
    draw(center)
    assert len(center.desk.offers.day(DAY).bookings) >= 2  # the winners have theirs
    assert center.desk.sync.answer(center.staff).value.confirmed == 1
    assert center.desk.sync.contradictions() == []


def test_it_can_be_refused_meanwhile(center: Center, east: Center, folder: Path) -> None:
    frozen(center, east, folder)
    group = east.register("鳥の会", "トリノカイ")
    east.desk.bookings.book(east.staff, center.wish(group, DAY, "夜間"))
    carry(east, "H", center, folder)
    [open_] = center.desk.sync.contradictions()
    center.desk.sync.settle(center.staff, open_, "refuse", "抽選のため")
    assert center.desk.sync.contradictions() == []


def test_other_days_are_answered_at_once(
    center: Center, east: Center, folder: Path
) -> None:
    frozen(center, east, folder)
    group = east.register("鳥の会", "トリノカイ")
    east.desk.bookings.book(east.staff, center.wish(group, date(2027, 1, 6), "夜間"))
    assert carry(east, "H", center, folder).confirmed == 1
