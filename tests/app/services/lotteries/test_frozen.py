"""What a frozen lottery is about to give out is not to be had first-come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from app.services.blockings import BlockingForm, BlockRooms, Stretch
from app.services.bookings import BookRoom
from app.services.emergencies import Cause, Noted, PlaceTaken, Plan, Result, Wanted
from app.services.offered import Alternative
from app.services.sign_in import Actor
from app.services.under_lottery import UnderLottery
from app.services.waiting import Entry
from db.queries import blockings
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import DAY, crowded, enter, form
from tests.app.services.test_emergencies import Storm
from tests.app.services.test_extending import extend, in_use


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
    held = desk.bookings.hold(center.staff, evening(center), date(2026, 12, 5))
    waiting = waits(center, "午前")
    center.clock.now += timedelta(days=7)
    desk.lapses.lapse()
    assert [row.id for row in desk.waiting.to_ask()] == [waiting]
    desk.lotteries.freeze(center.staff, lottery)
    assert not desk.waiting.to_ask()
    with pytest.raises(UnderLottery):
        desk.waiting.offer(center.staff, waiting, DAY)
    with pytest.raises(UnderLottery):
        desk.waiting.take(center.staff, waiting)
    with pytest.raises(UnderLottery):
        desk.decisions.extend(center.staff, held.value.id, DAY)
    desk.lotteries.set_seed(center.staff, lottery, "4 7 1", "さいころ")
    desk.lotteries.draw(center.staff, lottery)
    desk.decisions.extend(center.staff, held.value.id, DAY)


def test_who_was_promised_time_or_had_it_when_it_was_frozen_comes_back_to_it(
    center: Center,
) -> None:
    """The list says that it is taken, so that the draw leaves it out."""
    desk, staff, lottery = center.desk, center.staff, crowded(center)
    center.clock.now += timedelta(days=7)
    held = desk.bookings.hold(staff, evening(center), date(2026, 12, 5)).value.id
    waiting = waits(center, "午前")
    desk.waiting.offer(staff, waiting, DAY)
    desk.lotteries.freeze(staff, lottery)
    given_up = desk.bookings.cancel(staff, held)
    assert given_up.entry is not None
    desk.journal.undo(staff, given_up.entry)
    center.clock.now += timedelta(days=7)
    desk.lapses.lapse()
    assert desk.bookings.card(held).status == "lapsed"
    desk.decisions.extend(staff, held, DAY)
    desk.waiting.take(staff, waiting)
    desk.lotteries.set_seed(staff, lottery, "4 7 1", "さいころ")
    assert desk.lotteries.draw(staff, lottery).value.won == 1  # the afternoon


def test_what_a_frozen_lottery_gives_out_is_not_moved_to(center: Center) -> None:
    """Though it was free when it was promised on the phone."""
    desk, lottery = center.desk, crowded(center)
    center.clock.now += timedelta(days=7)
    storm, group = Storm(center), center.register("鳥の会", "トリノカイ")
    wish = center.wish(group, date(2026, 12, 20), "夜間")
    booking = desk.bookings.book(center.staff, wish).value.id
    starts = datetime(2026, 12, 20, 18)
    plan = Plan((wish.room_id,), starts, starts.replace(hour=22), Cause.TYPHOON)
    closing = desk.emergencies.close(storm.actor, plan).value
    place = desk.offers.verdict(replace(wish, day=DAY), [booking])
    assert isinstance(place, Alternative)
    storm.note(closing, booking, Noted(Result.REACHED, Wanted.MOVE, place))
    desk.lotteries.freeze(center.staff, lottery)
    [line] = desk.emergencies.settlement(closing).lines
    assert isinstance(line.refused, PlaceTaken)
    with pytest.raises(PlaceTaken):
        desk.emergencies.settle(storm.actor, closing)


def test_a_use_is_not_longer_into_what_a_frozen_lottery_gives_out(
    center: Center,
) -> None:
    booking = in_use(center)
    desk, today = center.desk, center.clock.now.date()
    of_today = replace(
        form(center), first_on=today, closes_on=today, draws_on=today, claim_by=today
    )
    lottery = desk.lotteries.open(center.staff, of_today).value
    enter(center, lottery, "山の会", ("活動室A", 3, "午前"))
    desk.lotteries.freeze(center.staff, lottery, accept_early=True)
    until = center.clock.now.replace(hour=18, tzinfo=None)
    assert isinstance(desk.extending.offer(booking, until).refusal, UnderLottery)
    with pytest.raises(UnderLottery):
        extend(center, booking, until)


def test_what_a_frozen_lottery_gives_out_is_not_blocked(center: Center) -> None:
    desk, lottery = center.desk, crowded(center)
    center.clock.now += timedelta(days=7)
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    morning = Stretch(*(datetime.combine(DAY, time(hour)) for hour in (9, 12)))
    evening = Stretch(*(datetime.combine(DAY, time(hour)) for hour in (18, 22)))
    wish = BlockRooms((center.room().id,), (morning,), "maintenance", "点検")
    before = desk.blockings.block(actor, replace(wish, stretches=(evening,))).value
    with center.store.read() as session:
        [key] = blockings.of_set(session.read, before.set_id, evening.starts)
    desk.lotteries.freeze(center.staff, lottery)
    with pytest.raises(UnderLottery):
        desk.blockings.block(actor, wish)
    asked = BlockingForm(*evening, "maintenance", "修繕", posted=False, allowed_by="")
    with pytest.raises(UnderLottery):
        earlier = replace(asked, starts=evening.starts.replace(hour=17))
        desk.blockings.change(actor, key, earlier, desk.blockings.looked_at(key).loaded)
    shorter = replace(asked, ends=evening.ends.replace(hour=20))
    desk.blockings.change(actor, key, shorter, desk.blockings.looked_at(key).loaded)
    desk.lotteries.set_seed(center.staff, lottery, "4 7 1", "さいころ")
    assert desk.lotteries.draw(center.staff, lottery).value.won


def waits(center: Center, slot: str) -> UUID:
    group = center.register("鷺の会", "サギノカイ")
    entry = Entry(center.room().id, group, DAY, (slot,), "練習", 5)
    return center.desk.waiting.enter(center.staff, entry).value


def evening(center: Center) -> BookRoom:
    return center.wish(center.register("鳥の会", "トリノカイ"), DAY, "夜間")
