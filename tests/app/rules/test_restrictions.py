"""利用の制限: how far back one must look, and what comes next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.book.penalties import EventKind
from app.rules.use.penalties import Event, standing
from app.rules.use.restrictions import ahead, look_back
from tests.app.rules.center import book

ON = date(2027, 5, 20)
RULES = [
    '[[penalty]]\nevent = "no_show"\nmonths = 3\nfrom = "next_month"',
    """
    [[points]]
    points = { no_show = 1, late_cancel = 0.5 }
    consequences = [
        { threshold = 1.5, months = 2, from = "event_day" },
        { threshold = 3, months = 6, from = "next_day" },
    ]
    kept = "fiscal_year"
    """,
    """
    [[points]]
    points = { no_show = 2 }
    consequences = [{ threshold = 4, no_lottery = true, months = 12, from = "next_day" }]
    kept_months = 5
    """,
    """
    [[points]]
    points = { no_show = 1 }
    consequences = [{ threshold = 5, reregister_after_months = 12 }]
    """,
]
DAYS = st.integers(0, 900).map(lambda n: ON - timedelta(days=n))
EVENTS = st.lists(
    st.builds(
        Event, st.sampled_from([EventKind.NO_SHOW, EventKind.LATE_CANCEL]), use_date=DAYS
    ),
    max_size=8,
)


@pytest.mark.parametrize("rules", RULES)
@given(events=EVENTS)
def test_older_events_lead_to_nothing_now(rules: str, events: list[Event]) -> None:
    place = book(rules).place("室")
    since = look_back(place, ON)
    assert since is not None
    recent = [each for each in events if each.use_date and each.use_date >= since]
    whole, part = standing(place, events, ON), standing(place, recent, ON)
    assert [p for p in whole.periods if p.last >= ON] == [
        p for p in part.periods if p.last >= ON
    ]
    if whole.points is not None and part.points is not None:
        assert whole.points >= part.points


@pytest.mark.parametrize("rules", RULES)
@given(events=EVENTS)
def test_what_is_ahead_follows_then_and_not_before(
    rules: str, events: list[Event]
) -> None:
    place = book(rules).place("室")
    coming = ahead(place, events, ON)
    if coming is None:
        return
    before = standing(place, events, ON).periods
    for left in range(1, coming.left + 1):
        more = Event(EventKind.NO_SHOW, ON, start=0, end=0, count=left)
        new = set(standing(place, [*events, more], ON).periods) - set(before)
        assert bool(new) is (left == coming.left)


def test_without_consequences_nothing_is_looked_back_to() -> None:
    assert look_back(book("").place("室"), ON) is None
    assert ahead(book("").place("室"), [], ON) is None
