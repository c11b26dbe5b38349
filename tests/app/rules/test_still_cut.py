"""短縮 beside a fee that is worked out anew."""

from __future__ import annotations

import pytest

from app.rules.cutting import still_cut
from app.rules.fees.lines import FeeLine, LineKind


def lines(**amounts: int) -> list[FeeLine]:
    return [
        FeeLine(LineKind(kind), kind, "", 1, amount, amount, "条例")
        for kind, amount in amounts.items()
    ]


@pytest.mark.parametrize(
    ("before", "now", "cut"),
    [
        # Half of the time, at half the price; then without the reduction.
        (lines(base=1000, reduction=-500, cut=-250), lines(base=1000), [-500]),
        # The second slot, with its 冷暖房: it is not in the lines any more.
        (
            lines(base=1800, aircon=350, reduction=-215, cut=-1080),
            lines(base=800, aircon=150),
            [],
        ),
        # Half of what the second slot cost came back.
        (lines(base=2000, cut=-500), lines(base=1000), []),
        (lines(base=1000, cut=-500), lines(base=1000), [-500]),
        (lines(base=1000), lines(base=1000), []),
        (lines(base=1000, reduction=-1000, cut=0), lines(base=1000), []),
    ],
)
def test_as_large_a_share_is_lost(
    before: list[FeeLine], now: list[FeeLine], cut: list[int]
) -> None:
    found = still_cut(before, now)
    assert [line.amount for line in found] == cut
    assert all(line.kind is LineKind.CUT for line in found)
