"""保険: plans of a fiscal year, enrolments, and batches for the 社協."""

from __future__ import annotations

from app.rules.insurance import (
    EarlyReason,
    NoPlans,
    PlanForm,
    PremiumLine,
    StartsOutside,
    StartsTooEarly,
    Term,
    YearOver,
)
from app.rules.people.person_rows import Doubt, Doubtful, RowsRefused
from app.services.insurance.insurance import Insurance
from app.services.insurance.plans import PlanGone, PlanInUse, PlanTable
from app.services.insurance.values import (
    AlreadyEnrolled,
    AlreadyIn,
    BatchCard,
    Delivered,
    DeliveredWhen,
    Enrolled,
    EnrolLine,
    EnrolOffer,
    EnrolWish,
    NobodyToEnrol,
    NoSuchPlan,
    NothingToTake,
    Owed,
    OwedLine,
    SeveralSchemes,
)
from db.queries.insurance import BatchRow, EnrolmentRow, PlanRow

__all__ = [
    "AlreadyEnrolled",
    "AlreadyIn",
    "BatchCard",
    "BatchRow",
    "Delivered",
    "DeliveredWhen",
    "Doubt",
    "Doubtful",
    "EarlyReason",
    "EnrolLine",
    "EnrolOffer",
    "EnrolWish",
    "Enrolled",
    "EnrolmentRow",
    "Insurance",
    "NoPlans",
    "NoSuchPlan",
    "NobodyToEnrol",
    "NothingToTake",
    "Owed",
    "OwedLine",
    "PlanForm",
    "PlanGone",
    "PlanInUse",
    "PlanRow",
    "PlanTable",
    "PremiumLine",
    "RowsRefused",
    "SeveralSchemes",
    "StartsOutside",
    "StartsTooEarly",
    "Term",
    "YearOver",
]
