"""受付期間・同時の申込み・納付の期限 as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.rules.book.base import Rule
from app.rules.book.offset import Offset
from app.rules.book.parts import Parts, part
from app.rules.book.values import DAYS, OFFSET, choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Rule):
    """受付期間, both ends included, counted from the day of use."""

    opens: Offset
    closes: Offset


class TieBreak(StrEnum):
    """How applications that come together are decided: 抽選・協議・先着."""

    LOTTERY = "lottery"
    CONSULTATION = "consultation"
    ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Rule):
    decided_by: TieBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Rule):
    """納付: due `days_after` days after the decision; 0 is with the permit."""

    days_after: int


TIE = choice(TieBreak, {"lottery": "抽選", "consultation": "協議", "order": "先着"})
PARTS: Parts = {
    "window": part(Acceptance, "opens closes", opens=OFFSET, closes=OFFSET),
    "tie": part(Tie, "decided_by", decided_by=TIE),
    "payment": part(Payment, "days_after", days_after=DAYS),
}
