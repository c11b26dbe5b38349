"""How long work tells where it is, and learns that nobody waits for it any more."""

from __future__ import annotations

from typing import NamedTuple


class Cancelled(Exception):
    """The person who waited has given up; the work leaves nothing half done."""


class Stage(NamedTuple):
    """`done` of `total` parts; `total` 0: nobody knows how many."""

    what: str = ""
    done: int = 0
    total: int = 0


class Progress:
    """Written by the thread that works, read by the one that shows it.

    One attribute each way, each written by one thread only: no lock is needed.
    """

    def __init__(self) -> None:
        self.stage = Stage()
        self._cancelled = False

    def at(self, what: str, done: int = 0, total: int = 0) -> None:
        """Say where the work is. Raises `Cancelled` when it should end."""
        if self._cancelled:
            raise Cancelled
        self.stage = Stage(what, done, total)

    def cancel(self) -> None:
        self._cancelled = True
