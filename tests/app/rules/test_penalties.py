"""利用の制限 through the question: no-shows, restrictions, points."""

from __future__ import annotations

import pytest

from tests.app.rules.center import ask

NO_SHOW = '[[no_show]]\ncancelled_before = "end"\npaid_by = "none"\n'


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"cancelled_at": "11:59"}, False),
        ({"cancelled_at": "12:00"}, True),
        ({"paid_at": "09:00"}, True),
        ({"cancelled_on": "2026-10-19"}, False),
        ({"cancelled_on": "2026-10-21"}, True),
        ({"cancelled_on": "2026-10-20", "cancelled_at": "09:00"}, False),
    ],
)
def test_a_booking_that_nobody_cancelled_in_time(
    event: dict[str, str], expected: bool
) -> None:
    booking = {
        "type": "booking",
        "use_date": "2026-10-20",
        "from": "09:00",
        "to": "12:00",
    }
    found = ask(NO_SHOW, "penalty", events=[{**booking, **event}])
    assert found.values == {"no_show": expected}


def test_a_booking_of_which_too_little_is_known_is_not_judged() -> None:
    day = {"type": "booking", "use_date": "2026-10-20"}
    cancelled = {**day, "cancelled_on": "2026-10-20"}
    assert "時刻" in ask(NO_SHOW, "penalty", events=[cancelled]).unanswerable
    timeless = {**cancelled, "cancelled_at": "09:00"}
    assert "予約の時間" in ask(NO_SHOW, "penalty", events=[timeless]).unanswerable
    assert ask(NO_SHOW, "penalty", events=[day]).values == {"no_show": True}


PENALTY = '[[penalty]]\nevent = "no_show"\nmonths = 2\nfrom = "next_month"\n'


def test_restrictions_that_meet_are_one() -> None:
    events = [{"type": "no_show", "use_date": f"2026-{m}-20"} for m in ("10", "11", "03")]
    found = ask(PENALTY, "penalty", events=events).values
    assert found == {"restricted_from": "2026-11-01", "restricted_to": "2027-01-31"}
    earlier = ask(PENALTY, "penalty", events=events, apply_on="2026-05-01").values
    assert earlier == {
        "restricted_from": "2026-04-01",
        "restricted_to": "2026-05-31",
        "allowed": False,
    }


def test_a_booking_that_is_a_no_show_is_followed_by_its_restriction() -> None:
    booking = {
        "type": "booking",
        "use_date": "2026-10-20",
        "from": "09:00",
        "to": "12:00",
    }
    found = ask(NO_SHOW + PENALTY, "penalty", events=[booking]).values
    assert found == {
        "no_show": True,
        "restricted_from": "2026-11-01",
        "restricted_to": "2026-12-31",
    }
    nothing = ask(PENALTY, "penalty", events=[{"type": "cancel"}]).values
    assert nothing == {"allowed": True}
