"""備品 in words: which list a loan belongs to, and what its lead says. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ui.parts.booking_words import short_day
from ui.parts.loan_words import days_late, span

if TYPE_CHECKING:
    from app.services.loans import LoanRow


class Lists(NamedTuple):
    """The loans that the desk looks after, by what comes next."""

    overdue: Sequence[LoanRow]
    going_out: Sequence[LoanRow]
    due: Sequence[LoanRow]
    ahead: Sequence[LoanRow]


#: In the order of `Lists`.
TITLES = ("延滞", "今日の引渡", "返却予定", "これからの貸出")


def lists(rows: Sequence[LoanRow], today: date) -> Lists:
    """Each where it belongs; in every list what is next comes first."""
    out = [row for row in rows if row.status == "handed_over"]
    in_time = [row for row in out if row.last_on >= today]
    coming = [row for row in rows if row.status in ("confirmed", "provisional")]
    waiting = [r for r in coming if r.status == "confirmed" and r.first_on <= today]
    return Lists(
        sorted((r for r in out if r.last_on < today), key=lambda r: r.last_on),
        waiting,
        sorted(in_time, key=lambda r: r.last_on),
        [row for row in coming if row not in waiting],
    )


def lead(row: LoanRow, today: date, *, tight: bool = False) -> str:
    """! 延滞3日; 今日まで, 12/3(木)まで; 12/1(火)–12/3(木), △仮 12/1(火).

    `tight`: several days without their weekdays, 12/1–12/3.
    """
    if late := days_late(row, today):
        return f"! 延滞{late}日"
    waits = row.status == "confirmed" and row.first_on <= today
    if row.status == "handed_over" or waits:
        last = "今日" if row.last_on == today else short_day(row.last_on)
        return f"{last}まで"
    held = "△仮 " if row.status == "provisional" else ""
    days = row.first_on, row.last_on
    if tight and row.first_on != row.last_on:
        return held + "–".join(f"{day.month}/{day.day}" for day in days)
    return f"{held}{span(*days)}"
