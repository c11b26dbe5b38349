"""What a grid of counts shows. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID


class Count(NamedTuple):
    """So many are free of all there are; `late` ones should have been back by then."""

    free: int
    total: int
    late: int = 0


class CountRow(NamedTuple):
    """A thing with a count for every day of the grid."""

    id: UUID
    title: str
    note: str
    counts: Sequence[Count]


class Look(NamedTuple):
    """How a count is drawn: sign, color role, and what the sign means."""

    sign: str
    role: str
    words: str


FREE = Look("○", "good", "空き")
SHORT = Look("△", "wait", "一部貸出")
NONE = Look("×", "off", "残りなし")
LATE = Look("!", "late", "延滞あり")
LOOKS = (FREE, SHORT, NONE, LATE)


def look(count: Count) -> Look:
    if count.late:
        return LATE
    if count.free >= count.total > 0:
        return FREE
    return SHORT if count.free > 0 else NONE
