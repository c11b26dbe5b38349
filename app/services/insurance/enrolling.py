"""Steps of enrolling: the plans of the lines, who is in already, the rows to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from app.kit.wareki import full
from app.rules import insurance as rules
from app.rules.insurance import NoPlans, PremiumLine, Term
from app.services.insurance.values import (
    AlreadyIn,
    Delivered,
    EnrolWish,
    NobodyToEnrol,
    NoSuchPlan,
    SeveralSchemes,
)
from db.journal.capture import JournaledSession
from db.queries import insurance
from db.queries.insurance import PlanRow
from db.records.insurance import InsuranceBatch, InsuranceEnrolment
from db.store import Reading


def chosen_plans(session: Reading, wish: EnrolWish) -> Mapping[int, PlanRow]:
    """The plan of each line that is not empty."""
    offered = {plan.id: plan for plan in insurance.offered(session, wish.fiscal_year)}
    if not offered:
        raise NoPlans(wish.fiscal_year)
    chosen: dict[int, PlanRow] = {}
    for row, line in enumerate(wish.lines):
        if line.person.empty:
            continue
        if line.plan_id not in offered:
            raise NoSuchPlan(row, wish.fiscal_year)
        chosen[row] = offered[line.plan_id]
    if not chosen:
        raise NobodyToEnrol()
    if len({plan.scheme for plan in chosen.values()}) > 1:
        raise SeveralSchemes()
    return chosen


def undelivered(work: JournaledSession, batch_id: UUID) -> InsuranceBatch:
    batch = work.get_one(InsuranceBatch, batch_id)
    if batch.delivered_on is not None:
        raise Delivered(number=batch.number, day=full(batch.delivered_on))
    return batch


def keys_of(
    plans: Mapping[int, PlanRow], people: Mapping[int, UUID]
) -> Mapping[int, UUID]:
    """The key that each line's enrolment has."""
    return {
        row: insurance.enrolment_key(plans[row].scheme, plans[row].fiscal_year, person)
        for row, person in people.items()
    }


def already_in(session: Reading, keys: Mapping[int, UUID]) -> Sequence[AlreadyIn]:
    """Lines whose enrolment exists."""
    found = insurance.enrolled(session, list(keys.values()))
    return [AlreadyIn(row, found[key]) for row, key in keys.items() if key in found]


def premiums(plans: Sequence[PlanRow]) -> Sequence[PremiumLine]:
    return rules.premiums((plan.id, plan.name, plan.premium) for plan in plans)


def enrolment(
    key: UUID,
    batch: InsuranceBatch,
    plan: PlanRow,
    person_id: UUID,
    term: Term,
    place: int,
) -> InsuranceEnrolment:
    return InsuranceEnrolment.stored(
        {
            "id": key,
            "batch_id": batch.id,
            "plan_id": plan.id,
            "person_id": person_id,
            "premium": plan.premium,
            "starts_on": term.starts_on,
            "ends_on": term.ends_on,
            "place": place,
        }
    )
