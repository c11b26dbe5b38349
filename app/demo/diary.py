"""Who wants which room when: a group's habit turned into wishes, day by day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.demo.habits import Habit
from app.demo.samples import GroupSample

#: How much of the usual takes place in a month: little in August, much in November.
SEASON = {1: 0.88, 8: 0.7, 11: 0.99, 12: 0.9}
USUAL = 0.94

#: When groups without a fixed day come (weights of the months from January).
MONTHS = (3, 5, 7, 6, 7, 8, 7, 3, 8, 10, 18, 5)

#: (month, day) spans in which next to nobody comes: お盆, 年末年始.
QUIET = (((8, 11), (8, 16)), ((12, 26), (12, 31)), ((1, 1), (1, 6)))

EVENTS = ("市民活動まつりの準備", "市民活動まつりの準備", "公開講座", "文化祭の準備")
SHOWS = ("文化祭の準備", "発表会の準備", "市民活動まつりの準備")
ARTS = 6
EVENT_SLOTS = (("全日",), ("午前", "午後"), ("午後", "夜間"), ("午後",), ("午後",))
MEETING_KINDS = ("NPO法人", "自治会", "市民活動団体", "ボランティア団体", "PTA")


@dataclass(frozen=True, slots=True)
class Wish:
    """`lead` is how many days ahead a group asks; None as soon as it may."""

    group: int
    room: str
    day: date
    slots: tuple[str, ...]
    users: int
    purpose: str
    lead: int | None


class Diary:
    """One group's wishes."""

    def __init__(self, random: Random, place: int, sample: GroupSample) -> None:
        self._random = random
        self._place = place
        self._sample = sample
        self._habit = Habit.read(sample.use)

    def wishes(self, first: date, last: date) -> Iterator[Wish]:
        for day in self._habit.days(first, last):
            if self._random.random() < _turnout(day):
                yield self._usual(day)
        for year in range(first.year, last.year + 1):
            for wish in self._of_year(year):
                if first <= wish.day <= last:
                    yield wish

    def extra(self, day: date, slot: str, room: str) -> Wish:
        """One more use, asked for weeks before."""
        lead = self._random.randint(15, 50)
        return self._wish(day, (slot,), self._habit.users, self._purpose(), lead, room)

    def distance(self, room: str, slot: str) -> int:
        """How far a use would be from what the group is used to."""
        return 2 * (room != self._habit.room) + (slot != self._habit.slot)

    def _of_year(self, year: int) -> Iterator[Wish]:
        for _ in range(self._habit.times):
            yield self._occasional(year)
        if self._sample.kind in MEETING_KINDS and self._random.random() < 0.5:
            yield self._general_meeting(year)
        if self._random.random() < 0.45:
            yield self._event(year)

    def _usual(self, day: date) -> Wish:
        lead = None if self._random.random() < 0.8 else self._random.randint(20, 70)
        slot = (self._habit.slot,)
        return self._wish(day, slot, self._habit.users, self._purpose(), lead)

    def _occasional(self, year: int) -> Wish:
        month = self._random.choices(range(1, 13), MONTHS)[0]
        day = self._some_day(year, month)
        slot = (self._habit.slot,)
        lead = self._random.randint(3, 60)
        return self._wish(day, slot, self._habit.users, self._purpose(), lead)

    def _general_meeting(self, year: int) -> Wish:
        """総会 in spring, at the weekend; the larger groups with a talk after it."""
        day = self._weekend(year, self._random.choice((4, 5, 5, 6)))
        users = min(34, max(8, round(self._sample.members * 0.5)))
        long = users > 25 and self._random.random() < 0.4
        slots = ("午前", "午後") if long else (self._random.choice(("午前", "午後")),)
        room = "A" if users > 20 else self._habit.room
        lead = self._random.randint(30, 80)
        return self._wish(day, slots, users, "定期総会", lead, room)

    def _event(self, year: int) -> Wish:
        """Work before a festival or a show, mostly in November."""
        day = self._weekend(year, self._random.choice((2, 3, 6, 10, 11, 11, 11, 11)))
        slots = self._random.choice(EVENT_SLOTS)
        purpose = self._random.choice(SHOWS if ARTS in self._sample.fields else EVENTS)
        return self._wish(day, slots, self._habit.users, purpose, 45)

    def _wish(
        self,
        day: date,
        slots: tuple[str, ...],
        users: int,
        purpose: str,
        lead: int | None,
        room: str = "",
    ) -> Wish:
        count = max(4, round(users * self._random.uniform(0.85, 1.12)))
        room = room or self._habit.room
        return Wish(self._place, room, day, slots, count, purpose, lead)

    def _purpose(self) -> str:
        usual, *others = self._sample.purposes
        rarely = others and self._random.random() < 0.3
        return self._random.choice(others) if rarely else usual

    def _some_day(self, year: int, month: int) -> date:
        return date(year, month, self._random.randint(1, monthrange(year, month)[1]))

    def _weekend(self, year: int, month: int) -> date:
        day = self._some_day(year, month)
        to_saturday = (5 - day.weekday()) % 7
        moved = day + timedelta(to_saturday + self._random.randrange(2))
        return moved if moved.month == month else moved - timedelta(7)


def _turnout(day: date) -> float:
    for first, last in QUIET:
        if first <= (day.month, day.day) <= last:
            return 0.1
    return SEASON.get(day.month, USUAL)
