"""開館・休館: weekly, monthly, yearly and single closed days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.rules.book.base import Silent
from app.rules.book.calendar import Closed
from app.rules.book.rulebook import Rulebook
from app.rules.file.load import load
from app.rules.opening import next_open, opening

HEAD = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "館" }]
[[hours]]
hours = "9:00-21:30"
"""


def with_closed(rule: str) -> Rulebook:
    return load(f"{HEAD}\n[[closed]]\n{rule}")


@pytest.mark.parametrize(
    ("rule", "closed", "open_days", "reason"),
    [
        (
            'weekdays = ["月", "火"]',
            ["2026-11-03"],
            ["2026-11-04"],
            "毎週月曜日・毎週火曜日",
        ),
        (
            'weekdays = ["月"]\nnth = [1, 5]',
            ["2026-11-02", "2026-11-30"],
            ["2026-11-09", "2026-11-23"],
            "毎月第1・5月曜日",
        ),
        (
            'between = ["12/29", "1/3"]\nreason = "年末年始"',
            ["2026-12-29", "2026-12-31", "2027-01-03"],
            ["2026-12-28", "2027-01-04"],
            "12月29日〜1月3日(年末年始)",
        ),
        (
            'between = ["8/13", "8/15"]',
            ["2026-08-13", "2026-08-15"],
            ["2026-08-12", "2026-08-16"],
            "8月13日〜8月15日",
        ),
        (
            'dates = [2026-11-24]\nreason = "点検"',
            ["2026-11-24"],
            ["2025-11-24"],
            "令和8年11月24日(火)(点検)",
        ),
        (
            'weekdays = ["月"]\nvalid_from = 2026-11-16',
            ["2026-11-16"],
            ["2026-11-09"],
            "毎週月曜日",
        ),
        ("weekdays = []", [], ["2026-12-31"], "休館日なし"),
    ],
)
def test_closed_days(
    rule: str, closed: list[str], open_days: list[str], reason: str
) -> None:
    book = with_closed(rule)
    assert [opening(book, date.fromisoformat(day)).open for day in closed] == [
        False
    ] * len(closed)
    assert all(opening(book, date.fromisoformat(day)).open for day in open_days)
    assert book.place().all(Closed)[0].reason == reason


def test_an_open_day_has_its_hours_and_their_rule() -> None:
    found = opening(with_closed("weekdays = []"), date(2026, 11, 24))
    assert (found.start, found.end) == (9 * 60, 21 * 60 + 30)
    assert [(step.text, step.rule) for step in found.explained] == [
        ("開館時間 9:00〜21:30", "試しの設定")
    ]


def test_no_closed_days_must_be_said() -> None:
    with pytest.raises(Silent):
        opening(load(HEAD), date(2026, 11, 24))


def test_a_center_that_never_opens_has_no_next_open_day() -> None:
    book = with_closed('between = ["1/1", "12/31"]')
    assert next_open(book.place(), date(2026, 11, 24)) is None


def test_next_open_skips_all_closed_days() -> None:
    book = with_closed('between = ["12/29", "1/3"]\nweekdays = ["月"]')
    day = next_open(book.place(), date(2026, 12, 28))
    assert day == date(2026, 12, 28) + timedelta(days=8)
