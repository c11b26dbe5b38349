"""What the demo's desk has arranged for the weeks to come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import Engine, select

from app.demo.ahead import arrange
from app.demo.build import build
from app.kit.progress import Progress
from app.services.journal import Journal
from db.journal import audit
from db.keys import seeded
from db.records.blockings import Blocking, BlockingStatus
from db.records.bookings import Booking
from db.records.requests import Request
from db.store import Store
from tests.app.demo.test_build import NOW, week


def test_a_series_two_rooms_and_what_is_blocked_lie_ahead(
    new_engine: Callable[[], Engine],
) -> None:
    store = Store(new_engine(), "C", seeded(1))
    staff = build(store, week(), "2580", Progress())
    arrange(store, NOW, staff)
    with store.read() as session:
        assert not list(audit.strayed_rows(session))
        requests = list(session.execute(select(Request.id, Request.repeat)))
        asked = [
            session.execute(
                select(Booking.starts, Booking.room_id).where(Booking.request_id == key)
            ).all()
            for key, _ in requests
        ]
        blocked = session.execute(
            select(
                *(Blocking.starts, Blocking.reason, Blocking.status),
                *(Blocking.posted, Blocking.allowed_by),
            ).order_by(Blocking.starts)
        ).all()
    assert {repeat for _, repeat in requests} == {"毎月第2火", ""}
    spread = [
        (len({starts for starts, _ in each}) > 1, len({room for _, room in each}))
        for each in asked
    ]
    assert sorted(spread) == [(False, 2), (True, 1)]
    days = [one.starts.date() for one in blocked if one.reason == "床の張り替え"]
    assert len(days) == 3
    assert all(late - early == timedelta(days=1) for early, late in pairwise(days))
    assert {one.status for one in blocked} == {BlockingStatus.IN_FORCE}
    assert {one.posted for one in blocked} == {True, False}
    assert any(one.allowed_by for one in blocked)


def test_ctrl_z_of_who_tries_it_leaves_it_alone(
    new_engine: Callable[[], Engine],
) -> None:
    store = Store(new_engine(), "C", seeded(1))
    staff = build(store, week(), "2580", Progress())
    before = Journal(store, lambda: NOW).last_undoable(staff[0].hex, NOW.date())
    arrange(store, NOW, staff)
    after = Journal(store, lambda: NOW).last_undoable(staff[0].hex, NOW.date())
    assert after == before
