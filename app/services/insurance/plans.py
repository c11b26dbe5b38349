"""The table of plans and premiums of a fiscal year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.kit import checks
from app.kit.refusal import Refusal
from app.rules.insurance import PlanForm, checked_plans
from app.rules.people.person_rows import Problem, RowsRefused
from db.journal import stale
from db.journal.capture import JournaledSession
from db.journal.entry import RowKey
from db.journal.stale import Loaded
from db.queries import insurance
from db.queries.insurance import PlanRow
from db.records.insurance import InsurancePlan
from db.store import Reading


class PlanInUse(checks.FieldRefused):
    """What people paid cannot change afterwards: retire the plan and add another."""

    code = "insurance.plan_in_use"


class PlanGone(Refusal):
    """A line of the table is a plan of another year."""

    code = "insurance.plan_gone"


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The plans of a year that are offered, as a table edits them.

    `proposal` are those of the last year before, for a year without any; their sources
    are left to be said anew. `rows` are all plans, also those that are retired.
    """

    fiscal_year: int
    rows: Sequence[PlanRow]
    forms: Sequence[PlanForm]
    proposal: Sequence[PlanForm]
    proposed_from: int | None
    loaded: Loaded


def plan_table(session: Reading, fiscal_year: int) -> PlanTable:
    rows = insurance.plans(session, fiscal_year)
    before = [year for year in insurance.years(session) if year < fiscal_year]
    earlier = before[0] if before and not rows else None
    proposed = insurance.plans(session, earlier) if earlier else ()
    return PlanTable(
        fiscal_year,
        rows,
        [
            PlanForm(row.scheme, row.name, row.premium, row.source, row.id)
            for row in rows
            if not row.retired
        ],
        [
            PlanForm(row.scheme, row.name, row.premium)
            for row in proposed
            if not row.retired
        ],
        earlier,
        stale.loaded_now(session),
    )


def keep_plans(
    work: JournaledSession, fiscal_year: int, forms: Sequence[PlanForm], loaded: Loaded
) -> None:
    """Make the plans of a year those of the table; the others are retired."""
    kept = checked_plans(forms)
    known = {row.id: row for row in insurance.plans(work, fiscal_year)}
    stale.expect(work, [RowKey("insurance_plan", key) for key in known], loaded)
    _refuse_changes(kept, known)
    for place, form in enumerate(kept.values()):
        if form.id is None:
            plan = InsurancePlan(
                id=work.new_id(),
                fiscal_year=fiscal_year,
                scheme=form.scheme,
                name=form.name,
                premium=form.premium,
            )
            work.add(plan)
        else:
            plan = work.get_one(InsurancePlan, form.id)
        plan.scheme, plan.name, plan.premium = form.scheme, form.name, form.premium
        plan.source, plan.place, plan.retired = form.source, place, False
    for key in known.keys() - {form.id for form in kept.values()}:
        work.get_one(InsurancePlan, key).retired = True


def _refuse_changes(kept: Mapping[int, PlanForm], known: Mapping[UUID, PlanRow]) -> None:
    """Plans of which somebody has one already keep what they cost."""
    problems = []
    for row, form in kept.items():
        if form.id is None:
            continue
        plan = known.get(form.id)
        if plan is None:
            raise PlanGone()
        for field in ("scheme", "premium"):
            if plan.used and getattr(form, field) != getattr(plan, field):
                refusal = PlanInUse(field, used=plan.used, plan=plan.name)
                problems.append(Problem(row, field, refusal))
    if problems:
        raise RowsRefused(problems)
