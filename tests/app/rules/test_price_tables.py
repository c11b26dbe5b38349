"""料金表 as it is read: rooms and conditions by slots, and what an hour costs."""

from __future__ import annotations

import pytest

from app.rules.file.price_tables import PriceRow, price_tables
from app.rules.file.shelf import sample_text, samples
from app.rules.file.told import told_rules

BOOK = """
name = "市"
default_source = "規"
source = [{ id = "規", title = "条例" }]
facility = [{ name = "館" }]
holidays = { bare = "with_substitutes" }
[[room]]
name = "茶室"
facility = "館"
[[room]]
name = "ホール"
facility = "館"
[[slots]]
times = { "午前" = "9:00-12:00", "午後" = "13:00-17:00" }
[[price]]
rooms = ["茶室"]
article = "別表1"
yen = { "午前" = 500, "午後" = 0 }
day_type = "平日"
[[price]]
rooms = ["ホール"]
article = "別表2"
yen_per_hour = 1000
span = "9:00-17:00"
[[price]]
rooms = ["ホール"]
article = "別表1"
yen = { "午前" = 900, "午後" = 1200 }
[[price]]
rooms = ["茶室"]
article = "別表1"
yen = { "午後" = 800 }
when = { days = ["日", "祝日"] }
"""


def test_rooms_stand_by_slots_and_hours_in_a_table_of_their_own() -> None:
    prices = [rule for rule in told_rules(BOOK) if rule.part == "price"]
    slots, hours = price_tables(prices)
    assert slots.columns == ("午前", "午後")
    assert slots.rows == (
        PriceRow("茶室", "平日", (500, 0), "条例 別表1"),
        PriceRow("茶室", "日・祝日のとき", (None, 800), "条例 別表1"),
        PriceRow("ホール", "", (900, 1200), "条例 別表1"),
    )
    assert hours.columns == ("9:00〜17:00は1時間",)
    assert hours.rows == (PriceRow("ホール", "", (1000,), "条例 別表2"),)


@pytest.mark.parametrize("name", samples())
def test_no_price_of_a_sample_is_left_out(name: str) -> None:
    rules = told_rules(sample_text(name), name, sample_text)
    prices = [rule for rule in rules if rule.part == "price"]
    tables = price_tables(prices)
    shown = [
        (row.where, row.article, each, amount)
        for table in tables
        for row in table.rows
        for each, amount in zip(table.columns, row.amounts, strict=True)
        if amount is not None
    ]
    told = [
        (rule.where, rule.article, each, amount)
        for rule in prices
        for each, amount in rule.amounts
    ]
    assert sorted(shown) == sorted(told)
