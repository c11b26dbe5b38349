"""使用料 line by line, each with the rule it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.kit.money import yen
from app.rules import fees
from ui.kit.lines import FeeLine


def fee_lines(lines: Iterable[fees.FeeLine]) -> Sequence[FeeLine]:
    """The lines of a quote, or of a card (`kept_lines(card.fee_lines)`)."""
    return [
        FeeLine(fees.KINDS[line.kind], line.what, line.rule, yen(line.amount))
        for line in lines
    ]
