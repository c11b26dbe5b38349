"""What the demo's desk did lately and has arranged: something of everything to try."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine, select

from app.demo.build import build
from app.demo.desk import live
from app.demo.fairness import MOST
from app.demo.house import JOINED, ROOMS
from app.desk import Desk, desk_on
from app.kit.progress import Progress
from app.rules.fees import LineKind, kept_lines
from db.journal import audit
from db.keys import seeded
from db.records.blockings import Blocking, BlockingStatus
from db.records.bookings import Approval, Booking, Status
from db.records.requests import Request
from db.records.rooms import Room
from db.store import Store
from tests.app.demo.test_build import NOW, week
from tests.conftest import sqlite_engine

#: What is booked until the end of the next month counts for its limits.
AHEAD = 40


def lived(engine: Engine) -> Store:
    store, plan = Store(engine, "C", seeded(1)), week(AHEAD)
    staff = build(store, plan, "2580", Progress())
    live(store, plan, staff)
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    engine = sqlite_engine(tmp_path_factory.mktemp("demo"))
    yield lived(engine)
    engine.dispose()


@pytest.fixture
def desk(store: Store) -> Desk:
    return desk_on(store, "C", lambda: NOW)


def test_it_is_all_in_the_journal(store: Store) -> None:
    with store.read() as session:
        assert not list(audit.broken_links(session))
        assert not list(audit.strayed_rows(session))


def test_a_series_with_a_day_skipped_and_two_rooms_lie_ahead(store: Store) -> None:
    with store.read() as session:
        requests = list(session.execute(select(Request.id, Request.repeat)))
        asked = [
            session.execute(
                select(Booking.starts, Booking.room_id).where(Booking.request_id == key)
            ).all()
            for key, _ in requests
        ]
    assert {repeat for _, repeat in requests} == {"毎月第2・第4火", ""}
    spread = [
        (len({starts for starts, _ in each}) > 1, len({room for _, room in each}))
        for each in asked
    ]
    assert sorted(spread) == [(False, 2), (True, 1)]
    days = max((sorted({starts.date() for starts, _ in each}) for each in asked), key=len)
    assert any(late - early > timedelta(days=21) for early, late in pairwise(days))


def test_what_is_blocked_lies_ahead(store: Store) -> None:
    with store.read() as session:
        blocked = session.execute(
            select(
                *(Blocking.starts, Blocking.reason, Blocking.status),
                *(Blocking.posted, Blocking.allowed_by),
            )
            .where(Blocking.starts > NOW)
            .order_by(Blocking.starts)
        ).all()
    days = [one.starts.date() for one in blocked if one.reason == "床の張り替え"]
    assert len(days) == 3
    assert all(late - early == timedelta(days=1) for early, late in pairwise(days))
    assert {one.status for one in blocked} == {BlockingStatus.IN_FORCE}
    assert {one.posted for one in blocked} == {True, False}
    assert any(one.allowed_by for one in blocked)


def test_two_rooms_are_joined_and_put_back_after_it(store: Store) -> None:
    with store.read() as session:
        room = session.execute(select(Room.id).where(Room.name == JOINED.name)).scalar()
        [use] = session.execute(
            select(Booking.ends, Booking.busy_until).where(Booking.room_id == room)
        ).all()
    assert use.busy_until - use.ends == timedelta(minutes=JOINED.turnaround)


def test_a_room_is_prepared_before_each_use_and_cleaned_up_after_it(
    store: Store,
) -> None:
    [room] = [room for room in ROOMS if room.preparation and room.turnaround]
    with store.read() as session:
        key = session.scalars(select(Room.id).where(Room.name == room.name)).one()
        times = (Booking.busy_from, Booking.starts, Booking.ends, Booking.busy_until)
        uses = session.execute(select(*times).where(Booking.room_id == key)).all()
    assert {use.starts - use.busy_from for use in uses} == {
        timedelta(minutes=room.preparation)
    }
    assert {use.busy_until - use.ends for use in uses} == {
        timedelta(minutes=room.turnaround)
    }


def test_the_power_failed_and_everybody_was_called(desk: Desk) -> None:
    [storm] = desk.emergencies.latest()
    card = desk.emergencies.card(storm.id)
    assert storm.settled_at is not None and storm.settled_at < NOW
    assert card.called > 0 and all(line.call.became for line in card.lines)
    assert not desk.today.view(NOW).emergencies


def test_a_group_that_did_not_come_is_under_a_restriction(store: Store) -> None:
    desk = desk_on(store, "C", lambda: NOW)
    with store.read() as session:
        [missed] = session.scalars(
            select(Booking.id).where(Booking.status == Status.NO_SHOW)
        )
    card = desk.bookings.card(missed)
    assert card.reason.startswith("無断不使用")
    assert any("申し込め" in each for each in desk.groups.standing(card.group_id))


def test_a_use_was_extended_and_paid_for(store: Store, desk: Desk) -> None:
    with store.read() as session:
        found = list(session.execute(select(Booking.id, Booking.fee_lines)))
    [longer] = [
        key
        for key, text in found
        if any(line.kind is LineKind.EXTENSION for line in kept_lines(text))
    ]
    card = desk.bookings.card(longer)
    assert (card.status, card.owed) == (Status.DONE, 0)


def test_one_group_is_at_its_limit_with_an_exception_one_is_near_it(desk: Desk) -> None:
    [waiver] = desk.waivers.latest()
    assert waiver.about == "limit" and waiver.reason
    card = desk.bookings.card(waiver.booking_id)
    assert card.status == Status.CONFIRMED
    ledger = desk.offers.day(card.starts.date())
    assert any(row.id == card.id for row in ledger.bookings)
    counts = [
        sum(
            one.starts.month == card.starts.month and one.status == Status.CONFIRMED
            for one in desk.bookings.of_group(group.id)
        )
        for group in desk.groups.search("", limit=200)
    ]
    assert sorted(counts)[-2:] == [MOST - 1, MOST + 1]


def test_a_reduction_waits_for_its_approval(desk: Desk) -> None:
    [row] = desk.today.view(NOW).approving
    assert desk.bookings.card(row.id).approval == Approval.ASKED


def test_an_offer_is_open_and_another_waits_behind_it(desk: Desk) -> None:
    offered = desk.today.view(NOW).offered
    assert [row.status for row in offered] == ["offered"] and offered[0].note
    behind = [row for row in desk.waiting.listed() if row.starts == offered[0].starts]
    assert [row.status for row in behind] == ["offered", "waiting"]
    ledger = desk.offers.day(behind[0].starts.date())
    [room] = [room for room in ledger.rooms if room.room.id == behind[0].room_id]
    assert next(s for s in room.slots if s.slot.name == behind[0].slots).free


def test_lotteries_are_open_frozen_and_drawn(desk: Desk) -> None:
    found = {row.status: row.id for row in desk.lotteries.latest()}
    assert sorted(found) == ["drawn", "frozen", "open"]
    drawn = desk.lotteries.card(found["drawn"])
    assert 0 < drawn.winners < len(drawn.requests)
    assert {line.row.status for line in drawn.requests} == {"won", "claimed", "lost"}


def test_the_month_before_is_closed_and_every_day_until_yesterday(desk: Desk) -> None:
    [month] = desk.month_closings.latest()
    assert month.month == date(2026, 10, 1)
    offer = desk.month_closings.offer(month.month)
    assert not offer.open_days and offer.days
    now = desk.month_closings.offer(NOW.date())
    assert set(now.open_days) <= {NOW.date()}
