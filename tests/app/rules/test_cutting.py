"""短縮: what a use costs less, against the sum done by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.book.base import Silent, Undecided
from app.rules.book.facts import NOTHING
from app.rules.cutting import Lost, less
from tests.app.rules.terms_book import book

DAY = date(2026, 11, 25)
ROUND = 'rounding = { to = 10, way = "down" }'


def by_rule(text: str, lost: Lost) -> tuple[int, str]:
    place = book(f"[[refund]]\n{text}").place("甲")
    found = less(place, NOTHING.on(DAY), DAY, lost)
    return found.amount, "".join(step.text for step in found.explained)


@given(
    st.integers(0, 20_000),
    st.integers(1, 40),
    st.data(),
    st.sampled_from([(1, "1"), (Fraction(1, 2), "0.5"), (0, "0")]),
)
def test_by_time_it_is_the_share_that_is_lost(
    fee: int, quarters: int, data: st.DataObject, rate: tuple[Fraction, str]
) -> None:
    left = data.draw(st.integers(0, quarters))
    lost = Lost(fee, quarters * 15, left * 15, 0)
    rule = f'tiers = [{{ rate = {rate[1]} }}]\ncut_short = "time"\n{ROUND}'
    amount, told = by_rule(rule, lost)
    part = Fraction(fee * (quarters - left), quarters) // 10 * 10
    assert amount == part * rate[0] // 10 * 10
    assert f"{(quarters - left) * 15}分" in told


@given(st.integers(0, 20_000), st.data())
def test_by_slots_it_is_what_the_lost_ones_cost(fee: int, data: st.DataObject) -> None:
    slots = data.draw(st.integers(0, fee))
    lost = Lost(fee, 60, 30, slots)
    assert by_rule('tiers = [{ rate = 1 }]\ncut_short = "slots"', lost)[0] == slots


def test_where_the_rules_are_silent_nothing_is_taken_off() -> None:
    lost = Lost(1_000, 60, 30, 500)
    amount, told = by_rule("tiers = [{ rate = 1 }]", lost)
    assert amount == 0 and "定めがありません" in told
    with pytest.raises(Silent):
        less(book("").place("甲"), NOTHING.on(DAY), DAY, lost)


def test_yen_that_are_not_whole_need_a_rounding() -> None:
    with pytest.raises(Undecided):
        by_rule('tiers = [{ rate = 1 }]\ncut_short = "time"', Lost(1_000, 90, 60, 0))
