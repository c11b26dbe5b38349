"""A new PIN, typed twice."""

from __future__ import annotations

import pytest

from app.kit.pins import PinsDiffer, repeated_pin


def test_typed_twice_alike() -> None:
    assert repeated_pin("2468", "2468") == "2468"


def test_a_slip_is_told_at_the_second_field() -> None:
    with pytest.raises(PinsDiffer) as refused:
        repeated_pin("2468", "2469")
    assert refused.value.field == "again"
