"""How explanations write times and rates; dates are `app.kit.wareki`'s, money its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def clock_text(minutes: int) -> str:
    """Minutes after midnight as 9:00, 21:30, 24:00."""
    return f"{minutes // 60}:{minutes % 60:02}"


def span_text(span: tuple[int, int]) -> str:
    """Minutes after midnight as 9:00〜12:00."""
    return f"{clock_text(span[0])}〜{clock_text(span[1])}"


def minutes_text(minutes: int) -> str:
    """A length of time: 30分, 2時間, 1時間30分."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}時間" * (hours > 0) + f"{rest}分" * (rest > 0 or not hours)


def percent_text(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}%"


def number_text(number: Decimal) -> str:
    """4,000 and 0.5."""
    return f"{number.normalize():,f}"


def flag_text(label: str, value: bool) -> str:
    """登録を抹消する, 登録を抹消しない; 期限なし: いいえ."""
    if value:
        return label
    for end, other in (("する", "しない"), ("かる", "からない"), ("ける", "けない")):
        if label.endswith(end):
            return label.removesuffix(end) + other
    return f"{label}: いいえ"


#: How conditions end that are no nouns.
VERBAL = ("る", "う", "す", "た", "ない")


def on_condition(told: str) -> str:
    """営利のとき, 人数が5を超えるとき, 同意書がないとき."""
    return f"{told}とき" if told.endswith(VERBAL) else f"{told}のとき"


def factor_text(factor: Decimal) -> str:
    """2倍, 1.5倍."""
    return f"{factor.normalize():f}倍"
