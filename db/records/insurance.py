"""保険: the plans of a fiscal year, who is enrolled, and what goes to the 社協."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import AUTO, LATE, Record, follows


class InsurancePlan(Record, kw_only=True):
    """プラン: what one person pays (yen) in one fiscal year under a scheme.

    `source` says where the premium is published. Never deleted: enrolments name it.
    """

    __tablename__ = "insurance_plan"

    scheme: Mapped[str]
    fiscal_year: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    premium: Mapped[int]
    source: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)


class InsuranceBatch(Record, kw_only=True):
    """One 加入申込書 with its 加入者名簿: enrolled in one go, handed to the 社協.

    `group_id` is None for people who came alone. Until `delivered_on` its premiums are
    owed to the 社協.
    """

    __tablename__ = "insurance_batch"
    deletable = True

    number: Mapped[str]
    home: Mapped[str]
    scheme: Mapped[str]
    fiscal_year: Mapped[int] = mapped_column(index=True)
    group_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("group.id", **LATE), index=True, default=None
    )
    activity: Mapped[str] = mapped_column(default="")
    applied_at: Mapped[datetime]
    delivered_on: Mapped[date | None] = mapped_column(default=None, index=True)


class InsuranceEnrolment(Record, kw_only=True):
    """加入: a person insured from 0時 of `starts_on` to 24時 of `ends_on`.

    `id` is derived from scheme, fiscal year and person (`db.keys.derived`): the same
    person is not enrolled twice, whichever sites did it: of two batches one has them,
    with all that it said. `premium` is yen, as it was.
    """

    __tablename__ = "insurance_enrolment"
    deletable = True

    batch_id: Mapped[UUID] = mapped_column(
        ForeignKey("insurance_batch.id", **LATE), index=True
    )
    plan_id: Mapped[UUID] = mapped_column(
        ForeignKey("insurance_plan.id", **LATE), info=follows("batch_id")
    )
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", **LATE), index=True)
    premium: Mapped[int] = mapped_column(info=follows("batch_id"))
    starts_on: Mapped[date] = mapped_column(index=True, info=follows("batch_id"))
    ends_on: Mapped[date] = mapped_column(info=follows("batch_id"))
    place: Mapped[int] = mapped_column(default=0, info=AUTO)
