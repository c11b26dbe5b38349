"""What a use costs, by the published table and with the demo's reductions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from app.rules.book.base import Silent
from app.rules.book.rulebook import Rulebook
from app.rules.fees import LineKind, kept_lines, kept_text, quote
from app.rules.fees.slots import SlotsOverlap, UnknownSlot
from app.rules.file.load import load
from app.rules.file.shelf import sample

DAY = date(2027, 2, 14)


def priced(yen: str, more: str = "") -> Rulebook:
    return load(
        f"""
        name = "試し"
        default_source = "試し"
        source = [{{ id = "試し", title = "試しの設定" }}]
        facility = [{{ name = "館" }}]
        room = [{{ name = "室", facility = "館" }}]
        [[slots]]
        times = {{ "朝" = "9:00-12:00" }}
        [[price]]
        yen = {{ "朝" = {yen} }}
        {more}
        """
    )


def test_each_slot_is_a_line_with_its_source() -> None:
    found = quote(sample("koshigaya"), "活動室A", DAY, ["夜間", "午前"])
    assert [(line.what, line.amount) for line in found.lines] == [
        ("活動室A 午前", 800),
        ("活動室A 夜間", 900),
    ]
    assert found.fee == 1700
    assert {line.rule for line in found.lines} == {"越谷市市民活動支援センター 利用案内"}
    assert found.explained[0].text == "基本 活動室A 午前 800円×1区分 = 800円"


def test_an_accepted_ground_takes_its_rate_off() -> None:
    ground = "市内の学校または社会福祉施設が行う活動"
    found = quote(sample("demo"), "活動室A", DAY, ["午前"], ground=ground)
    assert (found.fee, found.reduction, found.reduction_rate) == (
        400,
        400,
        Fraction(1, 2),
    )
    assert found.lines[1].kind is LineKind.REDUCTION
    assert found.lines[1].rule == "体験用の設定(市の定めではありません)"


@pytest.mark.parametrize(("way", "fee", "odd"), [("down", 280, -4), ("up", 290, 6)])
def test_rounding_is_a_line_of_its_own(way: str, fee: int, odd: int) -> None:
    book = priced(
        "405",
        f"""
        [[reduction]]
        ground = "市民"
        rate = 0.3
        rounding = {{ to = 10, way = "{way}" }}
        """,
    )
    found = quote(book, "室", DAY, ["朝"], ground="市民")
    assert found.fee == fee
    assert [line.amount for line in found.lines] == [405, -121, odd]
    assert found.lines[2].kind is LineKind.ROUNDING


def test_lines_are_kept_as_they_were() -> None:
    lines = quote(sample("koshigaya"), "活動室A", DAY, ["午前", "午後"]).lines
    assert kept_lines(kept_text(lines)) == lines


def test_a_new_price_holds_from_its_day_of_use() -> None:
    book = priced(
        "100",
        """
        [[price]]
        yen = { "朝" = 200 }
        valid_from = 2027-04-01
        """,
    )
    fees = [quote(book, "室", day, ["朝"]).fee for day in (DAY, date(2027, 4, 1))]
    assert fees == [100, 200]


def test_what_the_city_does_not_publish_is_not_guessed() -> None:
    with pytest.raises(Silent):
        quote(sample("koshigaya"), "活動室A", DAY, ["午前"], ground="市が主催する事業")


def test_slots_must_exist_and_not_overlap() -> None:
    with pytest.raises(UnknownSlot):
        quote(sample("koshigaya"), "活動室A", DAY, ["深夜"])
    with pytest.raises(SlotsOverlap):
        quote(sample("koshigaya"), "活動室A", DAY, ["午前", "全日"])
