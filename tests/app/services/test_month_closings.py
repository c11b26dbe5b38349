"""月締め: what it takes in, what is in its way, and that it holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.kit.refusal import Refusal
from app.services.closings import InClosedMonth, OpenBefore
from app.services.month_closings import (
    DaysOpen,
    MonthAlreadyClosed,
    MonthBeforeOpen,
    MonthMoved,
    MonthNotOver,
    NothingClosed,
)
from app.services.payments import Method, Tender
from db.journal.amend import BuiltUpon, ChangedSince
from db.journal.entry import Dot
from tests.app.services.conftest import Center
from tests.app.services.test_closings import NEXT, TODAY, Counter

LAST = date(2026, 11, 30)


class Month(Counter):
    """A counter that goes on to another day."""

    def at(self, day: date) -> None:
        now = self.center.clock.now
        self.center.clock.now = now.replace(year=day.year, month=day.month, day=day.day)

    def close_month(self, day: date = TODAY) -> Dot | None:
        offer = self.desk.month_closings.offer(day)
        return self.desk.month_closings.close(self.actor, offer).entry

    def refused(self, day: date = TODAY) -> type[Refusal]:
        with pytest.raises(Refusal) as told:
            self.close_month(day)
        return type(told.value)


@pytest.fixture
def month(center: Center) -> Month:
    return Month(center)


def test_a_month_is_the_sum_of_its_days(month: Month) -> None:
    month.pay(Tender(300))
    month.pay(Tender(200, Method.SLIP, TODAY))
    month.close(TODAY, 280, "釣り銭を20円多く渡した")
    month.tomorrow()
    month.pay(Tender(100, Method.ACCOUNT, TODAY))
    month.close(NEXT, 0)
    month.at(LAST)
    offer = month.desk.month_closings.offer(LAST)
    assert [(day.day.day, day.left) for day in offer.by_day] == [(24, 500), (25, 100)]
    assert offer.by_day[0].methods == {"cash": 300, "slip": 200, "account": 0}
    assert (offer.left, offer.difference) == (600, -20)
    assert [row.reason for row in offer.differing] == ["釣り銭を20円多く渡した"]
    assert offer.open_days == [] and len(offer.quiet_days) == 28
    month.close_month()
    closed = month.desk.month_closings.offer(TODAY).closed
    assert closed is not None and closed.closed_by == "渡邊 千恵子"
    assert month.desk.journal.complaints() == []


def test_days_with_money_are_in_the_way(month: Month) -> None:
    month.close(TODAY, 0)
    assert month.refused() is MonthNotOver
    month.at(LAST)
    month.pay(Tender(100))
    assert month.desk.month_closings.offer(TODAY).open_days == [LAST]
    assert month.refused() is DaysOpen
    month.close(LAST, 100)
    month.pay(Tender(50))  # after closing: that belongs to the next day closed
    month.close_month()
    assert month.refused() is MonthAlreadyClosed


def test_months_are_closed_in_order(month: Month) -> None:
    assert month.refused(date(2026, 10, 1)) is NothingClosed
    month.close(TODAY, 0)
    december = date(2026, 12, 31)
    month.at(december)
    month.close(december, 0)
    assert month.refused(december) is MonthBeforeOpen
    first = month.close_month(TODAY)
    second = month.close_month(december)
    assert first and second
    with pytest.raises(BuiltUpon):
        month.desk.journal.undo(month.center.staff, first)
    month.desk.journal.undo(month.center.staff, second)
    month.desk.journal.undo(month.center.staff, first)
    assert month.desk.month_closings.latest() == []
    month.close_month(TODAY)
    assert [row.month.month for row in month.desk.month_closings.latest()] == [11]


def test_a_closed_month_stays_as_it_is(month: Month) -> None:
    month.pay(Tender(300))
    day = month.close(TODAY, 300)
    month.at(LAST)
    month.close_month()
    assert day
    with pytest.raises(ChangedSince):
        month.desk.journal.undo(month.center.staff, day)
    with pytest.raises(InClosedMonth):
        month.desk.closings.offer(LAST)
    month.pay(Tender(100))
    month.at(LAST + timedelta(days=1))
    month.close(LAST + timedelta(days=1), 100)  # the money of the 30th goes along
    assert month.desk.month_closings.offer(TODAY).left == 300
    assert month.desk.month_closings.offer(LAST + timedelta(days=1)).left == 100


def test_no_day_of_a_closed_month_is_asked_for(month: Month) -> None:
    month.close(TODAY, 0)
    month.at(LAST)
    month.close_month()
    month.pay(Tender(100))
    month.at(LAST + timedelta(days=1))
    month.pay(Tender(50))
    month.at(LAST + timedelta(days=2))
    with pytest.raises(OpenBefore) as told:
        month.desk.closings.offer(LAST + timedelta(days=2))
    assert told.value.before == LAST + timedelta(days=1)


def test_two_clerks_close_one_month(month: Month) -> None:
    month.close(TODAY, 0)
    month.at(LAST)
    seen = month.desk.month_closings.offer(LAST)
    month.pay(Tender(100))
    month.close(LAST, 100)
    with pytest.raises(MonthMoved):
        month.desk.month_closings.close(month.actor, seen)
    month.close_month()
    with pytest.raises(MonthAlreadyClosed):
        month.desk.month_closings.close(month.actor, seen)
    assert len(month.desk.month_closings.latest()) == 1


def test_days_counted_with_a_later_one_are_not_quiet(month: Month) -> None:
    month.close(TODAY, 0)
    month.tomorrow()
    month.pay(Tender(100))
    month.at(LAST)
    month.close(LAST, 100)
    offer = month.desk.month_closings.offer(TODAY)
    assert NEXT not in offer.quiet_days and len(offer.quiet_days) == 27
