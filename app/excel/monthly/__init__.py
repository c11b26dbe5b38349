"""月報: what the city is told about a month, as a workbook."""

from __future__ import annotations

from app.excel.monthly.book import monthly_book
from app.excel.monthly.report import (
    ClosedDay,
    DepositLine,
    IncomeLine,
    InsuredLine,
    LentLine,
    MonthlyReport,
    RoomLine,
    SpecialLine,
    UnseenLine,
    UseLine,
)

__all__ = [
    "ClosedDay",
    "DepositLine",
    "IncomeLine",
    "InsuredLine",
    "LentLine",
    "MonthlyReport",
    "RoomLine",
    "SpecialLine",
    "UnseenLine",
    "UseLine",
    "monthly_book",
]
