"""What a group has already, counted from its bookings and its requests in lotteries.

A limit counts the bookings for which it would have been the limit as well: in its rooms,
on its conditions, at the facility of the place unless it counts over all together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from app.kit.refusal import Refusal
from app.rules.acceptance.windows import window_at
from app.rules.book.facts import Facts
from app.rules.book.hanging import hangs_on
from app.rules.book.limits import LOTTERY, Counted, Limit, Longest
from app.rules.book.offset import shifted
from app.rules.book.rulebook import Place, Rulebook
from app.rules.use.limits import period_of, week_starts
from app.rules.use.wishes import Said, times_of

Span = tuple[date, date]
#: Facts that count uses around the day of use.
WEEK, MONTH, LAST_MONTH = "this_week", "this_month", "last_month"


@dataclass(frozen=True, slots=True)
class Used:
    """A booking that counts, on the facts it was made on; `applied_on` None: it is a
    wish in a lottery that is not drawn yet, of the request `request`."""

    room: str
    day: date
    slots: tuple[str, ...]
    facts: Facts
    applied_on: date | None = None
    request: str = ""


@dataclass(slots=True)
class Uses:
    """All that a group has around a day, as limits ask for it (`Already`)."""

    book: Rulebook
    place: Place
    uses: Sequence[Used]
    pending: Sequence[Used] = ()
    _counted: dict[int, list[Used]] = field(default_factory=dict)

    @property
    def booked(self) -> Collection[date]:
        return {use.day for use in self.uses if self._place(use) is self.place}

    def taken(self, rule: Limit, first: date | None, last: date | None) -> int:
        if first is None or last is None:
            return 0
        inside = [use for use in self._of(rule) if first <= use.day <= last]
        if rule.of is Counted.DAYS:
            return len({use.day for use in inside})
        if rule.of is Counted.SLOTS:
            return sum(map(self._pieces, inside))
        return len(inside)

    def has(self, rule: Limit, day: date) -> bool:
        return any(use.day == day for use in self._of(rule))

    def said(self, rule: Limit) -> int:
        """Nothing is said that is not counted."""
        return 0

    def requests(self, rule: Limit, first: date | None, last: date | None) -> int:
        return len(
            {
                use.request
                for use in self.pending
                if first is None or last is None or first <= use.day <= last
                if self._counts(rule, use)
            }
        )

    def around(self, day: date) -> Iterator[tuple[str, Decimal]]:
        """Facts that rules may name: how many uses there are in week and month."""
        monday = day - timedelta(days=day.weekday())
        month = day.replace(day=1)
        spans = {
            WEEK: (monday, monday + timedelta(days=6)),
            MONTH: (month, shifted(month, 1) - timedelta(days=1)),
            LAST_MONTH: (shifted(month, -1), month - timedelta(days=1)),
        }
        facility = self.place.facility
        for name, (first, last) in spans.items():
            here = [use for use in self.uses if first <= use.day <= last]
            count = sum(self._place(use).facility == facility for use in here)
            yield name, Decimal(count)
        yield "lottery_pending", Decimal(len({use.request for use in self.pending}))

    def _of(self, rule: Limit) -> list[Used]:
        if id(rule) not in self._counted:
            found = [use for use in self.uses if self._counts(rule, use)]
            self._counted[id(rule)] = found
        return self._counted[id(rule)]

    def _counts(self, rule: Limit, use: Used) -> bool:
        place = self._place(use)
        if not rule.together and place.facility != self.place.facility:
            return False
        facts = place.on(use.facts, use.day, use.applied_on)
        if use.applied_on is not None and _by_stage(place):
            window = window_at(place, use.day, facts)
            facts = facts.knowing(stage=window.stages_on(use.applied_on))
        (topic,) = rule.topics
        return place.the(Limit, facts, topic) is rule

    def _place(self, use: Used) -> Place:
        return self.book.place(use.room)

    def _pieces(self, use: Used) -> int:
        place = self._place(use)
        try:
            return times_of(place, place.on(use.facts, use.day), Said(use.slots)).pieces
        except Refusal:  # slots that are called otherwise by now
            return len(use.slots)


def _by_stage(place: Place) -> bool:
    return "stage" in hangs_on(place, (Limit,)).facts


def span_of(place: Place, day: date) -> Span | None:
    """The days whose bookings matter for a use on a day; None: no rule counts any."""
    spans = [
        period_of(rule, day, week)
        for rule in place.all(Limit)
        if rule.of not in LOTTERY
        for week in week_starts(rule)
    ]
    for rule in place.all(Longest):
        if rule.days is not None:
            run = timedelta(days=rule.days)
            spans.append((day - run, day + run))
    if around_counts(place):
        month = day.replace(day=1)
        weeks = timedelta(days=6)
        spans.append((min(shifted(month, -1), day - weeks), shifted(month, 1) + weeks))
    if not spans:
        return None
    return min(first for first, _ in spans), max(last for _, last in spans)


def around_counts(place: Place) -> bool:
    """Whether a rule names uses in the week or month as a fact."""
    named = hangs_on(place, tuple(place.rules)).facts
    return not {WEEK, MONTH, LAST_MONTH, "lottery_pending"}.isdisjoint(named)


def pending_counts(place: Place) -> bool:
    """Whether requests in lotteries may count as uses."""
    limits = [rule for rule in place.all(Limit) if rule.of not in LOTTERY]
    return any(rule.pending is not False for rule in limits) or around_counts(place)
