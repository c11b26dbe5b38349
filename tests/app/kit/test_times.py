"""Times of the day as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.times import TimeUnreadable, read_span, read_time


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_every_minute_in_every_way(hour: int, minute: int) -> None:
    at = hour * 60 + minute
    for shape in ("{0}:{1:02}", "{0:02}{1:02}", "{0}時{1:02}分", " {0:02}：{1:02} "):
        assert read_time(shape.format(hour, minute)) == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("13", 13 * 60),
        ("９時", 9 * 60),
        ("13時半", 13 * 60 + 30),
        ("午後1時", 13 * 60),
        ("午後12時半", 12 * 60 + 30),
        ("午前9:15", 9 * 60 + 15),
        ("24:00", 24 * 60),
    ],
)
def test_as_people_say_it(text: str, at: int) -> None:
    assert read_time(text) == at


@pytest.mark.parametrize("text", ["", "昼", "25:00", "24:01", "13:60", "123456", "1:2:3"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(TimeUnreadable):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("13:00-", (780, None)),
        ("13:00", (780, None)),
        ("13時から", (780, None)),
        ("13:00〜17:30", (780, 1050)),
        ("13時から17時まで", (780, 1020)),
        ("１３：００－２４：００", (780, 1440)),
    ],
)
def test_spans(text: str, span: tuple[int, int | None]) -> None:
    assert read_span(text) == span
