"""団体登録・証明の有効期間 as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.kit.money import yen
from app.rules.book.base import Needs, Rule
from app.rules.book.offset import Offset
from app.rules.book.parts import Parts, part
from app.rules.book.values import (
    FLAG,
    OFFSET,
    TEXT,
    YEN,
    Form,
    Kind,
    ListOf,
    choice,
    must,
    whole,
)


def from_last_day(offset: Offset) -> str:
    """An offset that counts from the last valid day, in words."""
    told = str(offset).replace("利用日", "有効期間の末日")
    return told.replace("利用月", "有効期間の最後の月").replace("利用する", "その")


@dataclass(frozen=True, slots=True)
class Renewal:
    """更新の受付, both days included, counted from the last valid day."""

    first: Offset
    last: Offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(Rule):
    """団体登録: papers that come with it, 手数料 (yen), 更新.

    The decision takes `decision_days` days; the day of the application is not counted.
    """

    documents: tuple[str, ...] = ()
    decision_days: int | None = None
    fee: int | None = None
    renewal: Renewal | None = None

    @property
    def told(self) -> str:
        told = []
        if self.documents:
            told.append(f"必要な書類は{'・'.join(self.documents)}")
        if self.decision_days is not None:
            told.append(f"決定は申請の翌日から{self.decision_days}日以内")
        if self.fee is not None:
            told.append(f"手数料は{yen(self.fee)}" if self.fee else "登録は無料")
        if self.renewal is not None:
            first, last = map(from_last_day, (self.renewal.first, self.renewal.last))
            told.append(f"更新の受付は{first}から{last}まで")
        return "、".join(told)


class LastDay(StrEnum):
    """A year from 10月5日 ends on 10月4日, or on 10月5日."""

    DAY_BEFORE = "day_before"
    SAME_DAY = "same_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Rule):
    """有効期間: so many 年度 (counting the one of the registration), years, or no end.

    `to_end_of_month` carries on to the end of the month in which the years end.
    `report` is the last day for a report, counted from the last valid day.
    """

    fiscal_years: int = 0
    years: int = 0
    last_day: LastDay = LastDay.SAME_DAY
    to_end_of_month: bool = False
    endless: bool = False
    report: Offset | None = None

    def __str__(self) -> str:
        if self.endless:
            return "期限なし"
        if self.fiscal_years:
            return f"{self.fiscal_years}年度(登録した年度を含む)"
        if self.to_end_of_month:
            before = self.last_day is LastDay.DAY_BEFORE
            passed = "の前日" if before else ""
            return f"登録の日から{self.years}年後の応当日{passed}の月の末日まで"
        before = self.last_day is LastDay.DAY_BEFORE
        return f"登録の日から{self.years}年後の応当日{'の前日' if before else ''}まで"

    @property
    def told(self) -> str:
        report = f"、報告は{from_last_day(self.report)}まで" if self.report else ""
        return f"{self}{report}"


def _term(**keys: Any) -> Term:
    made = Term(**keys)
    must([bool(made.fiscal_years), bool(made.years), made.endless].count(True) == 1)
    must(bool(made.years) or not {"last_day", "to_end_of_month"} & keys.keys())
    must(not (made.endless and made.report))
    if made.years and not made.to_end_of_month and "last_day" not in keys:
        raise Needs("last_day")
    return made


def _renewal(**keys: Offset) -> Renewal:
    return Renewal(keys["from"], keys["to"])


RENEWAL = Form(_renewal, {"from": OFFSET, "to": OFFSET}, frozenset({"from", "to"}))
LAST_DAY = choice(LastDay, {"day_before": "応当日の前日まで", "same_day": "応当日まで"})
YEARS = Kind("1から99までの整数(年数)", whole(1, 99))
PARTS: Parts = {
    "registration": part(
        Registration,
        documents=ListOf(TEXT),
        decision_days=Kind("1から366までの整数(日数)", whole(1, 366)),
        fee=YEN,
        renewal=RENEWAL,
    ),
    "term": part(
        _term,
        fiscal_years=YEARS,
        years=YEARS,
        to_end_of_month=FLAG,
        last_day=LAST_DAY,
        endless=FLAG,
        report=OFFSET,
    ),
}
