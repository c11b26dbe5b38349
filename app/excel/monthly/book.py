"""Puts the sheets of the 月報 together."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

from app.excel.kit import Look
from app.excel.monthly.details import add_about, add_closed, add_income, add_uses
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
    columns = add_uses(book, look, report)
    income = add_income(book, look, report)
    closed = add_closed(book, look, report)
    add_about(book, look, report)
    write_summary(sheet, look, report, columns, income, closed)
    book.properties.title = f"{TITLE} {report.title}"
    book.properties.creator = report.center
    book.calculation.fullCalcOnLoad = True
    file = BytesIO()
    book.save(file)
    return file.getvalue()
