"""Which list a loan belongs to, and what its lead says."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from app.services.loans import LoanRow
from ui.pages.loans.words import lead, lists

TODAY = date(2026, 11, 24)


def loan(status: str, first: int, last: int) -> LoanRow:
    """From so many days off to so many."""
    days = (TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    group = (UUID(int=9), "花の会", "", None, "")
    return LoanRow(UUID(int=1), "H26-0001", "H", *group, *days, status, 0, 0, ())


@pytest.mark.parametrize(
    ("row", "place", "told"),
    [
        (loan("handed_over", -5, -3), 0, "! 延滞3日"),
        (loan("confirmed", 0, 0), 1, "今日まで"),
        (loan("confirmed", -1, 2), 1, "11/26(木)まで"),
        (loan("handed_over", -1, 0), 2, "今日まで"),
        (loan("confirmed", 1, 2), 3, "11/25(水)–11/26(木)"),
        (loan("provisional", 0, 0), 3, "△仮 11/24(火)"),
        (loan("provisional", 2, 2), 3, "△仮 11/26(木)"),
    ],
)
def test_every_loan_has_its_list(row: LoanRow, place: int, told: str) -> None:
    found = lists([row], TODAY)
    assert [len(each) for each in found] == [int(i == place) for i in range(4)]
    assert lead(row, TODAY) == told


def test_where_it_is_narrow_the_days_of_a_loan_stay_whole() -> None:
    told = lead(loan("provisional", 1, 2), TODAY, tight=True)
    assert told == "△仮 11/25–11/26"
    assert lead(loan("confirmed", 2, 2), TODAY, tight=True) == "11/26(木)"
