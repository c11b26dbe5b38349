"""定期利用: which days a repeat falls on, and how people say it."""

from app.rules.series.repeats import (
    Dates,
    Listed,
    MonthlyDay,
    NthWeekday,
    Repeat,
    Weekly,
    YearlyDay,
    dates_of,
)
from app.rules.series.words import read_repeat, suggested, told

__all__ = [
    "Dates",
    "Listed",
    "MonthlyDay",
    "NthWeekday",
    "Repeat",
    "Weekly",
    "YearlyDay",
    "dates_of",
    "read_repeat",
    "suggested",
    "told",
]
