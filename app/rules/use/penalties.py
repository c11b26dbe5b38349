"""無断不使用・利用の制限・点数: what follows from events, and for how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from app.kit.wareki import fiscal_year, full
from app.rules.book.base import Explained, Minutes, Silent
from app.rules.book.facts import NOTHING, Facts
from app.rules.book.offset import shifted
from app.rules.book.penalties import (
    EVENTS,
    Border,
    Consequence,
    EventKind,
    Kept,
    LateCancel,
    NoShow,
    Penalty,
    Period,
    Points,
)
from app.rules.book.rulebook import Place
from app.rules.calendar.closing import PlaceDays

#: What is no cancellation that could be 直前取消.
SETTLED = frozenset({EventKind.NO_SHOW, EventKind.LATE_CANCEL, EventKind.FORFEIT})


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a booking of `use_date`, `count` times.

    `start` and `end` are the booked time; `paid_at` is a time on the day of use, and so
    is `cancelled_at` unless `cancelled_on` says another day.
    """

    kind: EventKind
    use_date: date | None = None
    start: Minutes | None = None
    end: Minutes | None = None
    cancelled_on: date | None = None
    cancelled_at: Minutes | None = None
    paid_at: Minutes | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an applicant stands after some events.

    `periods` are those in which applications are refused (wholly, or by channels), by
    time. `points` is None without rules for them, `reached` what they have led to.
    `undated`: something follows of which the day is not known.
    """

    periods: tuple[Period, ...]
    points: Decimal | None
    reached: tuple[Consequence, ...]
    undated: bool
    explained: tuple[Explained, ...]


def restricted(
    place: Place, events: Sequence[Event], day: date, channel: str = ""
) -> bool:
    """Whether a 利用制限 holds on a day; with `channel`: whether it bars that one."""
    if not _consequences(place):
        return False
    return any(
        each.covers(day) and (not channel or each.stops(channel))
        for each in standing(place, events).periods
    )


def _consequences(place: Place) -> bool:
    return bool(place.all(Penalty) or place.all(Points))


def standing(place: Place, events: Sequence[Event], on: date | None = None) -> Standing:
    """Where somebody stands on a day, else after the last event.

    Raises `Silent` where the rulebook knows no consequences of events.
    """
    if not _consequences(place):
        raise Silent("利用の制限")
    counted = [as_kind(place, event) for event in events if event.count]
    steps: list[Explained] = []
    periods: list[Period] = []
    undated = False
    for event in counted:
        rule = place.the(Penalty, _facts(place, event), event.kind)
        if rule is None:
            continue
        if event.use_date is None:
            undated = True
            steps.append(Explained(rule.told, rule.rule))
        else:
            period = replace(rule.term.of(event.use_date), rule=rule.rule)
            periods.append(period)
            steps.append(Explained(f"{rule.told}。{_told(period)}", rule.rule))
    points, reached, told = _points(place, counted, on)
    undated = undated or any(day is None for _, day in reached)
    periods += _periods(reached, told[0].rule if told else "")
    led_to = tuple(dict.fromkeys(each for each, _ in reached))
    return Standing(tuple(sorted(periods)), points, led_to, undated, (*steps, *told))


def no_show(place: Place, event: Event) -> tuple[bool, Explained]:
    """Whether a booking counts as 無断不使用. Raises `Silent` without a rule for it."""
    rule = place.the(NoShow, _facts(place, event))
    if rule is None:
        raise Silent("無断不使用")
    if _cancelled_in_time(rule, event):
        return False, Explained(f"{rule.told}。取消しが間に合っています", rule.rule)
    if _paid_in_time(rule, event):
        return False, Explained(f"{rule.told}。納付が間に合っています", rule.rule)
    return True, Explained(f"{rule.told}。どちらもありません", rule.rule)


def _facts(place: Place, event: Event) -> Facts:
    return place.on(NOTHING, event.use_date)


def as_kind(place: Place, event: Event) -> Event:
    """A booking or a cancellation as what it counts for by the rules."""
    if event.kind is EventKind.BOOKING and no_show(place, event)[0]:
        return replace(event, kind=EventKind.NO_SHOW)
    if event.kind in SETTLED:
        return event
    if event.kind is EventKind.CANCEL or _cancelled(event):
        late = _late(place, event)
        return replace(event, kind=EventKind.LATE_CANCEL if late else EventKind.CANCEL)
    return event


def _cancelled(event: Event) -> bool:
    return event.cancelled_on is not None or event.cancelled_at is not None


def _late(place: Place, event: Event) -> bool:
    rule = place.the(LateCancel, _facts(place, event))
    on = event.cancelled_on
    if on is None and event.cancelled_at is not None:
        on = event.use_date
    if rule is None or on is None or event.use_date is None:
        return False
    return on >= rule.since.of(event.use_date, PlaceDays(place))


def _border(event: Event, border: Border) -> Minutes:
    found = event.start if border is Border.START else event.end
    if found is None:
        raise Silent("予約の時間(問いにないとき)")
    return found


def _cancelled_in_time(rule: NoShow, event: Event) -> bool:
    if not _cancelled(event):
        return False
    on = event.cancelled_on or event.use_date
    if on is not None and event.use_date is not None and on != event.use_date:
        return on < event.use_date
    if event.cancelled_at is None:
        raise Silent("取り消した時刻(問いにないとき)")
    return event.cancelled_at < _border(event, rule.cancelled_before)


def _paid_in_time(rule: NoShow, event: Event) -> bool:
    if event.paid_at is None or rule.paid_by is Border.NONE:
        return False
    return event.paid_at <= _border(event, rule.paid_by)


def _told(period: Period) -> str:
    return f"{full(period.first)}から{full(period.last)}まで"


@dataclass(slots=True)
class _Tally:
    """Adds up the points of events, by time, and finds what they lead to."""

    rule: Points
    events: list[Event]

    def total(self, last: int, day: date | None) -> Decimal:
        """The points of the first events up to `last` that still count on a day."""
        return sum(
            (
                self.rule.points[event.kind] * event.count
                for event in self.events[:last]
                if day is None or _still_counts(self.rule, event, day)
            ),
            Decimal(0),
        )

    def reached(self) -> Iterator[tuple[Consequence, date | None]]:
        """Each consequence at every event with which its threshold is reached."""
        dates = [event.use_date for event in self.events]
        if None in dates:
            total = self.total(len(dates), None)
            yield from ((c, None) for c in self._between(Decimal(0), total))
            return
        for at, day in enumerate(dates):
            yield from (
                (found, day)
                for found in self._between(self.total(at, day), self.total(at + 1, day))
            )

    def _between(self, before: Decimal, after: Decimal) -> Iterator[Consequence]:
        for each in self.rule.consequences:
            if before < each.threshold <= after:
                yield each


def _points(
    place: Place, events: Sequence[Event], on: date | None
) -> tuple[Decimal | None, list[tuple[Consequence, date | None]], list[Explained]]:
    """The points on a day, else at the last event, and all that they have led to."""
    days = [event.use_date for event in events if event.use_date is not None]
    last = max(days, default=None)
    rule = place.the(Points, place.on(NOTHING, last, on))
    if rule is None:
        return None, [], []
    scored = [event for event in events if event.kind in rule.points]
    scored.sort(key=lambda event: (event.use_date or date.min, event.kind))
    undated = any(event.use_date is None for event in scored)
    kept = rule.kept is not Kept.ALWAYS or rule.kept_months is not None
    if undated and kept and any(event.use_date is not None for event in scored):
        raise Silent("点数を数える日(できごとの日が問いにないとき)")
    tally = _Tally(rule, scored)
    day = None if undated or last is None else max(last, on or last)
    total = tally.total(len(scored), day)
    counts = [day is None or _still_counts(rule, event, day) for event in scored]
    parts = " + ".join(
        _scored(rule, event) for event, still in zip(scored, counts, strict=True) if still
    )
    steps = [Explained(f"{parts or '点数なし'} → {total.normalize():f}点", rule.rule)]
    steps += [
        Explained(f"{_scored(rule, event)}は、もう数えません{rule.keeping}", rule.rule)
        for event, still in zip(scored, counts, strict=True)
        if not still
    ]
    if undated and kept:
        steps.append(Explained("どれもまだ消えていない点数として数えます", rule.rule))
    reached = list(tally.reached())
    steps += [Explained(f"{each}", rule.rule) for each, _ in reached]
    return total, reached, steps


def _scored(rule: Points, event: Event) -> str:
    on = f"({full(event.use_date)})" if event.use_date is not None else ""
    points = rule.points[event.kind].normalize()
    return f"{EVENTS[event.kind]}{on}{points:f}点×{event.count}"


def _still_counts(rule: Points, event: Event, day: date) -> bool:
    assert event.use_date is not None
    if rule.kept_months is not None:
        return day < shifted(event.use_date, rule.kept_months)
    if rule.kept is Kept.FISCAL_YEAR:
        return fiscal_year(event.use_date) == fiscal_year(day)
    return rule.kept is Kept.ALWAYS or event.use_date.year == day.year


def _periods(
    reached: Iterable[tuple[Consequence, date | None]], rule: str
) -> Iterator[Period]:
    for each, day in reached:
        if day is not None and (term := each.holds) is not None:
            period = term.of(day)
            yield replace(
                period,
                partly=not (each.bars_all or period.bars),
                no_lottery=each.no_lottery,
                most=each.most_per_month,
                rule=rule,
            )
