"""開館・休館: weekly, monthly, yearly and single closed days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.rules.book.base import Silent
from app.rules.book.calendar import Closed
from app.rules.book.facts import NOTHING
from app.rules.book.rulebook import Contradicting, Rulebook
from app.rules.calendar.opening import next_open, opening
from app.rules.calendar.weather import Warned, under
from app.rules.file.load import load
from app.rules.file.refusals import SaidTwice

TUESDAY = date(2026, 11, 24)

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


@pytest.mark.parametrize("other", ['"大雨警報"', '"大雨警報", "大雪警報"'])
def test_two_rules_for_one_warning_are_refused(other: str) -> None:
    one = '[[weather]]\nwarnings = ["大雨警報"]\nusable = true\n'
    with pytest.raises(SaidTwice):
        with_closed(f"{one}[[weather]]\nwarnings = [{other}]\nusable = false")


def test_a_warning_at_one_room_goes_before_that_of_all() -> None:
    rules = (
        'room = [{ name = "室", facility = "館" }]\n'
        f'{HEAD}[[weather]]\nwarnings = ["大雨警報"]\nusable = true\n'
        '[[weather]]\nrooms = ["室"]\nwarnings = ["大雨警報"]\nusable = false\n'
    )
    book, warned = load(rules), Warned("大雨警報")
    for room, usable in (("", True), ("室", False)):
        place = book.place(room, "館")
        assert under(place, warned, place.on(NOTHING, TUESDAY)).open is usable


def test_two_extra_openings_of_one_day_must_agree_on_its_hours() -> None:
    opened = '[[open]]\ndates = [2026-11-24]\nhours = "{}"\n'
    morning, evening = opened.format("9:00-12:00"), opened.format("17:00-21:00")
    with pytest.raises(Contradicting):
        opening(with_closed('weekdays = ["火"]\n' + morning + evening), TUESDAY)
    found = opening(with_closed('weekdays = ["火"]\n' + morning + morning), TUESDAY)
    assert found.spans == ((540, 720),)
