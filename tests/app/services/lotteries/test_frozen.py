"""What a frozen lottery is about to give out is not to be had first-come."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.services.under_lottery import UnderLottery
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import DAY, crowded


def test_what_a_frozen_lottery_gives_out_is_not_to_be_had_first_come(
    center: Center,
) -> None:
    """FIRST to LAST lie in February; by then the window of that month is open."""
    desk, lottery = center.desk, crowded(center)
    center.clock.now += timedelta(days=7)
    wish = center.wish(center.register("鳥の会", "トリノカイ"), DAY, "夜間")
    assert desk.offers.offer(wish).refusal is None
    desk.lotteries.freeze(center.staff, lottery)
    offer = desk.offers.offer(wish)
    assert isinstance(offer.refusal, UnderLottery) and not offer.waivable
    assert offer.refusal.params["draws_on"] == "令和8年12月1日(火)"
    with pytest.raises(UnderLottery):
        desk.bookings.book(center.staff, wish)
    assert not desk.offers.free(DAY)
    rooms = desk.offers.day(DAY).rooms
    assert {type(slot.refusal) for room in rooms for slot in room.slots} == {UnderLottery}
    desk.lotteries.set_seed(center.staff, lottery, "4 7 1", "さいころ")
    with pytest.raises(UnderLottery):
        desk.bookings.book(center.staff, wish)
    desk.lotteries.draw(center.staff, lottery)
    assert desk.bookings.book(center.staff, wish)
