"""Plans, enrolments and batches, as tables and papers show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, func, select

from db.journal import log
from db.journal.entry import Op
from db.keys import derived
from db.prepared import OfKeys
from db.records.groups import Group, Person
from db.records.insurance import InsuranceBatch, InsuranceEnrolment, InsurancePlan
from db.records.journal import ChangeRow
from db.records.payments import Payment
from db.session import Session

LATEST = 200


class PlanRow(NamedTuple):
    """A plan (premium in yen); `used` counts its enrolments."""

    id: UUID
    scheme: str
    fiscal_year: int
    name: str
    premium: int
    source: str
    place: int
    retired: bool
    used: int = 0


class BatchRow(NamedTuple):
    """One 加入申込. `premium` is what its people cost, `paid` what the group gave (yen).

    Without people it was cancelled, or another batch has them.
    """

    id: UUID
    number: str
    home: str
    scheme: str
    fiscal_year: int
    group_id: UUID | None
    group: str
    activity: str
    applied_at: datetime
    delivered_on: date | None
    people: int
    premium: int
    paid: int

    @property
    def owed(self) -> int:
        """Yen still to be taken from the group."""
        return max(0, self.premium - self.paid)

    @property
    def too_much(self) -> int:
        """Yen to be given back to the group."""
        return max(0, self.paid - self.premium)


class EnrolmentRow(NamedTuple):
    """A person insured under a plan, in which batch and for which group."""

    id: UUID
    batch_id: UUID
    batch: str
    group_id: UUID | None
    group: str
    scheme: str
    fiscal_year: int
    plan_id: UUID
    plan: str
    premium: int
    starts_on: date
    ends_on: date
    delivered_on: date | None
    person_id: UUID
    name: str
    kana: str
    born_on: date | None
    address: str
    phone: str


PLAN: tuple[Any, ...] = (
    InsurancePlan.id,
    InsurancePlan.scheme,
    InsurancePlan.fiscal_year,
    InsurancePlan.name,
    InsurancePlan.premium,
    InsurancePlan.source,
    InsurancePlan.place,
    InsurancePlan.retired,
)
#: A left join finds none for people who came alone.
GROUP_NAME = func.coalesce(Group.name, "")
ENROLMENT: tuple[Any, ...] = (
    InsuranceEnrolment.id,
    InsuranceBatch.id,
    InsuranceBatch.number,
    InsuranceBatch.group_id,
    GROUP_NAME,
    InsurancePlan.scheme,
    InsurancePlan.fiscal_year,
    InsurancePlan.id,
    InsurancePlan.name,
    InsuranceEnrolment.premium,
    InsuranceEnrolment.starts_on,
    InsuranceEnrolment.ends_on,
    InsuranceBatch.delivered_on,
    Person.id,
    Person.name,
    Person.kana,
    Person.born_on,
    Person.address,
    Person.phone,
)


THERE = OfKeys("SELECT id FROM insurance_enrolment WHERE id IN {keys}", "uuid", Uuid())
ENROLLED = InsuranceEnrolment.batch_id == InsuranceBatch.id
BATCH: tuple[Any, ...] = (
    InsuranceBatch.id,
    InsuranceBatch.number,
    InsuranceBatch.home,
    InsuranceBatch.scheme,
    InsuranceBatch.fiscal_year,
    InsuranceBatch.group_id,
    GROUP_NAME,
    InsuranceBatch.activity,
    InsuranceBatch.applied_at,
    InsuranceBatch.delivered_on,
    select(func.count()).where(ENROLLED).scalar_subquery(),
    select(func.coalesce(func.sum(InsuranceEnrolment.premium), 0))
    .where(ENROLLED)
    .scalar_subquery(),
    select(func.coalesce(func.sum(Payment.amount), 0))
    .where(Payment.batch_id == InsuranceBatch.id)
    .scalar_subquery(),
)


def enrolment_key(scheme: str, fiscal_year: int, person_id: UUID) -> UUID:
    """The key of a person's enrolment in a scheme and year, the same at every site."""
    return derived("insurance_enrolment", scheme, person_id, year=fiscal_year)


def plans(session: Session, fiscal_year: int) -> Sequence[PlanRow]:
    """The plans of a year in their order, also those that are retired."""
    used = _used(session, fiscal_year)
    return [
        row._replace(used=used.get(row.id, 0)) for row in _plans(session, fiscal_year)
    ]


def offered(session: Session, fiscal_year: int) -> Sequence[PlanRow]:
    """The plans of a year that somebody may choose, without their use."""
    return [row for row in _plans(session, fiscal_year) if not row.retired]


def _plans(session: Session, fiscal_year: int) -> Sequence[PlanRow]:
    found = session.execute(
        select(*PLAN)
        .where(InsurancePlan.fiscal_year == fiscal_year)
        .order_by(InsurancePlan.place, InsurancePlan.name)
    )
    return [PlanRow(*row) for row in found]


def _used(session: Session, fiscal_year: int) -> Mapping[UUID, int]:
    """How many are enrolled in each plan of a year; a cover begins within it."""
    first, after = date(fiscal_year, 4, 1), date(fiscal_year + 1, 4, 1)
    found = session.execute(
        select(InsuranceEnrolment.plan_id, func.count())
        .where(InsuranceEnrolment.starts_on >= first)
        .where(InsuranceEnrolment.starts_on < after)
        .group_by(InsuranceEnrolment.plan_id)
    )
    return {plan_id: count for plan_id, count in found}


def years(session: Session) -> Sequence[int]:
    """The fiscal years that have plans, the latest first."""
    year = InsurancePlan.fiscal_year
    return session.scalars(select(year).distinct().order_by(year.desc())).all()


def batches(
    session: Session, fiscal_year: int, *, open_only: bool = False
) -> Sequence[BatchRow]:
    """The batches of a year, the latest first; with `open_only` the undelivered."""
    wanted = [InsuranceBatch.fiscal_year == fiscal_year]
    if open_only:
        wanted.append(InsuranceBatch.delivered_on.is_(None))
    return _batches(session, *wanted)


def undelivered(session: Session) -> Sequence[BatchRow]:
    """What the 社協 has not yet received, of every year."""
    return _batches(session, InsuranceBatch.delivered_on.is_(None))


def batch(session: Session, batch_id: UUID) -> BatchRow:
    [found] = _batches(session, InsuranceBatch.id == batch_id)
    return found


def _batches(session: Session, *wanted: ColumnElement[bool]) -> Sequence[BatchRow]:
    found = session.execute(
        select(*BATCH)
        .outerjoin(Group, Group.id == InsuranceBatch.group_id)
        .where(*wanted)
        .order_by(InsuranceBatch.applied_at.desc(), InsuranceBatch.id.desc())
    )
    return [BatchRow(*row) for row in found]


def of_batch(session: Session, batch_id: UUID) -> Sequence[EnrolmentRow]:
    """加入者名簿 in its order."""
    found = session.execute(
        _enrolments(InsuranceEnrolment.batch_id == batch_id).order_by(
            InsuranceEnrolment.place, Person.kana, InsuranceEnrolment.id
        )
    )
    return [EnrolmentRow(*row) for row in found]


def elsewhere(session: Session, batch_id: UUID) -> Sequence[EnrolmentRow]:
    """Who was enrolled with a batch and is in another one now: two sites enrolled them,
    neither knowing of the other."""
    made = select(ChangeRow.site, ChangeRow.seq).where(
        ChangeRow.row_id == batch_id, ChangeRow.op == Op.INSERT
    )
    found: list[EnrolmentRow] = []
    for site, seq in session.execute(made).all():
        with_it = select(ChangeRow.row_id).where(
            ChangeRow.site == site,
            ChangeRow.seq == seq,
            ChangeRow.kind == InsuranceEnrolment.__tablename__,
        )
        rows = session.execute(
            _enrolments(
                InsuranceEnrolment.id.in_(with_it),
                InsuranceEnrolment.batch_id != batch_id,
            ).order_by(Person.kana, InsuranceEnrolment.id)
        )
        found += [EnrolmentRow(*row) for row in rows]
    return found


def of_year(session: Session, fiscal_year: int) -> Sequence[EnrolmentRow]:
    """Everybody enrolled for a year, the latest applications first."""
    found = session.execute(
        _enrolments(InsuranceBatch.fiscal_year == fiscal_year).order_by(
            InsuranceBatch.applied_at.desc(),
            InsuranceBatch.id,
            InsuranceEnrolment.place,
            InsuranceEnrolment.id,
        )
    )
    return [EnrolmentRow(*row) for row in found]


def of_person(session: Session, person_id: UUID) -> Sequence[EnrolmentRow]:
    """A person's enrolments, the latest first."""
    found = session.execute(
        _enrolments(InsuranceEnrolment.person_id == person_id).order_by(
            InsuranceEnrolment.starts_on.desc()
        )
    )
    return [EnrolmentRow(*row) for row in found]


def of_group(session: Session, group_id: UUID) -> Sequence[BatchRow]:
    """A group's batches, the latest first."""
    return _batches(session, InsuranceBatch.group_id == group_id)


def enrolled(session: Session, keys: Collection[UUID]) -> Mapping[UUID, EnrolmentRow]:
    """Those of the keys (`enrolment_key`) that exist already."""
    there = [key for (key,) in THERE.rows(session.connection(), keys)]
    found: dict[UUID, EnrolmentRow] = {}
    for chunk in log.chunks(sorted(there)):
        for row in session.execute(_enrolments(InsuranceEnrolment.id.in_(chunk))):
            found[row[0]] = EnrolmentRow(*row)
    return found


def _enrolments(*wanted: ColumnElement[bool]) -> Any:
    return (
        select(*ENROLMENT)
        .join(InsuranceBatch, InsuranceBatch.id == InsuranceEnrolment.batch_id)
        .join(InsurancePlan, InsurancePlan.id == InsuranceEnrolment.plan_id)
        .join(Person, Person.id == InsuranceEnrolment.person_id)
        .outerjoin(Group, Group.id == InsuranceBatch.group_id)
        .where(*wanted)
    )
