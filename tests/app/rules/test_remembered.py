"""What was answered for other days is no answer where more than the days count."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from app.rules.fees import quote
from app.rules.file.load import load
from app.rules.month import MonthColors
from app.rules.questions import answer
from tests.app.rules.center import HEAD

OPEN = """
[[hours]]
hours = "9:00-21:00"
[[closed]]
"""
ROOMS_APART = """
[[window]]
rooms = ["室"]
opens = { months_before = 2, day = 1 }
[[window]]
rooms = ["ホール"]
opens = { months_before = 4, day = 1 }
"""
SHORTER = """
[[window]]
opens = { months_before = 1, day = 1 }
closes = { days_before = 7 }
"""
SAME_DAY = """
[[window]]
when = { same_day = true }
opens = { days_before = 0 }
closes = { days_before = 0 }
"""
FIRST_OPEN_DAY = """
[[window]]
when = { first_open_day = true }
opens = { months_before = 3, day = 1 }
closes = { days_before = 30 }
[[refuse]]
when = { drinking = true }
reason = "飲酒はできません"
"""
JOINED = """
[[room]]
name = "室2"
facility = "館"
[[room]]
name = "続き部屋"
facility = "館"
joins = ["室", "室2"]
joined_price = "sum"
[[price]]
rooms = ["室", "室2"]
when = { days = "平日" }
yen = { "朝" = 100 }
[[price]]
rooms = ["室", "室2"]
when = { days = ["土", "日", "休日"] }
yen = { "朝" = 150 }
"""
TICKETS = {"admission_fee": 2000}
COUNTED = """
[[counts_as]]
fact = "commercial"
when = { admission_fee = { over = 1000 } }
[[price]]
yen = { "朝" = 100 }
"""
LENT = """
[[locker]]
name = "ロッカー"
yen_per_month = 100
[[item]]
name = "テント"
yen = 300
per = "day"
longest_days = 20
"""


def booking(use_date: str, apply_on: str, **more: str) -> dict[str, Any]:
    return {"kind": "may_book", "use_date": use_date, "apply_on": apply_on, **more}


def locker(first: str, last: str, **more: Any) -> dict[str, Any]:
    return {"kind": "loan", "item": "ロッカー", "from": first, "to": last, **more}


@pytest.mark.parametrize(
    ("rules", "asked"),
    [
        pytest.param(
            OPEN + ROOMS_APART,
            [booking("2027-07-10", f"2027-{day}") for day in ("01-10", "03-10", "06-10")],
            id="without a room each room opens on its own day",
        ),
        pytest.param(
            OPEN + SHORTER + SAME_DAY,
            [
                booking("2026-11-12", "2026-11-12", room="室"),
                booking("2026-12-20", "2026-12-01", room="室"),
            ],
            id="one was applied for on the day itself",
        ),
        pytest.param(
            OPEN + SHORTER + FIRST_OPEN_DAY,
            [
                booking("2026-11-12", "2026-10-01", room="室"),
                booking("2026-11-19", "2026-10-15", room="室"),
                booking("2026-12-20", "2026-11-01", room="室"),
            ],
            id="one was applied for on the first open day",
        ),
        pytest.param(
            JOINED,
            [
                {"kind": "quote", "room": "続き部屋", "use_date": day, "slots": ["朝"]}
                for day in ("2026-11-12", "2026-11-14")
            ],
            id="the parts of a room have prices by the day",
        ),
        pytest.param(
            COUNTED,
            [
                {"kind": "quote", "slots": ["朝"], "room": "室", "purpose": purpose}
                for purpose in (TICKETS, {**TICKETS, "commercial": True})
            ],
            id="one said itself what follows for the other",
        ),
        pytest.param(
            LENT,
            [
                locker("2026-11-01", last, items=["テント"])
                for last in ("2026-11-03", "2026-11-09")
            ],
            id="several things are lent",
        ),
        pytest.param(
            LENT,
            [
                locker("2026-11-01", last, from_time="12:00", to_time="09:00")
                for last in ("2026-11-03", "2026-11-01")
            ],
            id="the times of one day are the wrong way round",
        ),
        pytest.param(
            LENT,
            [
                locker("2026-11-01", "2026-11-03", use_date=day)
                for day in ("2026-11-01", "11月")
            ],
            id="a day is none",
        ),
    ],
)
def test_each_question_is_answered_as_if_it_were_the_first(
    rules: str, asked: list[dict[str, Any]]
) -> None:
    alone = [answer(load(HEAD + rules), ask) for ask in asked]
    assert any(found != alone[0] for found in alone)
    for order in permutations(range(len(asked))):
        book = load(HEAD + rules)
        assert [answer(book, asked[n]) for n in order] == [alone[n] for n in order]


def test_a_month_of_a_joined_room_has_the_prices_of_its_parts() -> None:
    book = load(HEAD + OPEN + JOINED)
    days = [date(2026, 11, day) for day in range(9, 16)]
    [colors] = MonthColors(book).of(["続き部屋"], days, days[0]).values()
    fees = [color.slots[0].fee for color in colors]
    assert fees == [quote(book, "続き部屋", day, ["朝"]).fee for day in days]
    assert set(fees) == {200, 300}
