"""取消 (赤伝票): entries are corrected by entries, and no receipt number is lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import Engine, select

from app.kit.refusal import Refusal
from app.services.payments import (
    AlreadyReversed,
    Method,
    NoReversalReason,
    NotReversible,
    PaidBackSince,
    Tender,
)
from db.journal.amend import BuiltUpon, ChangedSince
from db.journal.entry import Dot
from db.records.closings import Closing
from db.records.payments import Payment
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center, found
from tests.app.services.test_closings import NEXT, TODAY, Counter
from tests.app.services.test_forms_of_requests import requested

WHY = "別の団体の使用料として受け取っていた"


@pytest.fixture
def counter(center: Center) -> Counter:
    return Counter(center)


def taken(counter: Counter, amount: int | None = None) -> UUID:
    tender = Tender(amount)
    return counter.desk.payments.take(
        counter.center.staff, counter.booking, tender
    ).value.id


def reverse(counter: Counter, payment: UUID, why: str = WHY) -> UUID:
    return counter.desk.payments.reverse(counter.center.staff, payment, why).value.id


def test_a_payment_of_a_closed_day_is_taken_back_today(counter: Counter) -> None:
    owed = counter.owed()
    first = taken(counter)
    counter.close(TODAY, owed)
    counter.tomorrow()
    red = reverse(counter, first)
    assert counter.owed() == owed
    offer = counter.desk.closings.offer(NEXT)
    assert (offer.cash, offer.issued.given) == (-owed, 1)
    correction, kept = counter.desk.payments.of_booking(counter.booking)
    assert (kept.id, kept.amount, kept.reversed_by) == (first, owed, correction.number)
    assert (correction.id, correction.amount) == (red, -owed)
    assert (correction.reverses, correction.reason) == (kept.number, WHY)
    taken(counter)
    assert counter.owed() == 0
    assert counter.desk.journal.complaints() == []


def test_what_cannot_be_taken_back(counter: Counter) -> None:
    first = taken(counter, 300)
    with pytest.raises(NoReversalReason):
        reverse(counter, first, "　")
    red = reverse(counter, first)
    with pytest.raises(AlreadyReversed):
        reverse(counter, first)
    with pytest.raises(NotReversible):
        reverse(counter, red)
    paid = taken(counter)
    counter.desk.bookings.cancel(counter.center.staff, counter.booking)
    with pytest.raises(PaidBackSince):
        reverse(counter, paid)
    back = counter.desk.payments.of_booking(counter.booking)[0]
    assert back.amount < 0 and "［" in back.reason
    reverse(counter, back.id)
    reverse(counter, paid)
    assert counter.desk.bookings.card(counter.booking).paid == 0


def test_what_is_undone_keeps_its_number(counter: Counter) -> None:
    act = counter.desk.payments.take(counter.center.staff, counter.booking)
    assert act.entry
    undone = counter.desk.journal.undo(counter.center.staff, act.entry)
    assert counter.desk.payments.of_booking(counter.booking) == []
    with pytest.raises(NotReversible):
        reverse(counter, act.value.id)
    taken(counter)
    offer = counter.desk.closings.offer(TODAY)
    assert offer.issued.given == 2 and offer.issued.void == (act.value.number,)
    assert undone.entry
    counter.close(TODAY, offer.cash)
    with pytest.raises(ChangedSince):
        counter.desk.journal.undo(counter.center.staff, undone.entry)
    assert counter.desk.journal.complaints() == []


def test_a_booking_is_undone_with_its_payment(counter: Counter) -> None:
    desk, staff = counter.desk, counter.center.staff
    wish = counter.center.wish(counter.group, date(2026, 12, 2), "午前")
    booked = desk.bookings.book(staff, wish, paid=True)
    assert booked.entry
    undone = desk.journal.undo(staff, booked.entry)
    assert [row.id for row in desk.bookings.of_group(counter.group)] == [counter.booking]
    assert undone.entry
    desk.journal.undo(staff, undone.entry)
    assert desk.bookings.card(booked.value.id).owed == 0


class Office(Counter):
    """Money that comes and goes in any order, and what became of it."""

    def __init__(self, center: Center) -> None:
        super().__init__(center)
        self.bookings = [self.booking, self.book("午前"), self.book("夜間")]
        self.last: Dot | None = None
        self.close(TODAY, 0)

    @property
    def day(self) -> date:
        return self.center.clock.now.date()

    def act(self, kind: str, pick: int) -> None:
        booking = self.bookings[pick % 3]
        rows = self.desk.payments.of_booking(booking)
        method = list(Method)[pick % 3]
        staff, desk = self.center.staff, self.desk
        if kind == "pay":
            paid = desk.payments.take(staff, booking, Tender(100 + pick, method))
            self.last = paid.entry
        elif kind == "cancel":
            self.last = desk.bookings.cancel(staff, booking).entry
        elif kind == "reverse" and rows:
            row = rows[pick % len(rows)]
            self.last = desk.payments.reverse(staff, row.id, WHY).entry
        elif kind == "undo" and self.last:
            desk.journal.undo(staff, self.last)
        elif kind == "close":
            found = desk.closings.offer(self.day, with_days_before=True).cash
            self.last = self.close(self.day, max(found, 0) + pick, "数え違い")
        elif kind == "night":
            self.center.clock.now += timedelta(days=1 + pick % 9)
        elif kind == "month":
            month = desk.month_closings.offer(self.day - timedelta(days=pick))
            self.last = desk.month_closings.close(self.actor, month).entry


KINDS = ("pay", "pay", "pay", "cancel", "reverse", "undo", "close", "night", "month")
ACTS = some.lists(
    some.tuples(some.sampled_from(KINDS), some.integers(0, 40)), min_size=8, max_size=25
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_sheets_add_up_to_the_entries(
    new_engine: Callable[[], Engine], acts: list[tuple[str, int]]
) -> None:
    """Whatever was done: each sheet is its entries, and numbers run without a hole."""
    office = Office(found(new_engine()))
    for kind, pick in acts:
        with suppress(Refusal):
            office.act(kind, pick)
    office.center.clock.now += timedelta(days=1)
    office.close(office.day, 0, "数え違い")
    with office.center.store.read() as session:
        kept = session.records(select(Payment))
        days = session.records(select(Closing))
        numbers = sorted(int(row.number.split("-")[1]) for row in kept)
    assert numbers == list(range(1, len(kept) + 1))
    assert all(row.closed_on is not None for row in kept)
    for day in days:
        cash = sum(
            r.amount for r in kept if r.closed_on == day.day and r.method == "cash"
        )
        assert day.expected - day.float_kept == cash
    by_month = {
        month: office.desk.month_closings.offer(month)
        for month in {day.day.replace(day=1) for day in days}
    }
    assert sum(m.left for m in by_month.values()) == sum(r.amount for r in kept)
    for booking in office.bookings:
        card = office.desk.bookings.card(booking)
        assert 0 <= card.paid == sum(r.amount for r in kept if r.booking_id == booking)
    assert office.desk.journal.complaints() == []


def test_what_was_corrected_is_not_undone(counter: Counter) -> None:
    act = counter.desk.payments.take(counter.center.staff, counter.booking)
    red = counter.desk.payments.reverse(counter.center.staff, act.value.id, WHY)
    assert act.entry and red.entry
    with pytest.raises(BuiltUpon):
        counter.desk.journal.undo(counter.center.staff, act.entry)
    counter.desk.journal.undo(counter.center.staff, red.entry)
    counter.desk.journal.undo(counter.center.staff, act.entry)
    assert counter.desk.bookings.card(counter.booking).paid == 0


def test_what_was_paid_under_one_number_is_taken_back_under_one(
    center: Center,
) -> None:
    desk, staff = center.desk, center.staff
    made = requested(center, paid=True)
    assert made.receipt is not None
    [told] = desk.payments.numbered(desk.payments.of_booking(made.bookings[0]))
    assert (told.amount, told.things) == (made.receipt.amount, len(made.bookings))
    red = desk.payments.reverse(staff, made.receipt.id, WHY).value
    assert red.amount == -made.receipt.amount and red.number != made.receipt.number
    assert {desk.bookings.card(key).paid for key in made.bookings} == {0}
    offer = desk.closings.offer(TODAY)
    assert (offer.cash, offer.issued.given) == (0, 2)
    paper = "".join(text_of(desk.money_forms.receipt(red.id).pdf).split())
    assert f"取消額△{made.receipt.amount:,}円" in paper and "ほか11件の使用料" in paper
    assert desk.journal.complaints() == []
