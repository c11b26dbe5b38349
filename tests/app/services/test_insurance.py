"""People enrolled, paid for and handed to the 社協."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest

from app.rules.person_rows import Doubtful, PersonLine
from app.services.insurance import (
    EnrolLine,
    EnrolWish,
    NoPlans,
    YearOver,
)
from db.journal.entry import Act
from db.records.insurance import InsurancePlan
from tests.app.services.conftest import JAPAN, Center

SCHEME = "ボランティア活動保険"
NAMES = ("髙橋 節子", "𠮷田 正", "山﨑 花", "渡邊 一郎")


def plan(center: Center, year: int = 2026, premium: int = 350) -> UUID:
    with center.store.write(Act("test.plan", center.staff, center.clock.now)) as work:
        made = InsurancePlan(
            id=work.new_id(),
            scheme=SCHEME,
            fiscal_year=year,
            name="基本",
            premium=premium,
        )
        work.add(made)
    return made.id


def wish(plan_id: UUID, *names: str, group: UUID | None = None) -> EnrolWish:
    lines = [EnrolLine(PersonLine(name=name), plan_id) for name in names]
    return EnrolWish(2026, lines, group)


def test_a_roster_is_enrolled_in_one_go(center: Center) -> None:
    group, basic = center.register(), plan(center)
    asked = wish(basic, *NAMES, group=group)
    offer = center.desk.insurance.offer(asked)
    assert (offer.people, offer.total) == (4, 1400)
    assert offer.term.starts_on == date(2026, 11, 25)
    assert offer.term.ends_on == date(2027, 3, 31)
    made = center.desk.insurance.enrol(center.staff, asked).value
    assert (made.number, made.people, made.premium) == ("H26-0001", 4, 1400)
    card = center.desk.insurance.batch(made.batch_id)
    assert [row.name for row in card.rows] == list(NAMES)
    assert card.batch.group == "花の会" and card.batch.owed == 1400
    assert center.desk.insurance.owed().total == 1400


def test_the_same_person_is_not_enrolled_twice(center: Center) -> None:
    group, basic = center.register(), plan(center)
    center.desk.insurance.enrol(center.staff, wish(basic, *NAMES[:2], group=group))
    again = wish(basic, *NAMES, group=group)
    with pytest.raises(Doubtful):
        center.desk.insurance.enrol(center.staff, again)


def test_premiums_need_a_table(center: Center) -> None:
    with pytest.raises(NoPlans):
        center.desk.insurance.offer(wish(plan(center, 2025), "髙橋 節子"))


def test_on_the_last_evening_the_next_year_is_named(center: Center) -> None:
    basic = plan(center)
    center.clock.now = datetime(2027, 3, 31, 23, 59, tzinfo=JAPAN)
    with pytest.raises(YearOver) as refused:
        center.desk.insurance.offer(wish(basic, "髙橋 節子"))
    assert refused.value.next_year == 2027
