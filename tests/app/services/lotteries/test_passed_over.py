"""A draw passes over what is not free any more since its list was frozen."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.rules.draws.exported import difference, read_exported
from app.services.blockings import BlockRooms, Stretch
from app.services.emergencies import Plan
from tests.app.rules.draws import second
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import DAY, crowded
from tests.app.services.test_blockings import actor

#: Brings something back into the afternoon of the day, that the list has as free.
Back = Callable[[], object]


def hour(clock: int) -> datetime:
    return datetime(DAY.year, DAY.month, DAY.day, clock)


def closed(center: Center) -> Back:
    """臨時休館 is declared for the afternoon."""
    rooms = (center.room().id,)
    plan = Plan(rooms, hour(13), hour(17), "typhoon", "台風12号")
    return lambda: center.desk.emergencies.close(actor(center), plan)


def booked(center: Center) -> Back:
    """A booking was cancelled by mistake before the freeze."""
    desk, staff = center.desk, center.staff
    group = center.register("先の会", "サキノカイ")
    booking = desk.bookings.book(staff, center.wish(group, DAY, "午後")).value
    entry = desk.bookings.cancel(staff, booking.id).entry
    assert entry is not None
    return lambda: desk.journal.undo(staff, entry)


def blocked(center: Center) -> Back:
    """A 利用停止 was lifted by mistake before the freeze."""
    desk, by = center.desk, actor(center)
    stretch = Stretch(hour(12), hour(18))
    wish = BlockRooms((center.room().id,), (stretch,), "maintenance", "空調の点検")
    desk.blockings.block(by, wish)
    [row] = desk.offers.day(DAY).blockings
    entry = desk.blockings.lift(by, [row.id]).entry
    assert entry is not None
    return lambda: desk.journal.undo(center.staff, entry)


def given_up(center: Center) -> Back:
    """臨時休館 is declared before the freeze, and what is booked in it given up, so that
    the list has it as free."""
    desk, staff = center.desk, center.staff
    group = center.register("先の会", "サキノカイ")
    booking = desk.bookings.book(staff, center.wish(group, DAY, "午後")).value
    closed(center)()
    desk.bookings.cancel(staff, booking.id)
    return lambda: None


def seeded(center: Center, how: Callable[[Center], Back]) -> tuple[UUID, str]:
    """A lottery in which the afternoon is wished for second; its seed is set."""
    desk, staff, lottery = center.desk, center.staff, crowded(center)
    center.clock.now += timedelta(days=7)
    back = how(center)
    digest = desk.lotteries.freeze(staff, lottery).value
    desk.lotteries.set_seed(staff, lottery, "4 7 1", "さいころ")
    back()
    return lottery, digest


@pytest.mark.parametrize(
    ("how", "why"),
    [
        (closed, "臨時休館"),
        (booked, "予約 H26-"),
        (blocked, "点検・修繕"),
        (given_up, "臨時休館（台風）"),
    ],
)
def test_the_draw_goes_on_without_it(
    center: Center, how: Callable[[Center], Back], why: str
) -> None:
    desk = center.desk
    lottery, digest = seeded(center, how)
    before = desk.lotteries.preview(lottery)
    done = desk.lotteries.draw(center.staff, lottery).value
    assert (done.won, done.lost) == (1, 3)
    card = desk.lotteries.card(lottery)
    assert before.gone == card.gone
    assert [line.outcome for line in before.requests] == [
        line.outcome for line in card.requests
    ]
    assert [line.outcome.won for line in card.requests if line.outcome] == [
        (1,), (), (), (),
    ]  # fmt: skip
    assert all(line.passed[2].why.startswith(why) for line in card.requests)
    assert card.digest == digest and len(card.gone) == 1
    told = read_exported(desk.lotteries.file(lottery).text)
    assert difference(told) == ""
    assert second.follows(json.loads(desk.lotteries.file(lottery).text))
    assert desk.journal.complaints() == []


def test_the_minutes_say_what_was_passed_over_and_why(center: Center) -> None:
    lottery, _ = seeded(center, closed)
    center.desk.lotteries.draw(center.staff, lottery)
    forms = center.desk.forms
    assert forms.lottery_minutes(lottery).missing == ()
    text = center.desk.lotteries.file(lottery).text
    assert "台風12号" in text


def test_what_nobody_wished_for_is_not_on_the_minutes(center: Center) -> None:
    def evening(center: Center) -> Back:
        plan = Plan((center.room().id,), hour(19), hour(21), "typhoon")
        return lambda: center.desk.emergencies.close(actor(center), plan)

    lottery, _ = seeded(center, evening)
    assert center.desk.lotteries.draw(center.staff, lottery).value.won == 2
    card = center.desk.lotteries.card(lottery)
    assert card.gone == [] and not any(line.passed for line in card.requests)
