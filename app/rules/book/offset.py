"""A day counted from another: 利用月の3か月前の初日, 利用日の前日, 決定から7日以内."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

#: No shift goes further; a center that is closed longer has no next open day.
FURTHEST = 400


class Days(Protocol):
    """A calendar: which days the words 土・休日・休館日 … hold on."""

    def is_any(self, day: date, words: Collection[str]) -> bool: ...


class Anchor(StrEnum):
    """What is counted from: the day itself, or the first day of a period it lies in."""

    DAY = "day"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """`months_before` keeps the day number, or the month's last day where it lacks it.

    `day` then sets the day of that month (31: its last), `days_in` for single months
    another one. Weeks and days are counted next, then days that are none of `skipping`
    (3 平日前, 2 開館日前: the days `skipping` names are not counted). At last, on a day
    that is one of `off`, the day moves on to the `next` or to the one `before` that is
    none. `month_only`: the rule names a month, no day of it. `time` is only told.
    """

    anchor: Anchor = Anchor.DAY
    block: Block | None = None
    months_before: int = 0
    months_after: int = 0
    day: int = 0
    days_in: tuple[tuple[int, int], ...] = ()
    weeks_before: int = 0
    days_before: int = 0
    days_after: int = 0
    skipping: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    move: Move = Move.NEXT
    month_only: bool = False
    time: str = ""

    def of(self, day: date, days: Days | None = None) -> date:
        """Needs `days` unless `plain`."""
        day = self._base(day)
        months = self.months_after - self.months_before
        if months or self.day:
            day = shifted(day, months)
            if wanted := dict(self.days_in).get(day.month, self.day):
                day = day.replace(day=min(wanted, monthrange(day.year, day.month)[1]))
        day = self._counted(day, days)
        if self.off:
            assert days is not None
            step = 1 if self.move is Move.NEXT else -1
            day = first_day(day, step, lambda each: not days.is_any(each, self.off))
        return day

    @property
    def plain(self) -> bool:
        """Whether it follows from the day alone, without a calendar."""
        return not self.off and not self.skipping

    @property
    def same_day_number(self) -> bool:
        """Whether the day of the month matters, so that a month alone is too little."""
        return self.anchor is Anchor.DAY and self.block is None and not self.day

    def _base(self, day: date) -> date:
        if self.block is not None:
            return self.block.start(day)
        if self.anchor is Anchor.MONTH:
            return day.replace(day=1)
        if self.anchor is Anchor.DAY:
            return day
        months = 12 if self.anchor is Anchor.FISCAL_YEAR else 6
        return Block(months, 4).start(day)

    def _counted(self, day: date, days: Days | None) -> date:
        ahead = self.days_after - self.days_before - 7 * self.weeks_before
        if not self.skipping:
            return day + timedelta(days=ahead) if ahead else day
        assert days is not None
        step = 1 if ahead > 0 else -1
        for _ in range(abs(ahead)):
            day += timedelta(days=step)
            day = first_day(day, step, lambda each: not days.is_any(each, self.skipping))
        return day

    def __str__(self) -> str:
        return _told(self)


def shifted(day: date, months: int) -> date:
    """The same day number so many months later, or the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def years_end(day: date, years: int) -> date:
    """The last day of so many years that begin with a day (民法第143条第2項).

    It is the day before the one that corresponds, or the last of a month that lacks it.
    """
    later = shifted(day, 12 * years)
    return later - timedelta(days=1) if later.day == day.day else later


def first_day(day: date, step: int, fits: Callable[[date], bool]) -> date:
    """The first day that fits, from `day` on by `step`; `day` where none is near."""
    found = day
    for _ in range(FURTHEST):
        if fits(found):
            return found
        found += timedelta(days=step)
    return day


STARTS = {
    Anchor.DAY: "利用月",
    Anchor.MONTH: "利用月",
    Anchor.HALF_YEAR: "利用する半年度の初めの月",
    Anchor.FISCAL_YEAR: "利用する年度の初めの月",
}


def _told(offset: Offset) -> str:
    steps = [*_months(offset), *_days(offset)]
    text = "の".join(steps)
    if not text.startswith("利用"):
        text = f"利用日{text and 'の'}{text}"
    if offset.off:
        which = "・".join(offset.off)
        to = "次の" if offset.move is Move.NEXT else "前の"
        text += f"({which}のときはその{to}日)"
    return text + (f" {offset.time}" if offset.time else "")


def _months(offset: Offset) -> list[str]:
    months, counted = offset.months_before, "か月前"
    if offset.months_after:
        months, counted = offset.months_after, "か月後"
    month_wise = bool(offset.day or offset.month_only) or offset.anchor is not Anchor.DAY
    if not month_wise and offset.block is None:
        return [f"利用日の{months}{counted}の同じ日"] if months else []
    start = STARTS[offset.anchor]
    if offset.block is not None:
        start = f"利用月を含む{offset.block.months}か月の初めの月"
    month = f"{start}の{months}{counted}の月" if months else start
    if not offset.day:
        return [month if offset.month_only else f"{month}の初日"]
    told = {1: "初日", 31: "末日"}.get(offset.day, f"{offset.day}日")
    others = "、".join(f"{month}月は{day}日" for month, day in offset.days_in)
    return [f"{month}の{told}" + (f"({others})" if others else "")]


def _days(offset: Offset) -> list[str]:
    steps = [f"{offset.weeks_before}週間前"] if offset.weeks_before else []
    without = f"({'・'.join(offset.skipping)}は数えない)" if offset.skipping else ""
    if before := offset.days_before:
        steps.append(("前日" if before == 1 else f"{before}日前") + without)
    if after := offset.days_after:
        steps.append(("翌日" if after == 1 else f"{after}日後") + without)
    return steps
