"""The sheets of equipment lent and people insured behind the 月報."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from app.excel.kit import COUNT, YEN, Look
from app.excel.monthly.report import DepositLine, InsuredLine, LentLine, MonthlyReport
from app.excel.monthly.sheets import (
    DAY_OF_WEEK,
    GROUP,
    GROUP_NUMBER,
    Column,
    Columns,
    Filled,
    add_lines,
    day,
)
from app.kit.wareki import weekday

LENT, INSURED, DEPOSITS = "貸出", "保険", "預り金"
FROM_GROUP, TO_GROUP, TO_COUNCIL = "団体から", "団体へ", "社協へ"
#: Columns that others refer to.
DELIVERED_ON = "社協へ\n納めた日"
KIND = Column("品目", 26, "row_word", wrap=True)
PLAN = Column("制度・プラン", 46, "row_word", wrap=True)


def add_lent(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """One row for each kind of each loan."""
    filled: Sequence[Filled[LentLine]] = [
        (day("使用開始"), lambda line: line.first_on),
        (DAY_OF_WEEK, lambda line: weekday(line.first_on)),
        (KIND, lambda line: line.kind),
        (day("使用終了"), lambda line: line.last_on),
        (Column("貸出番号", 12, "row_mark"), lambda line: line.number),
        (Column("予約番号", 12, "row_mark"), lambda line: line.booking),
        (GROUP_NUMBER, lambda line: line.group_number),
        (GROUP, lambda line: line.group),
        (Column("点数", 7, "row_figure", COUNT, summed=True), lambda line: line.quantity),
        (Column("使用料", 9.5, "row_figure", YEN, summed=True), lambda line: line.fee),
    ]
    return add_lines(book, look, report, LENT, filled, report.lent, frozen="D")


def add_insured(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """One row for each plan of each application."""
    filled: Sequence[Filled[InsuredLine]] = [
        (day("申込日"), lambda line: line.day),
        (DAY_OF_WEEK, lambda line: weekday(line.day)),
        (PLAN, lambda line: line.plan),
        (Column("申込番号", 12, "row_mark"), lambda line: line.number),
        (GROUP, lambda line: line.group),
        (Column("1人の\n保険料", 9, "row_figure", YEN), lambda line: line.premium),
        (Column("人数", 7, "row_figure", COUNT, summed=True), lambda line: line.people),
        (Column("保険料", 10, "row_figure", YEN, summed=True), lambda line: line.amount),
        (day(DELIVERED_ON), lambda line: line.delivered_on),
    ]
    return add_lines(book, look, report, INSURED, filled, report.insured, frozen="D")


def add_deposits(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """One row for each payment of premiums, and for each application delivered."""
    filled: Sequence[Filled[DepositLine]] = [
        (day("月日"), lambda line: line.day),
        (DAY_OF_WEEK, lambda line: weekday(line.day)),
        (Column("区分", 10, "row_mark"), lambda line: _way(line.receipt, line.amount)),
        (Column("領収番号", 13, "row_mark"), lambda line: line.receipt),
        (Column("申込番号", 12, "row_mark"), lambda line: line.number),
        (GROUP, lambda line: line.group),
        (Column("金額", 11, "row_figure", YEN, summed=True), lambda line: line.amount),
    ]
    return add_lines(book, look, report, DEPOSITS, filled, report.deposits)


def _way(receipt: str, amount: int) -> str:
    if not receipt:
        return TO_COUNCIL
    return FROM_GROUP if amount > 0 else TO_GROUP
