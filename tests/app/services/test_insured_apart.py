"""Two sites enrol the same people, neither knowing of the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine

from app.desk import Desk, desk_on
from app.rules.people.person_rows import PersonLine
from app.services.insurance import EnrolLine, EnrolWish
from app.services.today import StepKind
from db.store import Store
from tests.app.services.conftest import Center, Hand, found
from tests.app.services.insured import NAMES, plans
from tests.parcels import ParcelJournal


@dataclass(frozen=True)
class Towns:
    """The center and a satellite that has all it has."""

    center: Center
    satellite: Desk
    journals: tuple[ParcelJournal, ParcelJournal]
    group: UUID
    basic: UUID
    quake: UUID

    def exchange(self) -> None:
        both = self.journals
        for target, source in (both, both[::-1], both):
            target.receive("m", source.parcel(target.vector()))

    def wish(self, plan: UUID) -> EnrolWish:
        rows = self.satellite.rosters.of_group(self.group, 2026).lines
        return EnrolWish(2026, [EnrolLine(line, plan) for line in rows], self.group)


@pytest.fixture
def towns(new_engine: Callable[[], Engine]) -> Towns:
    center, later = found(new_engine()), Hand()
    later.now += timedelta(minutes=5)
    store = Store(new_engine(), "A")
    satellite = desk_on(store, "H", later)
    journals = ParcelJournal(center.store, center.clock), ParcelJournal(store, later)
    group, (basic, quake) = center.register(), plans(center)
    rosters = center.desk.rosters
    loaded = rosters.of_group(group, 2026).loaded
    lines = [PersonLine(name) for name in NAMES]
    rosters.save(center.staff, group, 2026, lines, loaded)
    towns = Towns(center, satellite, journals, group, basic, quake)
    towns.exchange()
    return towns


def test_both_enrolled_the_same_and_one_enrolment_counts(towns: Towns) -> None:
    center, satellite, staff = towns.center.desk, towns.satellite, towns.center.staff
    first = center.insurance.enrol(staff, towns.wish(towns.basic), paid=True).value
    second = satellite.insurance.enrol(staff, towns.wish(towns.quake), paid=True).value
    towns.exchange()
    for desk in (center, satellite):
        assert desk.insurance.owed().total == 4 * 500
        lost, kept = (desk.insurance.batch(b.batch_id) for b in (first, second))
        assert (len(lost.rows), len(kept.rows)) == (0, 4)
        assert [row.batch for row in lost.elsewhere] == [second.number] * 4
        assert (lost.batch.too_much, kept.batch.too_much) == (1400, 0)
        assert desk.journal.complaints() == []
    conflicts = towns.journals[0].conflicts()
    assert [conflict.field for conflict in conflicts] == ["batch_id"] * 4
    assert {(side.site, side.staff) for side in conflicts[0].sides} == {
        ("H", "渡邊 千恵子"),
        ("A", "渡邊 千恵子"),
    }
    at = towns.center.clock.now.replace(tzinfo=None)
    [back] = center.today.view(at).batch_steps
    assert (back.kind, back.amount) == (StepKind.PAY_BACK, 1400)


def test_settling_it_takes_plan_and_premium_along(towns: Towns) -> None:
    center, satellite, staff = towns.center.desk, towns.satellite, towns.center.staff
    first = center.insurance.enrol(staff, towns.wish(towns.basic)).value
    second = satellite.insurance.enrol(staff, towns.wish(towns.quake), paid=True).value
    towns.exchange()
    for conflict in towns.journals[0].conflicts():
        towns.journals[0].decide(staff, conflict, first.batch_id.hex)
    towns.exchange()
    for desk in (center, satellite):
        card = desk.insurance.batch(first.batch_id)
        assert {(row.plan, row.premium) for row in card.rows} == {("基本", 350)}
        assert desk.insurance.owed().total == card.batch.owed == 4 * 350
        assert desk.journal.complaints() == []
        assert desk.insurance.batch(second.batch_id).batch.too_much == 2000
    assert [journal.conflicts() for journal in towns.journals] == [[], []]
    back = satellite.insurance.pay_back(staff, second.batch_id).value
    assert back.amount == -2000
    settled = center.sync.settled()
    assert len(settled) == 4


def test_the_same_roster_twice_is_one_roster(towns: Towns) -> None:
    staff = towns.center.staff
    for desk in (towns.center.desk, towns.satellite):
        desk.rosters.take_over(staff, towns.group, 2026, 2027)
    towns.exchange()
    for desk in (towns.center.desk, towns.satellite):
        rows = desk.rosters.of_group(towns.group, 2027).rows
        assert [row.name for row in rows] == list(NAMES)
    assert [journal.conflicts() for journal in towns.journals] == [[], []]
