"""What a kind of question finds: plain values and the steps to them."""

from __future__ import annotations

from datetime import date

from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.rules.book.base import Explained

Values = dict[str, object]
Found = tuple[Values, tuple[Explained, ...]]


def told(refusals: tuple[Refusal, ...]) -> tuple[Explained, ...]:
    """Each refusal as a last step; the text names the rule only once."""
    if not refusals:
        return ()
    found = [
        (text_of(refusal), str(refusal.params.get("rule", ""))) for refusal in refusals
    ]
    return tuple(Explained(text.removesuffix(f"[{rule}]"), rule) for text, rule in found)


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def clock(minutes: int) -> str:
    """09:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
