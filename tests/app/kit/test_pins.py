"""A new PIN, typed twice."""

from __future__ import annotations

import pytest

from app.kit.pins import PinsDiffer, ShortPin, same_pin


def test_typed_twice_alike() -> None:
    assert same_pin("2468", "2468") == "2468"


def test_a_slip_is_told_at_the_second_field() -> None:
    with pytest.raises(PinsDiffer) as refused:
        same_pin("2468", "2469")
    assert refused.value.field == "again"


def test_what_is_no_pin_is_told_at_the_first() -> None:
    with pytest.raises(ShortPin) as refused:
        same_pin("24", "24")
    assert refused.value.field == "pin"
