"""Puts the sheets of the 月報 together."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

from app.excel.kit import Look
from app.excel.monthly.about import add_about
from app.excel.monthly.details import (
    add_closed,
    add_income,
    add_special,
    add_unseen,
    add_uses,
)
from app.excel.monthly.lent import add_deposits, add_insured, add_lent
from app.excel.monthly.others import add_others, write_others
from app.excel.monthly.report import MonthlyReport
from app.excel.monthly.summary import TITLE, write_summary


def monthly_book(report: MonthlyReport) -> bytes:
    """The workbook (.xlsx) of a month; `report` has one room at least.

    Every figure is calculated when the book is opened, from the rows behind it.
    """
    book = Workbook()
    look = Look(book)
    sheet = book.worksheets[0]
    sheet.title = TITLE
    others = add_others(book)
    uses = add_uses(book, look, report)
    add_unseen(book, look, report)
    add_special(book, look, report)
    income = add_income(book, look, report)
    lent = add_lent(book, look, report)
    insured = add_insured(book, look, report)
    deposits = add_deposits(book, look, report)
    closed = add_closed(book, look, report)
    add_about(book, look, report)
    write_summary(sheet, look, report, uses, income, closed)
    write_others(others, look, report, lent, insured, deposits)
    book.properties.title = f"{TITLE} {report.title}"
    book.properties.creator = report.center
    book.calculation.fullCalcOnLoad = True
    file = BytesIO()
    book.save(file)
    return file.getvalue()
