"""A loan in words: when, what, how late. No Qt here."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from ui.parts.booking_words import short_day

#: sign, word and role of each state
STATES = {
    "provisional": ("△ 仮", "wait"),
    "confirmed": ("許可", "accent"),
    "handed_over": ("● 貸出中", "good"),
    "returned": ("✓ 返却済み", "off"),
    "cancelled": ("取消", "off"),
    "refused": ("不許可", "late"),
}


class Lent(Protocol):
    """What rows and cards of loans have in common."""

    @property
    def first_on(self) -> date: ...
    @property
    def last_on(self) -> date: ...
    @property
    def status(self) -> str: ...


def days_late(loan: Lent, today: date) -> int:
    """So many days past its last one; 0 while it is not out or not late."""
    if loan.status != "handed_over":
        return 0
    return max(0, (today - loan.last_on).days)


def span(first: date, last: date) -> str:
    """12/1(火), 12/1(火)–12/3(木)."""
    if first == last:
        return short_day(first)
    return f"{short_day(first)}–{short_day(last)}"


def state(loan: Lent, today: date) -> tuple[str, str]:
    """Sign with word, and role; being late is a state of its own."""
    if late := days_late(loan, today):
        return f"! 延滞{late}日", "late"
    return STATES[loan.status]
