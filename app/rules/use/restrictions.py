"""利用の制限 at the desk: what holds now, and what is about to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.kit.refusal import Refusal
from app.kit.wareki import fiscal_year, full
from app.rules.book.base import Silent
from app.rules.book.offset import shifted
from app.rules.book.penalties import (
    EVENTS,
    EventKind,
    Kept,
    Penalty,
    Period,
    Points,
    Term,
)
from app.rules.book.rulebook import Place
from app.rules.use.penalties import Event, Standing, standing

#: More events of one kind than this are nobody's next step.
MOST_AHEAD = 24
DAY = timedelta(days=1)


class Restricted(Refusal):
    """利用制限中: nothing is taken by this channel until the day after `last`."""

    code = "booking.restricted"

    def __init__(self, period: Period, because: str) -> None:
        super().__init__(
            because=because,
            first=full(period.first),
            last=full(period.last),
            again=full(period.last + DAY),
            rule=period.rule,
        )
        self.last = period.last


class RestrictedTo(Refusal):
    """While it is restricted only so many applications are taken in a month."""

    code = "booking.restricted_to"

    def __init__(self, period: Period, most: int, had: int, month: date) -> None:
        super().__init__(
            most=most,
            had=had,
            last=full(period.last),
            again=full(min(shifted(month.replace(day=1), 1), period.last + DAY)),
            rule=period.rule,
        )


class NoLottery(Refusal):
    """While it is restricted no request in a lottery is taken."""

    code = "booking.restricted_lottery"

    def __init__(self, period: Period) -> None:
        super().__init__(
            last=full(period.last), again=full(period.last + DAY), rule=period.rule
        )


@dataclass(frozen=True, slots=True)
class Ahead:
    """What follows when something happens `left` times more, and by which rule."""

    kind: EventKind
    left: int
    period: Period

    @property
    def told(self) -> str:
        """あと1回の無断不使用で、…から…まで利用制限."""
        what = EVENTS[self.kind]
        return f"あと{self.left}回の{what}で、{of_period(self.period)}"


def of_period(period: Period) -> str:
    """令和8年12月1日から令和9年2月28日まで、予約システムでは申し込めません."""
    how = f"{'・'.join(period.bars)}では" if period.bars else ""
    no = f"{how}申し込めません"
    if period.partly:
        most = "" if period.most is None else f"申込みは1か月に{period.most}件までです"
        no = most or "抽選に申し込めません"
    return f"{full(period.first)}から{full(period.last)}まで{no}"


def in_force(found: Standing, day: date) -> Sequence[Period]:
    return [period for period in found.periods if period.covers(day)]


def against(
    found: Standing,
    events: Sequence[Event],
    on: date,
    channel: str,
    *,
    applied: int,
    lottery: bool = False,
) -> Refusal | None:
    """What a restriction has against an application on a day.

    `applied` counts the applications of that month so far.
    """
    held = in_force(found, on)
    barred = [period for period in held if period.stops(channel)]
    if barred:
        return Restricted(max(barred, key=lambda each: each.last), _because(events, on))
    for period in held:
        if lottery and period.no_lottery:
            return NoLottery(period)
        if period.most is not None and applied >= period.most:
            return RestrictedTo(period, period.most, applied, on)
    return None


def _because(events: Sequence[Event], on: date) -> str:
    """The last events up to a day, in words."""
    found = sorted(
        {(e.use_date, e.kind) for e in events if e.use_date and e.use_date <= on}
    )
    return "・".join(f"{full(day)}の{EVENTS[kind]}" for day, kind in found[-3:])


def ahead(
    place: Place, events: Sequence[Event], on: date, kind: EventKind = EventKind.NO_SHOW
) -> Ahead | None:
    """How often something may still happen until a further restriction follows."""
    try:
        before = set(standing(place, events, on).periods)
        for left in range(1, MOST_AHEAD + 1):
            more = Event(kind, on, start=0, end=0, count=left)
            found = standing(place, [*events, more], on)
            new = [period for period in found.periods if period not in before]
            if new:
                return Ahead(kind, left, new[-1])
    except Silent:
        pass
    return None


def look_back(place: Place, on: date) -> date | None:
    """Events before this day lead to nothing on `on` or later; None: none ever do."""
    penalties, points = place.all(Penalty), place.all(Points)
    if not penalties and not points:
        return None
    steps = [each.holds for rule in points for each in rule.consequences]
    terms = [*(rule.term for rule in penalties), *(each for each in steps if each)]
    longest = max((term.months for term in terms), default=0)
    since = shifted(on, -_in_months(longest, terms))
    starts = [since, *(_kept_since(rule, since) for rule in points)]
    return min(starts)


def _in_months(longest: int, terms: Sequence[Term]) -> int:
    """A term may begin in the month after the event."""
    return longest + 2 if terms else 0


def _kept_since(rule: Points, since: date) -> date:
    """The first day of an event that still counted on `since`."""
    if rule.kept_months is not None:
        return shifted(since, -rule.kept_months)
    if rule.kept is Kept.FISCAL_YEAR:
        return date(fiscal_year(since), 4, 1)
    return date.min if rule.kept is Kept.ALWAYS else date(since.year, 1, 1)


def counted_kinds(place: Place) -> frozenset[EventKind]:
    """What happens to bookings and has consequences at a place."""
    kinds = {rule.event for rule in place.all(Penalty)}
    return frozenset(kinds.union(*(rule.points for rule in place.all(Points))))
