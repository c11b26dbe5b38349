"""How explanations write days, times and money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

WEEKDAYS = "月火水木金土日"


def day_text(day: date) -> str:
    """2026年11月1日(日)."""
    weekday = WEEKDAYS[day.weekday()]
    return f"{day.year}年{day.month}月{day.day}日({weekday})"


def clock_text(minutes: int) -> str:
    """Minutes after midnight as 9:00, 21:30, 24:00."""
    return f"{minutes // 60}:{minutes % 60:02}"


def yen_text(amount: int) -> str:
    return f"{amount:,}円"


def percent_text(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}%"
