"""使用料 line by line, each with the rule it comes from, and what was paid of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.kit.money import yen
from app.rules import fees
from app.services.payments import PaymentRow
from ui.kit.lines import FeeLine, ShortLine


def fee_lines(lines: Iterable[fees.FeeLine]) -> Sequence[FeeLine]:
    """The lines of a quote, or of a card (`kept_lines(card.fee_lines)`)."""
    return [
        FeeLine(fees.KINDS[line.kind], line.what, line.rule, yen(line.amount))
        for line in lines
    ]


def payment_line(row: PaymentRow) -> ShortLine:
    """✓ 領収 C26-0057 1,400円; × 領収 C26-0057（取消）; × 取消 C26-0060（C26-0057）."""
    what = "還付" if row.amount < 0 else "領収"
    if row.reverses:
        told = f"取消 {row.number}（{row.reverses}）"
        return ShortLine(told, yen(row.amount), "×", "off")
    if row.reversed_by:
        return ShortLine(f"{what} {row.number}（取消）", yen(row.amount), "×", "off")
    return ShortLine(f"{what} {row.number}", yen(row.amount), "✓", "good")
