"""How refunds, registration, lending and printing stand in files and are told."""

from __future__ import annotations

import pytest

from app.rules.file.load import inspect
from app.rules.file.refusals import Backwards, MissingKey, WrongValue
from app.rules.file.told import told_rules
from app.rules.gaps import gaps
from app.rules.trial.entries import entries_of
from tests.app.rules.terms_book import HEAD, TIERS, book

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
