"""What was answered for other days is no answer where more than the days count."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from app.rules.file.load import load
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


def booking(use_date: str, apply_on: str, **more: str) -> dict[str, Any]:
    return {"kind": "may_book", "use_date": use_date, "apply_on": apply_on, **more}


@pytest.mark.parametrize(
    ("rules", "asked"),
    [
        pytest.param(
            OPEN + ROOMS_APART,
            [booking("2027-07-10", f"2027-{day}") for day in ("01-10", "03-10", "06-10")],
            id="without a room each room opens on its own day",
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
