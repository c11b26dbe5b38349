"""予約の可否 with the rules of other areas: stages, 冷暖房, what counts as 営利."""

from __future__ import annotations

from typing import Any

import pytest

from tests.app.rules.center import allowed, ask

STAGES = """
[[stage]]
kind = "lottery"
from = { months_before = 2, day = 1 }
to = { months_before = 2, day = 10 }
when = { residency = "市内" }
[[stage]]
kind = "first_come"
from = { months_before = 2, day = 20 }
to = { days_before = 1 }
[[limit]]
most = 2
per = "month"
of = "uses"
when = { stage = "first_come" }
"""


@pytest.mark.parametrize(
    ("apply_on", "request_", "expected"),
    [
        ("2026-08-31", "", False),
        ("2026-09-05", "", True),
        ("2026-09-05", "booking", False),
        ("2026-09-05", "lottery", True),
        ("2026-09-12", "", False),
        ("2026-09-20", "", True),
        ("2026-09-20", "lottery", False),
        ("2026-11-12", "", False),
    ],
)
def test_applications_are_taken_in_the_stages(
    apply_on: str, request_: str, expected: bool
) -> None:
    facts: dict[str, Any] = {"use_date": "2026-11-12", "apply_on": apply_on}
    if request_:
        facts["request"] = request_
    assert allowed(STAGES, **facts) is expected


def test_a_limit_may_hold_in_one_stage_only() -> None:
    facts = {"use_date": "2026-11-12", "counts": {"this_month": 2}}
    assert allowed(STAGES, **facts, apply_on="2026-09-25") is False
    assert allowed(STAGES, **facts, apply_on="2026-09-05") is True


def test_a_lottery_is_refused_to_those_it_is_certainly_not_for() -> None:
    assert allowed(STAGES, request="lottery", applicant={"residency": "市外"}) is False
    assert allowed(STAGES, request="lottery", applicant={"residency": "市内"}) is True
    assert allowed(STAGES, request="lottery") is True


def test_a_class_may_apply_in_its_priority_period() -> None:
    rules = """
    [[window]]
    opens = { months_before = 2, day = 1 }
    closes = { days_before = 1 }
    [[stage]]
    kind = "priority"
    from = { months_before = 3, day = 1 }
    to = { months_before = 3, day = 10 }
    when = { registered_here = true }
    """
    here = {"registered_here": True}
    facts = {"use_date": "2026-11-12", "apply_on": "2026-08-05"}
    assert allowed(rules, **facts, applicant=here) is True
    assert allowed(rules, **facts) is False
    assert allowed(rules, **{**facts, "apply_on": "2026-08-15"}, applicant=here) is False


def test_comfort_exists_in_its_seasons() -> None:
    rules = """
    [[season]]
    name = "冷房期"
    between = ["6/1", "9/30"]
    [[aircon]]
    yen_per_hour = 100
    part = "up"
    available = ["冷房期"]
    """
    extras = {"aircon": True}
    assert allowed(rules, use_date="2026-11-12", extras=extras) is False
    assert allowed(rules, use_date="2026-09-30", extras=extras) is True
    assert allowed(rules, use_date="2026-11-12") is True
    assert allowed(rules, extras=extras) is True


def test_what_counts_as_commercial_is_refused_like_it() -> None:
    rules = """
    [[admission]]
    less_expenses = true
    per_session = false
    [[counts_as]]
    fact = "commercial"
    when = { net_admission = { over = 2000 } }
    [[refuse]]
    reason = "営利はできません"
    when = { commercial = true }
    """
    purpose = {"admission_fee": 3000, "participants": 10}
    assert allowed(rules, purpose=purpose) is False
    assert allowed(rules, purpose={**purpose, "expenses": 15000}) is True


COUNTED = """
[[counts_as]]
fact = "commercial"
when = [{ group_type = "個人" }, { net_admission = { over = 1000 } }]
[[admission]]
less_expenses = true
per_session = false
[[window]]
opens = { months_before = 6 }
[[window]]
when = { commercial = true }
opens = { months_before = 1 }
"""


@pytest.mark.parametrize(
    "said",
    [
        {"purpose": {"commercial": True}},
        {"applicant": {"group_type": "個人"}},
        {"purpose": {"admission_fee": 1500}},
    ],
)
def test_what_counts_as_commercial_is_taken_when_that_is(said: dict[str, Any]) -> None:
    found = ask(COUNTED, "window", use_date="2026-11-12", **said)
    assert found.values["opens"] == "2026-10-12"
    day = {"use_date": "2026-11-12", "apply_on": "2026-10-11"}
    assert allowed(COUNTED, **day, **said) is False


def test_what_does_not_count_as_commercial_is_taken_like_anything_else() -> None:
    purpose = {"admission_fee": 1500, "participants": 10, "expenses": 6000}
    found = ask(COUNTED, "window", use_date="2026-11-12", purpose=purpose)
    assert found.values["opens"] == "2026-05-12"
    without = {"admission_fee": 1500, "expenses": 6000}
    found = ask(COUNTED, "window", use_date="2026-11-12", purpose=without)
    assert "参加人数" in found.unanswerable


def test_who_counts_as_registered_is_told_when_the_registered_are_served() -> None:
    rules = """
    [[counts_as]]
    fact = "registered"
    when = { group_type = "個人" }
    [[requirement]]
    registered_only = ["rooms"]
    [[window]]
    opens = { months_before = 6 }
    """
    applicant = {"group_type": "個人", "registered": False}
    found = ask(rules, "window", use_date="2026-11-12", applicant=applicant)
    assert found.values["opens"] == "2026-05-12"
