"""回数などの上限: how often an applicant may use, with what there is already."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.book.base import Explained, Undecided
from app.rules.book.facts import Facts
from app.rules.book.limits import LOTTERY, Counted, Limit, Per
from app.rules.book.offset import Block, shifted
from app.rules.book.rulebook import Place
from app.rules.use.wishes import Wish

#: Weeks begin on a Monday or on a Sunday.
WEEK_STARTS = (0, 6)
#: Months of a period, and a month in which one begins.
MONTHS: Mapping[Per, Block] = {
    Per.HALF_YEAR: Block(6, 4),
    Per.YEAR: Block(12, 1),
    Per.FISCAL_YEAR: Block(12, 4),
}


class LimitReached(Refusal):
    """`left` more can be had in the period; `again` is the first day of the next one."""

    code = "booking.limit_reached"

    def __init__(self, limit: Limit, had: int, asked: int, again: date | None) -> None:
        self.left, self.again = max(limit.most - had, 0), again
        left = f"あと{self.left}{limit.unit}申し込めます。" if self.left else ""
        later = f"{full(again)}からの利用は、あらためて数えます。" if again else ""
        super().__init__(
            limit=limit.phrase,
            had=f"{had}{limit.unit}",
            asked=f"{asked}{limit.unit}",
            instead=left + later,
            rule=limit.rule,
        )


class Already(Protocol):
    """What an applicant has already, without the application in question.

    A period is unknown (None) where nobody said when the use is.
    """

    @property
    def booked(self) -> Collection[date]:
        """Days of use at the place, for runs of days."""

    def taken(self, rule: Limit, first: date | None, last: date | None) -> int:
        """What counts in a period, in the unit of the limit."""

    def has(self, rule: Limit, day: date) -> bool:
        """Whether a day counts already."""

    def said(self, rule: Limit) -> int:
        """What was said of the period of the day of use, without days."""

    def requests(self, rule: Limit, first: date | None, last: date | None) -> int:
        """Requests for a period in lotteries that are not drawn yet."""


@dataclass(frozen=True, slots=True)
class Had:
    """What an applicant has already, as a question says it.

    `this_week` and `this_month` are of the day of use, in the unit that a limit counts;
    `booked` are days of use, one for every use. Requests in lotteries that are not drawn
    yet: at the facility, and over all of them.
    """

    this_week: int = 0
    this_month: int = 0
    booked: tuple[date, ...] = ()
    requests_here: int = 0
    requests_anywhere: int = 0

    def taken(self, rule: Limit, first: date | None, last: date | None) -> int:
        """Booked uses in a period, or the days with one."""
        if first is None or last is None:
            return 0
        inside = [day for day in self.booked if first <= day <= last]
        return len(set(inside) if rule.of is Counted.DAYS else inside)

    def has(self, rule: Limit, day: date) -> bool:
        return day in self.booked

    def said(self, rule: Limit) -> int:
        found = {Per.WEEK: self.this_week, Per.MONTH: self.this_month}
        return found.get(rule.per, 0)

    def requests(self, rule: Limit, first: date | None, last: date | None) -> int:
        return self.requests_anywhere if rule.together else self.requests_here


NOTHING_YET = Had()


@dataclass(frozen=True, slots=True)
class Count:
    """One period: what there is, what the application adds, when the next begins."""

    had: int
    asked: int
    again: date | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """`refusal` None: within the limit. `open`: what the rulebook must decide first."""

    explained: Explained
    refusal: LimitReached | None = None
    open: Undecided | None = None


def limits(place: Place, facts: Facts, wish: Wish, had: Already) -> Iterator[Judged]:
    """The narrowest limit of each thing that is counted over each period."""
    topics = {topic for rule in place.all(Limit) for topic in rule.topics}
    for topic in sorted(topics):
        rule = place.the(Limit, facts, topic)
        if rule is not None and (wish.lottery or rule.of not in LOTTERY):
            yield _judged(rule, facts, wish, had)


def _judged(rule: Limit, facts: Facts, wish: Wish, had: Already) -> Judged:
    same_day = facts.flag("same_day")
    if same_day and rule.same_day_counts is False:
        return Judged(Explained(f"{rule.told}。当日の申込みなので数えません", rule.rule))
    counts = [
        max(_counts(rule, wish, had, week, pending=pending), key=_sum)
        for pending, week in itertools.product(_pending(rule), week_starts(rule))
    ]
    worst = max(counts, key=_sum)
    unit = rule.unit
    told = f"すでに{worst.had}{unit}、この申込みが{worst.asked}{unit}"
    step = Explained(f"{rule.told}。{told}", rule.rule)
    if _sum(worst) <= rule.most:
        return Judged(step)
    skipped = same_day and rule.same_day_counts is None
    if skipped or any(_sum(each) <= rule.most for each in counts):
        return Judged(step, open=_open(rule, skipped))
    return Judged(step, LimitReached(rule, worst.had, worst.asked, worst.again))


def _sum(count: Count) -> int:
    """What there would be; an application that adds nothing exceeds nothing."""
    return count.had + count.asked if count.asked else 0


def _open(rule: Limit, skipped: bool) -> Undecided:
    """What the rulebook does not say, though the answer hangs on it."""
    if skipped:
        return Undecided("当日の申込みを上限に数えるか", "[[limit]] same_day_counts")
    if rule.per is Per.WEEK and rule.week_begins is None:
        return Undecided("1週間が何曜日に始まるか", "[[limit]] week_begins")
    return Undecided("抽選の申込みを上限に数えるか", "[[limit]] pending")


def _pending(rule: Limit) -> tuple[bool, ...]:
    """Whether requests in lotteries count as uses; both ways where it is open."""
    if rule.of in LOTTERY or rule.pending is False:
        return (False,)
    return (True,) if rule.pending else (False, True)


def week_starts(rule: Limit) -> tuple[int, ...]:
    if rule.per is not Per.WEEK:
        return (0,)
    return WEEK_STARTS if rule.week_begins is None else (rule.week_begins,)


def _counts(
    rule: Limit, wish: Wish, had: Already, week: int, *, pending: bool
) -> list[Count]:
    """A count for each period that the wish lies in."""
    slotwise = rule.of in (Counted.SLOTS, Counted.REQUESTED_SLOTS)
    each_day = wish.times.pieces if slotwise else 1
    if rule.of in LOTTERY:
        whole = 1 if rule.of is Counted.REQUESTS else each_day * wish.run
        return [Count(had.requests(rule, None, None), whole)]
    if not wish.days:
        first, last = _month(rule, wish.month)
        already = max(had.taken(rule, first, last), had.said(rule))
        already += had.requests(rule, first, last) if pending else 0
        return [Count(already, each_day * wish.run, _after(last))]
    found = []
    spans = dict.fromkeys(period_of(rule, day, week) for day in wish.days)
    for first, last in spans:
        days = [day for day in wish.days if first <= day <= last]
        said = had.said(rule) if wish.days[0] in days else 0
        if rule.of is Counted.DAYS:
            days = [day for day in days if not had.has(rule, day)]
        already = max(had.taken(rule, first, last), said)
        already += had.requests(rule, first, last) if pending else 0
        found.append(Count(already, each_day * len(days), _after(last)))
    return found


def _after(last: date | None) -> date | None:
    return None if last is None else last + timedelta(days=1)


def _month(rule: Limit, month: date | None) -> tuple[date | None, date | None]:
    """The period of a month of use; unknown for periods within a month."""
    if month is None or rule.per in (Per.DAY, Per.WEEK, Per.HALF_MONTH):
        return None, None
    return period_of(rule, month, 0)


def period_of(rule: Limit, day: date, week: int) -> tuple[date, date]:
    """The first and the last day of the period that a day lies in."""
    if rule.per is Per.DAY:
        return day, day
    if rule.per is Per.WEEK:
        first = day - timedelta(days=(day.weekday() - week) % 7)
        return first, first + timedelta(days=6)
    month = day.replace(day=1)
    after = shifted(month, 1) - timedelta(days=1)
    if rule.per is Per.HALF_MONTH:
        middle = day.replace(day=rule.half_begins)
        return (middle, after) if day >= middle else (month, middle - timedelta(days=1))
    if rule.per is Per.MONTH:
        return month, after
    block = MONTHS[rule.per]
    first = block.start(day)
    return first, shifted(first, block.months) - timedelta(days=1)
