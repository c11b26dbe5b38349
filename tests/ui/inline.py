"""What presenters are tested with: use cases run at once, on the same thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.kit.outcome import Outcome
from app.kit.progress import Progress
from app.kit.refusal import Refusal

T = TypeVar("T")


class InlineOps:
    """`changed` gathers the topics of what was written."""

    def __init__(self) -> None:
        self.changed: set[str] = set()

    def query(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        try:
            value = work()
        except Refusal as refusal:
            if refused is None:
                raise
            refused(refusal)
            return
        done(value)

    def command(
        self,
        work: Callable[[], Outcome[T]],
        done: Callable[[Outcome[T]], None],
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        def settled(outcome: Outcome[T]) -> None:
            done(outcome)
            self.changed |= outcome.changed

        self.query(work, settled, refused)

    def long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        self.query(lambda: work(Progress()), done, refused)

    def long_command(
        self,
        work: Callable[[Progress], Outcome[T]],
        done: Callable[[Outcome[T]], None],
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        self.command(lambda: work(Progress()), done, refused)
