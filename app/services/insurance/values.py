"""What is asked and answered when people are enrolled, and the ways to say no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.kit import checks
from app.kit.refusal import Refusal
from app.kit.wareki import fiscal_year_text
from app.rules.insurance import EarlyReason, PremiumLine, Term
from app.rules.people.person_rows import Doubt, PersonLine
from app.services.payments import Receipt
from db.queries.insurance import BatchRow, EnrolmentRow

#: Characters of what the volunteers do.
MOST_ACTIVITY = 200


class NobodyToEnrol(Refusal):
    """No line, or all are enrolled already."""

    code = "insurance.nobody"


class NoSuchPlan(Refusal):
    """A line without a plan, or with one that is not offered for the fiscal year."""

    code = "insurance.no_such_plan"

    def __init__(self, row: int, year: int) -> None:
        super().__init__(row=row + 1, year=fiscal_year_text(year))
        self.row = row


class SeveralSchemes(Refusal):
    """One application is made to one scheme."""

    code = "insurance.several_schemes"


class AlreadyEnrolled(Refusal):
    """A warning: `already` are in the scheme. The same call with `accept_already` goes
    through without them."""

    code = "insurance.already_enrolled"

    def __init__(self, already: Sequence[AlreadyIn]) -> None:
        first = already[0].enrolment
        where = f"{first.group or '個人'}（{first.batch}）"
        super().__init__(count=len(already), name=first.name, where=where)
        self.already = tuple(already)


class Delivered(Refusal):
    """The 社協 has it already."""

    code = "insurance.delivered"


class NothingToTake(Refusal):
    """Neither does the group owe anything for the batch, nor anybody the group."""

    code = "insurance.nothing_to_take"


class DeliveredWhen(checks.FieldRefused):
    """Handed over before it was applied for, or in the future."""

    code = "insurance.delivered_when"


@dataclass(frozen=True, slots=True)
class EnrolLine:
    """A person and their plan."""

    person: PersonLine
    plan_id: UUID | None


@dataclass(frozen=True, slots=True)
class EnrolWish:
    """People to enrol for a fiscal year, for a group or each alone.

    `starts_on` is None for the earliest day the rules allow; before tomorrow it needs a
    `reason`.
    """

    fiscal_year: int
    lines: Sequence[EnrolLine]
    group_id: UUID | None = None
    activity: str = ""
    starts_on: date | None = None
    reason: EarlyReason | None = None


@dataclass(frozen=True, slots=True)
class AlreadyIn:
    """The line of somebody who is enrolled already, and where."""

    row: int
    enrolment: EnrolmentRow


@dataclass(frozen=True, slots=True)
class EnrolOffer:
    """What enrolling would mean: term, premiums (yen) without those already in,
    and what is asked first."""

    term: Term
    premiums: Sequence[PremiumLine]
    already: Sequence[AlreadyIn]
    doubts: Sequence[Doubt]

    @property
    def people(self) -> int:
        return sum(line.people for line in self.premiums)

    @property
    def total(self) -> int:
        """Yen."""
        return sum(line.amount for line in self.premiums)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A batch just written; `receipt` is None while its premiums (yen) are open."""

    batch_id: UUID
    number: str
    people: int
    premium: int
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class BatchCard:
    """A batch with its people, and its premiums plan by plan.

    `elsewhere` were enrolled with it and are in another batch now: two sites enrolled
    them offline, and one enrolment counts.
    """

    batch: BatchRow
    rows: Sequence[EnrolmentRow]
    premiums: Sequence[PremiumLine]
    elsewhere: Sequence[EnrolmentRow]


@dataclass(frozen=True, slots=True)
class OwedLine:
    """What is owed under one scheme for a fiscal year (yen)."""

    scheme: str
    fiscal_year: int
    batches: int
    people: int
    amount: int


@dataclass(frozen=True, slots=True)
class Owed:
    """What has not gone to the 社協 yet."""

    lines: Sequence[OwedLine]
    batches: Sequence[BatchRow]

    @property
    def total(self) -> int:
        """Yen."""
        return sum(line.amount for line in self.lines)
