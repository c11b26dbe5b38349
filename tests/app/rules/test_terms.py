"""Odd combinations of refunds, registration, lending and printing; how they are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from app.rules.book.rulebook import Rulebook
from app.rules.fees.slots import slots_at
from app.rules.file.load import inspect, load
from app.rules.file.refusals import Backwards, MissingKey, WrongValue
from app.rules.file.told import told_rules
from app.rules.gaps import gaps
from app.rules.lending.lent import RoomUse
from app.rules.lending.loans import loan
from app.rules.questions import answer
from app.rules.trial.entries import entries_of
from app.rules.trial.words import told

HEAD = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "規則" }]
facility = [{ name = "館" }]
room = [
    { name = "甲", facility = "館", kind = "諸室" },
    { name = "乙", facility = "館", kind = "諸室" },
    { name = "甲乙", facility = "館", joins = ["甲", "乙"] },
]
[[slots]]
times = { "朝" = "9:00-12:00", "昼" = "13:00-17:00", "終日" = "9:00-17:00" }
covers = { "終日" = ["朝", "昼"] }
"""
TIERS = "[[refund]]\ntiers = [{ by = { days_before = 7 }, rate = 0.5 }]\n"


def book(rules: str) -> Rulebook:
    return load(HEAD + rules)


def asked(rules: str, **ask: Any) -> Mapping[str, object]:
    found = answer(book(rules), {key.rstrip("_"): value for key, value in ask.items()})
    assert not found.unanswerable, found.unanswerable
    return found.values


def refund(rules: str, **ask: Any) -> Mapping[str, object]:
    return asked(rules, kind="refund", use_date="2026-11-20", **ask)


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


WRONG = [
    ("[[refund]]\ntiers = [{ rate = 1 }, { rate = 0 }]", WrongValue),
    (
        "[[refund]]\ntiers = [{ by = { days_before = 1 }, rate = 0.5 }, { rate = 1 }]",
        Backwards,
    ),
    ("[[change]]\nlater_share = 0.3", MissingKey),
    ("[[change]]\nas_cancel = true\ndifference_until = {}", WrongValue),
    ("[[cancel]]\nalways = true\ncharged_from = {}", WrongValue),
    ("[[term]]\nyears = 2", MissingKey),
    ('[[term]]\nfiscal_years = 2\nlast_day = "same_day"', WrongValue),
    ("[[term]]\nyears = 1\nfiscal_years = 2", WrongValue),
    ("[[term]]\nendless = true\nreport = {}", WrongValue),
    ("[[term]]\nendless = false", WrongValue),
    ("[[registration]]\ndecision_days = 0", WrongValue),
    (
        "[[registration]]\nrenewal = { from = {}, to = { days_before = 1 } }",
        Backwards,
    ),
    ('[[item]]\nname = "機"\nhours = 4', WrongValue),
    ('[[item]]\nname = "機"\nper = "hour"\nhours = 4\ncap_hours = 3', WrongValue),
    ('[[item]]\nname = "機"\novernight_yen = 4\nlongest_days = 1', WrongValue),
    ('[[item]]\nname = "機"\nlongest_days = 400', WrongValue),
    ('[[locker]]\nname = "箱"', MissingKey),
    ('[[locker]]\nname = "箱"\nyen_per_year = 1\nmore_while_vacant = true', MissingKey),
    (
        '[[locker]]\nname = "箱"\nyen_per_year = 1\nper_group = 2\nmost_while_vacant = 2',
        WrongValue,
    ),
    ('[[print]]\nmachine = "印刷機"', MissingKey),
    ('[[print]]\nmachine = "印刷機"\nmono = 10\nper_sheets = 2', WrongValue),
    ('[[refuse]]\nreason = "だめ"', MissingKey),
]


@pytest.mark.parametrize(("rules", "problem"), WRONG)
def test_what_makes_no_sense_is_refused_at_loading(
    rules: str, problem: type[Exception]
) -> None:
    assert [type(each) for each in inspect(HEAD + rules)[1]] == [problem]


TOLD = [
    (
        "[[refund]]\ntiers = [{ by = { days_before = 7 }, rate = 1 }, "
        "{ by = {}, rate = 0.5 }]\nrounding = { to = 10, way = 'up' }",
        "利用日の7日前までは全額、利用日までは50%、その後は返さない(10円未満切上げ)",
    ),
    ("[[refund]]\ntiers = []", "返さない"),
    (
        '[[refund]]\ntiers = [{ rate = 0.8 }]\nkept_rounding = { to = 100, way = "up" }',
        "80%(取消料の100円未満切上げ)",
    ),
    (
        "[[change]]\ndifference_until = { days_before = 7 }\nlater_share = 0.3\n"
        'cheaper = "keep"',
        "利用日の7日前までは差額だけを納める、その後は前の使用料の30%を加える、"
        "安くなったときは差額を返さない",
    ),
    (
        '[[cancel]]\ncharged_from = { days_before = 1, skipping = ["休館日"] }\n'
        "whole_only = true",
        "利用日の前日(休館日は数えない)から取消料がかかる、"
        "申請の全部についてだけ取り消せる",
    ),
    (
        "[[term]]\nfiscal_years = 2\nreport = { days_after = 30 }",
        "2年度(登録した年度を含む)、報告は有効期間の末日の30日後まで",
    ),
    (
        '[[registration]]\ndocuments = ["会則", "名簿"]\nfee = 0\ndecision_days = 7',
        "必要な書類は会則・名簿、決定は申請の翌日から7日以内、登録は無料",
    ),
    (
        '[[item]]\nname = "機"\nyen = 500\nper = "hour"\nhours = 4\ncap_hours = 8\n'
        "overnight_yen = 1500\noutside = false\ncount = 2",
        "機　1点4時間ごとに500円(開館時間内は8時間分まで)、1泊1,500円、"
        "館外へは持ち出せない、数は2",
    ),
    (
        '[[locker]]\nname = "箱"\nyen_per_year = 1200\nends = "fiscal_year"\n'
        "per_group = 1\nmost_while_vacant = 2\npaid_ahead = true",
        "箱　年1,200円、期間は年度の末日まで、1団体1個まで(空いていれば2個まで)、前納",
    ),
    (
        '[[print]]\nmachine = "印刷機"\nmaster_yen = 50\nsizes = { A3 = 2 }\n'
        'sheet_yen = 1\nduplex = "two_sheets"\nbilling = "half_year"',
        "印刷機、製版50円、印刷 A3 1枚2円、印刷 ほかの大きさ 1枚1円、"
        "両面は2枚と数える、半年分をまとめて納める",
    ),
]


@pytest.mark.parametrize(("rules", "line"), TOLD)
def test_each_rule_reads_like_a_sentence(rules: str, line: str) -> None:
    [rule] = [each for each in told_rules(HEAD + rules) if each.part != "slots"]
    assert rule.line == line


def test_a_cause_is_told_in_words() -> None:
    rules = '[[refund]]\nwhen = { cause = "disaster" }\ntiers = [{ rate = 1 }]'
    [rule] = [each for each in told_rules(HEAD + rules) if each.part == "refund"]
    assert rule.line == "災害などのとき　全額"


def test_what_is_left_open_names_the_key() -> None:
    rules = (
        TIERS
        + "[[change]]\ndifference_until = {}\n"
        + '[[print]]\nmachine = "印刷機"\nsheet_yen = 1'
    )
    found = "\n".join(gaps(book(rules)))
    keys = ["[[refund]] rounding", "[[change]] later_share", "[[change]] cheaper"]
    assert all(key in found for key in [*keys, "[[print]] duplex"])


def test_the_form_asks_for_what_the_rules_weigh() -> None:
    rules = (
        '[[locker]]\nname = "箱"\nyen_per_year = 1\n'
        '[[refund]]\nwhen = { item = "箱", cause = "facility" }\ntiers = []'
    )

    def keys(kind: str, rules: str) -> set[str]:
        return {entry.key for entry in entries_of(kind, [book(rules)])}

    assert {"years", "held", "vacant"} <= keys("loan", rules)
    assert not {"overnight", "outside"} & keys("loan", rules)
    assert {"item", "cause"} <= keys("refund", rules)
    assert not {"item", "cause", "change_on", "new_fee"} & keys("refund", TIERS)
    assert "change_on" in keys("refund", "[[change]]")
