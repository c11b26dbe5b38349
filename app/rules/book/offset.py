"""A day counted from another: 利用月の3か月前の初日, 利用日の前日, 決定から7日以内."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from app.kit.wareki import WEEKDAYS, full
from app.rules.book.base import Silent

#: No shift goes further; a center that is closed longer has no next open day.
FURTHEST = 400
#: The nth of a weekday that means the last one of the month.
LAST = -1


class Days(Protocol):
    """A calendar: which days the words 土・休日・休館日 … hold on."""

    def is_any(self, day: date, words: Collection[str]) -> bool: ...


class Anchor(StrEnum):
    """What is counted from: the day itself, or the first day of a period it lies in.

    A week begins on Monday, a half year in April and October.
    """

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    HALF_YEAR = "half_year"
    FISCAL_YEAR = "fiscal_year"


class Move(StrEnum):
    NEXT = "next"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Block:
    """Months that are taken together; one block begins with month `first`."""

    months: int
    first: int

    def start(self, day: date) -> date:
        behind = (day.month - self.first) % self.months
        return shifted(date(day.year, day.month, 1), -behind)


@dataclass(frozen=True, slots=True)
class Base:
    """How the day that is counted from, and its month, are called."""

    day: str = "利用日"
    month: str = "利用月"


USE = Base()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """`since` names another day of the same stage (draw_on …) that is counted from.

    `months_before` keeps the day number, or the month's last day where it lacks it.
    `day` then sets the day of that month (31: its last), `days_in` for single months
    another one; or `weekday` (Monday is 0) and `nth` do, `nth_in` for single months.
    Weeks are counted next, then days, without those that are one of `skipping`
    (3 平日前, 2 開館日前). At last, on a day that is one of `off`, the day moves on to
    the `next` or to the one `before` that is none. `month_only`: the rule names a
    month, no day of it. `time` is only told.
    """

    since: str = ""
    anchor: Anchor = Anchor.DAY
    block: Block | None = None
    months_before: int = 0
    months_after: int = 0
    day: int = 0
    days_in: tuple[tuple[int, int], ...] = ()
    weekday: int = 0
    nth: int = 0
    nth_in: tuple[tuple[int, int], ...] = ()
    weeks_before: int = 0
    weeks_after: int = 0
    days_before: int = 0
    days_after: int = 0
    skipping: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    move: Move = Move.NEXT
    month_only: bool = False
    time: str = ""

    def of(self, day: date, days: Days | None = None) -> date:
        """Needs `days` unless `plain`. Raises Silent where no day is near enough."""
        return self._moved(self.counted(day, days), days)

    def counted(self, day: date, days: Days | None = None) -> date:
        """Before it moves on from a day that is one of `off`."""
        day = self._base(day)
        months = self.months_after - self.months_before
        if months or self.day or self.nth:
            day = self._in_month(shifted(day, months))
        weeks = self.weeks_after - self.weeks_before
        ahead = self.days_after - self.days_before
        if not self.skipping:
            ahead += 7 * weeks
            return day + timedelta(days=ahead) if ahead else day
        day += timedelta(weeks=weeks)
        step = 1 if ahead > 0 else -1
        for _ in range(abs(ahead)):
            day = _near(day + timedelta(days=step), step, self.skipping, days)
        return day

    def _moved(self, day: date, days: Days | None) -> date:
        if not self.off:
            return day
        step = 1 if self.move is Move.NEXT else -1
        return _near(day, step, self.off, days)

    @property
    def plain(self) -> bool:
        """Whether it follows from the day alone, without a calendar."""
        return not self.off and not self.skipping

    @property
    def farthest(self) -> int:
        """No more days than this lie between the day and what is counted."""
        wide = self.block or self.anchor in (Anchor.HALF_YEAR, Anchor.FISCAL_YEAR)
        months = self.months_before + self.months_after + (14 if wide else 2)
        weeks = self.weeks_before + self.weeks_after
        days = self.days_before + self.days_after
        return 31 * months + 7 * weeks + days * (8 if self.skipping else 1)

    def _in_month(self, day: date) -> date:
        length = monthrange(day.year, day.month)[1]
        if self.nth:
            nth = dict(self.nth_in).get(day.month, self.nth)
            first = 1 + (self.weekday - day.replace(day=1).weekday()) % 7
            every = range(first, length + 1, 7)
            return day.replace(day=every[nth if nth == LAST else nth - 1])
        if self.day:
            wanted = dict(self.days_in).get(day.month, self.day)
            return day.replace(day=min(wanted, length))
        return day

    def _base(self, day: date) -> date:
        if self.block is not None:
            return self.block.start(day)
        match self.anchor:
            case Anchor.DAY:
                return day
            case Anchor.WEEK:
                return day - timedelta(days=day.weekday())
            case Anchor.MONTH:
                return day.replace(day=1)
            case Anchor.HALF_YEAR:
                return Block(6, 4).start(day)
            case Anchor.FISCAL_YEAR:
                return Block(12, 4).start(day)

    def __str__(self) -> str:
        return self.told()

    def told(self, base: Base = USE) -> str:
        """利用月の3か月前の月の初日(休館日のときは、そうでない次の日) 9:00."""
        return _told(self, base)

    def worked_out(
        self, day: date, days: Days | None = None, base: Base = USE
    ) -> tuple[date, str]:
        """The day that follows, and how: in words, with the day it was moved from."""
        counted = self.counted(day, days)
        found = self._moved(counted, days)
        moved = f"{full(counted)}から動かして" if found != counted else ""
        return found, f"{self.told(base)}、{moved}{full(found)}"


def shifted(day: date, months: int) -> date:
    """The same day number so many months later, or the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_end(day: date, months: int) -> date:
    """The last day of so many months that begin with a day (民法第143条第2項).

    It is the day before the one that corresponds, or the last of a month that lacks it.
    """
    later = shifted(day, months)
    return later - timedelta(days=1) if later.day == day.day else later


def years_end(day: date, years: int) -> date:
    return months_end(day, 12 * years)


def first_day(day: date, step: int, fits: Callable[[date], bool]) -> date:
    """The first day that fits, from `day` on by `step`; `day` where none is near."""
    found = day
    for _ in range(FURTHEST):
        if fits(found):
            return found
        found += timedelta(days=step)
    return day


def _near(day: date, step: int, words: Collection[str], days: Days | None) -> date:
    assert days is not None
    found = first_day(day, step, lambda each: not days.is_any(each, words))
    if found == day and days.is_any(day, words):
        raise Silent(f"{full(day)}の前後で、{'・'.join(words)}でない日")
    return found


@lru_cache(1_000)
def _told(offset: Offset, base: Base) -> str:
    """Remembered: the same few offsets are told in every answer."""
    text = "の".join([*_months(offset, base), *_days(offset)])
    if not text.startswith((base.day, base.month)):
        text = f"{base.day}{text and 'の'}{text}"
    if offset.off:
        to = "次の" if offset.move is Move.NEXT else "前の"
        text += f"({'・'.join(offset.off)}のときは、そうでない{to}日)"
    return text + (f" {offset.time}" if offset.time else "")


def _months(offset: Offset, base: Base) -> list[str]:
    months, counted = offset.months_before, "か月前"
    if offset.months_after:
        months, counted = offset.months_after, "か月後"
    if offset.anchor is Anchor.WEEK:
        return [f"{base.day}を含む週の月曜日"]
    in_month = bool(offset.day or offset.nth or offset.month_only)
    if not in_month and offset.anchor is Anchor.DAY and offset.block is None:
        return [f"{base.day}の{months}{counted}の同じ日"] if months else []
    start = _start(offset, base)
    near = {"か月前": "前月", "か月後": "翌月"}[counted]
    told = near if months == 1 else f"{months}{counted}の月"
    month = f"{start}の{told}" if months else start
    return [month if offset.month_only else f"{month}の{_day(offset)}"]


def _start(offset: Offset, base: Base) -> str:
    if offset.block is not None:
        return f"{base.month}を含む{offset.block.months}か月の初めの月"
    if offset.anchor is Anchor.HALF_YEAR:
        return f"{base.month}を含む半年度の初めの月"
    if offset.anchor is Anchor.FISCAL_YEAR:
        return f"{base.month}を含む年度の初めの月"
    return base.month


def _day(offset: Offset) -> str:
    if offset.nth:
        told = f"{nth_text(offset.nth)}{WEEKDAYS[offset.weekday]}曜日"
        others = [f"{month}月は{nth_text(nth)}" for month, nth in offset.nth_in]
    else:
        told = {0: "初日", 1: "初日", 31: "末日"}.get(offset.day, f"{offset.day}日")
        others = [f"{month}月は{day}日" for month, day in offset.days_in]
    return told + (f"({'、'.join(others)})" if others else "")


def nth_text(nth: int) -> str:
    return "最終" if nth == LAST else f"第{nth}"


def _days(offset: Offset) -> list[str]:
    steps = []
    for weeks, word in ((offset.weeks_before, "前"), (offset.weeks_after, "後")):
        if weeks:
            steps.append(f"{weeks}週間{word}")
    without = f"({'・'.join(offset.skipping)}は数えない)" if offset.skipping else ""
    if before := offset.days_before:
        steps.append(("前日" if before == 1 else f"{before}日前") + without)
    if after := offset.days_after:
        steps.append(("翌日" if after == 1 else f"{after}日後") + without)
    return steps
