"""Plans and people for tests of 保険."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from app.rules.people.person_rows import PersonLine
from app.services.insurance import EnrolLine, EnrolWish, PlanForm
from tests.app.services.conftest import Center

SCHEME = "ボランティア活動保険"
BASIC = PlanForm(SCHEME, "基本", 350, "ふくしの保険")
QUAKE = PlanForm(SCHEME, "天災・地震補償", 500, "ふくしの保険")
NAMES = ("髙橋 節子", "𠮷田 正", "山﨑 花", "渡邊 一郎")


def plans(center: Center, *forms: PlanForm, year: int = 2026) -> list[UUID]:
    """The plans of a year as its table has them."""
    insurance = center.desk.insurance
    loaded = insurance.plan_table(year).loaded
    insurance.save_plans(center.staff, year, forms or (BASIC, QUAKE), loaded)
    return [row.id for row in insurance.plans(year) if not row.retired]


def people(plan_id: UUID, *names: str) -> list[EnrolLine]:
    return [
        EnrolLine(PersonLine(name, born_on=date(1960, 4, n)), plan_id)
        for n, name in enumerate(names, 1)
    ]


def wish(plan_id: UUID, *names: str, group: UUID | None = None) -> EnrolWish:
    return EnrolWish(2026, people(plan_id, *names), group)
