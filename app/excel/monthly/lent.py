"""The sheets of equipment lent and people insured behind the 月報."""

from __future__ import annotations

from openpyxl import Workbook

from app.excel.kit import COUNT, YEN, Look
from app.excel.monthly.report import MonthlyReport
from app.excel.monthly.sheets import (
    DAY_OF_WEEK,
    GROUP,
    Column,
    Columns,
    add_sheet,
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
    shown = [
        day("使用開始"),
        DAY_OF_WEEK,
        KIND,
        day("使用終了"),
        Column("貸出番号", 12, "row_mark"),
        Column("予約番号", 12, "row_mark"),
        Column("団体番号", 10.5, "row_mark"),
        GROUP,
        Column("点数", 7, "row_figure", COUNT, summed=True),
        Column("使用料", 9.5, "row_figure", YEN, summed=True),
    ]
    columns = Columns(LENT, shown, len(report.lent))
    rows = (
        (
            line.first_on,
            weekday(line.first_on),
            line.kind,
            line.last_on,
            line.number,
            line.booking,
            line.group_number,
            line.group,
            line.quantity,
            line.fee,
        )
        for line in report.lent
    )
    add_sheet(book, look, report, columns, rows, frozen="D")
    return columns


def add_insured(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """One row for each plan of each application."""
    shown = [
        day("申込日"),
        DAY_OF_WEEK,
        PLAN,
        Column("申込番号", 12, "row_mark"),
        GROUP,
        Column("1人の\n保険料", 9, "row_figure", YEN),
        Column("人数", 7, "row_figure", COUNT, summed=True),
        Column("保険料", 10, "row_figure", YEN, summed=True),
        day(DELIVERED_ON),
    ]
    columns = Columns(INSURED, shown, len(report.insured))
    rows = (
        (
            line.day,
            weekday(line.day),
            line.plan,
            line.number,
            line.group,
            line.premium,
            line.people,
            line.amount,
            line.delivered_on,
        )
        for line in report.insured
    )
    add_sheet(book, look, report, columns, rows, frozen="D")
    return columns


def add_deposits(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """One row for each payment of premiums, and for each application delivered."""
    shown = [
        day("月日"),
        DAY_OF_WEEK,
        Column("区分", 10, "row_mark"),
        Column("領収番号", 13, "row_mark"),
        Column("申込番号", 12, "row_mark"),
        GROUP,
        Column("金額", 11, "row_figure", YEN, summed=True),
    ]
    columns = Columns(DEPOSITS, shown, len(report.deposits))
    rows = (
        (
            line.day,
            weekday(line.day),
            _way(line.receipt, line.amount),
            line.receipt,
            line.number,
            line.group,
            line.amount,
        )
        for line in report.deposits
    )
    add_sheet(book, look, report, columns, rows)
    return columns


def _way(receipt: str, amount: int) -> str:
    if not receipt:
        return TO_COUNCIL
    return FROM_GROUP if amount > 0 else TO_GROUP
