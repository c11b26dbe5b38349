"""What a rulebook limits in a lottery, and the days it has for one."""

from __future__ import annotations

from datetime import date

from app.rules.book.rulebook import Rulebook
from app.rules.draws.caps import caps, dates_of
from app.rules.file.load import load
from app.rules.file.shelf import own_text, sample_text
from tests.app.rules.draws.texts import REQUESTS, SOURCE, stage, uses

ROOMS = ("和室1", "和室2", "ホール")
HALL = """
[[limit]]
rooms = ["ホール"]
of = "slots"
per = "week"
most = 3
article = "第10条"
source = "規則"
"""
CLAIM = """
from = { months_before = 2, day = 1 }
claim_by = { months_before = 2, day = 20 }
lapses = true
"""
RULES = SOURCE + uses(4) + HALL + REQUESTS + stage(CLAIM)
FIRST, LAST = date(2027, 2, 1), date(2027, 2, 28)


def book(rules: str = RULES) -> Rulebook:
    text = own_text("blank", "試験用", "センター", list(ROOMS)) + rules
    return load(text, "試験用", {"blank": sample_text("blank")}.__getitem__)


def test_limits_count_over_each_of_their_periods() -> None:
    found = caps(book(), ["和室1"], ROOMS, FIRST, LAST)
    assert [(cap.of, cap.most, cap.first, cap.last, cap.rooms) for cap in found] == [
        ("uses", 4, "2027-02-01", "2027-02-28", ROOMS)
    ]
    assert "第9条" in found[0].rule and "4回" in found[0].told


def test_where_no_week_begins_both_ways_hold() -> None:
    found = caps(book(), ["ホール"], ROOMS, FIRST, LAST)
    weeks = [(cap.first, cap.last) for cap in found if cap.of == "slots"]
    assert ("2027-02-01", "2027-02-07") in weeks  # from Monday
    assert ("2027-01-31", "2027-02-06") in weeks  # from Sunday
    assert len(weeks) == 4 + 5 and len({*weeks}) == 9
    assert {cap.rooms for cap in found if cap.of == "slots"} == {("ホール",)}


def test_requests_are_not_counted_as_uses() -> None:
    assert all(cap.of != "requests" for cap in caps(book(), ROOMS, ROOMS, FIRST, LAST))
    assert caps(book(""), ROOMS, ROOMS, FIRST, LAST) == ()


def test_the_days_are_those_of_the_stage() -> None:
    found = dates_of(book(), "和室1", FIRST)
    assert (found.first_on, found.last_on) == (FIRST, LAST)
    assert (found.opens_on, found.closes_on, found.draws_on, found.claim_by) == (
        date(2026, 12, 1),
        date(2026, 12, 10),
        date(2026, 12, 12),
        date(2026, 12, 20),
    )
    assert found.lapses and "第12条" in found.rule


def test_a_room_that_the_rules_do_not_know_has_no_days() -> None:
    assert dates_of(book(""), "和室1", FIRST).closes_on is None
    assert dates_of(book(), "倉庫", FIRST).closes_on is None
