"""冷暖房・備品・入場料, and what a rulebook of fees must not say."""

from __future__ import annotations

import pytest

from app.rules.file.load import inspect, load
from app.rules.gaps import gaps
from app.rules.questions import answer
from tests.app.rules.fee_book import (
    HEAD,
    OUTSIDE,
    PRICE,
    TRADE,
    asked,
    book,
    fee,
    why,
)

AIRCON = '[[aircon]]\nyen_per_hour = 100\npart = "exact"\n'


def test_cooling_by_the_minute_of_the_use_or_as_long_as_said() -> None:
    rules = PRICE + AIRCON
    assert fee(rules, slots=["朝"], extras={"aircon": True}) == 1300
    assert fee(rules, slots=["朝"], extras={"aircon_hours": 1.5}) == 1150
    assert fee(rules, slots=["朝"], extras={"heating": True}) == 1300
    assert fee(rules, slots=["朝"], extras={"aircon": False}) == 1000


def test_heating_in_its_season_is_charged_by_its_own_rule() -> None:
    rules = PRICE + (
        '[[aircon]]\nyen_per_unit = 100\navailable = ["夏"]\n'
        '[[aircon]]\nyen_per_unit = 200\nwhen_used = "heating"\navailable = "冬"\n'
    )
    two = ["朝", "昼"]
    on = {"aircon": True}
    assert fee(rules, slots=two, extras=on, use_date="2026-08-03") == 2700
    assert fee(rules, slots=two, extras=on, use_date="2026-12-03") == 2900
    assert fee(rules, slots=two, extras={"heating": True}, use_date="2026-12-03") == 2900
    found = asked(rules, slots=two, extras=on)
    assert found.values["fee"] == 2500
    assert "夏" in found.explained[-1].text


def test_cooling_that_is_always_charged_needs_the_day() -> None:
    rules = PRICE + AIRCON + 'always_in = ["夏"]\n'
    assert fee(rules, slots=["朝"], use_date="2026-08-03") == 1300
    made = answer(book(rules), {"kind": "quote", "room": "室", "slots": ["朝"]})
    assert "fee" not in made.values
    assert "使用日" in made.explained[-1].text


def test_equipment_by_use_slot_and_hour_only_once_for_two_rooms() -> None:
    items = "".join(
        f'[[item]]\nname = "{name}"\ncount = 1\nyen = 100\nper = "{per}"\n'
        for name, per in (("甲", "use"), ("乙", "slot"), ("丙", "hour"), ("丁", "day"))
    )
    fees = [
        fee(PRICE + items, slots=["全日"], extras={"equipment": [name]})
        for name in ("甲", "乙", "丙", "丁")
    ]
    assert fees == [2100, 2200, 2800, 2100]
    ask = {"slots": ["朝"], "extras": {"equipment": ["甲"]}}
    assert fee(PRICE + items, rooms=["室", "隣"], **ask) == 2100
    assert "戊" in why(PRICE + items, slots=["朝"], extras={"equipment": ["戊"]})


def test_an_admission_fee_whose_real_amount_nobody_defines() -> None:
    rules = PRICE + TRADE.replace("commercial = true", "net_admission = { over = 500 }")
    assert "[[admission]]" in why(rules, slots=["朝"], purpose={"admission_fee": 600})
    assert fee(rules, slots=["朝"], purpose={"net_admission": 600}) == 2000
    said = rules + "[[admission]]\nless_expenses = true\nper_session = false\n"
    purpose = {"admission_fee": 600, "participants": 10, "expenses": 1000}
    found = asked(said, slots=["朝"], purpose=purpose).values
    assert (found["net_admission"], found["fee"]) == (500, 1000)
    open_ = {"admission_fee": 600, "expenses": 1000}
    assert "参加人数" in why(said, slots=["朝"], purpose=open_)
    unweighed = PRICE + said.removeprefix(rules)
    assert fee(unweighed, slots=["朝"], purpose=open_) == 1000


def test_what_a_question_says_against_itself_has_no_fee() -> None:
    assert "rooms" in why(PRICE, rooms=["室", "室"], slots=["朝"])
    assert "rooms" in why(PRICE, rooms=[], slots=["朝"])
    assert "hours" in why(PRICE, slots=["朝"], hours=0)
    assert "外の時間" in why(PRICE, slots=["朝"], hours=4)
    assert "外の時間" in why(PRICE, slots=["朝"], **{"from": "13:00", "to": "15:00"})
    assert fee(PRICE, slots=["朝"], hours=2) == 1000


def test_a_reduction_of_equipment_does_not_make_an_unpriced_room_free() -> None:
    free = '[[reduction]]\nground = "市"\nrate = 1\nof = ["{of}"]\n'
    said = {"slots": ["朝"], "reduction_ground": "市"}
    assert "使用料" in why(free.format(of="aircon"), **said)
    assert fee(free.format(of="room"), **said) == 0


def test_rooms_that_are_rounded_otherwise_have_a_fee_only_where_that_is_the_same() -> (
    None
):
    odd = PRICE.replace("1000", "1050")
    rounding = '[[rounding]]\nrooms = ["{}"]\nto = 100\nway = "{}"\nat = "total"\n'
    rules = odd + rounding.format("室", "up") + rounding.format("隣", "down")
    for rooms in (["室", "隣"], ["隣", "室"]):
        assert fee(rules, rooms=rooms, slots=["朝"]) == 2100
        more = {"extras": {"equipment": ["甲"]}}
        item = '[[item]]\nname = "甲"\ncount = 1\nyen = 30\nper = "use"\n'
        assert "[[rounding]]" in why(rules + item, rooms=rooms, slots=["朝"], **more)


def test_an_extension_of_a_free_room_with_a_flat_surcharge_is_not_guessed() -> None:
    rules = (
        '[[price]]\nyen = { "朝" = 0 }\n'
        '[[surcharge]]\nkind = "営利"\nyen = 100\nwhen = { commercial = true }\n'
        "[[extension]]\nyen_per_hour = 500\nsurcharged = true\n"
    )
    said = {"slots": ["朝"], "extras": {"extension_hours": 1}}
    assert fee(rules, **said) == 500
    assert "延長" in why(rules, **said, purpose={"commercial": True})


def test_one_thing_counts_as_another_and_that_as_a_third() -> None:
    rules = (
        PRICE
        + TRADE
        + (
            '[[counts_as]]\nfact = "commercial"\nwhen = { advertising = true }\n'
            '[[counts_as]]\nfact = "advertising"\nwhen = { exhibition = true }\n'
        )
    )
    found = asked(rules, slots=["朝"], purpose={"exhibition": True})
    assert (found.values["fee"], found.values["commercial"]) == (2000, True)
    assert [step.text[:2] for step in found.explained[:2]] == ["展示", "商業"]


def test_what_is_known_is_answered_without_a_price() -> None:
    rules = OUTSIDE + "[[reduction]]\nrate = 0.5\nwhen = { registered = true }\n"
    applicant = {"residency": "市外", "registered": True}
    found = asked(rules, slots=["朝"], applicant=applicant)
    assert found.values == {
        "units": 1,
        "usable_from": "09:00",
        "usable_to": "12:00",
        "multiplier": 1.5,
        "reduction_rate": 0.5,
    }
    assert "使用料" in found.explained[-1].text


def test_rooms_that_cost_the_same_need_not_be_named() -> None:
    rules = '[[price]]\nrooms = ["室", "隣"]\nyen = { "朝" = 1000 }\n' + OUTSIDE
    ask = {"kind": "quote", "use_date": "2026-11-12", "slots": ["朝"]}
    assert answer(book(rules), ask).values["fee"] == 1000
    other = rules + '[[price]]\nrooms = ["隣"]\nprefer = 1\nyen = { "朝" = 900 }\n'
    found = answer(book(other), ask).values
    assert "fee" not in found
    assert found["multiplier"] == 1


JOINED = HEAD.replace(
    "[[slots]]",
    '[[room]]\nname = "大"\nfacility = "館"\njoins = ["室", "隣"]\n[[slots]]',
)


def test_a_joined_room_of_which_nothing_is_said() -> None:
    ask = {"kind": "quote", "use_date": "2026-11-12", "slots": ["朝"]}
    made = load(JOINED + PRICE)
    found = answer(made, {**ask, "room": "大"})
    assert "joined_price" in found.explained[-1].text
    assert any("joined_price" in gap for gap in gaps(made))
    assert answer(made, {**ask, "rooms": ["室", "隣"]}).values["fee"] == 2000


BAD = [
    ("[[price]]\n", "yen"),
    ("[[price]]\nyen_per_unit = 1\nyen_per_hour = 2\n", "price"),
    ('[[price]]\nyen = { "朝" = 2 }\nspan = "9:00-10:00"\n', "price"),
    ("[[price]]\nyen_per_unit = -1\n", "yen_per_unit"),
    ('[[surcharge]]\nkind = "甲"\n', "factor"),
    ('[[surcharge]]\nkind = "甲"\nfactor = 1\n', "factor"),
    ('[[surcharge]]\nkind = "甲"\nfactor = 1000\n', "factor"),
    ('[[surcharge]]\nkind = "甲"\nrate = 1\nper = "slot"\n', "surcharge"),
    ("[[discount]]\nrate = 1.5\n", "rate"),
    ("[[reduction]]\nrate = 0.5\n", "ground"),
    ('[[reduction]]\nground = "甲"\n', "rate"),
    ("[[stacking]]\n", "surcharges"),
    ("[[aircon]]\nyen_per_hour = 100\n", "part"),
    ("[[aircon]]\nrate = 0.5\n", "of"),
    ('[[aircon]]\nyen_per_use = 1\nalways_in = ["春"]\n', "春"),
    ("[[extension]]\nshare = 0.5\n", "of"),
    ('[[extension]]\nname = "昼食"\n', "yen"),
    ("[[extension]]\nyen_per_unit = 100\n", "minutes"),
    ('[[rounding]]\nto = 10\nway = "down"\n', "at"),
    ('[[counts_as]]\nfact = "commercial"\n', "when"),
    ("[[admission]]\nless_expenses = true\n", "per_session"),
    ("[[unit]]\nminutes = 30\n", "part"),
    ('[[unit]]\nminutes = 30\npart = "up"\nleast = 3\nmost = 2\n', "most"),
    ('[[room]]\nname = "甲"\nfacility = "館"\njoins = ["甲"]\n', "甲"),
    ('[[room]]\nname = "甲"\nfacility = "館"\njoined_price = "sum"\n', "joins"),
    ('[[room]]\nname = "甲"\nfacility = "館"\njoins = ["乙"]\n', "乙"),
]


@pytest.mark.parametrize(("rules", "name"), BAD)
def test_what_does_not_fit_together_is_refused_with_its_line(
    rules: str, name: str
) -> None:
    made, problems = inspect(HEAD + rules)
    assert made is None
    assert {problem.params["name"] for problem in problems} == {name}
    assert all(problem.line >= HEAD.count("\n") for problem in problems)


def test_of_an_admission_fee_that_is_weighed_as_it_is_nothing_is_open() -> None:
    rules = PRICE + TRADE + '[[counts_as]]\nfact = "commercial"\n'
    as_it_is = rules + "when = { admission_fee = { over = 1000 } }\n"
    found = asked(as_it_is, slots=["朝"], purpose={"admission_fee": 1000})
    assert found.values["commercial"] is False
    worked_out = rules + "when = { net_admission = { over = 1000 } }\n"
    found = asked(worked_out, slots=["朝"], purpose={"admission_fee": 1000})
    assert "commercial" not in found.values
