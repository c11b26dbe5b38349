"""What a kind of question finds: plain values and the steps to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps

from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.rules.book.rulebook import Rulebook
from app.rules.questions.ask import Ask

Values = dict[str, object]
Found = tuple[Values, tuple[Explained, ...]]


@dataclass(frozen=True, slots=True)
class Answer:
    """Days are `2026-11-01`, times `09:00`, money yen. Or why there is no answer."""

    values: Mapping[str, object]
    explained: tuple[Explained, ...] = ()
    unanswerable: str = ""


Find = Callable[[Rulebook, Ask], Answer]


def answering(find: Callable[[Rulebook, Ask], Found]) -> Find:
    """What is found, in plain values."""

    @wraps(find)
    def answer(book: Rulebook, ask: Ask) -> Answer:
        return made(*find(book, ask))

    return answer


def made(values: Values, explained: tuple[Explained, ...]) -> Answer:
    return Answer({name: plain(value) for name, value in values.items()}, explained)


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
