"""日締め: what it counts, what it refuses, what comes after it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.kit.checks import FieldRefused, OutsideRange
from app.kit.refusal import Refusal
from app.kit.settings import CASH_FLOAT
from app.rules.closings import (
    DENOMINATIONS,
    KINDS,
    METHODS,
    by_day,
    cash,
    counted,
    issued,
    sums,
)
from app.services.closings import (
    AlreadyClosed,
    ClosingOffer,
    CountedDay,
    FloatUnreadable,
    FutureDay,
    LaterClosed,
    Moved,
    OpenBefore,
    Unexplained,
)
from app.services.payments import DatedAhead, Method, Tender
from app.services.sign_in import Actor
from db.journal.amend import ChangedSince
from db.journal.entry import Dot
from db.queries.closings import TakenRow
from tests.app.services.conftest import Center

USE = date(2026, 12, 1)
TODAY = date(2026, 11, 24)
NEXT = TODAY + timedelta(days=1)


class Counter:
    """The desk with a booking of 1,400円 that is still to be paid."""

    def __init__(self, center: Center) -> None:
        self.center, self.desk = center, center.desk
        self.actor = Actor(UUID(center.staff), "渡邊 千恵子")
        self.group = center.register()
        self.booking = self.book("午後")

    def book(self, *slots: str) -> UUID:
        wish = self.center.wish(self.group, USE, *slots)
        return self.desk.bookings.book(self.center.staff, wish).value.id

    def owed(self) -> int:
        return self.desk.bookings.card(self.booking).owed

    def pay(self, tender: Tender | None = None) -> None:
        self.desk.payments.take(self.center.staff, self.booking, tender or Tender())

    def close(self, day: date, found: int, reason: str = "") -> Dot | None:
        offer = self.desk.closings.offer(day, with_days_before=True)
        counted = CountedDay(day, {1: found}, offer.expected, reason)
        return self.desk.closings.close(self.actor, counted).entry

    def tomorrow(self) -> None:
        self.center.clock.now += timedelta(days=1)


@pytest.fixture
def counter(center: Center) -> Counter:
    return Counter(center)


def test_parts_by_every_way_add_up(counter: Counter) -> None:
    owed = counter.owed()
    counter.pay(Tender(300))
    counter.pay(Tender(200, Method.SLIP, TODAY, "納 12-345"))
    counter.pay(Tender(100, Method.ACCOUNT, TODAY))
    assert counter.owed() == owed - 600
    rows = counter.desk.payments.of_booking(counter.booking)
    assert [(row.amount, row.method) for row in rows] == [
        (100, "account"),
        (200, "slip"),
        (300, "cash"),
    ]
    assert len({row.number for row in rows}) == 3
    counter.desk.settings.change(counter.center.staff, {CASH_FLOAT: "30,000"})
    offer = counter.desk.closings.offer(TODAY)
    assert (offer.cash, offer.expected, offer.issued.given) == (300, 30_300, 3)
    assert [(each.what, each.method, each.taken) for each in offer.sums] == [
        ("booking", "cash", 300),
        ("booking", "slip", 200),
        ("booking", "account", 100),
    ]


@pytest.mark.parametrize(
    ("tender", "refusal", "field"),
    [
        (Tender(0), OutsideRange, "amount"),
        (Tender(-1), OutsideRange, "amount"),
        (Tender(99_999), OutsideRange, "amount"),
        (Tender(100, Method.SLIP, NEXT), DatedAhead, "dated"),
    ],
)
def test_what_cannot_be_paid(
    counter: Counter, tender: Tender, refusal: type[FieldRefused], field: str
) -> None:
    with pytest.raises(refusal) as told:
        counter.pay(tender)
    assert told.value.field == field
    assert counter.desk.payments.of_booking(counter.booking) == []


def test_what_is_paid_after_closing_belongs_to_the_next(counter: Counter) -> None:
    counter.pay(Tender(300))
    counter.close(TODAY, 300)
    counter.pay(Tender(100))
    counter.tomorrow()
    counter.pay(Tender(50))
    offer = counter.desk.closings.offer(NEXT)  # no warning: the day before is closed
    assert (offer.cash, offer.issued.given) == (150, 2)
    counter.close(NEXT, 150)
    days = [(row.day, row.found, row.closed_by) for row in counter.desk.closings.latest()]
    assert days == [(NEXT, 150, "渡邊 千恵子"), (TODAY, 300, "渡邊 千恵子")]
    assert counter.desk.journal.complaints() == []


def test_a_difference_wants_words(counter: Counter) -> None:
    counter.pay(Tender(300))
    with pytest.raises(Unexplained) as told:
        counter.close(TODAY, 250)
    assert told.value.field == "reason"
    assert counter.desk.closings.latest() == []
    counter.close(TODAY, 250, "釣り銭を50円多く渡した")
    (row,) = counter.desk.closings.latest()
    assert (row.difference, row.reason) == (-50, "釣り銭を50円多く渡した")
    assert row.counted == {**dict.fromkeys(DENOMINATIONS, 0), 1: 250}


@pytest.mark.parametrize("pieces", [{100: -3}, {10_000: 1_000_000}])
def test_absurd_counts_are_refused(counter: Counter, pieces: dict[int, int]) -> None:
    expected = counter.desk.closings.offer(TODAY).expected
    with pytest.raises(OutsideRange) as told:
        counter.desk.closings.close(
            counter.actor, CountedDay(TODAY, pieces, expected, "数え違い")
        )
    assert told.value.field == f"pieces{next(iter(pieces))}"
    assert counter.desk.closings.latest() == []


def refused(counter: Counter, day: date) -> type[Refusal]:
    with pytest.raises(Refusal) as told:
        counter.desk.closings.offer(day)
    return type(told.value)


def test_days_that_cannot_be_closed(counter: Counter) -> None:
    assert refused(counter, NEXT) is FutureDay
    counter.close(TODAY, 0)
    assert refused(counter, TODAY) is AlreadyClosed
    assert refused(counter, TODAY - timedelta(days=1)) is LaterClosed
    counter.desk.settings.change(counter.center.staff, {CASH_FLOAT: "三万円"})
    counter.tomorrow()
    assert refused(counter, NEXT) is FloatUnreadable


def test_a_day_forgotten_is_told_and_may_go_along(counter: Counter) -> None:
    counter.close(TODAY, 0)
    counter.tomorrow()
    counter.pay(Tender(300))
    counter.tomorrow()
    counter.pay(Tender(100))
    after = NEXT + timedelta(days=1)
    with pytest.raises(OpenBefore) as told:
        counter.desk.closings.offer(after)
    assert told.value.before == NEXT
    assert counter.desk.closings.offer(NEXT).cash == 300
    assert counter.desk.closings.offer(after, with_days_before=True).cash == 400


def offered(counter: Counter) -> ClosingOffer:
    return counter.desk.closings.offer(TODAY)


def test_two_clerks_close_one_day(counter: Counter) -> None:
    counter.pay(Tender(300))
    seen = offered(counter)
    counter.pay(Tender(100))
    count = CountedDay(TODAY, {100: 3}, seen.expected)
    with pytest.raises(Moved):
        counter.desk.closings.close(counter.actor, count)
    counter.close(TODAY, 400)
    with pytest.raises(AlreadyClosed):
        counter.desk.closings.close(counter.actor, count)
    assert len(counter.desk.closings.latest()) == 1


def test_closing_is_taken_back_and_done_again(counter: Counter) -> None:
    desk, staff = counter.desk, counter.center.staff
    taken = desk.payments.take(staff, counter.booking, Tender(300)).entry
    assert taken
    closed = desk.closings.close(
        counter.actor, CountedDay(TODAY, {100: 3}, offered(counter).expected)
    ).entry
    assert closed
    with pytest.raises(ChangedSince):
        desk.journal.undo(staff, taken)
    desk.journal.undo(staff, closed)
    assert desk.closings.latest() == []
    assert offered(counter).cash == 300
    counter.close(TODAY, 300)
    assert len(desk.closings.latest()) == 1
    assert desk.journal.complaints() == []


def test_what_was_never_counted_stays_apart(counter: Counter) -> None:
    """Payments of the years before the first closing."""
    counter.pay(Tender(300))
    counter.tomorrow()
    counter.pay(Tender(100))
    assert counter.desk.closings.offer(NEXT).cash == 100


TAKEN = some.builds(
    TakenRow,
    some.just(UUID(int=0)),
    some.just(""),
    some.sampled_from(list(KINDS)),
    some.just(""),
    some.sampled_from(list(METHODS)),
    some.integers(-10_000, 10_000),
    some.none(),
    some.sampled_from([TODAY, NEXT]),
    some.just(""),
    some.just(""),
)


@given(some.lists(TAKEN, max_size=30))
def test_sums_are_those_of_a_slow_count(rows: list[TakenRow]) -> None:
    found = sums(rows)
    assert sum(each.payments for each in found) == len(rows)
    assert len({(each.what, each.method) for each in found}) == len(found)
    for each in found:
        same = [r.amount for r in rows if (r.what, r.method) == (each.what, each.method)]
        assert each.taken == sum(max(0, amount) for amount in same)
        assert each.given == sum(max(0, -amount) for amount in same)
    assert cash(found) == sum(row.amount for row in rows if row.method == "cash")


@given(some.lists(TAKEN, max_size=30))
def test_days_add_up_both_ways(rows: list[TakenRow]) -> None:
    days = by_day([TODAY, NEXT], rows)
    assert [each.day for each in days] == [TODAY, NEXT]
    assert sum(each.left for each in days) == sum(row.amount for row in rows)
    for each in days:
        mine = [row for row in rows if row.closed_on == each.day]
        assert each.left == sum(each.methods.values()) == sum(r.amount for r in mine)
        for what, amount in each.kinds.items():
            assert amount == sum(row.amount for row in mine if row.what == what)


class Entry(NamedTuple):
    number: str
    amount: int


ENTRIES = some.lists(
    some.tuples(
        some.sampled_from([25, 26]), some.integers(9_990, 10_010), some.integers(0, 2)
    ).map(lambda row: Entry(f"H{row[0]}-{row[1]}", row[2])),
    max_size=30,
)


@given(ENTRIES)
def test_receipt_numbers_are_accounted_for(entries: list[Entry]) -> None:
    """Each number of a run is either an entry's or missing; void is what has no yen."""
    found = issued(entries)
    mine = {each.number for each in entries}
    assert found.given == len(mine)
    every = [
        f"H{year}-{n}"
        for year in (25, 26)
        for n in range(9_990, 10_011)
        if any(
            first <= f"{n:05}" <= last
            for first, last in (
                (low[4:].zfill(5), high[4:].zfill(5))
                for low, high in found.runs
                if low.startswith(f"H{year}")
            )
        )
    ]
    assert set(every) == mine | set(found.missing)
    assert not mine & set(found.missing)
    paid = {each.number for each in entries if each.amount}
    assert set(found.void) == mine - paid
    assert (found.told == "なし") is (not entries)


@given(some.dictionaries(some.sampled_from(DENOMINATIONS), some.integers(0, 99)))
def test_pieces_are_counted_one_by_one(pieces: dict[int, int]) -> None:
    piled = [worth for worth, count in pieces.items() for _ in range(count)]
    assert counted(pieces) == sum(piled)
