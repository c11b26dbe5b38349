"""Questions of every kind to the demo's rules, and what is said of bad ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from app.rules.file.shelf import sample
from app.rules.questions import answer

CENTER = {"facility": "市民活動支援センター", "room": "活動室A"}
DEMO = [
    ({"kind": "opening", "date": "2027-01-04"}, {"open": True, "to": "21:30"}),
    ({"kind": "opening", "date": "2027-01-03"}, {"open": False}),
    ({"kind": "opening", "date": "2027-01-18"}, {"open": False}),
    ({"kind": "opening", "date": "2027-01-04", "time": "21:30"}, {"open": False}),
    ({"kind": "opening", "date": "2027-01-04", "slot": "夜間"}, {"open": True}),
    (
        {"kind": "opening", "date": "2027-01-04", "from": "08:30", "to": "10:00"},
        {"open": False},
    ),
    (
        {"kind": "may_book", "use_date": "2027-02-14", "apply_on": "2027-01-10"},
        {"allowed": True},
    ),
    (
        {
            "kind": "quote",
            "use_date": "2027-02-14",
            "slots": ["全日"],
            "reduction_ground": "市が主催または共催する事業",
        },
        {"fee": 0, "reduction_rate": 1},
    ),
    (
        {
            "kind": "refund",
            "use_date": "2027-02-14",
            "cancel_on": "2027-02-07",
            "paid": 1900,
        },
        {"rate": 1, "amount": 1900},
    ),
    (
        {
            "kind": "refund",
            "use_date": "2027-02-14",
            "cancel_on": "2027-02-13",
            "paid": 1900,
        },
        {"rate": 0.5, "amount": 950},
    ),
    (
        {"kind": "refund", "use_date": "2027-02-14", "cancel_on": "2027-02-14"},
        {"rate": 0},
    ),
    (
        {
            "kind": "deadline",
            "what": "payment",
            "decided_on": "2026-12-01",
            "done_on": "2026-12-02",
        },
        {"date": "2026-12-01", "in_time": False},
    ),
]


@pytest.mark.parametrize(("ask", "expect"), DEMO)
def test_the_demo_answers_what_the_city_leaves_open(
    ask: Mapping[str, Any], expect: Mapping[str, Any]
) -> None:
    found = answer(sample("demo"), {**CENTER, **ask})
    assert not found.unanswerable
    assert {key: found.values.get(key) for key in expect} == expect


def test_registration_holds_to_the_end_of_its_fiscal_year() -> None:
    ask = {"kind": "registration", "registered_on": "2027-03-31"}
    facility = {"facility": CENTER["facility"]}
    found = answer(sample("demo"), ask | facility)
    assert found.values == {"valid_until": "2027-03-31"}
    later = answer(sample("demo"), ask | facility | {"registered_on": "2027-04-01"})
    assert later.values == {"valid_until": "2028-03-31"}


UNANSWERABLE = [
    ({}, "種類"),
    ({"kind": ["quote"]}, "種類"),
    ({"kind": "penalty", "events": []}, "利用の制限"),
    ({"kind": "opening", "date": "2027-01-04"}, "休館日"),
    ({"kind": "refund", "use_date": "2027-02-14", "cancel_on": "2027-02-01"}, "還付"),
    ({"kind": "registration", "registered_on": "2027-02-14"}, "有効期間"),
    ({"kind": "quote", "use_date": "2027-02-14"}, "slots"),
    ({"kind": "quote", "use_date": "2027-02-14", "slots": []}, "slots"),
    ({"kind": "quote", "use_date": "2027-02-30", "slots": ["午前"]}, "use_date"),
    ({"kind": "quote", "use_date": "2027-02-14", "slots": ["午前", 3]}, "slots"),
    ({"kind": "quote", "use_date": "2027-02-14", "slots": ["深夜"]}, "深夜"),
    ({"kind": "quote", "use_date": "2027-02-14", "hours": 2}, "使用料"),
    (
        {"kind": "window", "use_date": "2027-02-14", "applicant": {"shoe_size": 27}},
        "shoe_size",
    ),
    (
        {"kind": "window", "use_date": "2027-02-14", "applicant": {"registered": False}},
        "登録団体",
    ),
    ({"kind": "window", "use_date": "2027-02-14", "room": "体育館"}, "体育館"),
    ({"kind": "loan", "item": "テント", "from": "2027-02-14"}, "テント"),
    (
        {"kind": "loan", "item": "パソコン", "from": "2027-02-14", "to": "2027-02-13"},
        "終わりの日",
    ),
]


@pytest.mark.parametrize(("ask", "reason"), UNANSWERABLE)
def test_a_question_that_cannot_be_answered_says_why(
    ask: Mapping[str, Any], reason: str
) -> None:
    about = {} if ask.get("kind") == "registration" else CENTER
    found = answer(sample("koshigaya"), {**about, **ask})
    assert reason in found.unanswerable
    assert not found.values


def test_how_long_something_may_be_lent_is_not_guessed() -> None:
    """What a longer loan costs is known all the same."""
    days = {"from": "2027-02-14", "to": "2027-02-15"}
    found = answer(sample("koshigaya"), {"kind": "loan", "item": "パソコン", **days})
    assert found.values == {"fee": 0, "until": "2027-02-15"}


LOANS = [
    ({"item": "展示パネル", "units": 9}, False),
    ({"item": "スクリーン"}, False),
    ({"item": "スクリーン", "room": "活動室B"}, True),
    ({"item": "プロジェクター", "applicant": {"registered": False}}, False),
    ({"item": "メールボックス270×370×180", "units": 121, "to": "2027-03-01"}, False),
]


@pytest.mark.parametrize(("ask", "allowed"), LOANS)
def test_loans_within_stock_place_and_registration(
    ask: Mapping[str, Any], allowed: bool
) -> None:
    facts = {**CENTER, "kind": "loan", "from": "2027-02-14", **ask}
    found = answer(sample("koshigaya"), facts)
    assert found.values["allowed"] is allowed
