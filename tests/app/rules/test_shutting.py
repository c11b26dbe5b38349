"""What a warning closes of a day, against a slow version; and who is called first."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.book.base import Silent
from app.rules.calendar.shutting import shut_by, warnings_of
from app.rules.calendar.weather import Warned
from app.rules.emergencies import BY_USERS, in_call_order
from app.rules.file.load import load

DAY = date(2026, 9, 12)
OPENS, CLOSES = 9 * 60, 21 * 60
LIFTED = ((8 * 60, None), (11 * 60, 13 * 60), (15 * 60, 17 * 60))
PLACE = load("""
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "館" }]
[[hours]]
hours = "9:00-21:00"
[[closed]]
[[slots]]
times = { "午前" = "9:00-12:00", "午後" = "13:00-17:00", "夜間" = "18:00-21:00" }
[[weather]]
warnings = ["暴風警報"]
lifted = [
    { by = "8:00", opens = "usual" },
    { by = "11:00", opens = "13:00" },
    { by = "15:00", opens = "17:00" },
]
in_use = "stop"
[[weather]]
warnings = ["大雪警報"]
in_use = "continue"
checks = [{ at = "7:00", slots = ["午前"] }, { at = "11:00", slots = ["午後"] }]
[[weather]]
warnings = ["大雨警報"]
usable = true
""").place(facility="館")


def reopens(lifted: int | None) -> int:
    """The minute at which it is open again; the end of the day where it is not."""
    if lifted is None or lifted > LIFTED[-1][0]:
        return CLOSES
    opens = next(opens for by, opens in LIFTED if lifted <= by)
    return lifted if opens is None else opens


@given(
    begins=st.none() | st.integers(0, 24 * 60 - 1),
    lasts=st.none() | st.integers(1, 24 * 60),
)
def test_hours_are_closed_minute_by_minute(begins: int | None, lasts: int | None) -> None:
    lifted = None if lasts is None else min((begins or 0) + lasts, 24 * 60)
    again = reopens(lifted)
    slowly = [m for m in range(OPENS, CLOSES) if (begins or 0) <= m < again]
    found = shut_by(PLACE, DAY, Warned("暴風警報", None, begins, lifted))
    if not slowly:
        assert found is None
    else:
        assert found is not None
        assert (found.starts, found.ends) == (slowly[0], slowly[-1] + 1)
        assert found.explained and found.explained[0].rule == "試しの設定"
        assert found.begun is not None and not found.begun.open


@pytest.mark.parametrize(
    ("begins", "lifted", "closed"),
    [
        (None, None, (9 * 60, 17 * 60)),
        (6 * 60, 8 * 60, (9 * 60, 12 * 60)),
        (10 * 60, None, (13 * 60, 17 * 60)),
        (13 * 60, None, None),
    ],
)
def test_slots_are_closed_whole_and_others_are_left(
    begins: int | None, lifted: int | None, closed: tuple[int, int] | None
) -> None:
    found = shut_by(PLACE, DAY, Warned("大雪警報", None, begins, lifted))
    assert (None if found is None else (found.starts, found.ends)) == closed
    if found is not None:
        assert found.begun is not None and found.begun.open


def test_what_stays_open_and_what_nobody_says() -> None:
    assert shut_by(PLACE, DAY, Warned("大雨警報")) is None
    with pytest.raises(Silent):
        shut_by(PLACE, DAY, Warned("津波警報"))
    assert warnings_of(PLACE) == {"暴風警報", "大雪警報", "大雨警報"}


class Row(NamedTuple):
    starts: datetime
    users: int
    phone: str
    number: str


ROWS = st.builds(
    Row,
    st.integers(0, 40).map(lambda n: datetime(2026, 9, 12, 9) + timedelta(hours=n)),
    st.integers(1, 5),
    st.sampled_from(("", "048-000-0000")),
    st.text("123", min_size=1, max_size=3),
)


@given(rows=st.lists(ROWS, max_size=12), order=st.sampled_from(("", "時刻", BY_USERS)))
def test_nobody_is_called_before_somebody_more_pressing(
    rows: list[Row], order: str
) -> None:
    called = in_call_order(rows, order)
    assert sorted(called) == sorted(rows)
    for n, later in enumerate(called):
        assert not any(presses(later, earlier, order) for earlier in called[:n])


def presses(one: Row, other: Row, order: str) -> bool:
    """Whether one must be called before the other, said step by step."""
    if order == BY_USERS:
        if one.starts.date() != other.starts.date():
            return one.starts.date() < other.starts.date()
        if one.users != other.users:
            return one.users > other.users
    if one.starts != other.starts:
        return one.starts < other.starts
    if bool(one.phone) != bool(other.phone):
        return bool(one.phone)
    return one.number < other.number
