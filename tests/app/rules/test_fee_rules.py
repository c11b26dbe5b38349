"""加算・割引・減免・端数・延長: how the parts of a fee meet."""

from __future__ import annotations

import pytest

from app.rules.gaps import gaps
from tests.app.rules.fee_book import (
    BOTH,
    OUTSIDE,
    PRICE,
    TRADE,
    asked,
    book,
    fee,
    why,
)


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
