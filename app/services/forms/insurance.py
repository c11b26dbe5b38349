"""加入申込書 and 加入者名簿 from a batch and who is enrolled in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.kit.settings import (
    INSURANCE_ADDRESSEE,
    INSURANCE_NOTE,
    INSURANCE_STATEMENT,
    PERMIT_ISSUER,
)
from app.printing.insurance_application import InsuranceApplication, PlanLine
from app.printing.insurance_roster import InsuranceRoster, Insured
from app.printing.permit_parts import Holder
from app.services.forms.bookings import holder_of
from app.services.forms.head import Head
from app.services.groups import GroupCard
from db.queries.insurance import BatchRow, EnrolmentRow


def blank_application(head: Head) -> InsuranceApplication:
    return InsuranceApplication(
        office=head.office(PERMIT_ISSUER),
        addressee=head.of(INSURANCE_ADDRESSEE) or f"{head.city}社会福祉協議会",
        note=head.of(INSURANCE_NOTE),
        statement=head.of(INSURANCE_STATEMENT),
    )


def application_of(
    head: Head,
    batch: BatchRow,
    group: GroupCard | None,
    people: Sequence[EnrolmentRow],
    copies: int,
) -> InsuranceApplication:
    """Without a group, of one who came alone, the person applies."""
    starts = sorted({person.starts_on for person in people})
    return replace(
        blank_application(head),
        scheme=batch.scheme,
        fiscal_year=batch.fiscal_year,
        number=batch.number,
        applied=batch.applied_at.date(),
        holder=holder_of(group) if group else _alone(people[0]),
        activity=batch.activity,
        plans=_plans(people),
        starts=starts[0],
        ends=max(person.ends_on for person in people),
        staggered=len(starts) > 1,
        reissue=copies,
    )


def roster_of(
    head: Head, batch: BatchRow, people: Sequence[EnrolmentRow], copies: int
) -> InsuranceRoster:
    return InsuranceRoster(
        center=head.center,
        scheme=batch.scheme,
        fiscal_year=batch.fiscal_year,
        number=batch.number,
        group=batch.group,
        applied=batch.applied_at.date(),
        people=[_insured(person) for person in people],
        reissue=copies,
    )


def _alone(person: EnrolmentRow) -> Holder:
    return Holder(representative=person.name, address=person.address, phone=person.phone)


def _plans(people: Sequence[EnrolmentRow]) -> tuple[PlanLine, ...]:
    """By plan, and by premium where that was changed in between; the lowest first."""
    counts = Counter((person.premium, person.plan) for person in people)
    return tuple(
        PlanLine(plan, premium, count)
        for (premium, plan), count in sorted(counts.items())
    )


def _insured(person: EnrolmentRow) -> Insured:
    return Insured(
        name=person.name,
        kana=person.kana,
        born_on=person.born_on,
        address=person.address,
        phone=person.phone,
        plan=person.plan,
        premium=person.premium,
        starts_on=person.starts_on,
    )
