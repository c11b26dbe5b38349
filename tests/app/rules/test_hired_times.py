"""区分と単位: how a time is hired and counted."""

from __future__ import annotations

from app.rules.file.load import load
from app.rules.questions import answer
from tests.app.rules.fee_book import (
    HEAD,
    OUTSIDE,
    PRICE,
    asked,
    book,
    fee,
    why,
)


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
    assert "16:00〜18:00が入る区分" in why(PRICE, **{"from": "16:00", "to": "18:00"})


def test_a_time_is_charged_as_slots_in_a_row_where_they_are_shorter_than_one() -> None:
    """Nobody is charged 全日 for four hours in 午前 and 昼."""
    old = '"13:00-17:00", "全日" = "9:00-17:00"'
    assert old in HEAD
    day = HEAD.replace(old, '"12:00-14:00", "夜" = "15:00-21:00", "全日" = "9:00-21:00"')
    price = '[[price]]\nyen = { "朝" = 900, "昼" = 600, "夜" = 900, "全日" = 3000 }\n'
    ask = {"kind": "quote", "room": "室", "use_date": "2026-11-12"}
    four = {**ask, "from": "10:00", "to": "14:00"}
    assert answer(load(day + price), four).values["fee"] == 1500
    over_a_gap = {**ask, "from": "13:00", "to": "16:00"}
    assert "interval" in answer(load(day + price), over_a_gap).unanswerable
    said = '"9:00-21:00" }\ninterval = '
    for word, wanted in (("included", 1500), ("excluded", 3000)):
        text = day.replace('"9:00-21:00" }', f'{said}"{word}"') + price
        assert answer(load(text), over_a_gap).values["fee"] == wanted


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
