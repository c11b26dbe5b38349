"""Restrictions and points after generated events against the plainest count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.rules.book.penalties import EventKind
from app.rules.book.rulebook import Place
from app.rules.file.load import load
from app.rules.use.penalties import Event, restricted, standing
from tests.app.rules.test_generated_limits import HEAD

DAY = timedelta(days=1)
CHANNELS = ("窓口", "電話", "予約システム")
DATES = st.dates(date(2026, 1, 1), date(2027, 12, 31))
KINDS = st.sampled_from([each for each in EventKind if each is not EventKind.BOOKING])
EVENTS = st.lists(
    st.builds(
        lambda kind, day, count: Event(kind, day, count=count),
        KINDS,
        DATES,
        st.integers(0, 3),
    ),
    max_size=6,
)


@dataclass(frozen=True)
class Penalty:
    event: EventKind
    months: int
    start: str
    bars: tuple[str, ...]

    def text(self) -> str:
        bars = ", ".join(f'"{channel}"' for channel in self.bars)
        return (
            f'[[penalty]]\nevent = "{self.event}"\nmonths = {self.months}\n'
            f'from = "{self.start}"\nbars = [{bars}]\n'
        )

    def holds(self, event: Event, day: date) -> bool:
        assert event.use_date is not None
        if event.kind is not self.event or not event.count:
            return False
        first = event.use_date
        if self.start == "next_day":
            first += DAY
        while self.start == "next_month" and first.month == event.use_date.month:
            first += DAY
        months = first.year * 12 + first.month + self.months
        number = first.day
        while True:
            try:
                after = date((months - 1) // 12, (months - 1) % 12 + 1, number)
                break
            except ValueError:
                number -= 1
        return first <= day < after


PENALTIES = st.lists(
    st.builds(
        Penalty,
        KINDS,
        st.integers(1, 14),
        st.sampled_from(["next_month", "next_day", "event_day"]),
        st.sets(st.sampled_from(CHANNELS), max_size=2).map(lambda e: tuple(sorted(e))),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each.event,
)


def place(*rules: str) -> Place:
    return load(HEAD + "\n".join(rules)).place("", "館")


@given(PENALTIES, EVENTS, DATES, st.sampled_from(["", *CHANNELS]))
def test_a_restriction_holds_on_the_days_of_the_plainest_count(
    penalties: list[Penalty], events: list[Event], day: date, channel: str
) -> None:
    at = place(*(each.text() for each in penalties))
    held = [each for each in penalties if any(each.holds(event, day) for event in events)]
    barred = [e for e in held if not channel or not e.bars or channel in e.bars]
    assert restricted(at, events, day, channel) == bool(barred)


@given(
    PENALTIES,
    EVENTS.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))),
)
def test_the_order_of_events_and_rules_never_matters(
    penalties: list[Penalty], both: tuple[list[Event], list[Event]]
) -> None:
    points = "[[points]]\npoints = { no_show = 1, late_cancel = 0.5 }\n" + (
        "consequences = [{ threshold = 2, cancels_registration = true }]\n"
    )
    one = standing(place(*(e.text() for e in penalties), points), both[0])
    turned = [each.text() for each in reversed(penalties)]
    other = standing(place(points, *turned), both[1])
    assert one.periods == other.periods
    assert one.points == other.points
    assert one.reached == other.reached


KEPT = st.sampled_from(["", "fiscal_year", "year", "3", "12"])


@given(EVENTS, KEPT, st.integers(1, 6))
def test_points_are_those_of_the_events_that_still_count(
    events: list[Event], kept: str, threshold: int
) -> None:
    told = (
        f"kept_months = {kept}" if kept.isdigit() else f'kept = "{kept}"' if kept else ""
    )
    at = place(
        "[[points]]\npoints = { no_show = 1, late_cancel = 0.5 }\n"
        f"consequences = [{{ threshold = {threshold}, no_lottery = true }}]\n{told}"
    )
    worth = {EventKind.NO_SHOW: Decimal(1), EventKind.LATE_CANCEL: Decimal("0.5")}
    scored = [event for event in events if event.kind in worth and event.count]
    days = [event.use_date for event in events if event.count and event.use_date]

    def total(day: date) -> Decimal:
        return sum(
            (worth[e.kind] * e.count for e in scored if counts(kept, e.use_date, day)),
            Decimal(0),
        )

    found = standing(at, events)
    assert found.points == (total(max(days)) if days else 0)
    reached = any(total(day) >= threshold for day in days)
    assert bool(found.reached) == reached


def counts(kept: str, then: date | None, day: date) -> bool:
    assert then is not None
    if kept.isdigit():
        return then <= day and months_between(then, day) < int(kept)
    same = {"": True, "year": then.year == day.year, "fiscal_year": None}[kept]
    return then <= day and (fiscal(then) == fiscal(day) if same is None else same)


def fiscal(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def months_between(before: date, after: date) -> int:
    """Whole months that have passed, where a shorter month ends with its last day."""
    months = (after.year - before.year) * 12 + after.month - before.month
    last = (after + DAY).day == 1
    return months - (after.day < before.day and not last)
