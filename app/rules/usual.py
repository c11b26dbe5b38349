"""What a group usually asks for: the weekday, the 区分 and the room of its last uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

#: So many of the last uses tell what is usual.
LAST = 20


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a room by a group; `people` as expected."""

    room_id: UUID
    day: date
    slots: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """`times` of the last `of` uses were like this; `people` as at the latest of them."""

    room_id: UUID
    weekday: int
    slots: tuple[str, ...]
    people: int
    times: int
    of: int

    def on_or_after(self, day: date) -> date:
        return day + timedelta(days=(self.weekday - day.weekday()) % 7)


def pattern(uses: Sequence[Use]) -> Pattern | None:
    """What is most frequent among the last uses, given the latest first; of equals the
    one that was used last. None where there was no use yet."""
    last = uses[:LAST]
    alike = Counter((use.room_id, use.day.weekday(), use.slots) for use in last)
    if not alike:
        return None
    # a counter keeps the order in which it met them: of equals the latest comes first
    [((room_id, weekday, slots), times)] = alike.most_common(1)
    latest = next(
        use
        for use in last
        if (use.room_id, use.day.weekday(), use.slots) == (room_id, weekday, slots)
    )
    return Pattern(room_id, weekday, slots, latest.people, times, len(last))
