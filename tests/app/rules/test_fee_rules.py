"""What fees are made of, one by one, and what is not guessed."""

from __future__ import annotations

from typing import Any

import pytest

from app.rules.book.rulebook import Rulebook
from app.rules.file.load import inspect, load
from app.rules.gaps import gaps
from app.rules.questions import Answer, answer

HEAD = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "館" }]
product = [{ name = "時間貸し" }]
season = [
    { name = "夏", between = ["7/1", "9/30"] },
    { name = "冬", between = ["12/1", "2/28"] },
]
[[room]]
name = "室"
facility = "館"
[[room]]
name = "隣"
facility = "館"
[[slots]]
times = { "朝" = "9:00-12:00", "昼" = "13:00-17:00", "全日" = "9:00-17:00" }
"""
PRICE = '[[price]]\nyen = { "朝" = 1000, "昼" = 1500, "全日" = 2000 }\n'
OUTSIDE = """
[[surcharge]]
kind = "市外"
factor = 1.5
when = { residency = "市外" }
"""
TRADE = """
[[surcharge]]
kind = "営利"
factor = 2
when = { commercial = true }
"""
BOTH = {"applicant": {"residency": "市外"}, "purpose": {"commercial": True}}


def book(rules: str, head: str = HEAD) -> Rulebook:
    return load(head + rules)


def asked(rules: str, **ask: Any) -> Answer:
    room = {} if "room" in ask or "rooms" in ask else {"room": "室"}
    day = {"kind": "quote", "use_date": "2026-11-12"}
    return answer(book(rules), {**day, **room, **ask})


def fee(rules: str, **ask: Any) -> object:
    return asked(rules, **ask).values.get("fee")


def why(rules: str, **ask: Any) -> str:
    """Why there is no fee: at the end of what else is known, or of nothing."""
    found = asked(rules, **ask)
    assert "fee" not in found.values
    return found.unanswerable or found.explained[-1].text


@pytest.mark.parametrize(
    ("way", "wanted"), [("add", 2500), ("multiply", 3000), ("highest", 2000)]
)
def test_surcharges_that_meet(way: str, wanted: int) -> None:
    stacking = f'[[stacking]]\nsurcharges = "{way}"\n'
    assert fee(PRICE + OUTSIDE + TRADE + stacking, slots=["朝"], **BOTH) == wanted


def test_surcharges_that_meet_without_a_way_are_not_guessed() -> None:
    rules = PRICE + OUTSIDE + TRADE
    assert "[[stacking]] surcharges" in why(rules, slots=["朝"], **BOTH)
    assert fee(rules, slots=["朝"], purpose={"commercial": True}) == 2000
    assert any("[[stacking]] surcharges" in gap for gap in gaps(book(rules)))


def test_one_surcharge_of_a_kind_counts_the_highest() -> None:
    higher = (
        TRADE + '[[surcharge]]\nkind = "営利"\nyen = 1200\nwhen = {advertising = true}'
    )
    purpose = {"commercial": True, "advertising": True}
    assert fee(PRICE + higher, slots=["朝"], purpose=purpose) == 2200
    assert fee(PRICE + higher, slots=["昼"], purpose=purpose) == 3000


@pytest.mark.parametrize(
    ("per", "wanted"), [("use", 2600), ("slot", 2700), ("hour", 3200)]
)
def test_a_flat_surcharge_is_charged_for_what_it_says(per: str, wanted: int) -> None:
    flat = '[[surcharge]]\nkind = "火気"\nyen = 100\nwhen = { exhibition = true }\n'
    rules = PRICE + flat + f'per = "{per}"'
    purpose = {"exhibition": True}
    assert fee(rules, slots=["朝", "昼"], purpose=purpose) == wanted


def test_discounts_never_take_off_more_than_there_is() -> None:
    rules = PRICE + "[[discount]]\nyen = 1200\nwhen = { rehearsal = true }\n"
    assert fee(rules, slots=["朝"], purpose={"rehearsal": True}) == 0
    assert fee(rules, slots=["昼"], purpose={"rehearsal": True}) == 300


def test_a_discount_of_all_makes_two_of_them_no_question() -> None:
    rules = PRICE + (
        "[[discount]]\nrate = 1\nwhen = { rehearsal = true }\n"
        "[[discount]]\nrate = 0.5\nwhen = { exhibition = true }\n"
    )
    purpose = {"rehearsal": True, "exhibition": True}
    assert fee(rules, slots=["朝"], purpose=purpose) == 0
    half = rules.replace("rate = 1\n", "rate = 0.1\n")
    assert "[[stacking]] discounts" in why(half, slots=["朝"], purpose=purpose)


@pytest.mark.parametrize(
    ("ways", "wanted"), [("add", 100), ("multiply", 280), ("highest", 400)]
)
def test_reductions_that_meet(ways: str, wanted: int) -> None:
    rules = PRICE + (
        '[[reduction]]\nground = "共催"\nrate = 0.6\n'
        "[[reduction]]\nrate = 0.3\nwhen = { registered = true }\n"
        f'[[stacking]]\nreductions = "{ways}"\n'
    )
    ask = {"reduction_ground": "共催", "applicant": {"registered": True}}
    found = asked(rules, slots=["朝"], **ask)
    assert found.values["fee"] == wanted
    assert found.values["reduction_rate"] == pytest.approx(1 - wanted / 1000)


def test_yen_are_taken_off_once_over_all_parts() -> None:
    rules = PRICE + (
        "[[extension]]\nyen_per_hour = 300\n"
        '[[reduction]]\nground = "補助"\nyen_off = 1200\n'
    )
    ask = {"reduction_ground": "補助", "extras": {"extension_hours": 1}}
    assert fee(rules, slots=["朝"], **ask) == 100
    assert fee(rules, slots=["朝"], reduction_ground="補助") == 0


def test_a_ground_that_does_not_hold_is_told() -> None:
    rules = PRICE + (
        '[[reduction]]\nground = "共催"\nrate = 0.5\nwhen = { registered = true }\n'
    )
    found = asked(rules, slots=["朝"], reduction_ground="共催")
    assert found.values["fee"] == 1000
    assert "減免しません" in found.explained[-1].text


def test_what_is_no_whole_yen_needs_rounding() -> None:
    rules = PRICE.replace("1000", "1001") + OUTSIDE
    outside = {"applicant": {"residency": "市外"}}
    assert "[[rounding]]" in why(rules, slots=["朝"], **outside)
    assert any("[[rounding]]" in gap for gap in gaps(book(rules)))
    assert fee(rules, slots=["昼"], **outside) == 2250
    down = rules + '[[rounding]]\nto = 10\nway = "down"\nat = "total"\n'
    assert fee(down, slots=["朝"], **outside) == 1500


def test_rounding_can_be_for_surcharged_fees_only() -> None:
    rules = PRICE.replace("1000", "1045") + OUTSIDE
    rules += (
        '[[rounding]]\nto = 10\nway = "down"\nat = "total"\n'
        'when = { residency = "市外" }\n'
    )
    assert fee(rules, slots=["朝"]) == 1045
    assert fee(rules, slots=["朝"], applicant={"residency": "市外"}) == 1560


def test_an_extension_of_a_surcharged_use_needs_a_word() -> None:
    hour = "[[extension]]\nyen_per_hour = 300\n"
    ask = {"slots": ["朝"], "extras": {"extension_hours": 2}}
    outside = {"applicant": {"residency": "市外"}}
    assert fee(PRICE + OUTSIDE + hour, **ask) == 1600
    assert "surcharged" in why(PRICE + OUTSIDE + hour, **ask, **outside)
    for word, wanted in (("true", 2400), ("false", 2100)):
        said = hour + f"surcharged = {word}\n"
        assert fee(PRICE + OUTSIDE + said, **ask, **outside) == wanted


def test_an_extension_is_a_share_of_the_slot_that_follows() -> None:
    rules = PRICE + '[[extension]]\nshare = 0.2\nof = "after"\n'
    assert fee(rules, slots=["朝"], extras={"extension_hours": 1}) == 1300
    assert "後の区分" in why(rules, slots=["昼"], extras={"extension_hours": 1})


def test_an_extension_to_a_time_is_charged_by_the_hour() -> None:
    rules = PRICE + "[[extension]]\nyen_per_hour = 300\n"
    found = asked(rules, slots=["昼"], extend_to="18:30").values
    assert (found["fee"], found["extra"], found["usable_to"]) == (2100, 600, "18:30")
    assert "延長" in why(PRICE, slots=["昼"], extend_to="18:30")


def test_a_gap_between_slots_is_part_of_the_time_only_where_that_is_said() -> None:
    apart = HEAD.replace(', "全日" = "9:00-17:00"', "")
    rules = PRICE.replace(', "全日" = 2000', "")
    ask = {"kind": "quote", "room": "室", "use_date": "2026-11-12"}
    whole = {**ask, "from": "09:00", "to": "17:00"}
    found = answer(load(apart + rules), whole)
    assert "interval" in found.unanswerable
    slots = answer(load(apart + rules), {**ask, "slots": ["朝", "昼"]})
    assert slots.values == {"fee": 2500, "units": 2}
    for word, wanted in (("included", 2500), ("excluded", None)):
        said = apart.replace('"13:00-17:00" }', f'"13:00-17:00" }}\ninterval = "{word}"')
        assert answer(load(said + rules), whole).values.get("fee") == wanted


def test_a_time_within_a_slot_is_charged_as_the_slot() -> None:
    found = asked(PRICE, **{"from": "10:00", "to": "11:30"}).values
    assert (found["fee"], found["usable_from"]) == (1000, "09:00")
    assert fee(PRICE, **{"from": "11:00", "to": "14:00"}) == 2000
    assert "使用料" in why(PRICE, **{"from": "16:00", "to": "18:00"})


def test_a_slot_can_be_called_by_its_times() -> None:
    assert fee(PRICE, slots=["09:00-12:00"]) == 1000
    assert fee(PRICE, slots=["9:00-12:00"]) == 1000
    assert "朝" in asked(PRICE, slots=["10:00-12:00"]).unanswerable


def test_hours_and_slots_side_by_side() -> None:
    rules = PRICE + (
        '[[unit]]\nminutes = 60\npart = "up"\nwhen = { product = "時間貸し" }\n'
        '[[price]]\nyen_per_unit = 400\nwhen = { product = "時間貸し" }\n'
    )
    nine = {"from": "09:00", "to": "12:00"}
    assert fee(rules, **nine) == 1000
    assert fee(rules, **nine, product="時間貸し") == 1200
    assert fee(rules, hours=1.2, product="時間貸し") == 800
    assert "使用料" in why(rules, hours=2)


def test_slots_that_only_name_times_are_priced_by_the_hour_or_use() -> None:
    unit = '[[unit]]\nminutes = 60\npart = "up"\n'
    assert fee(unit + "[[price]]\nyen_per_hour = 400\n", slots=["朝", "昼"]) == 2800
    assert fee("[[price]]\nyen_per_use = 700\n", slots=["朝", "昼"]) == 700
    assert fee("[[price]]\nyen_per_use = 700\n", uses=3) == 2100
    assert fee("[[price]]\nyen_per_use = 700\n") == 700


def test_a_part_of_an_hour_needs_a_unit() -> None:
    rules = "[[price]]\nyen_per_hour = 400\n"
    assert fee(rules, hours=2) == 800
    assert "[[unit]] part" in why(rules, hours=1.5)


def test_a_part_of_the_day_has_its_own_price() -> None:
    rules = (
        '[[unit]]\nminutes = 60\npart = "up"\n[[price]]\nyen_per_hour = 400\n'
        '[[price]]\nyen_per_use = 250\nspan = "21:00-21:30"\n'
    )
    assert fee(rules, **{"from": "19:00", "to": "21:00"}) == 800
    assert fee(rules, **{"from": "19:00", "to": "21:10"}) == 1050
    assert fee(rules, **{"from": "21:00", "to": "21:30"}) == 250
    assert fee(rules, **{"from": "20:30", "to": "21:30"}) == 650


def test_a_part_of_the_day_has_its_own_price_by_the_hour() -> None:
    rules = (
        '[[unit]]\nminutes = 30\npart = "up"\n[[price]]\nyen_per_hour = 400\n'
        '[[price]]\nyen_per_hour = 700\nspan = "17:00-21:00"\n'
    )
    assert fee(rules, **{"from": "15:00", "to": "19:00"}) == 2200
    assert fee(rules, **{"from": "16:30", "to": "17:15"}) == 550
    assert fee(rules, hours=2) == 800


def test_slots_are_the_units_where_no_length_is_said() -> None:
    rules = "[[price]]\nyen_per_unit = 300\n"
    found = asked(rules, slots=["朝", "昼"]).values
    assert (found["fee"], found["units"]) == (600, 2)
    assert fee(rules, slots=["全日"]) == 600


def test_slots_with_one_left_out_between_them_are_no_single_time() -> None:
    head = HEAD.replace(
        '"全日" = "9:00-17:00" }', '"夜" = "18:00-21:00" }\ninterval = "included"'
    )
    rules = '[[price]]\nyen = { "朝" = 1, "昼" = 2, "夜" = 3 }\n'
    ask = {"kind": "quote", "room": "室", "use_date": "2026-11-12"}
    apart = answer(book(rules, head), {**ask, "slots": ["朝", "夜"]}).values
    assert apart == {"fee": 4, "units": 2}
    row = answer(book(rules, head), {**ask, "slots": ["昼", "夜"]}).values
    assert (row["usable_from"], row["usable_to"]) == ("13:00", "21:00")


def test_how_a_time_is_counted_is_told() -> None:
    unit = '[[unit]]\nminutes = 60\npart = "up"\nleast = 2\n'
    found = asked(unit + "[[price]]\nyen_per_hour = 400\n", hours=0.5)
    assert found.explained[0].text == "30分の利用は2単位(2時間)と数えます"
    within = asked(PRICE + OUTSIDE, **{"from": "10:00", "to": "11:30"})
    assert within.explained[0].text == "区分「朝」(9:00〜12:00)の中の利用です"


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
    assert "net_admission" not in asked(said, slots=["朝"], purpose=open_).values


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
