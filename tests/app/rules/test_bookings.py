"""May a room be booked: every reason against it, and what is possible instead."""

from __future__ import annotations

from datetime import date

import pytest

from app.kit.refusal import Refusal
from app.rules.book.base import Silent, UnknownPlace
from app.rules.calendar.opening import ClosedDay
from app.rules.file.shelf import sample
from app.rules.requirements import RegisteredOnly
from app.rules.use.bookings import may_book
from app.rules.use.judge import Verdict
from app.rules.use.refusals import NoLongerOpen, NotOpenYet, SlotsApart

DAY = date(2027, 2, 14)
IN_TIME = date(2026, 12, 1)


def ask(
    day: date = DAY, apply_on: date = IN_TIME, *slots: str, registered: bool = True
) -> Verdict:
    return may_book(
        sample("demo"), "活動室A", day, slots, registered=registered, apply_on=apply_on
    )


def test_allowed_with_the_steps_that_were_looked_at() -> None:
    verdict = ask()
    assert verdict.allowed
    assert [step.rule.split()[-1] for step in verdict.explained] == [
        "利用案内",
        "第5条",
        "第5条",
        "第6条",
        "体験用の設定(市の定めではありません)",
    ]


@pytest.mark.parametrize(
    ("apply_on", "refusal"),
    [
        (date(2026, 10, 31), NotOpenYet),
        (date(2026, 11, 1), None),
        (date(2027, 2, 13), None),
        (date(2027, 2, 14), NoLongerOpen),
    ],
)
def test_the_window_includes_both_its_ends(
    apply_on: date, refusal: type[Refusal] | None
) -> None:
    assert [type(no) for no in ask(DAY, apply_on).refusals] == (
        [refusal] if refusal else []
    )


def test_too_early_names_the_opening_day() -> None:
    [refusal] = ask(DAY, date(2026, 10, 31)).refusals
    assert isinstance(refusal, NotOpenYet)
    assert refusal.opens == date(2026, 11, 1)
    assert refusal.params == {
        "opens": "令和8年11月1日(日)",
        "rule": "越谷市の施行規則(平成23年規則第57号) 第5条",
    }


def test_a_closed_day_names_the_next_open_one() -> None:
    [refusal] = ask(date(2026, 12, 30)).refusals
    assert isinstance(refusal, ClosedDay)
    assert refusal.next_open == date(2027, 1, 4)


def test_all_reasons_are_given_at_once() -> None:
    found = ask(date(2027, 1, 18), date(2026, 9, 30), "午前", "夜間", registered=False)
    assert [type(no) for no in found.refusals] == [
        RegisteredOnly,
        NotOpenYet,
        SlotsApart,
        ClosedDay,
    ]


def test_an_unknown_calendar_is_told_and_left_to_whoever_permits() -> None:
    book = sample("koshigaya")
    verdict = may_book(book, "活動室A", DAY, registered=True, apply_on=IN_TIME)
    assert verdict.allowed
    assert [type(unknown) for unknown in verdict.unknown] == [Silent]
    assert "休館日" in verdict.explained[-1].text
    assert not may_book(book, "活動室A", DAY, registered=False).allowed


def test_an_unknown_room_is_refused() -> None:
    with pytest.raises(UnknownPlace):
        may_book(sample("demo"), "体育館", DAY, registered=True)
