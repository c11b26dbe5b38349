"""Odd combinations of refunds, registration, lending and printing; how they are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from app.rules.fees.slots import slots_at
from app.rules.file.load import load
from app.rules.gaps import gaps
from app.rules.lending.lent import RoomUse
from app.rules.lending.loans import loan
from app.rules.questions import answer
from app.rules.trial.words import told
from tests.app.rules.terms_book import HEAD, TIERS, asked, book, refund


def test_a_share_that_is_not_whole_yen_leaves_only_the_amount_out() -> None:
    assert refund(TIERS, cancel_on="2026-11-13", paid=333) == {
        "rate": 0.5,
        "charged": True,
    }
    assert refund(TIERS, cancel_on="2026-11-13", paid=334)["amount"] == 167


def test_a_refund_of_all_is_not_rounded_and_none_is_more_than_was_paid() -> None:
    rules = (
        "[[refund]]\ntiers = [{ by = { days_before = 7 }, rate = 1 }, { rate = 0.9 }]\n"
        'rounding = { to = 100, way = "%s" }\n'
    )
    assert refund(rules % "down", cancel_on="2026-11-13", paid=1550)["amount"] == 1550
    assert refund(rules % "down", cancel_on="2026-11-14", paid=1550)["amount"] == 1300
    assert refund(rules % "up", cancel_on="2026-11-14", paid=30)["amount"] == 30


def test_a_charge_that_is_rounded_up_leaves_nothing_to_pay_back() -> None:
    rules = (
        '[[refund]]\ntiers = [{ rate = 0.8 }]\nkept_rounding = { to = 100, way = "up" }'
    )
    assert refund(rules, cancel_on="2026-11-13", paid=1250)["amount"] == 950
    assert refund(rules, cancel_on="2026-11-13", paid=80)["amount"] == 0


def test_a_rule_for_a_case_behind_those_of_the_rooms_is_told() -> None:
    """Else all comes back by the article, and nothing by the program."""
    rooms = '[[refund]]\nrooms = ["甲", "乙", "甲乙"]\ntiers = []\n'
    cause = '[[refund]]\nwhen = { cause = "disaster" }\ntiers = [{ rate = 1 }]\n'
    ask = {"kind": "refund", "room": "甲", "use_date": "2026-11-20"}
    late = {**ask, "cancel_on": "2026-11-20", "cause": "disaster"}
    assert asked(rooms + cause, **late)["rate"] == 0
    assert any("prefer = 1" in gap for gap in gaps(book(rooms + cause)))
    preferred = rooms + cause + "prefer = 1\n"
    assert asked(preferred, **late)["rate"] == 1
    assert not any("prefer" in gap for gap in gaps(book(preferred)))


def test_a_calendar_that_is_not_known_leaves_only_the_charge_out() -> None:
    rules = TIERS + (
        '[[cancel]]\ncharged_from = { days_before = 1, skipping = ["休館日"] }\n'
    )
    found = refund(rules, room="甲", cancel_on="2026-11-13")
    assert found == {"rate": 0.5}


def test_a_room_that_is_not_said_matters_where_rooms_differ() -> None:
    rules = "[[cancel]]\nalways = true\n" + TIERS.replace(
        "[[refund]]", '[[refund]]\nrooms = ["甲"]'
    )
    ask = {"kind": "refund", "use_date": "2026-11-20", "cancel_on": "2026-11-13"}
    found = answer(book(rules), ask)
    assert found.values == {"charged": True}
    assert not any("50%" in step.text for step in found.explained)
    assert refund(rules, room="乙", cancel_on="2026-11-13") == {"charged": True}


def test_what_is_owed_unpaid_is_what_would_not_come_back() -> None:
    rules = TIERS + "[[cancel]]\nowed_if_unpaid = true\n"
    assert refund(rules, cancel_on="2026-11-20", paid=0)["charged"] is True
    spared = rules.replace("= true", "= false")
    assert refund(spared, cancel_on="2026-11-20", paid=0) == {
        "rate": 0,
        "charged": False,
        "amount": 0,
        "total": 0,
    }


def test_unpaid_and_before_the_charge_nothing_falls_due() -> None:
    rules = (
        "[[cancel]]\nowed_if_unpaid = true\ncharged_from = { days_before = 3 }\n"
        "[[refund]]\ntiers = []\n"
    )
    assert refund(rules, cancel_on="2026-11-16", paid=0)["charged"] is False
    assert refund(rules, cancel_on="2026-11-17", paid=0)["charged"] is True


@pytest.mark.parametrize(
    ("rules", "ask", "reason"),
    [
        ("difference_until = {}", {"change_on": "2026-11-21"}, "later_share"),
        ("", {"change_on": "2026-11-21", "new_fee": 1}, "cheaper"),
        ("", {"change_on": "2026-11-21", "paid": None}, "paid"),
        (
            'difference_until = {}\nlater_share = 0.35\ncheaper = "keep"',
            {"change_on": "2026-11-21", "paid": 333},
            "rounding",
        ),
        (
            'difference_until = {}\nlater_share = 0.5\ncheaper = "keep"',
            {"change_on": "2026-11-21", "paid": 0},
            "納める前",
        ),
    ],
)
def test_what_a_change_leaves_open_is_not_guessed(
    rules: str, ask: Mapping[str, Any], reason: str
) -> None:
    facts = {"kind": "refund", "use_date": "2026-11-20", "paid": 500, "new_fee": 900}
    given = {key: value for key, value in {**facts, **ask}.items() if value is not None}
    assert reason in answer(book(f"[[change]]\n{rules}"), given).unanswerable


def test_a_term_without_end_says_so() -> None:
    found = answer(
        book("[[term]]\nendless = true"),
        {"kind": "registration", "registered_on": "2026-10-05"},
    )
    assert told(found).values == (("期限がない", "はい"),)


def test_the_last_month_follows_the_day_before_on_the_first() -> None:
    rules = '[[term]]\nyears = 1\nto_end_of_month = true\nlast_day = "day_before"'
    ask = {"kind": "registration"}
    first = asked(rules, registered_on="2026-10-01", **ask)
    second = asked(rules, registered_on="2026-10-02", **ask)
    assert (first["valid_until"], second["valid_until"]) == ("2027-09-30", "2027-10-31")


def test_the_version_of_a_term_is_that_of_the_registration() -> None:
    rules = (
        "[[term]]\nfiscal_years = 1\n"
        '[[term]]\nfiscal_years = 2\nvalid_from = 2027-04-01\nvalid_by = "decide"'
    )
    ask = {"kind": "registration"}
    before = asked(rules, registered_on="2027-03-31", **ask)
    after = asked(rules, registered_on="2027-04-01", **ask)
    assert (before["valid_until"], after["valid_until"]) == ("2027-03-31", "2029-03-31")


ITEMS = """
[[item]]
name = "機"
also = ["大きい機"]
kind = "備品"
yen = 200
per = "slot"
[[item]]
name = "台"
[[item]]
name = "幕"
yen = 300
per = "hour"
only_in = ["甲"]
[[refuse]]
about = "loan"
when = { item = "備品", registered = false }
reason = "登録団体に限る"
"""


def test_several_things_are_judged_and_priced_together() -> None:
    found = asked(ITEMS, kind="loan", items=["台", "幕", "台"], room="甲乙")
    assert found == {"allowed": True}
    found = asked(
        ITEMS, kind="loan", items=["台", "幕"], from_time="10:00", to_time="11:01"
    )
    assert found == {"allowed": True, "fee": 600}
    refused = asked(ITEMS, kind="loan", items=["台", "幕"], room="外")
    assert refused["allowed"] is False


def test_a_thing_goes_by_its_other_name_and_its_kind() -> None:
    applicant = {"registered": False}
    found = asked(ITEMS, kind="loan", item="大きい機", applicant=applicant)
    assert found == {"allowed": False}
    assert asked(ITEMS, kind="loan", item="台", applicant=applicant)["allowed"] is True


def test_over_night_without_a_price_for_it_counts_days_or_hours() -> None:
    rules = '[[item]]\nname = "機"\nyen = 100\nper = '
    ask = {"kind": "loan", "item": "機", "overnight": True}
    assert asked(rules + '"day"', **ask)["fee"] == 200
    times = {"from_time": "18:00", "to_time": "09:00"}
    assert asked(rules + '"hour"\nhours = 4', **ask, **times)["fee"] == 400
    assert asked(rules + '"use"', **ask)["fee"] == 100


def test_times_must_not_run_backwards() -> None:
    ask = {"kind": "loan", "item": "台", "from_time": "12:00", "to_time": "12:00"}
    assert "to_time" in answer(book(ITEMS), ask).unanswerable


@pytest.mark.parametrize("covers", ['covers = { "終日" = ["朝", "昼"] }\n', ""])
def test_a_use_of_a_room_charges_its_undivided_slots(covers: str) -> None:
    said = HEAD.replace('covers = { "終日" = ["朝", "昼"] }\n', covers)
    rulebook, day = load(said + ITEMS), date(2026, 11, 20)
    rule = slots_at(rulebook.place("甲"), day)
    *_, whole = rule.slots.values()
    use = RoomUse.of(rule, [whole])
    found = loan(rulebook, "機", day, day, registered=True, units=3, use=use)
    assert found.fee == sum(line.amount for line in found.lines) == 3 * 2 * 200
    cloth = loan(rulebook, "幕", day, day, registered=True, room="甲", use=use)
    assert cloth.fee == 8 * 300


def test_a_whole_year_by_days_takes_the_price_of_the_year() -> None:
    rules = '[[locker]]\nname = "箱"\nyen_per_month = 200\nyen_per_year = 2000'
    ask = {"kind": "loan", "item": "箱", "from": "2026-10-15"}
    assert asked(rules, **ask, to="2027-10-14")["fee"] == 2000
    assert asked(rules, **ask, to="2027-10-15")["fee"] == 2600
    assert asked(rules, **ask, years=2) == {
        "allowed": True,
        "fee": 4000,
        "until": "2028-10-14",
        "months": 24,
        "units": 2,
    }


def test_the_end_of_a_locker_is_not_guessed() -> None:
    rules = '[[locker]]\nname = "箱"\nyen_per_month = 200'
    ask = {"kind": "loan", "item": "箱", "from": "2026-10-15"}
    assert asked(rules, **ask) == {"allowed": True}
