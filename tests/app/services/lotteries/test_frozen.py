"""What a frozen lottery is about to give out is not to be had first-come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from app.services.blockings import BlockRooms, Stretch
from app.services.sign_in import Actor
from app.services.under_lottery import UnderLottery
from app.services.waiting import Entry
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


def test_what_was_waited_for_or_has_lapsed_is_not_had_while_it_is_frozen(
    center: Center,
) -> None:
    """Either would make the draw fail: the list was frozen with that time free."""
    desk, lottery = center.desk, crowded(center)
    center.clock.now += timedelta(days=7)
    group = center.register("鳥の会", "トリノカイ")
    held = desk.bookings.hold(
        center.staff, center.wish(group, DAY, "夜間"), date(2026, 12, 5)
    )
    waits = Entry(center.room().id, group, DAY, ("午前",), "練習", 5)
    waiting = desk.waiting.enter(center.staff, waits).value
    center.clock.now += timedelta(days=7)
    desk.lapses.lapse()
    desk.lotteries.freeze(center.staff, lottery)
    with pytest.raises(UnderLottery):
        desk.waiting.take(center.staff, waiting)
    with pytest.raises(UnderLottery):
        desk.decisions.extend(center.staff, held.value.id, DAY)
    desk.lotteries.set_seed(center.staff, lottery, "4 7 1", "さいころ")
    desk.lotteries.draw(center.staff, lottery)
    desk.decisions.extend(center.staff, held.value.id, DAY)


def test_what_a_frozen_lottery_gives_out_is_not_blocked(center: Center) -> None:
    desk, lottery = center.desk, crowded(center)
    center.clock.now += timedelta(days=7)
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    morning = Stretch(*(datetime.combine(DAY, time(hour)) for hour in (9, 12)))
    wish = BlockRooms((center.room().id,), (morning,), "maintenance", "点検")
    desk.lotteries.freeze(center.staff, lottery)
    with pytest.raises(UnderLottery):
        desk.blockings.block(actor, wish)
    desk.lotteries.set_seed(center.staff, lottery, "4 7 1", "さいころ")
    assert desk.lotteries.draw(center.staff, lottery).value.won
