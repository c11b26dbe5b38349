"""The month grid is worked out while nobody waits. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.kit.refusal import Refusal
from ui.contracts import OpRunner

if TYPE_CHECKING:
    from app.desk import Desk

#: What the colors of a month are made of.
TOPICS = frozenset({"rulebook", "room"})


def months_ahead(ops: OpRunner, desk: Callable[[], Desk]) -> None:
    """One month after the other: whoever asks for something waits for one at most."""

    def go_on(left: Sequence[date]) -> None:
        if left:
            first, *others = left
            ops.query(
                lambda: desk().months.prepare(first), lambda _: go_on(others), _untold
            )

    ops.query(lambda: desk().months.ahead(), go_on, _untold)


def _untold(_: Refusal) -> None:
    """Nobody asked; who looks at the month is told."""
