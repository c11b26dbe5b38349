"""How often a group comes, in the words of its file: 毎週火 午前 A 24."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = "月火水木金土日"
FORM = re.compile(
    r"(?:毎週(?P<weekly>[月火水木金土日])"
    r"|第(?P<nth>[1-5](?:・[1-5])*)(?P<monthly>[月火水木金土日])"
    r"|随時(?P<times>\d+))"
    r" (?P<slot>午前|午後|夜間) (?P<room>A|B|東1|東2) (?P<users>\d+)"
)


@dataclass(frozen=True, slots=True)
class Habit:
    """`weekday` counts from Monday = 0; `nth` is empty for every week.

    `times` is how often a year a group comes that keeps no fixed day, else 0.
    """

    slot: str
    room: str
    users: int
    weekday: int = 0
    nth: frozenset[int] = frozenset()
    times: int = 0

    @classmethod
    def read(cls, text: str) -> Habit:
        found = FORM.fullmatch(text)
        if found is None:
            raise ValueError(f"not a habit: {text}")
        weekday = found["weekly"] or found["monthly"] or "月"
        return cls(
            slot=found["slot"],
            room=found["room"],
            users=int(found["users"]),
            weekday=WEEKDAYS.index(weekday),
            nth=frozenset(int(n) for n in (found["nth"] or "").split("・") if n),
            times=int(found["times"] or 0),
        )

    def days(self, first: date, last: date) -> Iterator[date]:
        """The fixed days from `first` to `last`; none for a group that has none."""
        if self.times:
            return
        day = first + timedelta((self.weekday - first.weekday()) % 7)
        while day <= last:
            if not self.nth or (day.day + 6) // 7 in self.nth:
                yield day
            day += timedelta(7)
