"""When a deadline falls that counts from a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.rules.book.deadlines import Due
from app.rules.book.offset import Days


def due_day(rule: Due, start: date, days: Days) -> date:
    """The last day. A first day that counts is one of the days, unless it is skipped."""
    by = rule.by
    if not rule.first_day_counts:
        return by.of(start, days)
    if not by.days_after:
        return replace(by, days_before=by.days_before + 1).of(start, days)
    if by.skipping and days.is_any(start, by.skipping):
        return by.of(start, days)
    return replace(by, days_after=by.days_after - 1).of(start, days)
