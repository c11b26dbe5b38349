"""What a plan becomes in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from app.demo.build import build
from app.demo.parts import Plan
from app.demo.plan import plan
from app.kit.progress import Progress
from app.services.journal import Journal
from app.services.sign_in import actor
from app.services.staff import StaffDesk
from db import contents
from db.journal import audit
from db.journal.entry import Act
from db.keys import seeded
from db.numbers import next_number
from db.records.attachments import Attachment
from db.records.base import table_of
from db.records.bookings import USED, Booking, Occupancy, Status
from db.records.equipment import EquipmentKind, EquipmentPiece, StockClaim
from db.records.groups import Group, Member, Person
from db.records.insurance import InsuranceBatch, InsuranceEnrolment, InsurancePlan
from db.records.loans import HOLDING, Loan, LoanLine, LoanPiece
from db.records.payments import Payment
from db.records.rooms import Room
from db.records.rosters import RosterLine
from db.records.sites import Site
from db.store import Store
from tests.conftest import sqlite_engine

NOW = datetime(2026, 11, 24, 14, 7)
SOME_DAYS_AGO = NOW.date() - timedelta(6)
RECORDS = (
    Site,
    Room,
    Group,
    Person,
    Member,
    Booking,
    Payment,
    EquipmentKind,
    EquipmentPiece,
    Loan,
    LoanLine,
    LoanPiece,
    RosterLine,
    InsurancePlan,
    InsuranceBatch,
    InsuranceEnrolment,
)


@cache
def week(ahead: int = 6) -> Plan:
    """The whole demo, but for the bookings six days back or so many days ahead."""
    whole = plan(1, NOW)
    near = [
        place
        for place, one in enumerate(whole.bookings)
        if -timedelta(6) < one.starts - NOW < timedelta(ahead)
    ]
    loans = [
        replace(one, booking=None if one.booking is None else near.index(one.booking))
        for one in whole.loans
        if one.booking in near or (one.booking is None and one.last_on > SOME_DAYS_AGO)
    ]
    bookings = tuple(whole.bookings[place] for place in near)
    return replace(whole, bookings=bookings, loans=tuple(loans))


def built(engine: Engine, of: Plan) -> Store:
    store = Store(engine, "C", seeded(1))
    build(store, of, "2580", Progress())
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    engine = sqlite_engine(tmp_path_factory.mktemp("demo"))
    yield built(engine, week())
    engine.dispose()


def rows(store: Store) -> Sequence[Any]:
    with store.read() as session:
        return [
            tuple(row)
            for record in RECORDS
            for row in session.execute(select(table_of(record)).order_by("id"))
        ]


def stock_claims(store: Store) -> Sequence[Any]:
    with store.read() as session:
        lines = select(LoanLine.loan_id, StockClaim.day).join(
            StockClaim, StockClaim.line_id == LoanLine.id
        )
        return list(session.execute(lines))


def test_a_plan_becomes_the_same_rows_each_time(
    store: Store, new_engine: Callable[[], Engine]
) -> None:
    assert rows(built(new_engine(), week())) == rows(store)


def test_nothing_strays_from_the_journal(store: Store) -> None:
    with store.read() as session:
        assert not list(audit.broken_links(session))
        assert not list(audit.strayed_rows(session))


def test_everything_planned_is_there(store: Store) -> None:
    of = week()
    with store.read() as session:
        counts = [
            session.scalar(select(func.count()).select_from(table_of(record)))
            for record in RECORDS
        ]
        statuses = set(session.scalars(select(Booking.status).distinct()))
    paid = sum(len(one.payments) for one in of.bookings)
    paid += sum(len(one.payments) for one in of.loans)
    paid += len([batch for batch in of.batches if batch.payment])
    members = sum(len(group.on_card) for group in of.groups)
    assert counts[:7] == [2, 5, 108, len(of.people), members, len(of.bookings), paid]
    pieces = sum(len(kind.pieces) for kind in of.kinds)
    lines = [line for loan in of.loans for line in loan.lines]
    went_out = [loan for loan in of.loans if loan.handed_over_at]
    out = sum(len(line.pieces) for loan in went_out for line in loan.lines)
    on_rosters = sum(len(roster.lines) for roster in of.rosters)
    enrolled = sum(len(batch.people) for batch in of.batches)
    assert counts[7:12] == [len(of.kinds), pieces, len(of.loans), len(lines), out]
    assert counts[12:] == [on_rosters, 4, len(of.batches), enrolled]
    assert statuses >= {*USED, Status.CONFIRMED, Status.HELD}


def test_the_center_keeps_the_time_of_its_own_rooms_only(store: Store) -> None:
    with store.read() as session:
        homes = select(Booking.home).join(Occupancy, Occupancy.booking_id == Booking.id)
        assert set(session.scalars(homes.distinct())) == {"C"}


def test_everybody_signs_in_with_the_pin(store: Store) -> None:
    staff = StaffDesk(store, lambda: NOW).able()
    assert len(staff) == 4
    assert {actor(row, "2580").id for row in staff} == {row.id for row in staff}


def test_numbers_have_no_gap_and_go_on(store: Store) -> None:
    with store.read() as session:
        numbers = list(session.scalars(select(Booking.number).order_by(Booking.number)))
    for site in ("C", "E"):
        own = [number for number in numbers if number.startswith(f"{site}26-")]
        assert own == [f"{site}26-{n:04}" for n in range(1, len(own) + 1)]
    last = sum(number.startswith("C26-") for number in numbers)
    with store.write(Act("test.number", "", NOW)) as work:
        assert next_number(work, "booking", 2026) == last + 1


def test_today_was_noted_key_by_key(store: Store) -> None:
    """The history of a booking of today shows who gave the key, and when."""
    midnight = NOW.replace(hour=0, minute=0)
    with store.read() as session:
        done = select(Booking.id).where(Booking.status == Status.DONE)
        key = session.scalars(done.where(Booking.starts > midnight)).first()
    assert key is not None
    events = Journal(store, lambda: NOW).history("booking", key)
    verbs = [event.verb for event in events]
    assert verbs == ["booking.book", "booking.check_in", "booking.check_out"]


def test_equipment_went_out_and_came_back_by_the_desk(store: Store) -> None:
    with store.read() as session:
        done = select(Loan.id).where(Loan.status == "returned", Loan.booking_id.is_(None))
        key = session.scalars(done).first()
        out = select(Loan.id).where(Loan.status == "handed_over", Loan.last_on < NOW)
        overdue = session.scalars(out).first()
    assert key is not None and overdue is not None
    journal = Journal(store, lambda: NOW)
    lent = [event.verb for event in journal.history("loan", overdue)]
    assert lent == ["loan.lend", "loan.hand_over"]
    verbs = [event.verb for event in journal.history("loan", key)]
    assert verbs == [*lent, "loan.take_back"]


def test_stock_is_promised_at_home_and_by_nobody_else(store: Store) -> None:
    held = {loan for loan, _ in stock_claims(store)}
    with store.read() as session:
        holding = select(Loan.id).where(Loan.status.in_(HOLDING), Loan.home == "C")
        assert held == set(session.scalars(holding))


def test_equipment_with_a_room_was_booked_with_it(store: Store) -> None:
    with store.read() as session:
        both = select(Loan.id, Booking.id, Loan.number, Booking.number).join(
            Booking, Loan.booking_id == Booking.id
        )
        loan, booking, number, same = session.execute(both.limit(1)).one()
    journal = Journal(store, lambda: NOW)
    first = journal.history("loan", loan)[0].entry
    assert number == same and first == journal.history("booking", booking)[0].entry


def test_the_rules_of_a_group_are_on_its_card(store: Store) -> None:
    with store.read() as session:
        files = list(session.execute(select(Attachment.digest, Attachment.size)))
        contents_here = [contents.get(session, digest) for digest, _ in files]
    assert len(files) == 2
    for (_, size), data in zip(files, contents_here, strict=True):
        assert data is not None and data.startswith(b"%PDF") and len(data) == size
