"""What rules of refunds and printing leave open, and where it would be written."""

from __future__ import annotations

from collections.abc import Iterator

from app.rules.book.base import Rule
from app.rules.book.printing import Print
from app.rules.book.refunds import Change, RefundTiers
from app.rules.book.rulebook import Place


def open_refunds(place: Place) -> Iterator[str]:
    """For each rule that holds in a room."""
    for rule in place.all(RefundTiers):
        shared = any(tier.rate not in (0, 1) for tier in rule.tiers)
        if shared and not rule.rounded:
            yield _open(rule, "還付の1円未満の端数の処理", "[[refund]] rounding")
    for change in place.all(Change):
        if change.difference_until is not None and change.later_share is None:
            yield _open(change, "期限より後の変更", "[[change]] later_share")
        if change.cheaper is None and not change.as_cancel:
            yield _open(change, "変更して安くなったときの差額", "[[change]] cheaper")


def open_printing(place: Place) -> Iterator[str]:
    """For each machine of a facility."""
    for rule in place.all(Print):
        if rule.duplex is None:
            yield _open(rule, f"{rule.machine}の両面の数え方", "[[print]] duplex")


def _open(rule: Rule, what: str, key: str) -> str:
    return f"{what}が決められていません({key}、{rule.rule})"
